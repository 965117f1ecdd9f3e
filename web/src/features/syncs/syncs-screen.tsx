import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowLeftRight, ArrowRight, Plus, RefreshCw } from 'lucide-react';
import { useObjects } from '@/api/objects';
import { problemsOfSync, problemsQuery } from '@/api/problems';
import { type Sync, syncsQuery } from '@/api/syncs';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { syncHealth, SyncState, useDirection, useFreshness } from '@/shared/sync-state';
import { Time } from '@/shared/time';
import { useRights } from '@/shared/use-rights';
import { Count } from '@/ui/badge';
import { buttonClasses } from '@/ui/button';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';

const route = getRouteApi('/app/syncs');

const order = ['late', 'stale', 'paused', 'waiting', 'fresh', 'draft', 'archived'];

/** All standing instructions; what needs a look comes first. */
export function SyncsScreen() {
  const { t } = useLingui();
  const query = useQuery(syncsQuery);
  const problems = useQuery(problemsQuery);
  const objects = useObjects();
  const navigate = route.useNavigate();
  const rights = useRights('*');
  const freshness = useFreshness();
  const direction = useDirection();
  const syncs = [...(query.data ?? [])].sort((one, other) => order.indexOf(syncHealth(one)) - order.indexOf(syncHealth(other)) || one.name.localeCompare(other.name));
  const failing = (sync: Sync) => {
    const found = problemsOfSync(problems.data ?? [], sync.id);
    return found.failing + found.held;
  };
  const create = rights.admin && (
    <Link to="/syncs/new" className={buttonClasses('primary')}>
      <Plus size={15} />
      <Trans>New sync</Trans>
    </Link>
  );
  const isEmpty = query.data?.length === 0;
  return (
    <Page title={t`Syncs`} about={t`Standing instructions: what is kept true, between which systems, how often.`} actions={!isEmpty && create}>
      <ListPanel
        query={query}
        empty={
          <Empty icon={<RefreshCw size={20} />} title={t`No sync yet`} action={create}>
            <Trans>A sync keeps records true in two systems by itself: say which, map the fields, look at a preview, go live with a few records first.</Trans>
          </Empty>
        }
        label={t`Syncs`}
        rows={syncs}
        rowKey={(sync) => sync.id}
        onOpen={(sync) => void navigate({ to: '/syncs/$id', params: { id: sync.id } })}
        columns={[
          {
            key: 'name',
            title: t`Name`,
            cell: (sync) => (
              <span className="flex items-center gap-2.5">
                <SourceMark name={sync.connection} size={20} />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{sync.name}</span>
                  <span className="block truncate text-xs text-faint">{sync.connection}</span>
                </span>
              </span>
            ),
          },
          { key: 'state', title: t`State`, cell: (sync) => <SyncState sync={sync} /> },
          {
            key: 'object',
            title: t`Keeps`,
            wide: true,
            cell: (sync) => {
              const way = (sync.definition as { direction?: unknown }).direction;
              return (
                <span className="flex items-center gap-1.5" title={direction(way)}>
                  {way === 'out' ? <ArrowLeft size={13} className="text-faint" /> : way === 'both' ? <ArrowLeftRight size={13} className="text-faint" /> : <ArrowRight size={13} className="text-faint" />}
                  {words(objects.find((object) => object.name === sync.object)?.label) || sync.object}
                </span>
              );
            },
          },
          { key: 'fresh', title: t`Freshness`, wide: true, cell: (sync) => <span className="text-soft">{freshness(sync)}</span> },
          { key: 'next', title: t`Next run`, wide: true, cell: (sync) => (sync.next_run_at && sync.state === 'live' ? <Time at={sync.next_run_at} className="text-soft" /> : <span className="text-faint/70">–</span>) },
          {
            key: 'failing',
            title: t`Failing`,
            right: true,
            cell: (sync) => {
              const count = failing(sync);
              return count > 0 ? <Count value={number(count)} tone="warn" /> : <span className="text-faint/70">–</span>;
            },
          },
        ]}
      />
    </Page>
  );
}
