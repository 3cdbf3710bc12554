import type { Wire } from '#shared/contract/wire.ts';

import { openMessagePortWire } from './message-port-wire.ts';
import { openWebSocketWire } from './web-socket-wire.ts';

/** The carrier that this window has: the preload's port inside Electron, else a socket to the host that served the page. */
export function openWire(): Promise<Wire> {
  if (window.portolan !== undefined) return openMessagePortWire(window.portolan);
  const { protocol, host } = window.location;
  return openWebSocketWire(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/contract`);
}
