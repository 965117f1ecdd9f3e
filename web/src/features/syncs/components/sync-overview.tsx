import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Alert, alertsQuery, problemsOfSync, problemsQuery, reviewsQuery } from '@/api/problems';
import { rejectedOf, type Run, type RunReport, runsOfSyncQuery, writtenOf } from '@/api/runs';
import { type Sync, syncVersionsQuery } from '@/api/syncs';
import { useAlertWords } from '@/shared/alert-words';
import { number } from '@/shared/format';
import { useActor } from '@/shared/origin';
import { RunState, useRunKind } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { Answered, type Asked } from '@/ui/answered';
import { Badge, State } from '@/ui/badge';
import { Bars } from '@/ui/meter';
import { Panel, Stat } from '@/ui/page';
import { Skeleton } from '@/ui/states';
import { rolloutShare } from './sync-actions';

const HOURS = 24;
const HOUR_MS = 3_600_000;

function isRehearsed(run: Run): boolean {
  return (run.report as RunReport | null)?.dry_run === true;
}

export function SyncOverview({ sync }: { sync: Sync }) {
  const query = useQuery(runsOfSyncQuery(sync.id));
  const runs = query.data;
  return (
    <>
      <Counters sync={sync} runs={runs} isUnknown={query.isError} />
      <div className="grid gap-5 lg:grid-cols-[1fr_340px]">
        <Stream sync={sync} query={query} />
        <Chart runs={runs} />
      </div>
    </>
  );
}

function Card({ children, link }: { children: ReactNode; link?: LinkProps }) {
  const look = 'block rounded-lg border border-line bg-panel p-4';
  return link ? (
    <Link {...link} className={`${look} hover:border-edge/60`}>
      {children}
    </Link>
  ) : (
    <div className={look}>{children}</div>
  );
}

/** In sync, excluded, failing, waiting: each record of the sync is in one of the four. */
function Counters({ sync, runs, isUnknown }: { sync: Sync; runs?: Run[]; isUnknown: boolean }) {
  const { t } = useLingui();
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const found = problemsOfSync(problems.data ?? [], sync.id);
  const asked = (reviews.data ?? []).filter((review) => review.sync === sync.id).length;
  const waiting = found.held + asked;
  const share = rolloutShare(sync);
  const last = runs?.find((run) => (run.report as RunReport | null)?.read && !isRehearsed(run));
  const report = (last?.report ?? {}) as RunReport;
  const good = (report.unchanged ?? 0) + (report.created ?? 0) + (report.updated ?? 0) + (report.merged ?? 0);
  const missing = (inVain: boolean) => (inVain ? '–' : <Skeleton className="h-6 w-12" />);
  const isKnown = problems.data !== undefined && reviews.data !== undefined;
  const problem: LinkProps = found.ids.length === 1 ? { to: '/problems/$id', params: { id: found.ids[0] ?? '' } } : { to: '/problems' };
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Card link={last ? { to: '/runs/$id', params: { id: last.id } } : undefined}>
        <Stat label={t`In sync`} tone="good" value={runs ? number(good) : missing(isUnknown)}>
          <Trans>by the last run</Trans>
        </Stat>
      </Card>
      <Card link={last ? { to: '/runs/$id', params: { id: last.id } } : undefined}>
        <Stat label={t`Left out`} value={runs ? number(typeof report.excluded === 'number' ? report.excluded : 0) : missing(isUnknown)}>
          {share < 100 ? <Trans>live for {share} % of the records</Trans> : <Trans>live for all records</Trans>}
        </Stat>
      </Card>
      <Card link={problem}>
        <Stat label={t`Failing`} tone={found.failing > 0 ? 'bad' : undefined} value={problems.data ? number(found.failing) : missing(problems.isError)}>
          {found.failing > 0 ? <Trans>kept until they are repaired</Trans> : problems.data && <Trans>nothing to repair</Trans>}
        </Stat>
      </Card>
      <Card link={asked > 0 ? { to: '/reviews' } : problem}>
        <Stat label={t`Waiting for a decision`} tone={waiting > 0 ? 'warn' : undefined} value={isKnown ? number(waiting) : missing(problems.isError || reviews.isError)}>
          {waiting > 0 ? <Trans>somebody has to say</Trans> : isKnown && <Trans>nothing to decide</Trans>}
        </Stat>
      </Card>
    </div>
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

interface Item {
  at: string;
  run?: Run;
  version?: { version: number; actor: string; at: string };
  alert?: Alert;
}

/** Runs, versions and alerts in one stream. */
function Stream({ sync, query }: { sync: Sync; query: Asked & { data?: Run[] } }) {
  const runs = query.data;
  const { t } = useLingui();
  const kind = useRunKind();
  const actor = useActor();
  const said = useAlertWords();
  const { data: versions } = useQuery(syncVersionsQuery(sync.id));
  const { data: alerts } = useQuery(alertsQuery());
  const mine = (alerts ?? []).filter((alert) => alert.subject === `sync:${sync.id}`);
  const items: Item[] = [
    ...(runs ?? []).map((run) => ({ at: run.started_at, run })),
    ...(versions ?? []).map((version) => ({ at: version.at, version })),
    ...mine.map((alert) => ({ at: alert.opened_at, alert })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return (
    <Panel title={t`What happened`} flush>
      {!runs && <Answered query={query} className="py-6!" waiting={<Skeleton className="m-4 h-24" />}>{null}</Answered>}
      <ul>
        {items.map(({ run, version, alert, at }) =>
          alert ? (
            <li key={`a${alert.id}`} className="flex items-center gap-3 border-t border-line px-4 py-2 text-sm first:border-0">
              <TriangleAlert size={14} className={alert.is_open ? 'shrink-0 text-bad' : 'shrink-0 text-faint'} aria-hidden />
              <span className="min-w-0 flex-1">{said(alert.kind)}</span>
              {alert.is_open ? <State tone="bad">{t`open`}</State> : <State tone="good">{t`over`}</State>}
              <Time at={at} className="w-20 text-right text-xs text-faint" />
            </li>
          ) : run ? (
            <li key={`r${run.id}`} className="border-t border-line first:border-0">
              <Link to="/runs/$id" params={{ id: run.id }} className="flex items-center gap-3 px-4 py-2 text-sm hover:bg-hover">
                <span className="font-medium">{kind(run.kind, run.report)}</span>
                <RunCounts run={run} />
                {run.undone_by && <Badge>{t`undone`}</Badge>}
                <RunState state={run.state} />
                <Time at={at} className="w-20 text-right text-xs text-faint" />
              </Link>
            </li>
          ) : version && (
            <li key={`v${version.version}`} className="flex items-center gap-3 border-t border-line px-4 py-2 text-sm first:border-0">
              <span className="min-w-0 flex-1 text-soft">
                <Trans>
                  Version {version.version} by {actor(version.actor)}
                </Trans>
              </span>
              <Time at={at} className="w-20 text-right text-xs text-faint" />
            </li>
          ),
        )}
      </ul>
    </Panel>
  );
}

export function RunCounts({ run }: { run: Run }) {
  const report = (run.report ?? {}) as RunReport;
  const read = number(report.read ?? 0);
  const created = number(report.created ?? 0);
  const updated = number(report.updated ?? 0);
  const written = number(writtenOf(report));
  const refused = rejectedOf(report);
  return (
    <span className="min-w-0 flex-1 truncate text-xs text-faint tabular-nums">
      {report.read !== undefined ? (
        <Trans>
          {read} read, {created} new, {updated} changed
        </Trans>
      ) : (
        writtenOf(report) + refused > 0 && (
          <Trans>
            {written} written there, {number(refused)} refused
          </Trans>
        )
      )}
    </span>
  );
}
