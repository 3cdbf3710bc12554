import { expect, it } from 'vitest';
import { forEachPath, isInPrimary } from './file-dependency.ts';
import { parseDependency } from './parse-dependency.ts';

it('knows which paths primary lists', () => {
  const listed = ['/usr/bin/x', '/etc/x', '/usr/lib/sendmail', '/opt/sbin/x', '/usr/share/x', '/usr/lib/sendmail2', '/usr/etc/x'].map(isInPrimary);
  expect(listed).toEqual([true, true, true, true, false, false, false]);
});

it('finds the paths of a dependency at any depth', () => {
  const paths: string[] = [];
  for (const text of ['/a', 'b', '(/c if (d and /e) else (/f without (g or /h)))']) {
    const dependency = parseDependency(text);
    if (dependency.ok) forEachPath(dependency.value, (path) => paths.push(path));
  }
  expect(paths).toEqual(['/a', '/c', '/e', '/f', '/h']);
});
