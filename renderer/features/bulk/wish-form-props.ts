import type { BulkAction } from '#shared/contract/schemas/bulk.ts';
import type { AskedWish } from '#renderer/state/bulk.ts';

/** What each form of a wish is given. */
export interface WishFormProps {
  readonly asked: AskedWish;
  /** Told each time what is filled in; null while something is missing. */
  readonly onAction: (action: BulkAction | null) => void;
}
