import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectionQuery } from '@/api/connections';
import { useObject } from '@/api/objects';
import { isWorking, isWriting, rejectedOf, type Run, type RunReport, writtenOf } from '@/api/runs';
import { syncQuery } from '@/api/syncs';
import { CallsToday } from '@/shared/calls-today';
import { duration, moment, number } from '@/shared/format';
import { words } from '@/shared/locale';
import type { Note } from '@/shared/note-text';
import { useActor } from '@/shared/origin';
import { useRunSource } from '@/shared/run-state';
import { Facts } from '@/ui/page';
import { useRunBefore } from './use-run-before';

/** Shorter waits are not worth a word. */
const LEAST_WAIT_MS = 100;

/** When, by whom, of what; and what its sync did the time before. */
export function RunFacts({ run }: { run: Run }) {
  const { t } = useLingui();
  const source = useRunSource();
  const actor = useActor();
  const object = useObject(run.object ?? '');
  const report = (run.report ?? {}) as RunReport;
  const count = (name: string) => (typeof report[name] === 'number' ? report[name] : 0);
  const seconds = count('seconds');
  const sync = useQuery({ ...syncQuery(run.sync ?? ''), enabled: run.sync !== null });
  const connection = useQuery({ ...connectionQuery(sync.data?.connection_id ?? ''), enabled: sync.data !== undefined });
  const modes: Record<string, string> = { incremental: t`what changed`, full: t`everything`, range: t`a span of time`, push: t`pushes`, auto: t`what changed` };
  const triggers: Record<string, string> = { schedule: t`its schedule`, push: t`a call of the other system`, change: t`a change here`, manual: t`somebody, by hand`, backfill: t`somebody, for a span of time`, reconcile: t`the comparison of both sides`, replay: t`a replay of rows not applied` };
  const items: [string, ReactNode][] = [
    [t`Started`, moment(run.started_at)],
    [t`By`, actor(run.actor)],
  ];
  if (run.trigger) items.splice(1, 0, [t`Begun by`, triggers[run.trigger] ?? run.trigger]);
  if (seconds) items.push([t`Took`, duration(seconds)]);
  else if (run.finished_at) items.push([t`Took`, duration(Math.max(0, (new Date(run.finished_at).valueOf() - new Date(run.started_at).valueOf()) / 1000))]);
  if (count('rows_per_second') > 0) items.push([t`Speed`, t`${number(count('rows_per_second'))} rows a second`]);
  if (run.calls) items.push([t`Calls made`, <Calls key="made" calls={run.calls} />]);
  if (isWriting(run)) items.push([t`Calls to write`, number(count('requests'))]);
  if (count('waits') > 0) items.push([t`Waiting`, t`${plural(count('waits'), { one: '# record', other: '# records' })}`]);
  if (typeof report.due_ms === 'number' && (isWorking(run) || run.state === 'warning')) items.push([t`Next attempt`, moment(new Date(report.due_ms).toISOString())]);
  if (report.resumed === true) items.push([t`Attempts`, t`went on where an earlier attempt had stopped`]);
  if (run.checkpoint) items.push([t`Checkpoint`, <Checkpoint key="checkpoint" run={run} />]);
  if (run.object) items.push([t`Object`, words(object?.label) || run.object]);
  if (typeof report.file === 'string' && report.file) items.push([t`File`, report.file]);
  if (typeof report.mode === 'string' && !isWriting(run)) items.push([t`Read`, modes[report.mode] ?? report.mode]);
  const notes = Array.isArray(report.notes) ? (report.notes as Note[]) : [];
  for (const only of notes.filter((each) => each.code.startsWith('only_'))) items.push([t`Limited to`, only.code === 'only_matching' ? <code className="font-mono text-xs break-all">{only.detail}</code> : t`${plural(Number(only.detail), { one: '# chosen record', other: '# chosen records' })}`]);
  if (run.sync) {
    items.push([
      t`Sync`,
      <Link to="/syncs/$id" params={{ id: run.sync }} className="text-accent-ink hover:underline">
        {source(run)}
      </Link>,
    ]);
    const version = count('version');
    if (version > 0) {
      items.push([
        t`Rules`,
        <Link key="version" to="/syncs/$id" params={{ id: run.sync }} search={{ part: 'versions', version }} className="text-accent-ink hover:underline">
          {t`version ${version} and what it changed`}
        </Link>,
      ]);
    }
    items.push([t`The run before`, <Before key="before" run={run} />]);
    if (connection.data?.usage) items.push([t`Calls today`, <CallsToday key="calls" connection={connection.data} />]);
  }
  return <Facts items={items} />;
}

/** Calls of the other system, and how long it let the run wait. */
function Calls({ calls }: { calls: NonNullable<Run['calls']> }) {
  const { t } = useLingui();
  return (
    <>
      {number(calls.made)}
      <span className="block text-xs text-soft">{calls.waited_ms < LEAST_WAIT_MS ? t`no waiting for the other system` : t`waited ${duration(calls.waited_ms / 1000)} for the other system: its limits and new attempts`}</span>
    </>
  );
}

/** How far it had come when that was noted last: from there it goes on after an interruption. */
function Checkpoint({ run }: { run: Run }) {
  const { t } = useLingui();
  const { batches = 0, rows = 0, attempts = 0 } = run.checkpoint ?? {};
  const isOver = run.finished_at !== null;
  return (
    <>
      {isOver ? t`${plural(batches, { one: 'noted # time on the way', other: 'noted # times on the way' })}` : t`${plural(rows, { one: '# row done with; it goes on from there', other: '# rows done with; it goes on from there' })}`}
      {attempts > 0 && <span className="block text-warn">{t`${plural(attempts, { one: '# attempt ended early', other: '# attempts ended early' })}`}</span>}
    </>
  );
}

function Before({ run }: { run: Run }) {
  const before = useRunBefore(run);
  if (!before) return <span className="text-faint">–</span>;
  const report = (before.report ?? {}) as RunReport;
  const [read, created, updated, rejected] = [report.read ?? 0, report.created ?? 0, report.updated ?? 0, rejectedOf(report)].map(number);
  return (
    <Link to="/runs/$id" params={{ id: before.id }} className="text-accent-ink hover:underline">
      {isWriting(before) ? (
        <Trans>
          {number(writtenOf(report))} written there, {rejected} refused
        </Trans>
      ) : (
        <Trans>
          {read} read, {created} new, {updated} changed, {rejected} rejected
        </Trans>
      )}
    </Link>
  );
}
