import { expect, test } from 'vitest';
import { answerBy } from './answer-by';

test('an answer is wanted by the end of a day here, or by none', () => {
  const now = new Date(2026, 1, 27, 23, 59, 30);
  expect(answerBy('none', now)).toBeUndefined();
  expect(answerBy('tomorrow', now)).toBe(new Date(2026, 1, 28, 23, 59).toISOString());
  expect(answerBy('week', now)).toBe(new Date(2026, 2, 6, 23, 59).toISOString());
});
