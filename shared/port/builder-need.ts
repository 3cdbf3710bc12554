/** What a package asks of the builder that builds it; what is left out is not asked. At least one is given. */
export interface BuilderNeed {
  /** One of these builders. */
  readonly names?: readonly string[] | undefined;
  /** A builder of this LPAR or z/VM system. */
  readonly pool?: string | undefined;
  /** The machine type of /proc/sysinfo, `8561`. */
  readonly machine?: string | undefined;
  readonly cores?: number | undefined;
  /** In GiB, of memory and of free disk where builds are made. */
  readonly memory?: number | undefined;
  readonly disk?: number | undefined;
}

/** A builder as far as needs look at it. `facts` null: nobody has been able to ask it. */
export interface BuilderTraits {
  readonly name: string;
  readonly pool: string | null;
  readonly facts: { readonly cores: number; readonly memoryBytes: number; readonly diskFreeBytes: number; readonly machine: string | null } | null;
}

const GIB = 1024 ** 3;
/** A guest of 16 GiB tells a little less: the kernel keeps some for itself. */
const ROUNDING = 0.95;

/** Whether this builder is what the package asks for. What is not known of a builder is not taken for granted. */
export function meetsNeed(need: BuilderNeed, { name, pool, facts }: BuilderTraits): boolean {
  if (need.names !== undefined && need.names.length > 0 && !need.names.includes(name)) return false;
  if (need.pool !== undefined && need.pool !== pool) return false;
  if (need.machine !== undefined && !(facts?.machine ?? '').split(/\s+/).includes(need.machine)) return false;
  if (need.cores !== undefined && (facts?.cores ?? 0) < need.cores) return false;
  if (need.memory !== undefined && (facts?.memoryBytes ?? 0) < need.memory * GIB * ROUNDING) return false;
  return need.disk === undefined || (facts?.diskFreeBytes ?? 0) >= need.disk * GIB;
}

/** `zbuild01 or zbuild02, machine type 8561, 16 GiB of memory`. */
export function needWords({ names = [], pool, machine, cores, memory, disk }: BuilderNeed): string {
  const words = [
    ...(names.length > 0 ? [names.join(' or ')] : []),
    ...(pool === undefined ? [] : [`pool ${pool}`]),
    ...(machine === undefined ? [] : [`machine type ${machine}`]),
    ...(cores === undefined ? [] : [`${cores} cores`]),
    ...(memory === undefined ? [] : [`${memory} GiB of memory`]),
    ...(disk === undefined ? [] : [`${disk} GiB of free disk`]),
  ];
  return words.length === 0 ? 'any builder' : words.join(', ');
}
