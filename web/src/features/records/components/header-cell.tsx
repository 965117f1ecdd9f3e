import { useLingui } from '@lingui/react/macro';
import type { Header } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { FieldDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { words } from '@/shared/locale';
import { classes } from '@/ui/classes';
import { isNumeric } from '../model/layout';
import { pinnedTitle } from './record-row';

interface HeaderCellProps {
  header: Header<RecordRow, unknown>;
  field: FieldDefinition;
  sort?: string;
  onSort: (name: string) => void;
  isFirst: boolean;
}

/** The title of a column: sorts by a click, and its right edge changes the width. */
export function HeaderCell({ header, field, sort, onSort, isFirst }: HeaderCellProps) {
  const { t } = useLingui();
  const direction = sort === field.name ? 'ascending' : sort === `-${field.name}` ? 'descending' : 'none';
  const label = words(field.label);
  return (
    <div role="columnheader" aria-sort={direction} className={classes('relative flex min-w-0 items-center', isFirst && pinnedTitle)}>
      <button
        type="button"
        tabIndex={-1}
        onClick={() => onSort(field.name)}
        title={t`Sort by ${label}`}
        className={classes('flex h-full w-full min-w-0 items-center gap-1 px-2.5 font-medium hover:text-ink', isNumeric(field) && 'flex-row-reverse')}
      >
        <span className="truncate">{label}</span>
        {direction === 'ascending' && <ArrowUp size={12} />}
        {direction === 'descending' && <ArrowDown size={12} />}
      </button>
      <span
        aria-hidden
        onPointerDown={header.getResizeHandler()}
        onDoubleClick={() => header.column.resetSize()}
        className="absolute top-1.5 right-0 bottom-1.5 w-1.5 cursor-col-resize touch-none border-r border-line hover:border-accent"
      />
    </div>
  );
}
