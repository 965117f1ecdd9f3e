import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { isWriting, type Run, type RunReport, runsOfSyncQuery } from '@/api/runs';
import type { Sync } from '@/api/syncs';
import { Time } from '@/shared/time';
import { Bars } from '@/ui/meter';
import { Facts, Panel } from '@/ui/page';
import { writesOut } from '../model/definition';
import { SyncCounters } from './sync-counters';
import { SyncStream } from './sync-stream';

const HOURS = 24;
const HOUR_MS = 3_600_000;

function isRehearsed(run: Run): boolean {
  return (run.report as RunReport | null)?.dry_run === true;
}

/** How a sync is: where its records stand, what it did by hour, and all that happened. */
export function SyncOverview({ sync }: { sync: Sync }) {
  const query = useQuery(runsOfSyncQuery(sync.id));
  const runs = query.data;
  return (
    <>
      <SyncCounters sync={sync} runs={runs} />
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_340px]">
        <SyncStream sync={sync} query={query} />
        <div className="flex min-w-0 flex-col gap-5 max-lg:order-first">
          <Chart runs={runs} />
          <StreamFacts sync={sync} runs={runs} />
        </div>
      </div>
    </>
  );
}

/** How far the stream was followed, by each way in which it is read and written. */
function StreamFacts({ sync, runs }: { sync: Sync; runs?: Run[] }) {
  const { t } = useLingui();
  const done = (runs ?? []).filter((run) => !isRehearsed(run) && ['done', 'done_with_rejects', 'warning'].includes(run.state));
  const last = (fits: (run: Run) => boolean): ReactNode => {
    const run = done.find(fits);
    if (!run) return <span className="text-faint">–</span>;
    return (
      <Link to="/runs/$id" params={{ id: run.id }} className="text-accent-ink hover:underline">
        <Time at={run.started_at} />
      </Link>
    );
  };
  const by = (mode: string) => (run: Run) => (run.report as RunReport | null)?.mode === mode;
  const direction = (sync.definition as { direction?: string }).direction ?? 'in';
  const items: [string, ReactNode][] = [[t`Stream`, <span key="stream" className="break-all">{sync.stream}</span>]];
  if (direction !== 'out') items.push([t`Read in full`, last(by('full'))], [t`Changes read`, last(by('incremental'))], [t`Pushes taken`, last(by('push'))]);
  if (writesOut(sync.definition)) items.push([t`Written there`, last(isWriting)]);
  items.push([t`Last success`, sync.last_success_at ? <Time key="success" at={sync.last_success_at} /> : <span key="none" className="text-faint">–</span>]);
  return (
    <Panel title={t`The stream`}>
      <Facts items={items} />
    </Panel>
  );
}

function Chart({ runs }: { runs?: Run[] }) {
  const { t, i18n } = useLingui();
  const [now] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const bars = Array.from({ length: HOURS }, (_, index) => {
    const from = now - (HOURS - 1 - index) * HOUR_MS;
    const mine = (runs ?? []).filter((run) => {
      if (isRehearsed(run)) return false;
      const at = new Date(run.started_at).valueOf();
      return at >= from && at < from + HOUR_MS;
    });
    const sum = (name: 'created' | 'updated' | 'rejected') => mine.reduce((total, run) => total + ((run.report as RunReport | null)?.[name] ?? 0), 0);
    return { label: new Date(from).toLocaleTimeString(i18n.locale, { hour: '2-digit', minute: '2-digit' }), value: sum('created') + sum('updated'), bad: sum('rejected') };
  });
  return (
    <Panel title={t`Changes by hour`} about={t`The last 24 hours; rejected rows are red and hatched, on top`}>
      <Bars bars={bars} label={t`Changes by hour`} height={120} names={{ value: t`Changed`, bad: t`Rejected` }} />
      <div className="mt-1 flex justify-between text-2xs text-faint">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
    </Panel>
  );
}
