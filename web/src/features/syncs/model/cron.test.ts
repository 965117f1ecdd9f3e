import { expect, test } from 'vitest';
import { ALL_HOURS, readPlan, WEEKDAYS, writePlan } from './cron';

test('plans are read as they are written', () => {
  for (const [text, plan] of [
    ['0 3 * * *', { minute: 0, hours: [3], days: [] }],
    ['30 8-20 * * 1-5', { minute: 30, hours: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], days: WEEKDAYS }],
    ['0 * * * *', { minute: 0, hours: ALL_HOURS, days: [] }],
    ['15 6,7,18 * * 6,7', { minute: 15, hours: [6, 7, 18], days: [6, 7] }],
  ] as const) {
    expect(readPlan(text), text).toEqual(plan);
    expect(writePlan({ ...plan, hours: [...plan.hours], days: [...plan.days] })).toBe(text);
  }
});

test('Sunday has two numbers and days have names', () => {
  expect(readPlan('0 3 * * 0')?.days).toEqual([7]);
  expect(readPlan('0 3 * * mon-fri')?.days).toEqual(WEEKDAYS);
  expect(readPlan('0 */6 * * *')?.hours).toEqual([0, 6, 12, 18]);
});

test('what a picker cannot show stays a text', () => {
  for (const text of ['', '0 3', '*/10 * * * *', '0 3 1 * *', '0 3 * 2 *', '60 3 * * *', '0 25 * * *', '0 3 * * 9', '0 5-3 * * *']) expect(readPlan(text), text).toBeUndefined();
});
