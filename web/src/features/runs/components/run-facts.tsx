import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useObject } from '@/api/objects';
import { rejectedOf, type Run, type RunReport, runsOfSyncQuery, writtenOf } from '@/api/runs';
import { duration, moment, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useActor } from '@/shared/origin';
import { useRunSource } from '@/shared/run-state';
import { Facts } from '@/ui/page';

/** When, by whom, of what; and what its sync did the time before. */
export function RunFacts({ run }: { run: Run }) {
  const { t } = useLingui();
  const source = useRunSource();
  const actor = useActor();
  const object = useObject(run.object ?? '');
  const report = (run.report ?? {}) as RunReport;
  const seconds = typeof report.seconds === 'number' ? report.seconds : undefined;
  const modes: Record<string, string> = { incremental: t`what changed`, full: t`everything`, range: t`a span of time`, push: t`pushes`, auto: t`what changed` };
  const items: [string, ReactNode][] = [
    [t`Started`, moment(run.started_at)],
    [t`By`, actor(run.actor)],
  ];
  if (seconds !== undefined) items.push([t`Took`, duration(seconds)]);
  if (run.object) items.push([t`Object`, words(object?.label) || run.object]);
  if (typeof report.file === 'string' && report.file) items.push([t`File`, report.file]);
  if (typeof report.mode === 'string') items.push([t`Read`, modes[report.mode] ?? report.mode]);
  if (run.sync) {
    items.push([
      t`Sync`,
      <Link to="/syncs/$id" params={{ id: run.sync }} className="text-accent-ink hover:underline">
        {source(run)} {typeof report.version === 'number' && t`version ${report.version}`}
      </Link>,
    ]);
    items.push([t`The run before`, <Before key="before" run={run} />]);
  }
  return <Facts items={items} />;
}

/** What the sync did the time before, to compare with. */
function Before({ run }: { run: Run }) {
  const { data: runs } = useQuery(runsOfSyncQuery(run.sync ?? ''));
  const isWriting = (each: Run) => (each.report as RunReport | null)?.read === undefined;
  const before = runs?.find((each) => BigInt(each.id) < BigInt(run.id) && each.kind === run.kind && isWriting(each) === isWriting(run));
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
