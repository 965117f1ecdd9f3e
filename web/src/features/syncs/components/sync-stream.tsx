import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CirclePause, Columns3, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Alert, alertsQuery, type Review, reviewsQuery } from '@/api/problems';
import { rejectedOf, type Run, type RunReport, waitingOf, writtenOf } from '@/api/runs';
import { type Sync, syncVersionsQuery } from '@/api/syncs';
import { useAlertWords } from '@/shared/alert-words';
import { listed, number } from '@/shared/format';
import { useActor } from '@/shared/origin';
import { RunState, useRunKind } from '@/shared/run-state';
import { useStoppedWords } from '@/shared/stopped-words';
import { Time } from '@/shared/time';
import { Answered, type Asked } from '@/ui/answered';
import { Badge, State } from '@/ui/badge';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

interface Item {
  key: string;
  at: string;
  line: ReactNode;
}

/** Questions that stopped a sync, or were asked because the source changed. */
const STOPS = ['threshold', 'deletion_guard', 'schema_drift', 'organisation'];

const look = 'flex items-center gap-3 px-4 py-2 text-sm';

/** Runs, versions, alerts, changes of the source's schema and pauses in one stream, newest first. */
export function SyncStream({ sync, query }: { sync: Sync; query: Asked & { data?: Run[] } }) {
  const { t } = useLingui();
  const { data: versions } = useQuery(syncVersionsQuery(sync.id));
  const { data: alerts } = useQuery(alertsQuery());
  const { data: open } = useQuery(reviewsQuery());
  const { data: settled } = useQuery(reviewsQuery('settled'));
  const { data: obsolete } = useQuery(reviewsQuery('obsolete'));
  const mine = (alerts ?? []).filter((alert) => alert.subject === `sync:${sync.id}`);
  const asked = [...(open ?? []), ...(settled ?? []), ...(obsolete ?? [])].filter((review) => review.sync === sync.id && STOPS.includes(review.kind));
  const isPausedByHand = sync.state === 'paused' && !(open ?? []).some((review) => review.sync === sync.id && STOPS.includes(review.kind));
  const items: Item[] = [
    ...(query.data ?? []).map((run) => ({ key: `r${run.id}`, at: run.started_at, line: <RunLine run={run} /> })),
    ...(versions ?? []).map((version) => ({ key: `v${version.version}`, at: version.at, line: <VersionLine sync={sync} version={version} /> })),
    ...mine.map((alert) => ({ key: `a${alert.id}`, at: alert.opened_at, line: <AlertLine alert={alert} /> })),
    ...asked.map((review) => ({ key: `q${review.id}`, at: review.created_at, line: <StopLine review={review} /> })),
    ...(isPausedByHand ? [{ key: 'p', at: sync.updated_at, line: <PauseLine sync={sync} /> }] : []),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return (
    <Panel title={t`What happened`} flush>
      {!query.data && <Answered query={query} className="py-6!" waiting={<Skeleton className="m-4 h-24" />}>{null}</Answered>}
      <ul aria-label={t`What happened`}>
        {items.map(({ key, line }) => (
          <li key={key} className="border-t border-line first:border-0">
            {line}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function At({ at }: { at: string }) {
  return <Time at={at} className="w-20 shrink-0 text-right text-xs text-faint" />;
}

function RunLine({ run }: { run: Run }) {
  const { t } = useLingui();
  const kind = useRunKind();
  return (
    <Link to="/runs/$id" params={{ id: run.id }} className={`${look} hover:bg-hover`}>
      <span className="font-medium">{kind(run.kind, run.report)}</span>
      <RunCounts run={run} />
      {run.undone_by && <Badge>{t`undone`}</Badge>}
      <RunState run={run} />
      <At at={run.started_at} />
    </Link>
  );
}

function VersionLine({ sync, version }: { sync: Sync; version: { version: number; actor: string; at: string } }) {
  const actor = useActor();
  return (
    <Link to="/syncs/$id" params={{ id: sync.id }} search={{ part: 'versions', version: version.version }} className={`${look} hover:bg-hover`}>
      <span className="min-w-0 flex-1 text-soft">
        <Trans>
          Version {version.version} by {actor(version.actor)}
        </Trans>
      </span>
      <At at={version.at} />
    </Link>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  const { t } = useLingui();
  const said = useAlertWords();
  return (
    <div className={look}>
      <TriangleAlert size={14} className={alert.is_open ? 'shrink-0 text-bad' : 'shrink-0 text-faint'} aria-hidden />
      <span className="min-w-0 flex-1">{said(alert.kind)}</span>
      {alert.is_open ? <State tone="bad">{t({ message: 'open', context: 'alert' })}</State> : <State tone="good">{t`over`}</State>}
      <At at={alert.opened_at} />
    </div>
  );
}

function StopLine({ review }: { review: Review }) {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  const facts = (typeof review.detail === 'object' && review.detail !== null ? review.detail : {}) as { reason?: unknown; columns?: unknown };
  const columns = (Array.isArray(facts.columns) ? (facts.columns as { column?: string }[]) : []).flatMap((each) => each.column ?? []);
  const isSchema = review.kind === 'schema_drift';
  const why = typeof facts.reason === 'string' ? stopped(facts.reason) : '';
  const text = isSchema ? t`The source changed its columns: ${listed(columns)}` : review.kind === 'organisation' ? t`Stopped: the connection leads to another organisation` : t`Stopped and asked: ${why}`;
  const Icon = isSchema ? Columns3 : CirclePause;
  return (
    <Link to="/reviews" search={{ id: review.id, state: review.state === 'open' ? undefined : review.state }} className={`${look} hover:bg-hover`}>
      <Icon size={14} className={review.state === 'open' ? 'shrink-0 text-warn' : 'shrink-0 text-faint'} aria-hidden />
      <span className="min-w-0 flex-1">{text}</span>
      {review.state === 'open' ? <State tone="warn">{t`waits for an answer`}</State> : <State tone="neutral">{review.state === 'settled' ? t`answered` : t`over`}</State>}
      <At at={review.created_at} />
    </Link>
  );
}

function PauseLine({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  const reason = sync.reason ? stopped(sync.reason) : t`by a person`;
  return (
    <div className={look}>
      <CirclePause size={14} className="shrink-0 text-warn" aria-hidden />
      <span className="min-w-0 flex-1">{t`Paused: ${reason}`}</span>
      <At at={sync.updated_at} />
    </div>
  );
}

export function RunCounts({ run }: { run: Run }) {
  const report = (run.report ?? {}) as RunReport;
  const read = number(report.read ?? 0);
  const created = number(report.created ?? 0);
  const updated = number(report.updated ?? 0);
  const written = number(writtenOf(report));
  const refused = rejectedOf(report);
  const waiting = waitingOf(report);
  return (
    <span className="min-w-0 flex-1 truncate text-xs text-faint tabular-nums">
      {report.read !== undefined ? (
        <Trans>
          {read} read, {created} new, {updated} changed
        </Trans>
      ) : (
        writtenOf(report) + refused + waiting > 0 && (
          <>
            <Trans>
              {written} written there, {number(refused)} refused
            </Trans>
            {waiting > 0 && <Plural value={waiting} one=", # waits for a decision" other=", # wait for a decision" />}
          </>
        )
      )}
    </span>
  );
}
