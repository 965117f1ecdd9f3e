import { useLingui } from '@lingui/react/macro';
import { type ColumnSizingState, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useRouter } from '@tanstack/react-router';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { isEditable } from '@/shared/value-editor';
import { classes } from '@/ui/classes';
import { widthOf } from '../model/layout';
import { CellEditor } from './cell-editor';
import { HeaderCell } from './header-cell';
import { pinnedSelect, ROW_PX } from './record-row';
import { RecordRows } from './record-rows';

const SELECT_PX = 40;
const HEAD_PX = 32;
/** Who stays on a link for so long is about to follow it. */
const HOVER_MS = 80;

export interface RecordTableProps {
  object: ObjectDefinition;
  fields: FieldDefinition[];
  rows: RecordRow[];
  total?: number;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
  sort?: string;
  onSort: (name: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: Set<string>) => void;
  onOpen: (record: RecordRow) => void;
  onEdit: (record: RecordRow, field: FieldDefinition, value: unknown) => void;
  widths: ColumnSizingState;
  onWidths: (widths: ColumnSizingState) => void;
  canWrite: boolean;
}

/**
 * The list of records: draws only the rows that are seen. One cell is the active one; arrows move it, Enter edits, O opens the record,
 * Space selects the row.
 */
export function RecordTable(props: RecordTableProps) {
  const { object, fields, rows, hasMore, onMore, selected, onSelect, onOpen, canWrite } = props;
  const { t } = useLingui();
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const hovered = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [active, setActive] = useState<{ row: number; column: number }>();
  const [editing, setEditing] = useState<{ record: RecordRow; field: FieldDefinition }>();
  const columns = useMemo(
    () => fields.map((field) => ({ id: field.name, accessorFn: (row: RecordRow) => row[field.name], size: widthOf(field, field.name === object.title_field), minSize: 64 })),
    [fields, object.title_field],
  );
  const table = useReactTable({
    data: rows,
    columns,
    getRowId: (row) => row.id,
    getCoreRowModel: getCoreRowModel(),
    columnResizeMode: 'onChange',
    state: { columnSizing: props.widths },
    onColumnSizingChange: (change) => props.onWidths(typeof change === 'function' ? change(props.widths) : change),
  });
  const headers = table.getFlatHeaders();
  const template = `${SELECT_PX}px ${headers.map((header) => `${header.getSize()}px`).join(' ')}`;

  const edit = (row: number, column: number) => {
    const record = rows[row];
    const field = fields[column];
    if (record && field && canWrite && isEditable(field) && field.name !== 'updated_at' && field.name !== 'created_at') setEditing({ record, field });
  };
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const move = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(fields.length - 1, column)) };
    setActive(to);
    scrollTo(scroller.current, to.row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const { row, column } = active ?? { row: -1, column: 0 };
    const record = rows[row];
    const page = Math.floor((scroller.current?.clientHeight ?? 400) / ROW_PX) - 2;
    const moves: Record<string, () => void> = {
      ArrowDown: () => move(row + 1, column),
      ArrowUp: () => move(row - 1, column),
      ArrowRight: () => move(Math.max(0, row), column + 1),
      ArrowLeft: () => move(Math.max(0, row), column - 1),
      PageDown: () => move(row + page, column),
      PageUp: () => move(row - page, column),
      Home: () => move(0, column),
      End: () => move(rows.length - 1, column),
      Enter: () => (column === 0 && record ? onOpen(record) : edit(row, column)),
      F2: () => edit(row, column),
      o: () => record && onOpen(record),
      ' ': () => record && toggle(record.id),
      Escape: () => setActive(undefined),
    };
    const act = moves[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const place = placeOf(target);
    const record = place && rows[place.row];
    if (!record) return;
    if (target instanceof HTMLInputElement) return toggle(record.id);
    const link = linkOf(target);
    if (link) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void router.navigate({ to: '/records/$object/$id', params: link });
    } else if (place.column >= 0) {
      setActive(place);
      scroller.current?.focus({ preventScroll: true });
    }
  };
  const onPointerOver = (event: PointerEvent) => {
    clearTimeout(hovered.current);
    const link = linkOf(event.target as HTMLElement);
    if (link) hovered.current = setTimeout(() => void router.preloadRoute({ to: '/records/$object/$id', params: link }), HOVER_MS);
  };
  const areAllSelected = rows.length > 0 && rows.every((row) => selected.has(row.id));
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t`Records`}
      aria-rowcount={props.total ?? -1}
      aria-colcount={fields.length + 1}
      aria-multiselectable
      aria-activedescendant={active ? `cell-${active.row}-${active.column}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => {
        const place = placeOf(event.target as HTMLElement);
        if (place) edit(place.row, place.column);
      }}
      onPointerOver={onPointerOver}
      onScroll={({ currentTarget }) => currentTarget.toggleAttribute('data-shifted', currentTarget.scrollLeft > 0)}
      className="group/grid relative min-h-0 flex-1 overflow-auto bg-panel focus-visible:-outline-offset-2"
    >
      <div style={{ minWidth: table.getTotalSize() + SELECT_PX, '--columns': template } as CSSProperties}>
        <div role="row" className="sticky top-0 z-20 grid h-8 grid-cols-(--columns) border-b border-line bg-panel text-xs text-soft">
          <div role="columnheader" className={classes('grid place-items-center', pinnedSelect)}>
            <input
              type="checkbox"
              aria-label={t`Select all that are loaded`}
              className="size-3.5 accent-accent"
              checked={areAllSelected}
              onChange={() => onSelect(areAllSelected ? new Set() : new Set(rows.map((row) => row.id)))}
            />
          </div>
          {headers.map((header, index) => {
            const field = fields[index];
            return field && <HeaderCell key={field.name} header={header} field={field} sort={props.sort} onSort={props.onSort} isFirst={index === 0} />;
          })}
        </div>
        <RecordRows object={object} fields={fields} rows={rows} hasMore={hasMore} onMore={onMore} selected={selected} active={active} scroller={scroller} />
      </div>
      {editing && (
        <CellEditor
          key={`${editing.record.id} ${editing.field.name}`}
          record={editing.record}
          field={editing.field}
          anchor={`cell-${rows.indexOf(editing.record)}-${fields.indexOf(editing.field)}`}
          onClose={() => {
            setEditing(undefined);
            scroller.current?.focus({ preventScroll: true });
          }}
          onSave={(value) => {
            props.onEdit(editing.record, editing.field, value);
            setEditing(undefined);
            scroller.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

/** The cell that an element lies in, by row and column from 0; the box of the selection has column -1. */
function placeOf(target: HTMLElement): { row: number; column: number } | undefined {
  const cell = target.closest('[role=gridcell]');
  const row = Number(cell?.parentElement?.getAttribute('aria-rowindex') ?? 0) - 2;
  return cell && row >= 0 ? { row, column: Number(cell.getAttribute('aria-colindex') ?? 1) - 2 } : undefined;
}

function linkOf(target: HTMLElement): { object: string; id: string } | undefined {
  const { object, record } = target.closest<HTMLElement>('a[data-record]')?.dataset ?? {};
  return object && record ? { object, id: record } : undefined;
}

/** Moves a row into sight that is not. */
function scrollTo(element: HTMLElement | null, row: number) {
  if (!element) return;
  const seen = element.clientHeight - HEAD_PX - ROW_PX;
  element.scrollTop = Math.max(Math.min(element.scrollTop, row * ROW_PX), row * ROW_PX - seen);
}
