import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runsQuery, type RunReport } from '@/api/runs';
import { number } from '@/shared/format';
import { RunMark, RunState, useRunKind, useRunSource } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { Answered } from '@/ui/answered';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const SHOWN = 6;

export function LatestRuns() {
  const { t } = useLingui();
  const kind = useRunKind();
  const source = useRunSource();
  const query = useInfiniteQuery(runsQuery());
  const runs = query.data?.pages[0]?.items.slice(0, SHOWN);
  return (
    <Panel title={t`Latest runs`} flush>
      {!runs && <Answered query={query} className="py-6!" waiting={<Skeleton className="m-4 h-48" />}>{null}</Answered>}
      {runs?.length === 0 && (
        <p className="px-4 pb-4 text-sm text-soft">
          <Trans>No runs yet. Each import and each sync that changes something is listed here, and can be undone.</Trans>
        </p>
      )}
      <ul>
        {runs?.map((run) => {
          const report = run.report as RunReport | null;
          const created = number(report?.created ?? 0);
          const updated = number(report?.updated ?? 0);
          return (
            <li key={run.id} className="border-t border-line first:border-0">
              <Link to="/runs/$id" params={{ id: run.id }} className="flex items-center gap-3 px-4 py-2 hover:bg-hover">
                <span className="grid w-4 shrink-0">
                  <RunMark run={run} />
                </span>
                <span className="min-w-24 flex-1">
                  <span className="block truncate text-sm">
                    {kind(run.kind, run.report)} <span className="text-faint">{source(run)}</span>
                  </span>
                  {report?.created !== undefined && (
                    <span className="block truncate text-xs text-faint tabular-nums">
                      <Trans>
                        {created} new, {updated} changed
                      </Trans>
                    </span>
                  )}
                </span>
                <RunState run={run} />
                <Time at={run.started_at} className="w-20 text-right text-xs text-faint" />
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
