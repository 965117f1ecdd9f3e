import { expect, test } from 'vitest';
import type { Review } from '@/api/problems';
import { overdueFirst } from './review-words';

test('what an answer was wanted to by now comes first, the rest stays as it came', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  const review = (id: string, answer_by?: string, state = 'open') => ({ id, answer_by, state }) as Review;
  const given = [review('1'), review('2', '2026-11-29T00:00:00Z'), review('3', '2026-11-28T11:00:00Z'), review('4', '2026-11-20T00:00:00Z', 'settled'), review('5', '2026-11-27T00:00:00Z')];
  expect(overdueFirst(given, now).map(({ id }) => id)).toEqual(['3', '5', '1', '2', '4']);
});
