import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { rejectedOf, type Run, type RunReport, runsQuery, sourceOfRun, writtenOf } from '@/api/runs';
import { duration, number } from '@/shared/format';
import { RunState, useRunKind } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { Badge } from '@/ui/badge';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';

const route = getRouteApi('/app/runs');

/** Seconds a run took; undefined while it works. */
export function secondsOf(run: Run): number | undefined {
  if (!run.finished_at) return undefined;
  return (new Date(run.finished_at).valueOf() - new Date(run.started_at).valueOf()) / 1000;
}

/** All runs, newest first: imports, syncs, undos. */
export function RunsScreen() {
  const { t } = useLingui();
  const kind = useRunKind();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({ ...runsQuery, refetchInterval: 15_000 });
  const runs = query.data?.pages.flatMap((page) => page.items) ?? [];
  const report = (run: Run) => (run.report ?? {}) as RunReport;
  const count = (value: number | undefined) => (value ? number(value) : <span className="text-faint/70">–</span>);
  return (
    <Page title={t`Runs`} about={t`What was read, written, imported and undone. Every run can be looked into, and undone.`}>
      <ListPanel
        query={query}
        empty={
          <Empty icon={<History size={20} />} title={t`No runs yet`}>
            <Trans>Import a file or start a sync: each execution is listed here.</Trans>
          </Empty>
        }
        label={t`Runs`}
        rows={runs}
        rowKey={(run) => run.id}
        onOpen={(run) => void navigate({ to: '/runs/$id', params: { id: run.id } })}
        columns={[
          {
            key: 'what',
            title: t`What`,
            cell: (run) => (
              <>
                <span className="flex items-center gap-2">
                  <span className="font-medium whitespace-nowrap">{kind(run.kind, run.report)}</span>
                  <span className="truncate text-soft">{sourceOfRun(run)}</span>
                  {run.undone_by && <Badge>{t`undone`}</Badge>}
                </span>
                <Time at={run.started_at} className="text-xs text-faint md:hidden" />
              </>
            ),
          },
          { key: 'state', title: t`State`, cell: (run) => <RunState state={run.state} /> },
          { key: 'read', title: t`Read`, right: true, wide: true, cell: (run) => count(report(run).read) },
          { key: 'created', title: t`New`, right: true, wide: true, cell: (run) => count(report(run).created) },
          { key: 'updated', title: t`Changed`, right: true, wide: true, cell: (run) => count(report(run).updated) },
          { key: 'written', title: t`Written there`, right: true, wide: true, cell: (run) => count(writtenOf(report(run))) },
          { key: 'rejected', title: t`Rejected`, right: true, wide: true, cell: (run) => (rejectedOf(report(run)) > 0 ? <span className="text-bad">{count(rejectedOf(report(run)))}</span> : count(0)) },
          { key: 'took', title: t`Took`, right: true, wide: true, cell: (run) => <span className="whitespace-nowrap text-soft">{secondsOf(run) === undefined ? '' : duration(secondsOf(run) ?? 0)}</span> },
          { key: 'at', title: t`Started`, right: true, wide: true, cell: (run) => <Time at={run.started_at} className="whitespace-nowrap text-soft" /> },
        ]}
      />
    </Page>
  );
}
