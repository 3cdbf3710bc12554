/** Something that exists for other architectures only. */
export interface NoPort {
  /** Names of source packages. */
  readonly sources: readonly string[];
  readonly why: string;
  /** The usual way out. */
  readonly wayOut: string;
  readonly source: string;
}

const FIELD = 'notes of s390x porters';

export const NO_PORTS: readonly NoPort[] = [
  { sources: ['luajit', 'luajit2'], why: 'LuaJIT’s code generator has no s390x back end upstream.', wayOut: 'Build what wants it with plain Lua, or leave its LuaJIT option off.', source: `${FIELD}; lj_arch.h of LuaJIT` },
  { sources: ['microcode_ctl', 'intel-microcode', 'amd-ucode-firmware'], why: 'It carries microcode for x86 processors.', wayOut: 'Leave it out: IBM Z gets its firmware through the support element.', source: FIELD },
  { sources: ['dmidecode', 'biosdevname', 'efibootmgr', 'efivar'], why: 'It reads firmware tables (SMBIOS, EFI) that IBM Z does not have.', wayOut: 'Leave it out, and switch off the option in what wants it.', source: FIELD },
  { sources: ['mcelog', 'rasdaemon'], why: 'It reads machine-check records of x86.', wayOut: 'Leave it out: the machine reports its faults to the support element.', source: FIELD },
  { sources: ['grub2', 'grub', 'syslinux', 'shim', 'shim-unsigned-x64', 'memtest86+'], why: 'IBM Z does not boot this way.', wayOut: 'Leave it out: zipl of s390utils is the boot loader.', source: FIELD },
  { sources: ['seabios', 'edk2', 'ovmf', 'SLOF'], why: 'It is firmware for guests of another architecture.', wayOut: 'Import the noarch firmware from the reference where an emulator needs it; otherwise leave it out.', source: FIELD },
  { sources: ['xorg-x11-drv-intel', 'xorg-x11-drv-vmware', 'xorg-x11-drv-vesa', 'xorg-x11-drv-openchrome', 'libdrm-intel', 'thermald', 'powertop', 'cpuid', 'msr-tools', 'intel-ipsec-mb', 'intel-cmt-cat'], why: 'It drives hardware of PCs.', wayOut: 'Leave it out.', source: FIELD },
];

export function noPortOf(source: string): NoPort | null {
  return NO_PORTS.find(({ sources }) => sources.includes(source)) ?? null;
}
