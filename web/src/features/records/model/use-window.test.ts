import { describe, expect, test } from 'vitest';
import { linesOf } from './use-window';

const indexes = (view: Parameters<typeof linesOf>[0], count: number) => linesOf(view, count).map((line) => line.index);

describe('which rows are drawn', () => {
  test('in order at rest', () => {
    expect(indexes({ first: 0, slots: 4, turn: 0 }, 100)).toEqual([0, 1, 2, 3]);
    expect(indexes({ first: 6, slots: 4, turn: 2 }, 100)).toEqual([6, 7, 8, 9]);
  });

  test('a row keeps its element while it is seen', () => {
    const before = new Map(linesOf({ first: 6, slots: 4, turn: 2 }, 100).map((line) => [line.index, line.slot]));
    const after = linesOf({ first: 8, slots: 4, turn: 2 }, 100);
    expect(after.map((line) => line.slot)).toEqual([2, 3, 0, 1]);
    for (const line of after) expect(before.get(line.index) ?? line.slot).toBe(line.slot);
    expect(after.map((line) => line.index).sort((one, other) => one - other)).toEqual([8, 9, 10, 11]);
  });

  test('no more than there are, and the last ones when the list became shorter', () => {
    expect(indexes({ first: 0, slots: 4, turn: 0 }, 2)).toEqual([0, 1]);
    expect(indexes({ first: 90, slots: 4, turn: 2 }, 10).sort((one, other) => one - other)).toEqual([6, 7, 8, 9]);
    expect(indexes({ first: 0, slots: 4, turn: 0 }, 0)).toEqual([]);
  });
});
