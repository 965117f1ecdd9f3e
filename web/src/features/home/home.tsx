import { useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '@/api/client';
import { useObjects } from '@/api/objects';
import type { RecordPage } from '@/api/records';
import { sessionQuery } from '@/api/session';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/states';
import { FirstSteps } from './first-steps';
import { Health } from './health';
import { LatestRuns } from './latest-runs';
import { Syncs } from './sync-list';
import { Work } from './work';

/** The work of the day, how much data there is, and how healthy it is. */
export function Home() {
  const { t } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const name = session?.person.name ?? '';
  const hour = new Date().getHours();
  const greeting = hour < 5 || hour >= 18 ? t`Good evening, ${name}` : hour < 12 ? t`Good morning, ${name}` : t`Good afternoon, ${name}`;
  return (
    <Page tab={t`Home`} title={name ? greeting : t`Home`}>
      <FirstSteps />
      <Counts />
      <div className="grid gap-5 lg:grid-cols-2">
        <Work />
        <Syncs />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Health />
        <LatestRuns />
      </div>
    </Page>
  );
}

const COUNTED = 6;

function Counts() {
  const objects = useObjects();
  const counts = useQueries({
    queries: objects.map((object) => ({
      queryKey: ['records', object.name, 'list', 'count'],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<RecordPage>('GET', `/${object.name}`, { query: { limit: 1, count: 'estimated' }, signal }),
      staleTime: 30_000,
    })),
  });
  const shown = objects
    .map((object, index) => ({ object, count: counts[index]?.data?.page.count }))
    .filter(({ count, object }) => count !== 0 || object.name === 'customers')
    .slice(0, COUNTED);
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      {shown.map(({ object, count }) => (
        <li key={object.name}>
          <Link to="/records/$object" params={{ object: object.name }} className="block rounded-lg border border-line bg-panel p-3.5 hover:border-edge/60">
            <span className="flex items-center gap-1.5 text-xs text-soft">
              <ObjectIcon object={object.name} size={14} className="text-faint" />
              {words(object.label)}
            </span>
            <span className="mt-1 block h-7 text-xl font-semibold tabular-nums">{count === undefined ? <Skeleton className="mt-1 h-5 w-16" /> : number(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
