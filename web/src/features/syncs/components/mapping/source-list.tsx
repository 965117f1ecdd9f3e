import { useLingui } from '@lingui/react/macro';
import { Check, GripVertical, Link2 } from 'lucide-react';
import { memo, useState } from 'react';
import { percent } from '@/shared/format';
import { useTypeWord } from '@/shared/type-words';
import { rawText } from '@/shared/value-text';
import { classes } from '@/ui/classes';
import { ChoiceList, fits } from '@/ui/combobox';
import { SearchInput } from '@/ui/form';
import { Popover } from '@/ui/popover';
import { SkeletonLines } from '@/ui/states';
import { type Mapping, usedColumns } from '../../model/mapping';
import type { SourceColumn } from '../../model/source-columns';
import type { Target } from '../../model/targets';

/** What is dragged: the name of a column. */
export const COLUMN_TYPE = 'application/x-rapport-column';

interface SourceListProps {
  columns: SourceColumn[];
  mapping: Mapping;
  targets: Target[];
  row: Record<string, unknown>;
  /** The row holds only what was read of it then: what it lacks was not read, which is not empty. */
  isPart?: boolean;
  isLoading: boolean;
  onConnect: (column: string, target: string) => void;
}

/** The fields of the source with type, fill rate and the value of the chosen sample. */
export function SourceList({ columns, mapping, targets, row, isPart, isLoading, onConnect }: SourceListProps) {
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const used = usedColumns(mapping);
  const shown = columns.filter((column) => fits(`${column.name} ${column.label}`, question));
  return (
    <section aria-label={t`Fields of the source`}>
      <div className="sticky top-0 z-10 border-b border-line bg-panel p-3">
        <h2 className="mb-2 text-xs font-semibold">{t`Source`}</h2>
        <SearchInput aria-label={t`Find a field`} placeholder={t`Find a field`} value={question} onChange={(event) => setQuestion(event.target.value)} />
      </div>
      {isLoading && columns.length === 0 && <SkeletonLines lines={8} className="p-4" />}
      <ul className="p-1.5">
        {shown.map((column) => (
          <SourceItem key={column.name} column={column} isUsed={used.has(column.name)} value={isPart && !(column.name in row) ? undefined : rawText(row[column.name])} targets={targets} onConnect={onConnect} />
        ))}
      </ul>
    </section>
  );
}

interface SourceItemProps {
  column: SourceColumn;
  isUsed: boolean;
  /** Undefined where it was not read. */
  value: string | undefined;
  targets: Target[];
  onConnect: (column: string, target: string) => void;
}

const SourceItem = memo(function SourceItem({ column, isUsed, value, targets, onConnect }: SourceItemProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const typeWord = useTypeWord();
  return (
    <li
      draggable
      data-column={column.name}
      onDragStart={(event) => {
        event.dataTransfer.setData(COLUMN_TYPE, column.name);
        event.dataTransfer.setData('text/plain', column.name);
        event.dataTransfer.effectAllowed = 'link';
      }}
      className={classes('group flex cursor-grab items-center gap-1.5 rounded-md px-1.5 py-1 hover:bg-hover active:cursor-grabbing', isUsed && 'text-soft')}
    >
      <GripVertical size={13} className="shrink-0 text-faint" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 text-sm">
          <span className="truncate font-medium" title={column.name}>
            {column.label}
          </span>
          {isUsed && <Check size={12} className="shrink-0 text-good" aria-label={t`mapped`} />}
        </p>
        <p className="flex items-center gap-2 text-2xs text-faint">
          <span className="min-w-0 flex-1 truncate">{value === undefined ? <i>{t`not read`}</i> : value || '–'}</span>
          {column.kind && <span className="shrink-0">{typeWord(column.kind)}</span>}
          <span className="shrink-0 tabular-nums" title={t`Rows with a value`}>
            {percent(column.fill)}
          </span>
        </p>
      </div>
      <Popover
        open={open}
        onOpenChange={setOpen}
        side="right"
        label={t`Connect ${column.label} with`}
        className="w-72 p-2!"
        trigger={
          <button type="button" aria-label={t`Connect ${column.label}`} className="grid size-6 shrink-0 place-items-center rounded-sm text-faint hover:bg-press hover:text-ink">
            <Link2 size={13} />
          </button>
        }
      >
        <ChoiceList
          label={t`Connect ${column.label} with`}
          choices={targets.map((target) => ({ value: target.name, label: target.label, words: target.known }))}
          onChoose={(target) => {
            onConnect(column.name, target);
            setOpen(false);
          }}
        />
      </Popover>
    </li>
  );
});
