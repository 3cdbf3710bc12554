import { open } from 'node:fs/promises';

import type { BinaryPackage } from '#shared/rpm/package.ts';
import { parseRpmHeader } from '#shared/rpm/rpm-header.ts';
import { digestOfHeader, packageOfHeader } from '#shared/rpm/rpm-package.ts';

/** A kernel's or a language pack's header with tens of thousands of files has some megabytes. */
const MAX_HEADER = 64 * 1024 * 1024;
const FIRST = 64 * 1024;

/** What an RPM file says of itself, and its header's digest; null for what is none (a simulation's). Throws what reading the file throws. */
export async function readRpm(path: string): Promise<{ readonly package: BinaryPackage; readonly digest: string } | null> {
  const file = await open(path, 'r');
  try {
    let wanted = FIRST;
    for (;;) {
      const bytes = Buffer.alloc(wanted);
      const { bytesRead } = await file.read(bytes, 0, wanted, 0);
      const parsed = parseRpmHeader(bytes.subarray(0, bytesRead));
      if (!parsed.ok) return null;
      if (parsed.value.kind === 'whole') {
        const made = packageOfHeader(parsed.value.header);
        return made.ok ? { package: made.value, digest: digestOfHeader(parsed.value.signature) } : null;
      }
      const { bytes: needed } = parsed.value;
      if (bytesRead < wanted || needed > MAX_HEADER) return null;
      wanted = needed;
    }
  } finally {
    await file.close();
  }
}
