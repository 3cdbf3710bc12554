import { ProblemError } from '#shared/vocabulary/problem.ts';
import { CLUSTERS, failsInCheck, type FailureCluster } from '../simulator/build/outcomes.ts';

/** How much more the frequent clusters get than their weight says: in life one or two have half of all failures. */
const STEEPNESS = 1.4;

/** The clusters that a pass can have: without tests none that fails in %check. */
export function clustersOf(noCheck: boolean): readonly FailureCluster[] {
  return CLUSTERS.filter((cluster) => !(noCheck && failsInCheck(cluster)));
}

/**
 * So many failures in exactly so many clusters, of very different sizes and none of them empty; the sizes add up. Throws
 * `bad-input` where that cannot be.
 */
export function clusterSizes(failures: number, clusters: number, noCheck: boolean): readonly { readonly cluster: FailureCluster; readonly size: number }[] {
  const known = clustersOf(noCheck);
  if (clusters > known.length) throw new ProblemError('bad-input', `A rehearsal knows ${known.length} kinds of failures${noCheck ? ' in a pass without tests' : ''}, so it cannot make ${clusters} clusters.`);
  if (failures < clusters || (failures > 0 && clusters < 1)) throw new ProblemError('bad-input', `${failures} failures cannot make ${clusters} clusters: each has at least one.`);
  const chosen = known.slice(0, clusters);
  const weights = chosen.map(({ weight }) => weight ** STEEPNESS);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => 1 + Math.floor(((failures - clusters) * weight) / total));
  let rest = failures - sizes.reduce((sum, size) => sum + size, 0);
  return chosen.map((cluster, index) => {
    const more = rest > 0 ? 1 : 0;
    rest -= more;
    return { cluster, size: (sizes[index] ?? 0) + more };
  });
}
