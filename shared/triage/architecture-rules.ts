import { BUILD, COMPILING, FIELD, TIER, type Rule } from './rule.ts';

const GCC = 'messages of gcc';
const GAS = 'messages of the GNU assembler';

/** Causes that come from the architecture: what a port is about. */
export const ARCHITECTURE_RULES: readonly Rule[] = [
  {
    id: 'unknown-flag', class: 'architecture-flags', tier: TIER.flags, logs: BUILD, sections: COMPILING,
    pattern: /(?:unrecognized command[- ]line option|unsupported option|unknown argument:?) .{0,3}(?<key>-m[\w.=+-]{1,60})/, near: ['line option', 'unsupported option', 'unknown argument'],
    source: `${FIELD}; clang, DiagnosticDriverKinds.td`, example: "gcc: error: unrecognized command-line option '-msse2'",
  },
  {
    id: 'bad-march', class: 'architecture-flags', tier: TIER.flags, logs: BUILD, sections: COMPILING,
    pattern: /bad value .{1,80} for .{0,3}(?<key>-m(?:arch|tune|cpu|fpu|abi)\b)|unrecognized argument in option .{0,3}(?<option>-m(?:arch|tune|cpu|fpu|abi)\b)|unknown target CPU|error: unknown value .{1,80} for .{0,3}-m(?:arch|tune|cpu)/,
    near: ['bad value', 'argument in option', 'unknown value', 'target cpu'], source: `${FIELD}; ${GCC}`, example: "cc1: error: bad value 'haswell' for '-march=' switch",
  },
  {
    id: 'opcode', class: 'assembler', tier: TIER.assembler, logs: BUILD, sections: COMPILING,
    pattern: /(?:unrecognized opcode|Error: no such instruction|Error: unknown mnemonic|invalid instruction mnemonic)(?::? .{0,3}(?<key>[\w.]{1,40}))?/i,
    near: ['unrecognized opcode', 'such instruction', 'mnemonic'], source: `${FIELD}; ${GAS}`, example: "{standard input}:12: Error: Unrecognized opcode: `pause'",
  },
  {
    id: 'asm-constraint', class: 'assembler', tier: TIER.assembler, logs: BUILD, sections: COMPILING,
    pattern: /impossible constraints? in .{0,3}asm|.asm. operand has impossible constraints|inconsistent operand constraints in an .{0,3}asm|error: (?:unknown|invalid) register name .{1,40} (?:in|for) .{0,3}asm|error: invalid .{0,3}asm\b/,
    near: ['constraint', 'register name', 'error: invalid'], source: `${FIELD}; ${GCC}`, example: "a.c:3:3: error: impossible constraint in 'asm'",
  },
  {
    id: 'foreign-header', class: 'assembler', tier: TIER.assembler, logs: BUILD, sections: COMPILING,
    pattern: /(?<key>(?:[a-z0-9]{0,6}mmintrin|immintrin|x86intrin|x86gprintrin|cpuid|arm_neon|arm_acle|altivec|sys\/io)\.h): No such file|.(?<type>(?:asm\/)[a-z-]{1,20}\.h). file not found|error: unknown type name .__m(?:64|128|256|512)[id]?\b|__builtin_ia32_\w{1,60}/,
    near: ['.h: no such file', ".h' file not found", '.h’ file not found', '__m', '__builtin_ia32'], source: FIELD, example: 'a.c:1:10: fatal error: emmintrin.h: No such file or directory',
  },
  {
    id: 'foreign-assembly', class: 'assembler', tier: TIER.assembler, logs: BUILD, sections: COMPILING,
    pattern: /^[^:]{1,300}:\d{1,9}: Error: (?:unknown pseudo-op|junk at end of line|bad expression|invalid character|operand out of range|missing operand|syntax error)/,
    near: ['error: '], source: GAS, example: 'src/fast.S:4: Error: junk at end of line, first unrecognized character is `%\'',
  },
  {
    id: 'error-directive', class: 'unsupported-architecture', tier: TIER.unsupported, logs: BUILD, sections: COMPILING,
    pattern: /#error\b.{0,120}?(?:unsupported|no support for|not (?:yet )?(?:supported|implemented|ported|defined)|unknown|unrecogni[sz]ed|undefined|don'?t know|define).{0,120}?\b(?:arch|cpu|processor|machine|platform|target|endian|byte ?order)|#error\b.{0,120}?\b(?:arch|cpu|processor|machine|platform|target|endian|byte ?order)\w*.{0,120}?(?:unsupported|not (?:yet )?(?:supported|implemented|ported|defined)|unknown)/i,
    near: ['#error'], source: FIELD, example: 'lj_arch.h:75:2: error: #error "No support for this architecture (yet)"',
  },
  {
    id: 'no-target', class: 'unsupported-architecture', tier: TIER.unsupported, logs: BUILD, sections: COMPILING,
    pattern: /No target architecture defined|(?:unsupported|unknown|unrecogni[sz]ed) (?:host |target |build )?(?:architecture|arch|cpu|processor|machine)(?: type| family)?:? .{0,3}s390x?\b|s390x? (?:architecture )?is not (?:a )?(?:supported|known)|(?:architecture|cpu|processor) .{0,3}s390x?.{0,3} (?:is )?not (?:yet )?supported/i,
    near: ['target architecture', 's390'], source: FIELD, example: "meson.build:12:2: ERROR: Unsupported architecture: 's390x'",
  },
  {
    id: 'config-guess', class: 'old-autotools', cluster: 'config.guess and config.sub do not know the machine', tier: TIER.autotools, logs: BUILD, sections: COMPILING,
    pattern: /cannot guess build type|machine .s390x(?:-[\w.-]{1,40})?. not recognized|unable to guess system type/, near: ['guess', 'not recognized'],
    source: `${FIELD}; GNU config`, example: 'configure: error: cannot guess build type; you must specify one',
  },
  {
    id: 'relocation', class: 'relocation', tier: TIER.relocation, logs: BUILD, sections: COMPILING,
    pattern: /relocation truncated to fit: (?<key>R_390_\w{1,40})|recompile with -fPIC|relocation (?<type>R_390_\w{1,40}) against .{1,200} can(?: ?no|')t be used/,
    near: ['relocation', 'recompile with'], source: FIELD, example: "a.o: in function `f': (.text+0x8): relocation truncated to fit: R_390_GOT12 against symbol `x'",
  },
  {
    id: 'illegal-instruction', class: 'instruction-set', cluster: 'illegal instruction', tier: TIER.instruction, logs: BUILD, sections: COMPILING,
    pattern: /Illegal instruction|\bSIGILL\b/, near: ['illegal instruction', 'sigill'], source: FIELD, example: '/bin/sh: line 1: 812 Illegal instruction (core dumped) ./gen',
  },
  {
    id: 'reversed-bytes', class: 'byte-order', cluster: 'a number with its bytes reversed', tier: TIER.pair, logs: BUILD, sections: ['check'],
    pattern: /\d{8}|0x[0-9a-f]{4}|\b[0-9a-f]{8}\b/i, detector: 'byte-reversed-pair', near: [], source: FIELD, example: 'expected 8, got 134217728',
  },
  {
    id: 'minus-one', class: 'char-signedness', cluster: '255 for -1', tier: TIER.signedness, logs: BUILD, sections: ['check'],
    pattern: /(?:^|[^\w.-])(?:255|-1)(?![\w.])/, detector: 'unsigned-minus-one', near: [], source: FIELD, example: 'expected -1, got 255',
  },
  {
    id: 'type-limits', class: 'char-signedness', cluster: 'the compiler sees a char that is never negative', tier: TIER.signedness, logs: BUILD, sections: COMPILING,
    pattern: /error: .{0,200}limited range of data type|error: narrowing conversion of .{0,3}-\d{1,3}.{0,40} (?:from .{1,40} )?to .{0,3}(?:const )?char\b/,
    near: ['limited range', 'narrowing'], source: `${FIELD}; ${GCC}`, example: 'a.c:4:9: error: comparison is always false due to limited range of data type [-Werror=type-limits]',
  },
  {
    id: 'byte-order-words', class: 'byte-order', tier: TIER.words, logs: BUILD, sections: ['check'],
    pattern: /wrong magic|\b(?:fail|error|mismatch|unexpected|not support|unsupport|assert|wrong|invalid|bad).{0,120}?(?:big.?endian|byte.?order)|(?:big.?endian|byte.?order).{0,120}?(?:fail|error|mismatch|unexpected|not support|unsupport|assert|wrong|invalid)/i,
    near: ['endian', 'byte order', 'byte-order', 'byteorder', 'wrong magic'], source: FIELD, example: 'read_header: wrong magic number 0x1a2b',
  },
];
