/**
 * Says instants in one way. What the system needs for it is made when the first one is said: it takes tens of
 * milliseconds, and the window opens without.
 */
export function instantFormat(options: Intl.DateTimeFormatOptions): (instant: number) => string {
  let made: Intl.DateTimeFormat | null = null;
  return (instant) => (made ??= new Intl.DateTimeFormat('en-GB', options)).format(instant);
}

const sayDayClock = instantFormat({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
const sayDate = instantFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** A whole number with its thousands apart: `2653` → `2,653`. By hand, since the window opens with counts (see {@link instantFormat}). */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A share as a person reads it: `61.4`. Never says 100.0 before all is done, nor 0.0 once something is. */
export function formatPercent(part: number, whole: number): string {
  if (whole <= 0) return '0.0';
  const exact = (100 * part) / whole;
  if (part < whole) return Math.min(99.9, part > 0 ? Math.max(0.1, exact) : 0).toFixed(1);
  return '100';
}

/** A stretch of milliseconds: `41 s`, `6 min 12 s`, `3 h 20 min`, `2 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago an instant was, seen from `now`. */
export function formatAgo(instant: number, now: number): string {
  const age = now - instant;
  if (age < 5_000) return 'just now';
  if (age < 3_600_000) return `${formatDuration(age < 60_000 ? age : Math.floor(age / 60_000) * 60_000).replace(/ 0 s$/, '')} ago`;
  if (age < 86_400_000) return `${Math.floor(age / 3_600_000)} h ago`;
  return sayDate(instant);
}

/** Weekday and time: `Thu 14:00`. */
export function formatDayClock(instant: number): string {
  return sayDayClock(instant);
}

/** Bytes in the units of the field: `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** `1 package`, `2 packages`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
