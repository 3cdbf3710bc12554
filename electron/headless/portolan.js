#!/usr/bin/env node
// Plain JavaScript: Node can only be told to keep what it makes of TypeScript by a file that is none, and taking the
// types off this one alone would cost every start a fifth of a second.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
// It may be deleted at any time, and where it cannot be written a start is only slower.
enableCompileCache(join(root, '.cache', 'compiled'));

const { isBuilt } = await import('./built.ts');
await import(isBuilt(root) ? '../../out/main/command-line.js' : './command-line.ts');
