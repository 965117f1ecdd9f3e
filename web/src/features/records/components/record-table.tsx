import { useLingui } from '@lingui/react/macro';
import { type ColumnSizingState, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { isEditable } from '@/shared/value-editor';
import { titleOf } from '@/shared/value-text';
import { classes } from '@/ui/classes';
import { widthOf } from '../model/layout';
import { CellEditor } from './cell-editor';
import { HeaderCell } from './header-cell';
import { RecordCells, RowSkeleton } from './record-row';

const ROW_PX = 36;
const SELECT_PX = 40;

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
  const scroller = useRef<HTMLDivElement>(null);
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
  const virtual = useVirtualizer({ count: rows.length + (hasMore ? 1 : 0), getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 16 });
  const lines = virtual.getVirtualItems();
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 30) onMore();
  }, [hasMore, last, rows.length, onMore]);

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
    virtual.scrollToIndex(to.row);
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
      className="relative min-h-0 flex-1 overflow-auto bg-panel focus-visible:-outline-offset-2"
    >
      <div style={{ minWidth: table.getTotalSize() + SELECT_PX }}>
        <div role="row" className="sticky top-0 z-20 grid h-8 border-b border-line bg-panel text-xs text-soft" style={{ gridTemplateColumns: template }}>
          <div role="columnheader" className="sticky left-0 z-10 grid place-items-center bg-panel">
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
        <div style={{ height: virtual.getTotalSize() }} className="relative">
          {lines.map((line) => {
            const record = rows[line.index];
            const isSelected = record !== undefined && selected.has(record.id);
            return (
              <div
                key={record?.id ?? 'more'}
                role="row"
                aria-rowindex={line.index + 2}
                aria-selected={isSelected}
                className={classes('group absolute inset-x-0 top-0 grid border-b border-line', isSelected ? 'bg-accent-ground' : 'bg-panel hover:bg-hover')}
                style={{ transform: `translateY(${line.start}px)`, height: ROW_PX, gridTemplateColumns: template }}
              >
                {record ? (
                  <>
                    <div role="gridcell" className="sticky left-0 z-10 grid place-items-center bg-inherit">
                      <input type="checkbox" tabIndex={-1} aria-label={t`Select ${titleOf(record, object)}`} className="size-3.5 accent-accent" checked={isSelected} onChange={() => toggle(record.id)} />
                    </div>
                    <RecordCells
                      object={object}
                      fields={fields}
                      record={record}
                      row={line.index}
                      activeColumn={active?.row === line.index ? active.column : undefined}
                      onActivate={(column) => {
                        setActive({ row: line.index, column });
                        scroller.current?.focus({ preventScroll: true });
                      }}
                      onEdit={(column) => edit(line.index, column)}
                    />
                  </>
                ) : (
                  <RowSkeleton columns={fields.length} />
                )}
              </div>
            );
          })}
        </div>
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
