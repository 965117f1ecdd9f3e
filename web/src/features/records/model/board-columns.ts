import { KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core';
import type { FieldDefinition } from '@/api/objects';

/** What the column of records without a stage is called inside of the board: no option can have this value. */
export const NO_STAGE = '\u0000';

/** The condition that a record stands in a column. */
export function columnFilter(stage: FieldDefinition, column: string): string {
  return column === NO_STAGE ? `${stage.name} IS NULL` : `${stage.name} = "${column.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The column in which a value stands. */
export function columnOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : NO_STAGE;
}

/** The value that a record gets in a column. */
export function stageIn(column: string): string | null {
  return column === NO_STAGE ? null : column;
}

/** Carries a card from column to column: one press of an arrow, one column, however wide it is and however far it scrolls. */
export const byColumn: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0;
  if (Object.values(KeyboardCode).includes(event.code as KeyboardCode)) event.preventDefault();
  if (step === 0) return undefined;
  const columns = context.droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const place = context.droppableRects.get(id);
      return place ? [{ id, left: place.left }] : [];
    })
    .sort((one, other) => one.left - other.left);
  const now = columns.findIndex(({ id }) => id === context.over?.id);
  const next = columns[now + step];
  const from = columns[now];
  return next && from ? { x: currentCoordinates.x + next.left - from.left, y: currentCoordinates.y } : undefined;
};
