import { catalogue } from '#shared/plan/catalogue.ts';
import { indexProviders } from '#shared/plan/provider-index.ts';

import { distribution, readUniverse } from './distribution.ts';
import { timed } from './measure.ts';

/** Reads the distribution into the cache folder that is named, and indexes its providers; prints the seconds of both. */
const cache = process.argv[2] ?? '';
const from = await distribution();
const read = await timed(() => readUniverse(from, cache));
const index = await timed(() => {
  const { sources, packages } = catalogue(read.value);
  return indexProviders(packages, [...sources.map(({ buildRequires }) => buildRequires), ...packages.map(({ requires }) => requires)].flat());
});
process.stdout.write(JSON.stringify({ read: read.seconds, index: index.seconds, packages: index.value.packages.length }));
