import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';

import { Tip } from './tip.tsx';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | undefined;
  /** Why it cannot be pressed now. It stays in the focus order, so that the reason can be found. */
  readonly disabledReason?: string | null | undefined;
  readonly pending?: boolean | undefined;
  readonly tip?: ReactNode;
  readonly icon?: boolean | undefined;
}

/** A button that says why when it is disabled, and shows that the core has not answered yet. */
export function Button({ kind = 'plain', disabledReason = null, pending = false, tip, icon = false, onClick, children, ...rest }: ButtonProps): ReactNode {
  const disabled = disabledReason !== null || pending;
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (disabled) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      type="button"
      {...rest}
      className="button"
      data-kind={kind}
      data-icon={icon ? '' : undefined}
      aria-disabled={disabled || undefined}
      aria-busy={pending || undefined}
      onClick={press}
    >
      {children}
    </button>
  );
  const words = disabledReason ?? tip;
  return words === undefined || words === null ? button : <Tip words={words}>{button}</Tip>;
}

/** A button that is only a picture; its label is its name and its tip. */
export function IconButton({ label, tip, ...rest }: ButtonProps & { readonly label: string }): ReactNode {
  return <Button kind="quiet" icon aria-label={label} tip={tip ?? label} {...rest} />;
}
