import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import type { ObjectDefinition } from '@/api/objects';
import type { RunReport } from '@/api/runs';
import type { Sync } from '@/api/syncs';
import { ChangedRows, type Choosing, keyOf, type Leavable } from '@/shared/changed-rows';
import { number } from '@/shared/format';
import { useNoteText } from '@/shared/note-text';
import { Button } from '@/ui/button';
import { Panel, Stat } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { ExcludeRowsDialog } from './exclude-rows-dialog';
import { type Plan, SkippedRows, WrittenRows, type Writes } from './preview-rows';

type Part = 'changes' | 'skipped' | 'refused' | 'writes';

interface PreviewBodyProps {
  preview: Schemas['SyncPreview'];
  object: ObjectDefinition;
  /** The sync, where rows may be left out of it. */
  leaveOutOf?: Sync;
  /** Applies some of the records alone, by their ids there, where that may be done. */
  onApply?: (ids: string[]) => void;
}

/** What a sync would do, worked out by the engine itself; nothing has been changed here or there. */
export function PreviewBody({ preview, object, leaveOutOf, onApply }: PreviewBodyProps) {
  const { t } = useLingui();
  const note = useNoteText();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Leavable>>(new Map());
  const [isLeavingOut, setIsLeavingOut] = useState(false);
  const toggle = (row: Leavable) => {
    const next = new Map(chosen);
    if (!next.delete(keyOf(row))) next.set(keyOf(row), row);
    setChosen(next);
  };
  const choosing: Choosing | undefined = leaveOutOf && { isChosen: (row) => chosen.has(keyOf(row)), toggle };
  const [asked, setPart] = useState<Part>();
  const report = (preview.report ?? {}) as RunReport & { plan?: Plan; excluded?: number; warnings?: { code: string; detail: string }[] };
  const plan: Plan = report.plan ?? { examples: [], skipped: [], refused: [] };
  const writes = preview.writes as unknown as Writes | null;
  const warnings = Array.isArray(report.warnings) ? report.warnings : [];
  const totals = {
    changes: Math.max(plan.examples.length, (report.created ?? 0) + (report.updated ?? 0)),
    skipped: Math.max(plan.skipped.length, (report.unchanged ?? 0) + (report.excluded ?? 0)),
    refused: Math.max(plan.refused.length, (report.rejected ?? 0) + (report.held ?? 0)),
    writes: writes ? Math.max(writes.writes.length, writes.create + writes.update + writes.delete) : 0,
  };
  const listed = { changes: plan.examples.length, skipped: plan.skipped.length, refused: plan.refused.length, writes: writes?.writes.length ?? 0 };
  // Rows that are invalid, or only written there, can be left out but not applied.
  const applicable = plan.examples.filter((example) => (example.external_ids ?? []).length > 0 && chosen.has((example.external_ids ?? []).join(' ')));
  const fieldsChanged = plan.examples.filter((example) => example.kind !== 'create').reduce((sum, example) => sum + Object.keys(example.fields).length, 0);
  // What would happen is shown first: here, else there.
  const part = asked ?? (plan.examples.length === 0 && writes && writes.writes.length > 0 ? 'writes' : 'changes');
  const stats: [string, number, ('good' | 'warn' | 'bad')?][] = [
    [t`New`, report.created ?? 0, 'good'],
    [t`Changed`, report.updated ?? 0],
    ...(fieldsChanged > 0 ? [[listed.changes < totals.changes ? t`Fields changed, of those listed` : t`Fields changed`, fieldsChanged] as [string, number]] : []),
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
          {note(warning)}
        </Notice>
      ))}
      {writes?.waits_for_first_read && <Notice tone="accent">{t`Nothing is written before everything there has been read once: what the other system has already is not known yet.`}</Notice>}
      {preview.report && (
        <Panel>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
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
        <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line px-4">
          <Tabs<Part>
            label={t`Outcomes`}
            value={part}
            onChange={setPart}
            tabs={[
              { value: 'changes', label: t`New and changed`, count: totals.changes },
              { value: 'skipped', label: t`Left alone`, count: totals.skipped },
              { value: 'refused', label: t`Invalid`, count: totals.refused, tone: totals.refused > 0 ? 'bad' : undefined },
              ...(writes ? [{ value: 'writes' as const, label: t`Written there`, count: totals.writes }] : []),
            ]}
          />
          {choosing && (
            <span className="flex flex-wrap items-center gap-2 py-1">
              {onApply && (
                <Button size="small" disabled={applicable.length === 0} onClick={() => onApply(applicable.flatMap((example) => example.external_ids ?? []))}>
                  {applicable.length === 0 ? t`Apply only…` : t`${plural(applicable.length, { one: 'Apply # record only…', other: 'Apply # records only…' })}`}
                </Button>
              )}
              <Button size="small" disabled={chosen.size === 0} onClick={() => setIsLeavingOut(true)}>
                {chosen.size === 0 ? t`Leave rows out…` : t`${plural(chosen.size, { one: 'Leave # row out…', other: 'Leave # rows out…' })}`}
              </Button>
            </span>
          )}
        </div>
        {listed[part] < totals[part] && (
          <p role="status" className="border-b border-line px-4 py-2 text-xs text-soft">
            <Trans>
              The first {number(listed[part])} of {number(totals[part])}. All of them stand in the workbook.
            </Trans>
          </p>
        )}
        {part === 'changes' && <ChangedRows examples={plan.examples} object={object} choosing={choosing} />}
        {part === 'skipped' && <SkippedRows rows={plan.skipped} object={object} sync={leaveOutOf} empty={t`No row is left alone.`} />}
        {part === 'refused' && <SkippedRows rows={plan.refused} object={object} choosing={choosing} empty={t`No row is invalid.`} />}
        {part === 'writes' && writes && <WrittenRows writes={writes.writes} object={object} choosing={choosing} />}
      </Panel>
      {leaveOutOf && isLeavingOut && (
        <ExcludeRowsDialog
          sync={leaveOutOf}
          rows={[...chosen.values()]}
          onClose={() => setIsLeavingOut(false)}
          onDone={() => {
            setIsLeavingOut(false);
            setChosen(new Map());
          }}
        />
      )}
    </>
  );
}
