/** Lines of a log that one answer carries at most. */
export const MOST_LINES = 1024;
