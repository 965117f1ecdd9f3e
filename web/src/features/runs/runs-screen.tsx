import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { rejectedOf, type Run, type RunReport, runsQuery, writtenOf } from '@/api/runs';
import { syncsQuery } from '@/api/syncs';
import { duration, number } from '@/shared/format';
import { RunMark, RunState, useRunKind, useRunSource, useRunStates } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { useRights } from '@/shared/use-rights';
import { Badge } from '@/ui/badge';
import { Button, buttonClasses } from '@/ui/button';
import { FilterBar, FilterSelect } from '@/ui/filters';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';

const route = getRouteApi('/app/runs');

const KINDS = ['sync', 'import', 'rollback', 'reconcile', 'push_back'] as const;
const STATES = ['running', 'done', 'done_with_rejects', 'failed', 'paused', 'warning', 'cancelled'] as const;

export interface RunsSearch {
  kind?: string;
  state?: (typeof STATES)[number];
  sync?: string;
}

/** Seconds a run took; undefined while it works. */
export function secondsOf(run: Run): number | undefined {
  if (!run.finished_at) return undefined;
  return (new Date(run.finished_at).valueOf() - new Date(run.started_at).valueOf()) / 1000;
}

/** All runs, newest first: imports, syncs, undos. */
export function RunsScreen() {
  const { t } = useLingui();
  const kind = useRunKind();
  const source = useRunSource();
  const navigate = route.useNavigate();
  const filter = route.useSearch();
  const { data: syncs } = useQuery(syncsQuery);
  const stateNames = useRunStates();
  const rights = useRights('*');
  const set = (part: RunsSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const query = useInfiniteQuery({ ...runsQuery(filter), refetchInterval: 15_000 });
  const runs = query.data?.pages.flatMap((page) => page.items) ?? [];
  const report = (run: Run) => (run.report ?? {}) as RunReport;
  const count = (value: number | undefined) => (value ? number(value) : <span className="text-faint/70">–</span>);
  return (
    <Page
      title={t`Runs`}
      about={t`What was read, written, imported and undone. Every run can be looked into, and undone.`}
      bar={
        <FilterBar>
          <FilterSelect label={t`What`} all={t`All kinds`} value={filter.kind} choices={KINDS.map((value) => ({ value, label: kind(value) }))} onChange={(value) => set({ kind: value })} />
          <FilterSelect label={t`State`} all={t`All states`} value={filter.state} choices={STATES.map((value) => ({ value, label: stateNames[value] }))} onChange={(value) => set({ state: STATES.find((each) => each === value) })} />
          {syncs && syncs.length > 0 && (
            <FilterSelect label={t`Sync`} all={t`All syncs`} value={filter.sync} choices={syncs.map((sync) => ({ value: sync.id, label: sync.name }))} onChange={(value) => set({ sync: value })} />
          )}
        </FilterBar>
      }
    >
      <ListPanel
        query={query}
        empty={
          isFiltered ? (
            <Empty icon={<History size={20} />} title={t`No run fits`} action={<Button onClick={() => void navigate({ search: {}, replace: true })}>{t`Show all runs`}</Button>} />
          ) : (
            <Empty icon={<History size={20} />} title={t`No runs yet`} action={rights.write && <Begin isAdmin={rights.admin} />}>
              <Trans>Import a file or start a sync: each execution is listed here.</Trans>
            </Empty>
          )
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
                  <span className="grid w-4 shrink-0">
                    <RunMark run={run} />
                  </span>
                  <span className="font-medium whitespace-nowrap">{kind(run.kind, run.report)}</span>
                  <span className="truncate text-soft">{source(run)}</span>
                  {run.undone_by && <Badge>{t`undone`}</Badge>}
                </span>
                <Time at={run.started_at} className="text-xs text-faint md:hidden" />
              </>
            ),
          },
          { key: 'state', title: t`State`, cell: (run) => <RunState run={run} /> },
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

/** What makes the first run. */
function Begin({ isAdmin }: { isAdmin: boolean }) {
  return (
    <>
      <Link to="/imports/new" className={buttonClasses(isAdmin ? 'plain' : 'primary')}>
        <Trans>Import a file</Trans>
      </Link>
      {isAdmin && (
        <Link to="/syncs/new" className={buttonClasses('primary')}>
          <Trans>New sync</Trans>
        </Link>
      )}
    </>
  );
}
