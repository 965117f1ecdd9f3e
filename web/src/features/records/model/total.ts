/** How many records a list holds. */
export interface Total {
  total: number;
  isExact: boolean;
}

interface Listed {
  /** Rows that were read. */
  rows: number;
  hasMore: boolean;
  /** What the server said with the first of them. */
  page?: { count?: number | null; count_exact?: boolean | null };
}

/**
 * Where no page follows, the rows themselves are counted; else a list of all records says what Home says of them, and any other what the
 * server says about it.
 */
export function totalOf(listed: Listed | undefined, counted?: { records: number; exact: boolean }): Total | undefined {
  if (!listed) return undefined;
  if (!listed.hasMore) return { total: listed.rows, isExact: true };
  // Counted before the last of them came.
  if (counted && counted.records >= listed.rows) return { total: counted.records, isExact: counted.exact };
  return typeof listed.page?.count === 'number' ? { total: listed.page.count, isExact: listed.page.count_exact ?? false } : undefined;
}
