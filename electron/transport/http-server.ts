/**
 * `createServer` of Node's http. Importing that module by name makes Node look at everything in it, for which it loads all
 * of `fetch` besides: a tenth of a second of every start.
 */
export const { createServer } = process.getBuiltinModule('node:http');
