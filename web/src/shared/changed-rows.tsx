import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { Badge } from '@/ui/badge';
import { Checkbox } from '@/ui/form';
import { Deltas, readDeltas } from './deltas';
import { useTitles } from './use-titles';
import { valueText } from './value-text';

/** A record that would be new or changed, as reports of previews hold it. */
export interface Example {
  record: string;
  kind: string;
  rows: number[];
  external_ids?: string[];
  fields: Record<string, { o?: unknown; n?: unknown }>;
}

/** What can be chosen in a preview: records by their ids there, or one by its id here. */
export interface Leavable {
  name: string;
  ids: string[];
  record?: string;
}

export function keyOf(row: Leavable): string {
  return row.record ? `record ${row.record}` : row.ids.join(' ');
}

/** Choosing rows of a preview. */
export interface Choosing {
  isChosen: (row: Leavable) => boolean;
  toggle: (row: Leavable) => void;
}

/** The box of a row that can be chosen. */
export function Choice({ row, choosing }: { row?: Leavable; choosing: Choosing }) {
  const { t } = useLingui();
  // A row without any id cannot be told from others.
  if (!row) return <span className="inline-block size-4" />;
  return <Checkbox aria-label={t`Choose ${row.name}`} checked={choosing.isChosen(row)} onChange={() => choosing.toggle(row)} />;
}

interface ChangedRowsProps {
  examples: Example[];
  object: ObjectDefinition;
  choosing?: Choosing;
  /** What was decided about a record, where something was. */
  verdict?: (example: Example) => ReactNode;
}

/** Records that would be new or changed, with before and after of each field. */
export function ChangedRows({ examples, object, choosing, verdict }: ChangedRowsProps) {
  const { t } = useLingui();
  const title = object.fields.find((field) => field.name === object.title_field);
  // A new record has no id yet that it would keep.
  const titles = useTitles(object.name, examples.filter((example) => example.kind !== 'create').map((example) => example.record));
  if (examples.length === 0) return <p className="p-4 text-sm text-soft">{t`No record would change.`}</p>;
  return (
    <ul>
      {examples.map((example) => {
        const name = (title ? valueText(title, example.fields[title.name]?.n) : '') || titles.get(example.record) || `#${example.record}`;
        const ids = example.external_ids ?? [];
        return (
          <li key={example.record} className="flex items-start gap-3 border-t border-line px-4 py-2 text-sm first:border-0">
            {choosing && (
              <span className="pt-0.5">
                <Choice row={ids.length > 0 ? { name, ids } : undefined} choosing={choosing} />
              </span>
            )}
            <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1 sm:grid-cols-[5.5rem_12rem_1fr]">
              <span>
                <Badge tone={example.kind === 'create' ? 'good' : 'accent'}>{example.kind === 'create' ? t`new` : t`changed`}</Badge>
              </span>
              <span className="truncate font-medium">{name}</span>
              <Deltas object={object} fields={readDeltas(example.fields)} isNew={example.kind === 'create'} />
            </div>
            {verdict?.(example)}
          </li>
        );
      })}
    </ul>
  );
}
