import { join } from 'node:path';

/** Where this file lies once it is built: `out/main`, in the checkout as in the archive of an installation. */
const here = import.meta.dirname;

/** The built files and the assets that main needs. */
export const LOCATIONS = {
  renderer: join(here, '..', 'renderer'),
  preload: join(here, '..', 'preload', 'preload.cjs'),
  backend: join(here, 'backend.js'),
  icon: join(here, '..', '..', 'assets', 'icon.png'),
  samples: join(here, '..', '..', 'assets', 'samples'),
} as const;
