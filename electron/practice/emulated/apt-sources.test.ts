import { describe, expect, it } from 'vitest';

import { debianSources, reachabilityOptions } from './apt-sources.ts';

const KEYS = '/keys.gpg';

describe('debianSources', () => {
  it("takes this machine's Debian mirrors, each once, for the suite that is asked for", () => {
    const targets = [
      'Debian|main|trixie|http://mirror.example/debian/',
      'Debian|contrib|trixie|http://mirror.example/debian/',
      'Debian|main|trixie|http://mirror.example/debian/',
      'Debian|main|trixie-updates|http://mirror.example/debian/',
      'Debian|main|trixie-security|http://mirror.example/debian-security/',
      'Debian Backports|main|trixie-backports|http://mirror.example/debian/',
      'Somebody|main|trixie|http://other.example/',
      '',
    ].join('\n');
    expect(debianSources(targets, 'bookworm', KEYS)).toEqual([
      'deb [signed-by=/keys.gpg] http://mirror.example/debian/ bookworm main',
      'deb [signed-by=/keys.gpg] http://mirror.example/debian/ bookworm-updates main',
      'deb [signed-by=/keys.gpg] http://mirror.example/debian-security/ bookworm-security main',
    ]);
  });

  it('finds none where the base archive of Debian is not among them', () => {
    expect(debianSources('Ubuntu|main|noble|http://mirror.example/ubuntu/', 'bookworm', KEYS)).toEqual([]);
    expect(debianSources('Debian|main|trixie-security|http://mirror.example/debian-security/', 'bookworm', KEYS)).toEqual([]);
    expect(debianSources('Debian|main|trixie|cdrom:[Debian]/', 'bookworm', KEYS)).toEqual([]);
    expect(debianSources('', 'bookworm', KEYS)).toEqual([]);
  });

  it('takes nothing that would be more than a word of a sources.list', () => {
    expect(debianSources('Debian|main|trixie|http://mirror.example/ [trusted=yes]', 'bookworm', KEYS)).toEqual([]);
    expect(debianSources('Debian|main|trixie; x|http://mirror.example/', 'bookworm', KEYS)).toEqual([]);
  });
});

describe('reachabilityOptions', () => {
  it('keeps proxies and certificates, and nothing else', () => {
    const kept = ['Acquire::http::Proxy "http://proxy.example:3128";', 'Acquire::https::Proxy::mirror.example "DIRECT";', 'Acquire::https::CaInfo "/etc/ssl/own.pem";'];
    const dump = ['APT "";', 'Acquire "";', 'Acquire::http "";', ...kept, 'DPkg::Post-Invoke:: "rm -rf /";', 'Acquire::IndexTargets "";'].join('\n');
    expect(reachabilityOptions(dump)).toEqual(kept);
  });
});
