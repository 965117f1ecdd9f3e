import { useLingui } from '@lingui/react/macro';
import { memo, type ReactNode } from 'react';
import { type FieldDefinition, type ObjectDefinition, useObject } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { isEmpty, titleOf } from '@/shared/value-text';
import { classes } from '@/ui/classes';
import { Skeleton } from '@/ui/states';
import { isNumeric } from '../model/layout';

export const ROW_PX = 36;

/** Stays at the left edge; costs a layer for each cell, so only where the list has been moved to the side. */
export const pinnedSelect = 'z-10 group-data-shifted/grid:sticky group-data-shifted/grid:bg-inherit group-data-shifted/grid:left-0';
export const pinnedTitle = 'z-10 group-data-shifted/grid:sticky group-data-shifted/grid:bg-inherit group-data-shifted/grid:left-10';

interface RecordLineProps {
  object: ObjectDefinition;
  fields: FieldDefinition[];
  /** The place of a record that is on its way, where there is none. */
  record?: RecordRow;
  row: number;
  isSelected: boolean;
  activeColumn?: number;
}

/**
 * One line of the list. Knows nothing of clicks, focus or editing: the table handles those once for all cells. Drawn again only when the
 * record, the columns, the selection or the active cell of this line change.
 */
export const RecordLine = memo(function RecordLine({ object, fields, record, row, isSelected, activeColumn }: RecordLineProps) {
  const { t } = useLingui();
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      className={classes('absolute inset-x-0 top-0 grid grid-cols-(--columns) border-b border-line contain-layout contain-style', isSelected ? 'bg-accent-ground' : 'bg-panel hover:bg-hover')}
      style={{ transform: `translateY(${row * ROW_PX}px)`, height: ROW_PX }}
    >
      {record ? (
        <>
          <div role="gridcell" className={classes('grid place-items-center', pinnedSelect)}>
            <input type="checkbox" tabIndex={-1} aria-label={t`Select ${titleOf(record, object)}`} className="size-3.5 accent-accent" checked={isSelected} onChange={byTable} />
          </div>
          {fields.map((field, column) => (
            <div
              key={field.name}
              id={activeColumn === column ? `cell-${row}-${column}` : undefined}
              role="gridcell"
              aria-colindex={column + 2}
              className={classes(
                'min-w-0 px-2.5 text-sm whitespace-nowrap',
                isBoxed(field) ? 'flex items-center overflow-hidden' : 'truncate leading-[35px]',
                isNumeric(field) && 'text-right tabular-nums',
                column === 0 && classes('font-medium', pinnedTitle),
                activeColumn === column && 'outline-2 -outline-offset-2 outline-accent',
              )}
            >
              {cell(object, field, record, column)}
            </div>
          ))}
        </>
      ) : (
        <RowSkeleton columns={fields.length} />
      )}
    </div>
  );
});

/** The table turns clicks on all boxes into its selection. */
function byTable() {}

/** Shown as something of its own height, not as a line of text. */
function isBoxed(field: FieldDefinition): boolean {
  return field.type === 'boolean' || field.type === 'select' || field.type === 'multi_select';
}

function cell(object: ObjectDefinition, field: FieldDefinition, record: RecordRow, column: number): ReactNode {
  if (column === 0) return <RecordLink object={object.name} id={record.id} title={titleOf(record, object)} />;
  if (field.name === 'updated_at') return <Time at={record.updated_at} className="text-soft" />;
  const value = record[field.name];
  if (field.type === 'reference' && !isEmpty(value)) return <Reference object={field.to ?? ''} id={String(value)} record={record.expanded?.[field.name]} />;
  return <Value field={field} value={value} inGrid />;
}

function Reference({ object, id, record }: { object: string; id: string; record?: RecordRow | null }) {
  const definition = useObject(object);
  return <RecordLink object={object} id={id} title={record ? titleOf(record, definition) : `#${id}`} isReference />;
}

/** A link that the table follows: links of the router each listen to it. */
function RecordLink({ object, id, title, isReference }: { object: string; id: string; title: string; isReference?: boolean }) {
  return (
    <a href={`/records/${object}/${id}`} data-object={object} data-record={id} tabIndex={-1} className={classes('hover:underline', isReference && 'text-accent-ink')}>
      {title}
    </a>
  );
}

function RowSkeleton({ columns }: { columns: number }) {
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
