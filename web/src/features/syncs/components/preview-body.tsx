import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import type { ObjectDefinition } from '@/api/objects';
import type { RunReport } from '@/api/runs';
import { Deltas, readDeltas } from '@/shared/deltas';
import { number } from '@/shared/format';
import { rawText, valueText } from '@/shared/value-text';
import { Badge } from '@/ui/badge';
import { Panel, Stat } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';
import { Tabs } from '@/ui/tabs';

interface Example {
  record: string;
  kind: string;
  rows: number[];
  fields: Record<string, { o?: unknown; n?: unknown }>;
}

interface Skipped {
  row: number;
  external_id: string;
  reason: string;
}

interface Plan {
  examples: Example[];
  skipped: Skipped[];
  refused: Skipped[];
}

interface Writes {
  create: number;
  update: number;
  delete: number;
  in_sync: number;
  left_out: number;
  waits: number;
  conflicts: number;
  writes: { number: number; record: string | null; operation: string; external_id: string; old: Record<string, unknown>; new: Record<string, unknown> }[];
}

type Part = 'changes' | 'skipped' | 'refused' | 'writes';

/** What a sync would do, worked out by the engine itself; nothing has been changed here or there. */
export function PreviewBody({ preview, object }: { preview: Schemas['SyncPreview']; object: ObjectDefinition }) {
  const { t } = useLingui();
  const [asked, setPart] = useState<Part>();
  const report = (preview.report ?? {}) as RunReport & { plan?: Plan; excluded?: number; warnings?: { code: string; detail: string }[] };
  const plan: Plan = report.plan ?? { examples: [], skipped: [], refused: [] };
  const writes = preview.writes as unknown as Writes | null;
  const warnings = Array.isArray(report.warnings) ? report.warnings : [];
  // What would happen is shown first: here, else there.
  const part = asked ?? (plan.examples.length === 0 && writes && writes.writes.length > 0 ? 'writes' : 'changes');
  const stats: [string, number, ('good' | 'warn' | 'bad')?][] = [
    [t`New`, report.created ?? 0, 'good'],
    [t`Changed`, report.updated ?? 0],
    [t`Joined with others`, report.merged ?? 0],
    [t`Unchanged`, report.unchanged ?? 0],
    [t`Left out`, report.excluded ?? 0],
    [t`For a decision`, report.held ?? 0, 'warn'],
    [t`Invalid`, report.rejected ?? 0, 'bad'],
  ];
  return (
    <>
      {warnings.map((warning) => (
        <Notice key={`${warning.code} ${warning.detail}`} tone="warn">
          {warning.code === 'would_pause' ? t`It would stop and ask a person: ${warning.detail}` : warning.detail}
        </Notice>
      ))}
      {preview.report && (
        <Panel>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7">
            {stats.map(([label, value, tone]) => (
              <Stat key={label} label={label} value={number(value)} tone={value > 0 ? tone : undefined} />
            ))}
          </div>
        </Panel>
      )}
      {writes && (
        <Panel title={t`Written to the other system`}>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7">
            <Stat label={t`New there`} value={number(writes.create)} tone={writes.create > 0 ? 'good' : undefined} />
            <Stat label={t`Changed there`} value={number(writes.update)} />
            <Stat label={t`Deleted there`} value={number(writes.delete)} tone={writes.delete > 0 ? 'warn' : undefined} />
            <Stat label={t`Equal already`} value={number(writes.in_sync)} />
            <Stat label={t`Left out`} value={number(writes.left_out)} />
            <Stat label={t`Waiting`} value={number(writes.waits)} />
            <Stat label={t`Conflicts`} value={number(writes.conflicts)} tone={writes.conflicts > 0 ? 'warn' : undefined} />
          </div>
        </Panel>
      )}
      <Panel flush>
        <div className="border-b border-line px-4">
          <Tabs<Part>
            label={t`Outcomes`}
            value={part}
            onChange={setPart}
            tabs={[
              { value: 'changes', label: t`New and changed`, count: plan.examples.length },
              { value: 'skipped', label: t`Left alone`, count: plan.skipped.length },
              { value: 'refused', label: t`Invalid`, count: plan.refused.length, tone: plan.refused.length > 0 ? 'bad' : undefined },
              ...(writes ? [{ value: 'writes' as const, label: t`Written there`, count: writes.writes.length }] : []),
            ]}
          />
        </div>
        {part === 'changes' && <Changes examples={plan.examples} object={object} />}
        {part === 'skipped' && <SkippedRows rows={plan.skipped} empty={t`No row is left alone.`} />}
        {part === 'refused' && <SkippedRows rows={plan.refused} empty={t`No row is invalid.`} />}
        {part === 'writes' && writes && <WriteRows writes={writes.writes} />}
      </Panel>
    </>
  );
}

function Changes({ examples, object }: { examples: Example[]; object: ObjectDefinition }) {
  const { t } = useLingui();
  const title = object.fields.find((field) => field.name === object.title_field);
  if (examples.length === 0) return <p className="p-4 text-sm text-soft">{t`No record would change.`}</p>;
  return (
    <ul>
      {examples.map((example) => {
        const name = title ? valueText(title, example.fields[title.name]?.n) : '';
        return (
          <li key={example.record} className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm first:border-0 sm:grid-cols-[5.5rem_12rem_1fr]">
            <span>
              <Badge tone={example.kind === 'create' ? 'good' : 'accent'}>{example.kind === 'create' ? t`new` : t`changed`}</Badge>
            </span>
            <span className="truncate font-medium">{name || `#${example.record}`}</span>
            <Deltas object={object} fields={readDeltas(example.fields)} isNew={example.kind === 'create'} />
          </li>
        );
      })}
    </ul>
  );
}

export function useReason(): (reason: string) => string {
  const { t } = useLingui();
  return (reason) => {
    const names: Record<string, string> = {
      unchanged: t`unchanged`,
      share: t`not in the share that is live`,
      filter: t`does not fit the filter`,
      rollout_filter: t`does not fit the filter of the rollout`,
      outdated: t`older than what is known`,
      deleted: t`deleted there`,
      record_empty: t`holds nothing that names a record`,
    };
    return names[reason] ?? reason.replaceAll('_', ' ');
  };
}

function SkippedRows({ rows, empty }: { rows: Skipped[]; empty: string }) {
  const { t } = useLingui();
  const reason = useReason();
  if (rows.length === 0) return <p className="p-4 text-sm text-soft">{empty}</p>;
  return (
    <Table
      label={t`Rows`}
      rows={rows}
      rowKey={(row) => `${row.row} ${row.external_id}`}
      columns={[
        { key: 'row', title: t`Row`, cell: (row) => number(row.row) },
        { key: 'id', title: t`Id there`, cell: (row) => <code className="font-mono text-xs">{row.external_id || '–'}</code> },
        { key: 'reason', title: t`Reason`, cell: (row) => reason(row.reason) },
      ]}
    />
  );
}

function WriteRows({ writes }: { writes: Writes['writes'] }) {
  const { t } = useLingui();
  if (writes.length === 0) return <p className="p-4 text-sm text-soft">{t`Nothing would be written there.`}</p>;
  const operations: Record<string, string> = { create: t`new`, update: t`changed`, delete: t`deleted` };
  return (
    <Table
      label={t`Written to the other system`}
      rows={writes}
      rowKey={(write) => String(write.number)}
      columns={[
        { key: 'operation', title: t`What`, cell: (write) => <Badge tone={write.operation === 'delete' ? 'warn' : 'accent'}>{operations[write.operation] ?? write.operation}</Badge> },
        { key: 'id', title: t`Id there`, cell: (write) => <code className="font-mono text-xs">{write.external_id || '–'}</code> },
        {
          key: 'values',
          title: t`Values`,
          cell: (write) => (
            <ul className="text-xs">
              {Object.keys(write.new).map((name) => (
                <li key={name}>
                  <span className="text-faint">{name}</span> <span className="text-soft line-through">{rawText(write.old[name])}</span> {rawText(write.new[name]) || '–'}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
