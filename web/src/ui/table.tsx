import type { HTMLAttributes, KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes';

export interface Column<Row> {
  key: string;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  right?: boolean;
  /** Left out on phones. */
  wide?: boolean;
  width?: string;
}

export interface TableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Opens a row; the first cell then is its button for keyboards and readers. */
  onOpen?: (row: Row) => void;
  selected?: string;
  /** What can be dropped on a row. */
  drop?: (row: Row) => Pick<HTMLAttributes<HTMLElement>, 'onDragOver' | 'onDrop'>;
  footer?: ReactNode;
}

/** A list of up to some hundred rows. Lists without an end use the record table, which draws only what is seen. */
export function Table<Row>({ label, columns, rows, rowKey, onOpen, selected, drop, footer }: TableProps<Row>) {
  // Many columns stand closer together, so that they fit beside the navigation.
  const sides = classes(columns.length > 8 ? 'px-3 first:pl-4 last:pr-4' : 'px-4');
  return (
    // Rows that open are stops of their own; other tables are scrolled by keyboard through this one.
    <div className="overflow-x-auto focus-visible:-outline-offset-2" tabIndex={onOpen ? undefined : 0}>
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left text-xs text-faint">
            {columns.map((column) => (
              <th key={column.key} scope="col" style={{ width: column.width }} className={classes(sides, 'h-8 font-medium whitespace-nowrap max-sm:px-3 max-sm:[&:nth-child(1_of_:not(.hidden))]:pl-4', column.right && 'text-right', column.wide && 'hidden md:table-cell')}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            const open = onOpen && {
              tabIndex: 0,
              onClick: () => onOpen(row),
              onKeyDown: (event: KeyboardEvent) => {
                if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
                // What opens takes the focus, and would be pressed by the same key.
                event.preventDefault();
                onOpen(row);
              },
            };
            return (
              <tr key={key} {...open} {...drop?.(row)} aria-selected={selected === undefined ? undefined : selected === key} className={classes('border-b border-line last:border-0', onOpen && 'cursor-pointer hover:bg-hover focus-visible:-outline-offset-2', selected === key && 'bg-accent-ground')}>
                {columns.map((column) => (
                  <td key={column.key} className={classes(sides, 'h-10 max-w-96 py-1.5 max-sm:max-w-48 max-sm:px-3 max-sm:[&:nth-child(1_of_:not(.hidden))]:pl-4', column.right && 'text-right tabular-nums', column.wide && 'hidden md:table-cell')}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {footer}
    </div>
  );
}
