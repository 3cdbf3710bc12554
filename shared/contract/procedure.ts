import type { z } from 'zod';

/** Who may call: `read` is everybody who is connected, `operate` those whose connection was granted it. */
export type Access = 'read' | 'operate';

/** A `query` changes nothing; a `command` does, after the core has validated it; a `stream` goes on until it is cancelled. */
export type ProcedureKind = 'query' | 'command' | 'stream';

/** One entry of the contract. Input is parsed by the host before a handler sees it; output is checked in tests. */
export interface Procedure<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Kind extends ProcedureKind = ProcedureKind> {
  readonly input: Input;
  readonly output: Output;
  readonly kind: Kind;
  readonly access: Access;
}

export function query<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Procedure<Input, Output, 'query'> {
  return { input, output, kind: 'query', access: 'read' };
}

/** Commands are for operators, without exception. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Procedure<Input, Output, 'command'> {
  return { input, output, kind: 'command', access: 'operate' };
}

/** The output is that of one item. */
export function stream<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Procedure<Input, Output, 'stream'> {
  return { input, output, kind: 'stream', access: 'read' };
}
