import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';

/** A builder as far as it matters for what it can reach. */
export interface Reaching {
  readonly name: string;
  readonly kind: BuilderRow['kind'];
}

/**
 * Whether a builder can make buildroots from a repository, and may bring something into it. The host itself always can.
 * A simulation and real machines never mix: one has no RPMs for the other. Others reach the host where `portolan.yaml`
 * gives an address that they have in common, or where they are guests of the same practice fleet.
 *
 * @param shared `repository.url` is given
 */
export function mayBuildFrom(host: Reaching, builder: Reaching, shared: boolean): boolean {
  if (builder.name === host.name) return true;
  if ((builder.kind === 'simulated') !== (host.kind === 'simulated')) return false;
  return shared || (builder.kind === host.kind && host.kind !== 'machine');
}
