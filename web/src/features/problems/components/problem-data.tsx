import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { type ProblemGroup, type ProblemRecord, replayProblem, testProblem } from '@/api/problems';
import { Deltas, readDeltas } from '@/shared/deltas';
import { useFindingText } from '@/shared/finding-text';
import { number } from '@/shared/format';
import { rawText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Confirm } from '@/ui/dialog';
import { Input } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { toastError } from '@/ui/toast';
import { Becomes } from './becomes';
import { Candidates } from './candidates';
import { ExcludeDialog, useRefreshProblems, useTellReplayed } from './group-actions';
import { SentValues } from './sent-values';

interface ProblemDataProps {
  group: ProblemGroup;
  record: ProblemRecord;
  canWrite: boolean;
}

/** The row as it came, to correct, try out and replay. */
export function ProblemData({ group, record, canWrite }: ProblemDataProps) {
  if (group.source === '') return <SentValues group={group} record={record} canWrite={canWrite} />;
  return (
    <div className="flex flex-col gap-4">
      {record.state === 'held' && <Candidates group={group} record={record} canWrite={canWrite} />}
      <RowEditor group={group} record={record} canWrite={canWrite && record.state !== 'ended'} />
    </div>
  );
}

function RowEditor({ group, record, canWrite }: ProblemDataProps) {
  const { t } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [fixes, setFixes] = useState<Record<string, string>>({});
  const [open, setOpen] = useState<'all' | 'exclude'>();
  const values = (typeof record.values === 'object' && record.values !== null ? record.values : {}) as Record<string, unknown>;
  const columns = Object.keys(values);
  const changed = Object.fromEntries(Object.entries(fixes).filter(([column, value]) => value !== rawText(values[column])));
  const count = Object.keys(changed).length;
  const test = useMutation({ mutationFn: () => testProblem(group.id, record.id, changed), onError: toastError });
  const done = (result: Parameters<typeof tell>[0]) => {
    setOpen(undefined);
    tell(result);
    refresh();
  };
  const replay = useMutation({ mutationFn: () => replayProblem(group.id, { records: [record.id], values: { [record.id]: changed } }), onSuccess: done, onError: toastError });
  const replayAll = useMutation({ mutationFn: () => replayProblem(group.id, { set: changed }), onSuccess: done, onError: toastError });
  const set = (column: string, value: string) => {
    setFixes((old) => ({ ...old, [column]: value }));
    test.reset();
  };
  return (
    <>
      <Panel title={t`The row as it came`} about={canWrite ? t`Correct what is wrong, try it out, then replay. The original is kept.` : undefined} flush>
        <ul>
          {columns.map((column) => {
            const value = fixes[column] ?? rawText(values[column]);
            const isChanged = column in changed;
            return (
              <li key={column} className={classes('grid items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5 sm:grid-cols-[minmax(8rem,30%)_1fr]', isChanged && 'bg-accent-ground/50')}>
                <label htmlFor={`value ${column}`} className="text-xs break-words text-soft">
                  {column}
                </label>
                {canWrite ? (
                  <span className="flex flex-col gap-0.5">
                    <Input id={`value ${column}`} value={value} placeholder={t`empty`} onChange={(event) => set(column, event.target.value)} />
                    {isChanged && (
                      <span className="text-xs text-faint">
                        <Trans>It was: {rawText(values[column]) || t`empty`}</Trans>
                      </span>
                    )}
                  </span>
                ) : (
                  <span className="text-sm break-words">{value || <span className="text-faint">–</span>}</span>
                )}
              </li>
            );
          })}
        </ul>
        {canWrite && (
          <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
            <Button icon={<FlaskConical size={14} />} busy={test.isPending} onClick={() => test.mutate()}>
              <Trans>Try it out</Trans>
            </Button>
            <Button icon={<RotateCw size={14} />} busy={replay.isPending} onClick={() => replay.mutate()}>
              <Trans>Replay this row</Trans>
            </Button>
            {count > 0 && group.count > 1 && (
              <Button onClick={() => setOpen('all')}>
                <Trans>Correct all {number(group.count)} rows so…</Trans>
              </Button>
            )}
            <span className="flex-1" />
            <Button look="quiet" onClick={() => setOpen('exclude')}>
              <Trans>Leave out…</Trans>
            </Button>
          </div>
        )}
      </Panel>
      {test.data && <Tried tried={test.data} object={group.object} />}
      <Becomes group={group} record={record} values={{ ...values, ...changed }} />
      {open === 'all' && (
        <Confirm
          title={t`Correct and replay all rows?`}
          about={t`Every row of this problem gets these values, then it is applied:`}
          action={t`Correct and replay`}
          busy={replayAll.isPending}
          onConfirm={() => replayAll.mutate()}
          onClose={() => setOpen(undefined)}
        >
          <ul className="text-sm">
            {Object.entries(changed).map(([column, value]) => (
              <li key={column}>
                <span className="text-soft">{column}</span> = {value || t`empty`}
              </li>
            ))}
          </ul>
        </Confirm>
      )}
      {open === 'exclude' && <ExcludeDialog group={group} records={[record.id]} count={1} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Tried({ tried, object: name }: { tried: Awaited<ReturnType<typeof testProblem>>; object: string }) {
  const { t } = useLingui();
  const text = useFindingText();
  const object = useObject(name);
  const example = tried.examples[0] as { kind?: string; fields?: unknown } | undefined;
  if (!tried.applies) return <Notice tone="bad">{[t`It would be refused again:`, ...tried.refused.map(text)].join(' ')}</Notice>;
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      <Notice tone="good">
        <Trans>It fits now. Nothing is written yet: replay it to apply it.</Trans>
      </Notice>
      {example && (
        <Panel title={example.kind === 'create' ? t`A new record would be made` : t`The record would change`}>
          <Deltas object={object} fields={readDeltas(example.fields)} isNew={example.kind === 'create'} all />
        </Panel>
      )}
    </div>
  );
}
