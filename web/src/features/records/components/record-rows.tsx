import { memo, type RefObject, useEffect } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { useWindow } from '../model/use-window';
import { RecordLine, ROW_PX } from './record-row';

/** Rows before the last one that is loaded at which the next ones are asked for. */
const AHEAD = 30;

interface RecordRowsProps {
  object: ObjectDefinition;
  fields: FieldDefinition[];
  rows: RecordRow[];
  hasMore: boolean;
  onMore: () => void;
  selected: ReadonlySet<string>;
  active?: { row: number; column: number };
  scroller: RefObject<HTMLElement | null>;
}

/** The rows that are seen. Scrolling draws nothing but them. */
export const RecordRows = memo(function RecordRows({ object, fields, rows, hasMore, onMore, selected, active, scroller }: RecordRowsProps) {
  const count = rows.length + (hasMore ? 1 : 0);
  const lines = useWindow(scroller, count, ROW_PX);
  const last = lines.reduce((furthest, line) => Math.max(furthest, line.index), 0);
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) onMore();
  }, [hasMore, last, rows.length, onMore]);
  return (
    <div style={{ height: count * ROW_PX }} className="relative">
      {lines.map(({ slot, index }) => {
        const record = rows[index];
        return (
          <RecordLine
            key={slot}
            object={object}
            fields={fields}
            record={record}
            row={index}
            isSelected={record !== undefined && selected.has(record.id)}
            activeColumn={active?.row === index ? active.column : undefined}
          />
        );
      })}
    </div>
  );
});
