import type { ReactNode } from 'react';

export function ProjectScreen(): ReactNode {
  return <p>ProjectScreen</p>;
}
