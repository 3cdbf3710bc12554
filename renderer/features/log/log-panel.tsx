import type { ReactNode } from 'react';

export function LogPanel(): ReactNode {
  return <p>LogPanel</p>;
}
