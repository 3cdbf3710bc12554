import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { connectClient, type Client } from '#shared/contract/client.ts';
import { contract, type ProcedureName } from '#shared/contract/contract.ts';
import { WIRE_VERSION } from '#shared/contract/wire.ts';

import { PROCEDURE_NAMES, stubHandlers } from '../transport/testing/stub-handlers.ts';
import { connectWebSocket } from '../transport/websocket.ts';
import { CONTENT_SECURITY_POLICY } from './static-headers.ts';
import { newToken } from './web-host-access.ts';
import { startWebHost, type WebHost, type WebHostOptions } from './web-host.ts';

const OPERATOR = newToken();
const READER = newToken();

let folder = '';
let host: WebHost | null = null;
let called: ProcedureName[] = [];

async function start(options: Partial<WebHostOptions> = {}): Promise<WebHost> {
  host = await startWebHost({
    handlers: stubHandlers({}, (name) => called.push(name)),
    staticFolder: join(folder, 'renderer'),
    port: 0,
    operatorToken: OPERATOR,
    readerToken: READER,
    ...options,
  });
  return host;
}

beforeEach(() => {
  called = [];
  folder = mkdtempSync(join(tmpdir(), 'portolan-web-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Portolan</title>');
  writeFileSync(join(folder, 'renderer', 'assets', 'index-B1gXq9_t.js'), 'export {}');
});
afterEach(async () => {
  await host?.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request whose target is sent as it is written: `fetch` would tidy it up. */
function get(port: number, path: string, { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function client(port: number, token: string | null): Promise<Client> {
  return connectClient(await connectWebSocket({ kind: 'web', url: `ws://127.0.0.1:${port}/contract` }, `http://127.0.0.1:${port}`), token);
}

/** The status with which an upgrade is refused. */
function upgradeStatus(port: number, options: { origin?: string; headers?: Record<string, string>; path?: string }): Promise<number> {
  const { path = '/contract', ...rest } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, rest);
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
      socket.on('error', () => undefined);
      socket.terminate();
    });
    socket.on('open', () => {
      socket.terminate();
      reject(new Error('the upgrade was granted'));
    });
    socket.on('error', () => undefined);
  });
}

describe('what a connection may do', () => {
  it('is settled by the token: a reader looks, an operator acts, anybody else is refused', async () => {
    const { port } = await start();
    const reader = await client(port, READER);
    const operator = await client(port, OPERATOR);
    expect([reader.access, operator.access]).toEqual(['read', 'operate']);
    for (const token of [null, '', 'wrong', `${OPERATOR}x`, OPERATOR.slice(1)]) {
      await expect(client(port, token)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    }
    reader.close();
    operator.close();
  });

  it('is to look, without a token, only where the host was opened to readers', async () => {
    const { port, readerUrl } = await start({ readerToken: null });
    expect(readerUrl).toBe(`http://127.0.0.1:${port}/`);
    const reader = await client(port, null);
    expect(reader.access).toBe('read');
    await expect(client(port, 'wrong')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    reader.close();
  });

  it('never lets a reader reach the handler of anything that operates, and the operator every one', async () => {
    const { port } = await start();
    const operating = PROCEDURE_NAMES.filter((name) => contract[name].access === 'operate');
    expect(operating).toContain('build.packages');
    expect(operating).toEqual(PROCEDURE_NAMES.filter((name) => contract[name].kind === 'command'));
    // Frames are sent raw: what a hostile page sends is not bound by our client's types.
    const ask = async (token: string, kind: 'call' | 'open', name: string): Promise<unknown> => {
      const wire = await connectWebSocket({ kind: 'web', url: `ws://127.0.0.1:${port}/contract` }, `http://127.0.0.1:${port}`);
      const answer = new Promise((resolve) => wire.onFrame((frame) => (typeof frame === 'object' && frame !== null && 'id' in frame && frame.id === 1 ? resolve(frame) : undefined)));
      wire.send({ kind: 'hello', version: WIRE_VERSION, token });
      // A second hello must not lift what the first was granted.
      wire.send({ kind: 'hello', version: WIRE_VERSION, token: OPERATOR });
      wire.send({ kind, id: 1, name, input: {}, access: 'operate' });
      const frame = await answer;
      wire.close();
      return frame;
    };
    for (const name of operating) {
      expect(await ask(READER, 'call', name), name).toMatchObject({ kind: 'problem', problem: { code: 'not-allowed' } });
      expect(await ask(READER, 'open', name), name).toMatchObject({ kind: 'problem', problem: { code: 'not-found' } });
      expect(called, name).toEqual([]);
    }
    for (const name of operating) {
      // It gets as far as its input, or its handler.
      expect(await ask(OPERATOR, 'call', name), name).toMatchObject({ problem: { code: expect.stringMatching(/^(bad-input|unsupported)$/u) as unknown } });
    }
    expect(called.length).toBeGreaterThan(0);
  });

  it('does nothing for names that are no procedures, or before the hello', async () => {
    const { port } = await start();
    const wire = await connectWebSocket({ kind: 'web', url: `ws://127.0.0.1:${port}/contract` }, `http://127.0.0.1:${port}`);
    const first = new Promise((resolve) => wire.onFrame(resolve));
    const closed = new Promise<void>((resolve) => wire.onClose(resolve));
    wire.send({ kind: 'call', id: 1, name: 'fleet.list', input: {} });
    expect(await first).toMatchObject({ kind: 'problem', id: 0, problem: { code: 'bad-input' } });
    await closed;
    const operator = await client(port, OPERATOR);
    for (const name of ['constructor', '__proto__', 'toString', 'port']) {
      await expect(operator.call(name as 'fleet.list', {})).rejects.toMatchObject({ problem: { code: 'not-found' } });
    }
    expect(called).toEqual([]);
    operator.close();
  });
});

describe('who may connect', () => {
  it('is a page of this host: a foreign Origin, or none, is refused', async () => {
    const { port } = await start();
    for (const origin of ['https://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`, `http://localhost:${port}`]) {
      expect(await upgradeStatus(port, { origin }), origin).toBe(403);
    }
    expect(await upgradeStatus(port, {})).toBe(403);
    expect(await upgradeStatus(port, { origin: `http://127.0.0.1:${port}`, path: '/other' })).toBe(404);
  });

  it('is who names this host as its own: a name pointed here from elsewhere is refused', async () => {
    const { port } = await start();
    for (const name of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
      expect((await get(port, '/', { headers: { host: name } })).status, name).toBe(421);
    }
    expect(await upgradeStatus(port, { headers: { host: `evil.example:${port}` }, origin: `http://evil.example:${port}` })).toBe(421);
    expect((await get(port, '/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it('includes the pages of a proxy that the host was told of', async () => {
    const { port } = await start({ names: ['port.example.org'] });
    const headers = { host: 'port.example.org' };
    expect((await get(port, '/', { headers })).status).toBe(200);
    expect(await upgradeStatus(port, { headers, origin: 'https://port.example.org', path: '/reached' })).toBe(404);
    expect(await upgradeStatus(port, { headers, origin: 'https://evil.example' })).toBe(403);
  });

  it('is limited in number, and does not include those who stay silent', async () => {
    const ticks: (() => void)[] = [];
    const { port } = await start({ maxConnections: 1, keepalive: (tick) => (ticks.push(tick), () => undefined) });
    const silent = new WebSocket(`ws://127.0.0.1:${port}/contract`, { origin: `http://127.0.0.1:${port}` });
    await once(silent, 'open');
    expect(await upgradeStatus(port, { origin: `http://127.0.0.1:${port}` })).toBe(503);
    const closed = once(silent, 'close');
    for (const tick of ticks) tick();
    await closed;
  });

  it('is nobody once the host is closed', async () => {
    const stop = new AbortController();
    const { port, close } = await start({ signal: stop.signal });
    const operator = await client(port, OPERATOR);
    const gone = new Promise<void>((resolve) => operator.onClose(resolve));
    stop.abort();
    await gone;
    await close();
    await expect(get(port, '/')).rejects.toThrow(/ECONNREFUSED/u);
  });
});

describe('what is served', () => {
  it('is the window, with the policy as a header on every answer', async () => {
    const { port } = await start();
    const index = await get(port, '/');
    expect(index).toMatchObject({ status: 200, body: '<!doctype html><title>Portolan</title>' });
    expect((await get(port, '/assets/index-B1gXq9_t.js')).headers['cache-control']).toContain('immutable');
    for (const answer of [index, await get(port, '/nothing'), await get(port, '/', { headers: { host: 'evil.example' } }), await get(port, '/', { method: 'POST' })]) {
      expect(answer.headers).toMatchObject({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*/u);
  });

  it('is nothing outside of the folder, and nothing is changed', async () => {
    const { port } = await start();
    for (const path of ['/../secret.html', '/..%2fsecret.html', '/assets/%2e%2e/%2e%2e/secret.html', '//secret.html', '/%']) {
      const answer = await get(port, path);
      expect(answer.status, path).toBe(404);
      expect(answer.body).not.toContain('secret');
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get(port, '/', { method })).status).toBe(405);
    expect(await get(port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('says so where the window was built anew since', async () => {
    const { port } = await start();
    const file = join(folder, 'renderer', 'assets', 'index-B1gXq9_t.js');
    const [asBuilt, renamed] = [await get(port, '/assets/index-B1gXq9_t.js'), `${file}.gone`];
    expect(asBuilt.headers['content-length']).toBe(String(asBuilt.body.length));
    renameSync(file, renamed);
    expect(await get(port, '/assets/index-B1gXq9_t.js')).toMatchObject({ status: 404, body: expect.stringContaining('built anew') as string });
    renameSync(renamed, file);
  });

  it('survives what is no HTTP', async () => {
    const { port } = await start();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('\0\0\0\r\n\r\n');
    await once(socket, 'close');
    expect((await get(port, '/')).status).toBe(200);
  });

  it('has its tokens in the fragment of its addresses, and says when it cannot start', async () => {
    const { port, readerUrl, operatorUrl } = await start();
    expect(new URL(operatorUrl).hash).toBe(`#token=${OPERATOR}`);
    expect(new URL(readerUrl).hash).toBe(`#token=${READER}`);
    const options = { handlers: stubHandlers({}), operatorToken: OPERATOR, readerToken: null };
    await expect(startWebHost({ ...options, port, staticFolder: join(folder, 'renderer') })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(startWebHost({ ...options, port: 0, staticFolder: folder })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
