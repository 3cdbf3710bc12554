/** What a simulated build needs to know of a spec: names and versions of what it would make. */
export interface SpecFacts {
  readonly name: string;
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
  /** Binary packages that have a %files; never empty. */
  readonly packages: readonly { readonly name: string; readonly noarch: boolean }[];
  readonly buildRequires: readonly string[];
}

const TAG = /^(Name|Epoch|Version|Release|BuildArch|BuildRequires)\s*:\s*(.*)$/i;
const SECTION = /^%(package|files|description|prep|build|install|check|clean|pre|post|preun|postun|pretrans|posttrans|trigger\w*|filetrigger\w*|changelog|conf|generate_buildrequires)\b\s*(.*)$/;
const DEFINITION = /^\s*%(?:global|define)\s+([A-Za-z_]\w*)\s+(.*)$/;
const MAX_LINES = 20_000;
const MAX_ROUNDS = 12;
const MAX_VALUE = 400;

/**
 * Reads tags as they stand and replaces simple macros. It does not evaluate the spec: conditions, %( ) and Lua are
 * beyond a simulator, and only builders evaluate specs. What cannot be read becomes `source`, `0` or nothing.
 */
export function readSpec(text: string, source: string, defines: ReadonlyMap<string, string>): SpecFacts {
  const macros = new Map(defines);
  const tags = new Map<string, string>();
  const names = new Map<string, boolean>();
  const packed = new Set<string>();
  const buildRequires: string[] = [];
  /** The package whose tags are read; null outside of preambles. */
  let current: string | null = '';
  for (const line of text.split('\n', MAX_LINES)) {
    const definition = DEFINITION.exec(line);
    if (definition?.[1] !== undefined) macros.set(definition[1], (definition[2] ?? '').slice(0, MAX_VALUE));
    const section = SECTION.exec(line);
    if (section !== null) {
      const called = packageCalled(section[2] ?? '');
      current = section[1] === 'package' ? called : null;
      if (section[1] === 'package') names.set(called, false);
      if (section[1] === 'files') packed.add(called);
      continue;
    }
    const [, tag = '', raw = ''] = (current === null ? null : TAG.exec(line)) ?? [];
    const value = expand(raw.slice(0, MAX_VALUE), macros).trim();
    const key = tag.toLowerCase();
    if (key === '') continue;
    if (key === 'buildrequires') buildRequires.push(value);
    else if (current !== '' && current !== null) {
      if (key === 'buildarch') names.set(current, value === 'noarch');
    } else if (!tags.has(key)) {
      tags.set(key, value);
      macros.set(key, value);
    }
  }
  const name = wordOf(tags.get('name')) || source;
  const epoch = tags.get('epoch') ?? '';
  const noarch = tags.get('buildarch') === 'noarch';
  macros.set('name', name);
  const built = [...packed].map((called) => ({ name: wordOf(fullName(expand(called, macros), name)) || name, noarch: noarch || names.get(called) === true }));
  return {
    name,
    epoch: /^\d{1,9}$/.test(epoch) ? Number(epoch) : null,
    version: wordOf(tags.get('version')) || '0',
    release: wordOf(tags.get('release')) || '0',
    packages: built.length > 0 ? built : [{ name, noarch }],
    buildRequires,
  };
}

/** The arguments of %package and %files: `devel`, or ` other` for `-n other`, or nothing for the main package. */
function packageCalled(args: string): string {
  const words = args.split(/\s+/).filter((word) => word !== '');
  const at = words.indexOf('-n');
  if (at >= 0) return ` ${words[at + 1] ?? ''}`;
  return words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-f') ?? '';
}

function fullName(called: string, name: string): string {
  if (called === '') return name;
  return called.startsWith(' ') ? called.trim() : `${name}-${called}`;
}

/** %{x}, %x, %{?x}, %{!?x:…}, %{?x:…}, from the inside out. An unknown macro is nothing. */
function expand(text: string, macros: ReadonlyMap<string, string>): string {
  let now = text;
  for (let round = 0; round < MAX_ROUNDS && now.includes('%'); round += 1) {
    const next = now
      .replaceAll(/%\{(!?\??|\?!)([A-Za-z_]\w*)(?::([^{}]*))?\}/g, (_, marks: string, name: string, body: string | undefined) => {
        const value = macros.get(name);
        if (marks.includes('!')) return value === undefined ? (body ?? '') : '';
        return value === undefined ? '' : (marks.includes('?') && body !== undefined ? body : value);
      })
      .replaceAll(/%(\??)([A-Za-z_]\w*)/g, (_, _mark: string, name: string) => macros.get(name) ?? '')
      .slice(0, MAX_VALUE);
    if (next === now) break;
    now = next;
  }
  return now;
}

/** What may stand in the name of an RPM file; the rest goes. */
function wordOf(text: string | undefined): string {
  return (text ?? '').replaceAll(/[^A-Za-z0-9._+~^-]/g, '').replace(/^[^A-Za-z0-9_]+/, '').slice(0, 120);
}
