import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ObjectDefinition } from '@/api/objects';
import type { Sync } from '@/api/syncs';
import { type Choosing, Choice, type Example, type Leavable } from '@/shared/changed-rows';
import { useFindingText } from '@/shared/finding-text';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useTitles } from '@/shared/use-titles';
import { theirText } from '@/shared/value-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { type Column, Table } from '@/ui/table';
import { readDefinition } from '../model/definition';
import { useSaveSync } from './use-save-sync';

interface Skipped {
  row: number;
  external_id?: string;
  reason: string;
  field?: string;
  detail?: string;
}

export interface Plan {
  examples: Example[];
  skipped: Skipped[];
  refused: Skipped[];
}

export interface Writes {
  waits_for_first_read?: boolean;
  create: number;
  update: number;
  delete: number;
  in_sync: number;
  left_out: number;
  waits: number;
  conflicts: number;
  writes: { number: number; record: string | null; operation: string; external_id: string; old: Record<string, unknown>; new: Record<string, unknown> }[];
}

export function useReason(): (reason: string) => string {
  const { t } = useLingui();
  const finding = useFindingText();
  return (reason) => {
    const names: Record<string, string> = {
      unchanged: t`unchanged`,
      share: t`not in the share that is live`,
      excluded: t`left out by a person`,
      out_of_scope: t`does not fit the filter`,
      rollout: t`does not fit the filter of the rollout`,
      part: t`not asked for this time`,
      superseded: t`a newer version of it was read as well`,
    };
    return names[reason] ?? finding(reason);
  };
}

interface SkippedRowsProps {
  rows: Skipped[];
  object: ObjectDefinition;
  empty: string;
  choosing?: Choosing;
  /** The sync, where what a person left out may be taken in again. */
  sync?: Sync;
}

export function SkippedRows({ rows, object, empty, choosing, sync }: SkippedRowsProps) {
  const { t } = useLingui();
  const reason = useReason();
  const labelOf = (name: string | undefined) => words(object.fields.find((field) => field.name === name)?.label) || name;
  if (rows.length === 0) return <p className="p-4 text-sm text-soft">{empty}</p>;
  const columns: Column<Skipped>[] = [
    { key: 'row', title: t`Row`, cell: (row) => number(row.row) },
    { key: 'id', title: t`Id there`, cell: (row) => <code className="font-mono text-xs break-all">{row.external_id || '–'}</code> },
    {
      key: 'reason',
      title: t`Reason`,
      cell: (row) => (
        <>
          {reason(row.reason)}
          {(row.field || row.detail) && <span className="block text-xs text-soft">{[labelOf(row.field), row.detail].filter(Boolean).join(' · ')}</span>}
        </>
      ),
    },
  ];
  const choice: Column<Skipped> = {
    key: 'choice',
    title: <span className="sr-only">{t`Choose`}</span>,
    width: '1%',
    cell: (row) => choosing && <Choice row={row.external_id ? { name: row.external_id, ids: [row.external_id] } : undefined} choosing={choosing} />,
  };
  const back: Column<Skipped> = { key: 'back', title: <span className="sr-only">{t`Take in again`}</span>, right: true, cell: (row) => sync && row.reason === 'excluded' && <TakeIn sync={sync} id={row.external_id ?? ''} /> };
  const withBack = sync !== undefined && rows.some((row) => row.reason === 'excluded');
  return <Table label={t`Rows`} rows={rows} rowKey={(row) => `${row.row} ${row.external_id ?? ''} ${row.reason}`} columns={[...(choosing ? [choice] : []), ...columns, ...(withBack ? [back] : [])]} />;
}

/** Lets a record take part again that was left out, with the reason that was given for it. */
function TakeIn({ sync, id }: { sync: Sync; id: string }) {
  const { t } = useLingui();
  const { save, isSaving, dialog } = useSaveSync(sync);
  const excludedOf = (one: Sync) => readDefinition(one.definition).excluded ?? [];
  const reason = excludedOf(sync).find((each) => each.id === id)?.reason;
  const takeIn = (now: Sync) => {
    const left = excludedOf(now).filter((each) => each.id !== id);
    return { excluded: left.length > 0 ? left : null };
  };
  return (
    <span className="flex items-center justify-end gap-3">
      {reason && <span className="text-xs text-soft">{reason}</span>}
      <Button size="small" busy={isSaving} onClick={() => save.mutate(takeIn)}>
        {t`Take in again`}
      </Button>
      {dialog}
    </span>
  );
}

/** What would be written to the other system, with old and new values there. */
export function WrittenRows({ writes, object, choosing }: { writes: Writes['writes']; object: ObjectDefinition; choosing?: Choosing }) {
  const { t } = useLingui();
  const titles = useTitles(object.name, writes.flatMap((write) => write.record ?? []));
  const nameOf = (record: string) => titles.get(record) ?? `#${record}`;
  if (writes.length === 0) return <p className="p-4 text-sm text-soft">{t`Nothing would be written there.`}</p>;
  const operations: Record<string, string> = { create: t`new`, update: t`changed`, delete: t`deleted` };
  const columns: Column<Writes['writes'][number]>[] = [
    { key: 'operation', title: t`What`, cell: (write) => <Badge tone={write.operation === 'delete' ? 'warn' : 'accent'}>{operations[write.operation] ?? write.operation}</Badge> },
    {
      key: 'record',
      title: t`Record`,
      cell: (write) =>
        write.record && (
          <Link to="/records/$object/$id" params={{ object: object.name, id: write.record }} className="text-accent-ink hover:underline">
            {nameOf(write.record)}
          </Link>
        ),
    },
    { key: 'id', title: t`Id there`, cell: (write) => <code className="font-mono text-xs">{write.external_id || '–'}</code> },
    {
      key: 'values',
      title: t`Values`,
      cell: (write) => (
        <ul className="text-xs">
          {Object.keys(write.new).map((name) => (
            <li key={name}>
              <span className="text-faint">{name}</span> <span className="text-soft line-through">{theirText(write.old[name])}</span> {theirText(write.new[name]) || '–'}
            </li>
          ))}
        </ul>
      ),
    },
  ];
  const leavable = (write: Writes['writes'][number]): Leavable | undefined => (write.record ? { name: nameOf(write.record), ids: [], record: write.record } : undefined);
  const choice: Column<Writes['writes'][number]> = { key: 'choice', title: <span className="sr-only">{t`Choose`}</span>, width: '1%', cell: (write) => choosing && <Choice row={leavable(write)} choosing={choosing} /> };
  return <Table label={t`Written to the other system`} rows={writes} rowKey={(write) => String(write.number)} columns={choosing ? [choice, ...columns] : columns} />;
}
