import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { planPort } from '#shared/plan/plan-port.ts';
import { sayFault } from '#shared/plan/say-fault.ts';
import { formatEvr, parseEvr } from '#shared/rpm/evr.ts';
import { formatNevra } from '#shared/rpm/nevra.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { dataFolder } from '#shared/rpm/testing/tools.ts';

import { parseModules } from '../ingest/modules-yaml.ts';
import type { RepositoryContents } from '../ingest/read-repository.ts';
import { throughModules, type Modular } from './modular.ts';
import type { PlanInputs, RepositoryInput } from './plan-inputs.ts';

const DATA = dataFolder('el8-modules-comps');
const open = (file: string): string => zlib.zstdDecompressSync(readFileSync(join(DATA.path, file))).toString('utf8');

const REPOSITORY: RepositoryInput = { location: 'appstream', filelists: false, moduleHotfixes: false, priority: 99, exclude: [] };

/** What an artifact was: `perl-4:5.30.1-2.module+el8.x86_64`. Its source is called like itself, so that the port has it. */
function packageOf(artifact: string): BinaryPackage {
  const [, name = '', version = '', arch = ''] = /^(.+)-([^-]+-[^-]+)\.([^.]+)$/.exec(artifact) ?? [];
  const evr = parseEvr(version);
  if (!evr.ok) throw new Error(artifact);
  return { name, evr: evr.value, arch, sourceRpm: `${name}-1-1.src.rpm`, provides: [{ name, comparison: 'eq', evr: evr.value }], requires: [], conflicts: [], obsoletes: [], recommends: [], files: [] };
}

/** A source that wants exactly that package. */
function wanting(name: string, { name: wanted, evr }: BinaryPackage): SourcePackage {
  return { name, evr: { epoch: 0, version: '1', release: '1' }, summary: '', buildRequires: [{ kind: 'simple', name: wanted, comparison: 'eq', evr }], buildConflicts: [], exclusiveArch: [], excludeArch: [] };
}

describe.skipIf(!DATA.there)('the streams of EL 8 that are not active [needs el8-modules-comps in PORTOLAN_DATA]', () => {
  it('are named for what they hide, and enabling them is what helps', () => {
    const modules = { ...parseModules('modules.yaml', open('x86_64-appstream-modules.yaml.zst')), defaults: parseModules('defaults.yaml', open('x86_64-appstream-defaults.yaml.zst')).defaults };
    const artifacts = [...new Set(modules.streams.flatMap((each) => each.artifacts))].filter((each) => /\.(x86_64|noarch)$/.test(each));
    const binaries = artifacts.map(packageOf);
    const contents: RepositoryContents = { location: 'appstream', kind: 'binary', digest: '', packages: { binaries, binaryFiles: [], sources: [], sourceFiles: [] }, modules, groups: [] };
    const seen = (enabledStreams: readonly string[]): Modular => throughModules([contents], [REPOSITORY], { enabledStreams, arch: 'x86_64' } as PlanInputs);
    const usual = seen([]);
    const visible = new Set(usual.contents[0]?.packages.binaries);
    const hidden = (usual.hidden[0] ?? []).map((each) => ({ ...each, repository: 'appstream' }));
    expect(visible.size + hidden.length).toBe(binaries.length);

    // For every stream that is not active a source that wants the first of what only it has.
    const wanted = usual.streams.filter(({ active }) => !active).flatMap(({ module, stream }) => {
      const key = `${module}:${stream}`;
      const only = hidden.find(({ hiding }) => hiding.kind === 'inactive' && hiding.streams.length === 1 && hiding.streams[0] === key);
      return only === undefined ? [] : [{ key, ...only }];
    });
    expect(wanted).toHaveLength(36);
    const plan = planPort({ sources: wanted.map(({ key, binary }) => wanting(key, binary)), reference: [...visible], foreign: [], buildGroup: [], architectures: ['x86_64', 'noarch'], hidden });
    expect(plan.unresolvable).toEqual([]);
    for (const { key, binary } of wanted) {
      const fault = plan.notInstallable.find(({ source }) => plan.sources[source]?.name === key);
      expect(fault?.reason).toBe('filtered');
      const sentence = fault === undefined ? '' : sayFault(plan, fault);
      expect(sentence).toContain(`${binary.name} = ${formatEvr(binary.evr)} is hidden by modular filtering: ${formatNevra(binary)} of appstream has it`);
      expect(sentence).toContain(`Enable ${key} under “modules” in portolan.yaml.`);
      expect(seen([key]).contents[0]?.packages.binaries).toContain(binary);
    }
  });
});
