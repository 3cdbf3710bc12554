import { isAbsolute, resolve } from 'node:path';

export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** A location of portolan.yaml, relative ones from the project's folder. */
export function locate(folder: string, location: string): string {
  if (isRemote(location)) return location;
  return isAbsolute(location) ? location : resolve(folder, location);
}
