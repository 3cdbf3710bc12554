import type { BuilderName } from '#shared/vocabulary/ids.ts';
import type { Problem } from '#shared/vocabulary/problem.ts';

/** A builder as `portolan.yaml` names it. */
export interface BuilderConfig {
  readonly name: BuilderName;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Path of a private key file on this machine, without a passphrase. */
  readonly keyFile: string;
  /** How many attempts it builds at once; at most {@link MAX_SLOTS}. */
  readonly slots: number;
  /** Builders of one LPAR or z/VM system. */
  readonly pool?: string | undefined;
  /** `SHA256:…`: this key and no other is taken, whatever known_hosts says. */
  readonly hostKey?: string | undefined;
  /** Where Portolan keeps its things on the builder; null: /var/lib/portolan with root or sudo, else ~/.portolan. */
  readonly base?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** sshd allows ten sessions on a connection (MaxSessions): seven logs that are followed, three for everything else. */
export const MAX_SLOTS = 7;

/** What the probe found. Null: the builder did not say. */
export interface BuilderFacts {
  /** `uname -m`, for example `s390x`. */
  readonly arch: string;
  readonly kernel: string;
  /** `ID-VERSION_ID` of os-release, for example `debian-12`. */
  readonly system: string | null;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Free bytes of the file system that holds {@link base}. */
  readonly diskFreeBytes: number;
  /** Changes at each boot; tells a reboot from a lost connection. */
  readonly bootId: string;
  /** Machine type and hypervisor from /proc/sysinfo: `8561 z/VM 7.3.0`; null outside s390x machines. */
  readonly machine: string | null;
  readonly privilege: 'root' | 'sudo' | 'none';
  /** Absolute path of Portolan's folder on the builder. */
  readonly base: string;
  /** Versions as the tools print them; null: not there. */
  readonly rpm: string | null;
  readonly rpmbuild: string | null;
  readonly mock: string | null;
  readonly createrepo: string | null;
  readonly dnf: string | null;
  /** Names of commands the driver needs and the builder lacks. */
  readonly missingTools: readonly string[];
}

/** Where a builder stands, as the Fleet shows it. */
export type BuilderStatus =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'connecting'; readonly since: number }
  | { readonly kind: 'ready'; readonly facts: BuilderFacts }
  /** Nobody has vouched for this key yet; a person accepts it or does not. */
  | { readonly kind: 'host-key-unknown'; readonly fingerprint: string; readonly keyType: string }
  /** The machine answers with another key than the known one: nothing is done until a person has looked. */
  | { readonly kind: 'host-key-changed'; readonly fingerprint: string; readonly expected: readonly string[] }
  /** `retryAt` in milliseconds since 1970; null: it waits for a person (a key file that is missing, a refused login). */
  | { readonly kind: 'unreachable'; readonly problem: Problem; readonly retryAt: number | null }
  | { readonly kind: 'incapable'; readonly facts: BuilderFacts; readonly problems: readonly Problem[] };
