import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { activeStreams, streamTargets, type StreamTarget } from '#shared/rpm/modules/module-set.ts';
import { dataFolder } from '#shared/rpm/testing/tools.ts';

import { parseModules } from '../ingest/modules-yaml.ts';
import { parseProject } from './project-file.ts';
import { streamProject } from './stream-project.ts';

const DATA = dataFolder('el8-modules-comps');
const open = (file: string): string => zlib.zstdDecompressSync(readFileSync(join(DATA.path, file))).toString('utf8');

const DISTRIBUTION = `portolan: 1
name: EL 8 for IBM Z   # ours
target: { arch: s390x, dist: .el8, macros: { rhel: "8" } }
reference: [{ location: reference/appstream }]   # x86_64
sources:
  - { kind: dist-git, git: "https://git.example.org/rpms/{name}", branch: c8, packages: [bash] }
  - { kind: dist-git, folder: trees }
foreignBases: [{ kind: repository, name: f28, location: "https://mirror.example.org/f28" }]
builders: [{ name: one, host: one.example.org, port: 22, user: build, keyFile: keys/build, slots: 2 }]
repository: { builder: one, path: /srv/el8, url: "http://one/el8" }
leftOut: { bash: No need., tool: Later. }
`;

const TOOLS: StreamTarget = {
  module: 'tools', stream: '2', version: '1', active: false, dist: '.module+el8+1+aa', macros: { _with_small: '1' },
  enabled: ['any', 'gone:1', 'perl:5.26', 'perl:5.30', 'platform:el8', 'swig:4.0'], order: [['macros', 'tool'], ['tool-extra'], ['last', 'last-too']], notForArch: ['x86-only'],
};
const wanted = (target: StreamTarget) => ({ target, known: new Set(['perl:5.26', 'perl:5.30', 'swig:4.0', 'tools:2']), active: new Set(['perl:5.26']), from: '/ports/el8', to: '/ports/streams/tools' });

describe('a project for a stream', () => {
  it('has its components, build order, dist, macros and streams, and what else the distribution says', () => {
    const { text, notes } = streamProject(DISTRIBUTION, wanted(TOOLS));
    const { config, problems } = parseProject(text);
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      name: 'EL 8 for IBM Z: tools:2',
      target: { arch: 's390x', dist: '.module+el8+1+aa', macros: { rhel: '8', _with_small: '1' } },
      modules: { enabled: ['tools:2', 'swig:4.0'], build: 'tools:2' },
      reference: [{ location: '../../el8/reference/appstream' }],
      sources: [{ git: 'https://git.example.org/rpms/{name}', branch: 'c8-stream-2', packages: ['macros', 'tool', 'tool-extra', 'last', 'last-too'] }, { folder: '../../el8/trees' }],
      foreignBases: [{ location: 'https://mirror.example.org/f28' }],
      repository: { builder: 'one', path: '/srv/el8-tools-2', url: 'http://one/el8-tools-2' },
      leftOut: { tool: 'Later.' },
    });
    expect(config?.passes[0]?.stages).toEqual([{ name: 'build order 1', builds: ['macros', 'tool'] }, { name: 'build order 2', builds: ['tool-extra'] }]);
    expect(text).toContain('# x86_64');
    expect(notes).toEqual([
      'No repository has gone:1, which it wants while it is built: build what that has, or leave it.',
      'It takes any of perl:5.26 or perl:5.30: enable one under “modules” if it should not be the default.',
      'Not for s390x, and left out: x86-only.',
      'Its repository is one of its own on one: see “repository”.',
      expect.stringContaining('Name the repository that the distribution’s project publishes'),
    ]);
  });

  it('is not made from a file that is not in order', () => {
    expect(() => streamProject('portolan: 1\n', wanted(TOOLS))).toThrow('is not in order');
    expect(() => streamProject(DISTRIBUTION, wanted({ ...TOOLS, order: [] }))).toThrow('nothing to port');
  });

  it.skipIf(!DATA.there)('can be made for every stream of EL 8 [needs el8-modules-comps in PORTOLAN_DATA]', { timeout: 60_000 }, () => {
    const set = { ...parseModules('modules.yaml', open('x86_64-appstream-modules.yaml.zst')), defaults: parseModules('defaults.yaml', open('x86_64-appstream-defaults.yaml.zst')).defaults };
    const active = activeStreams(set, []);
    const known = new Set(set.streams.map(({ name, stream }) => `${name}:${stream}`));
    const all = streamTargets(set, active, 's390x');
    const targets = all.filter(({ order }) => order.length > 0);
    expect([all.length, targets.length]).toEqual([82, 80]);
    for (const target of targets) {
      const { config, problems } = parseProject(streamProject(DISTRIBUTION, { ...wanted(target), known, active }).text);
      expect(problems).toEqual([]);
      const key = `${target.module}:${target.stream}`;
      expect(config?.modules.build).toBe(key);
      // Whatever it enables is there, so that it can be planned; and its own packages are seen.
      expect(config?.modules.enabled.every((each) => known.has(each))).toBe(true);
      expect(activeStreams(set, config?.modules.enabled ?? []).has(key)).toBe(true);
      expect(config?.passes[0]?.stages.map(({ builds }) => builds)).toEqual(target.order.slice(0, -1));
    }
    expect(targets.filter(({ macros }) => Object.keys(macros).length > 0).length).toBeGreaterThan(10);
    const perl = parseProject(streamProject(DISTRIBUTION, { ...wanted(targets.find(({ module, stream }) => module === 'perl' && stream === '5.30') ?? TOOLS), known, active }).text).config;
    expect(perl?.target.dist).toMatch(/^\.module\+el8/);
  });
});
