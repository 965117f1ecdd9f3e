import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { titleOf } from '@/shared/value-text';
import { classes } from '@/ui/classes';
import { Skeleton } from '@/ui/states';
import { isNumeric } from '../model/layout';

interface RecordCellsProps {
  object: ObjectDefinition;
  fields: FieldDefinition[];
  record: RecordRow;
  row: number;
  activeColumn?: number;
  onActivate: (column: number) => void;
  onEdit: (column: number) => void;
}

/** The cells of one record. Drawn again only when the record, the columns or the active cell of this row change. */
export const RecordCells = memo(
  function RecordCells({ object, fields, record, row, activeColumn, onActivate, onEdit }: RecordCellsProps) {
    return fields.map((field, column) => (
      <div
        key={field.name}
        id={`cell-${row}-${column}`}
        role="gridcell"
        aria-colindex={column + 2}
        onClick={() => onActivate(column)}
        onDoubleClick={() => onEdit(column)}
        className={classes(
          'flex min-w-0 items-center overflow-hidden px-2.5 text-sm whitespace-nowrap',
          isNumeric(field) && 'justify-end tabular-nums',
          column === 0 && 'sticky left-10 z-10 bg-inherit font-medium',
          activeColumn === column && 'outline-2 -outline-offset-2 outline-accent',
        )}
      >
        <span className="min-w-0 truncate">
          {column === 0 ? (
            <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} tabIndex={-1} className="hover:underline">
              {titleOf(record, object)}
            </Link>
          ) : field.name === 'updated_at' ? (
            <Time at={record.updated_at} className="text-soft" />
          ) : (
            <Value field={field} value={record[field.name]} expanded={record.expanded?.[field.name]} />
          )}
        </span>
      </div>
    ));
  },
  (before, after) => before.record === after.record && before.fields === after.fields && before.activeColumn === after.activeColumn && before.row === after.row,
);

export function RowSkeleton({ columns }: { columns: number }) {
  return (
    <>
      <div />
      {Array.from({ length: columns }, (_, index) => (
        <div key={index} className="flex items-center px-2.5">
          <Skeleton className={classes('h-3.5', index === 0 ? 'w-40' : 'w-20')} />
        </div>
      ))}
    </>
  );
}
