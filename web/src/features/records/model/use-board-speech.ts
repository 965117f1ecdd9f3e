import type { DndContextProps } from '@dnd-kit/core';
import { useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { titleOf } from '@/shared/value-text';

/** What readers hear while a card is moved. `nameOf` gives the name of a column. */
export function useBoardSpeech(object: ObjectDefinition, nameOf: (column: string) => string): NonNullable<DndContextProps['accessibility']> {
  const { t } = useLingui();
  const cardOf = (active: { data: { current?: Record<string, unknown> } }) => titleOf(active.data.current?.record as RecordRow, object);
  return {
    screenReaderInstructions: { draggable: t`Space takes the card, the arrows left and right carry it to another column, Space puts it down, Escape leaves it where it was.` },
    announcements: {
      onDragStart: ({ active }) => {
        const card = cardOf(active);
        return t`${card} is taken.`;
      },
      onDragOver: ({ active, over }) => {
        const card = cardOf(active);
        const column = over ? nameOf(String(over.id)) : '';
        return over ? t`${card} is above ${column}.` : t`${card} is above no column.`;
      },
      onDragEnd: ({ active, over }) => {
        const card = cardOf(active);
        const column = over ? nameOf(String(over.id)) : '';
        return over ? t`${card} was put into ${column}.` : t`${card} was put back.`;
      },
      onDragCancel: ({ active }) => {
        const card = cardOf(active);
        return t`${card} was put back.`;
      },
    },
  };
}
