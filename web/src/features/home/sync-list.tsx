import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { syncsQuery } from '@/api/syncs';
import { SourceMark } from '@/shared/source-mark';
import { SyncState, useFreshness } from '@/shared/sync-state';
import { Answered } from '@/ui/answered';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

/** The syncs with how fresh they are. */
export function Syncs() {
  const { t } = useLingui();
  const query = useQuery(syncsQuery);
  const syncs = query.data;
  const freshness = useFreshness();
  return (
    <Panel title={t`Syncs`} flush actions={
        <Link to="/syncs" className="flex items-center gap-1 text-xs text-accent-ink hover:underline">
          <Trans>All syncs</Trans> <ArrowRight size={12} />
        </Link>
      }>
      {!syncs && <Answered query={query} className="py-6!" waiting={<Skeleton className="m-4 h-48" />}>{null}</Answered>}
      {syncs?.length === 0 && (
        <p className="px-4 pb-4 text-sm text-soft">
          <Trans>No sync yet. A sync keeps records true in two systems, by itself.</Trans>
        </p>
      )}
      <ul>
        {syncs?.slice(0, 6).map((sync) => (
          <li key={sync.id} className="border-t border-line first:border-0">
            <Link to="/syncs/$id" params={{ id: sync.id }} className="flex items-center gap-3 px-4 py-2 hover:bg-hover">
              <SourceMark name={sync.connection} />
              <span className="min-w-0 flex-1 truncate text-sm font-medium">{sync.name}</span>
              <span className="hidden text-xs text-faint sm:inline">{freshness(sync)}</span>
              <SyncState sync={sync} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
