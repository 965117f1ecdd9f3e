import type { SensorContext } from '@dnd-kit/core';
import { expect, test } from 'vitest';
import type { FieldDefinition } from '@/api/objects';
import { byColumn, columnFilter, columnOf, NO_STAGE, stageIn } from './board-columns';

const stage = { name: 'stage' } as FieldDefinition;

test('records without a stage have a column of their own', () => {
  expect(columnFilter(stage, NO_STAGE)).toBe('stage IS NULL');
  expect(columnFilter(stage, 'a "b" \\')).toBe('stage = "a \\"b\\" \\\\"');
  expect([null, undefined, '', 'won'].map(columnOf)).toEqual([NO_STAGE, NO_STAGE, NO_STAGE, 'won']);
  expect([stageIn(NO_STAGE), stageIn('won')]).toEqual([null, 'won']);
});

/** Three columns, of which the board shows them in this order: c, a, b. */
function press(code: string, over: string) {
  const left: Record<string, number> = { c: 0, a: 300, b: 900 };
  const context = { over: { id: over }, droppableContainers: { getEnabled: () => ['a', 'b', 'c'].map((id) => ({ id })) }, droppableRects: new Map(Object.entries(left).map(([id, at]) => [id, { left: at }])) };
  return byColumn({ code, preventDefault: () => undefined } as unknown as KeyboardEvent, { active: over, currentCoordinates: { x: 308, y: 40 }, context: context as unknown as SensorContext });
}

test('one press carries a card one column further', () => {
  expect(press('ArrowRight', 'a')).toEqual({ x: 908, y: 40 });
  expect(press('ArrowLeft', 'a')).toEqual({ x: 8, y: 40 });
});

test('a card stays where there is no further column, and in its height', () => {
  expect(press('ArrowRight', 'b')).toBeUndefined();
  expect(press('ArrowLeft', 'c')).toBeUndefined();
  expect(press('ArrowDown', 'a')).toBeUndefined();
});
