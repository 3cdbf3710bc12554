import type { ReactNode } from 'react';

import { useConnection } from '#renderer/state/connection.ts';

/** Says when the window is cut off from the core, so that nobody trusts what may be old. */
export function ConnectionStrip(): ReactNode {
  const { status, retry, problem } = useConnection();
  if (status === 'refused') {
    return (
      <div className="connection" role="alert">
        {problem?.message ?? 'The core refused this window.'}
      </div>
    );
  }
  if (status === 'lost') {
    return (
      <div className="connection" role="alert">
        Connection lost, reconnecting… What is shown may be old.
        {retry === null || retry.attempt < 3 ? null : <span className="faint"> Try {retry.attempt + 1} in {Math.ceil(retry.inMs / 1000)} s. If the core was stopped, start it again.</span>}
      </div>
    );
  }
  return problem === null ? null : (
    <div className="connection" role="alert">
      {problem.message}
    </div>
  );
}
