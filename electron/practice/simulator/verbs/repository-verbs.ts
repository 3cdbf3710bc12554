import { parsePublications } from '../machine/repository.ts';
import { answer, checkDigest, checkNumber, expectArgs, readAll, VerbFailure, type Verb } from './verb.ts';

const REQUEST_BYTES = 64 * 1024 * 1024;

export const repoList: Verb = async ({ machine, io }, args) => {
  expectArgs(args, 1, 'repo-list takes a folder.');
  const repository = machine.repository(args[0] ?? '');
  const { latest } = repository;
  await answer(io, [...repository.generations.map((number) => `generation ${number}`), ...(latest === null ? [] : [`latest ${latest}`, ...repository.manifest()])]);
};

export const repoPublish: Verb = async ({ machine, io }, args) => {
  expectArgs(args, 1, 'repo-publish takes a folder.');
  const path = args[0] ?? '';
  const request = (await readAll(io, REQUEST_BYTES)).toString('utf8');
  const publications = parsePublications(request);
  if (publications === null) throw new VerbFailure(65, 'The publication did not arrive whole.');
  if (machine.diskIsFull) throw new VerbFailure(73, `${path} cannot be written.`);
  const repository = machine.repository(path);
  const fresh = repository.fresh(publications);
  const wanted = fresh.flatMap(({ rpms }) => rpms.map(({ sha256 }) => checkDigest(sha256)));
  const missing = [...new Set(wanted)].filter((digest) => !machine.hasStored(digest)).sort();
  if (missing.length > 0) {
    await answer(
      io,
      missing.map((digest) => `missing ${digest}`),
    );
    return;
  }
  if (fresh.length > 0 || repository.latest === null) machine.publish(path, request);
  await answer(io, [`latest ${repository.latest ?? 0}`, ...publications.map(({ attempt }) => `published ${attempt} ${repository.publishedIn(attempt) ?? 0}`)]);
};

export const repoPrune: Verb = async ({ machine, io }, args) => {
  const [path = '', ...keep] = args;
  if (path === '') throw new VerbFailure(64, 'repo-prune takes a folder and the generations to keep.');
  const gone = machine.prune(path, keep.map(checkNumber));
  await answer(
    io,
    gone.map((number) => `pruned ${number}`),
  );
};

/** Nothing listens there: no simulated builder ever reads its repository. */
export const repoServe: Verb = async ({ io }, args) => {
  expectArgs(args, 3, 'repo-serve takes a folder, an address and a port.');
  const port = checkNumber(args[2]);
  io.err('This builder is a simulation: its repository is a list in memory, and nothing serves it.\n');
  await answer(io, [`serving ${args[1] ?? ''}:${port}`]);
};

export const repoUnserve: Verb = async ({ io }, args) => {
  expectArgs(args, 1, 'repo-unserve takes a folder.');
  await answer(io, []);
};
