import { describe, expect, it } from 'vitest';

import { isOwnSender, isOwnUrl } from './own-pages.ts';
import { projectArgument } from './project-argument.ts';

describe('a page of ours', () => {
  it('is told by scheme and host, exactly', () => {
    for (const url of ['portolan://app/', 'portolan://app/index.html?x=1#y', 'portolan://app']) expect(isOwnUrl(url), url).toBe(true);
    for (const url of ['', 'app', 'portolan:app', 'portolan://', 'portolan://app.evil/', 'portolan://evil/app/', 'portolan://app@evil/', 'portolan://x@app/', 'portolan://app:1/', 'portolan2://app/', 'https://app/', 'file:///app/', 'data:text/html,x', 'blob:portolan://app/1']) {
      expect(isOwnUrl(url), url).toBe(false);
    }
  });

  it('speaks with its top frame only', () => {
    expect(isOwnSender({ url: 'portolan://app/', parent: null })).toBe(true);
    expect(isOwnSender({ url: 'portolan://app/', parent: {} })).toBe(false);
    expect(isOwnSender(null)).toBe(false);
  });
});

describe('the port that a command line names', () => {
  it('is the folder after --project, as seen from where it was written', () => {
    expect(projectArgument(['electron', '.', '--project', 'port'], '/home/p')).toBe('/home/p/port');
    expect(projectArgument(['portolan', '--project=/ports/el8'], '/home/p')).toBe('/ports/el8');
    for (const argv of [[], ['electron', '.'], ['--project'], ['--project', '--web'], ['--project='], ['--projects', 'x']]) expect(projectArgument(argv, '/')).toBeNull();
  });
});
