import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reviewsQuery } from '@/api/problems';
import type { Run, RunReport } from '@/api/runs';
import { type Standing, type Sync, syncCountsQuery } from '@/api/syncs';
import { number } from '@/shared/format';
import { Stat } from '@/ui/page';
import { Skeleton } from '@/ui/states';
import { writesOut } from '../model/definition';
import { rolloutShare } from './sync-actions';

function Card({ sync, standing, children }: { sync: Sync; standing: Standing; children: ReactNode }) {
  return (
    <Link to="/syncs/$id" params={{ id: sync.id }} search={{ part: 'records', standing }} className="block rounded-lg border border-line bg-panel p-4 hover:border-edge/60">
      {children}
    </Link>
  );
}

/** In sync, left out, failing, waiting: each number opens the list of exactly these records. */
export function SyncCounters({ sync, runs }: { sync: Sync; runs?: Run[] }) {
  const { t } = useLingui();
  const counts = useQuery(syncCountsQuery(sync.id));
  const reviews = useQuery(reviewsQuery());
  const asked = (reviews.data ?? []).filter((review) => review.sync === sync.id).length;
  const share = rolloutShare(sync);
  const writes = writesOut(sync.definition);
  // What a share or a filter leaves out while reading is kept nowhere; the last full read counted it.
  const full = runs?.find((run) => (run.report as RunReport | null)?.mode === 'full' && run.report?.dry_run !== true);
  const passed = writes ? 0 : Number((full?.report as RunReport | null)?.excluded ?? 0);
  const value = (count: number | undefined) => (count !== undefined ? number(count) : counts.isError ? '–' : <Skeleton className="h-6 w-12" />);
  const { in_sync: good, left_out: left, failing, waiting } = counts.data ?? {};
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Card sync={sync} standing="in_sync">
        <Stat label={t`In sync`} tone="good" value={value(good)}>
          {writes ? <Trans>equal on both sides</Trans> : <Trans>part of a record here</Trans>}
        </Stat>
      </Card>
      <Card sync={sync} standing="left_out">
        <Stat label={t`Left out`} value={value(left === undefined ? undefined : left + passed)}>
          {share < 100 ? <Trans>live for {share}% of the records</Trans> : <Trans>live for all records</Trans>}
        </Stat>
      </Card>
      <Card sync={sync} standing="failing">
        <Stat label={t`Failing`} tone={failing ? 'bad' : undefined} value={value(failing)}>
          {failing ? <Trans>kept until they are repaired</Trans> : failing === 0 && <Trans>nothing to repair</Trans>}
        </Stat>
      </Card>
      <Card sync={sync} standing="waiting">
        <Stat label={t`Waiting for a decision`} tone={waiting ? 'warn' : undefined} value={value(waiting)}>
          {waiting ? <Trans>somebody has to say</Trans> : asked ? <Trans>the sync itself waits for an answer</Trans> : waiting === 0 && <Trans>nothing to decide</Trans>}
        </Stat>
      </Card>
    </div>
  );
}
