import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Inbox, RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useObjects } from '@/api/objects';
import { countWaiting, problemsQuery, reviewsQuery } from '@/api/problems';
import { sessionQuery } from '@/api/session';
import { type ObjectHealth, summaryQuery } from '@/api/summary';
import { syncsQuery } from '@/api/syncs';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { syncHealth } from '@/shared/sync-state';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/states';
import { DayTasks } from './day';
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
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <DayTasks />
        <Work />
        <Syncs />
        <LatestRuns />
      </div>
      <Health />
    </Page>
  );
}

/** Tiles in the row of counts: objects that have records first, then how the day stands. */
const COUNTED = 6;
const LEAST = 4;

function Counts() {
  const { t } = useLingui();
  const objects = useObjects();
  const health = useQuery(summaryQuery);
  const summary = health.data;
  const syncs = useQuery(syncsQuery);
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const counts = new Map(summary?.objects.map((each) => [each.object, each]));
  const shown = objects.filter((object) => object.name === 'customers' || (counts.get(object.name)?.records ?? 0) > 0).slice(0, COUNTED);
  const fresh = syncs.data?.filter((sync) => syncHealth(sync) === 'fresh').length ?? 0;
  const countWords = (counted: ObjectHealth | undefined) => (counted && !counted.exact ? t`about ${number(counted.records)}` : number(counted?.records ?? 0));
  const day: Tile[] = [
    { key: 'syncs', icon: <RefreshCw size={14} className="text-faint" />, label: t`Syncs up to date`, isUnknown: syncs.isError, value: syncs.data && (syncs.data.length === 0 ? t`none yet` : t`${number(fresh)} of ${number(syncs.data.length)}`), link: { to: '/syncs' } },
    { key: 'problems', icon: <TriangleAlert size={14} className="text-faint" />, label: t`Rows to repair`, isUnknown: problems.isError, value: problems.data && number(problems.data.reduce((sum, group) => sum + group.count, 0)), link: { to: '/problems' } },
    { key: 'reviews', icon: <Inbox size={14} className="text-faint" />, label: t`Questions to answer`, isUnknown: reviews.isError, value: reviews.data && number(countWaiting(reviews.data, problems.data)), link: { to: '/reviews' } },
  ];
  const tiles: Tile[] = [
    ...shown.map((object) => ({
      key: object.name,
      icon: <ObjectIcon object={object.name} size={14} className="text-faint" />,
      label: words(object.label),
      value: summary ? countWords(counts.get(object.name)) : undefined,
      isUnknown: health.isError,
      link: { to: '/records/$object', params: { object: object.name } } as LinkProps,
    })),
    ...day.slice(0, Math.max(0, LEAST - shown.length)),
  ];
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
      {tiles.map((tile) => (
        <li key={tile.key}>
          <Link {...tile.link} className="block rounded-lg border border-line bg-panel p-3.5 hover:border-edge/60">
            <span className="flex items-center gap-1.5 text-xs text-soft">
              {tile.icon}
              <span className="truncate">{tile.label}</span>
            </span>
            <span className="mt-1 block h-7 text-xl font-semibold tabular-nums">{tile.value ?? (tile.isUnknown ? <span className="text-faint" title={t`not known now`}>–</span> : <Skeleton className="mt-1 h-5 w-16" />)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface Tile {
  key: string;
  icon: ReactNode;
  label: string;
  /** Undefined while it is on its way. */
  value: string | undefined;
  /** It was asked for in vain. */
  isUnknown?: boolean;
  link: LinkProps;
}
