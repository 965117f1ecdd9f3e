import { expect, test } from 'vitest';
import { totalOf } from './total';

test('a list is counted by its rows, as Home counts it, or as the server says', () => {
  const page = { count: 1_884, count_exact: false };
  expect(totalOf(undefined)).toBeUndefined();
  expect(totalOf({ rows: 40, hasMore: false, page })).toEqual({ total: 40, isExact: true });
  expect(totalOf({ rows: 100, hasMore: true, page }, { records: 1_840, exact: true })).toEqual({ total: 1_840, isExact: true });
  expect(totalOf({ rows: 100, hasMore: true, page }, { records: 2_000_000, exact: false })).toEqual({ total: 2_000_000, isExact: false });
  expect(totalOf({ rows: 100, hasMore: true, page }, { records: 60, exact: true })).toEqual({ total: 1_884, isExact: false });
  expect(totalOf({ rows: 100, hasMore: true, page })).toEqual({ total: 1_884, isExact: false });
});
