import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly message: string;
  readonly detail: string | null;
  readonly action: { readonly title: string; run(): void } | null;
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let nextId = 1;
const SHOWN_MS = 6000;
const MOST = 4;

/** Says something at the edge of the window. Errors stay until they are dismissed. */
export function toast(tone: Toast['tone'], message: string, more: { readonly detail?: string | undefined; readonly action?: Toast['action'] } = {}): void {
  const id = nextId++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(1 - MOST), { id, tone, message, detail: more.detail ?? null, action: more.action ?? null }] }));
  if (tone === 'info') window.setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}
