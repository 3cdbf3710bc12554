import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { specKey } from '#electron/core/planning/spec-evaluations.ts';

/** The fields of an evaluation as `shared/rpm/spec-query.ts` asks for them. */
const fields = (...parts: readonly string[]): string => `${parts.join('\x1d')}\x1c`;
const dependencies = (names: readonly string[]): string => names.map((name) => `${name}\x1f0\x1f\x1e`).join('');

interface Spec {
  readonly name: string;
  readonly needs: readonly string[];
  readonly text: string;
}

const SPECS: readonly Spec[] = [
  { name: 'frob', needs: ['doctool'], text: '%bcond_without docs\nName: frob\n%if %{with docs}\nBuildRequires: doctool\n%endif\n%description\n%build\nmake\n' },
  { name: 'doctool', needs: ['frob', 'python3-pytest'], text: 'Name: doctool\nBuildRequires: frob\nBuildRequires: python3-pytest\n%description\n%build\nmake\n%check\npytest-3 pytest\n' },
  { name: 'python3-pytest', needs: ['doctool'], text: 'Name: python3-pytest\nBuildRequires: doctool\n%description\n' },
];

/** A port of three specs that need each other all round, with their evaluations beside them; nobody to build it. */
export async function writeCycleProject(folder: string): Promise<void> {
  await mkdir(join(folder, 'specs'), { recursive: true });
  const evaluated: Record<string, unknown> = {};
  for (const { name, needs, text } of SPECS) {
    await writeFile(join(folder, 'specs', `${name}.spec`), text);
    const head = [name, '0', '1', '1', 's390x'];
    evaluated[specKey(text, {})] = {
      source: fields(...head, `The package ${name}`, dependencies(needs), '', '', '', '', '', ''),
      binaries: fields(...head, `${name}\x1f8\x1f1-1\x1e`, '', '', '', ''),
      refusal: null,
    };
  }
  await writeFile(join(folder, 'specs', 'evaluated.json'), JSON.stringify(evaluated));
  await writeFile(join(folder, 'portolan.yaml'), '# Ours.\nportolan: 1\nname: Three in a circle\ntarget: { arch: s390x }\nsources:\n  - { kind: specs, folder: specs }\n');
}
