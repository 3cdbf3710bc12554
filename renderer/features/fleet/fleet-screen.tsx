import type { ReactNode } from 'react';

export function FleetScreen(): ReactNode {
  return <p>FleetScreen</p>;
}
