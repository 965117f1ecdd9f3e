import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, useLocation } from '@tanstack/react-router';
import { BellRing, Boxes, CopyCheck, FileUp, FlaskConical, History, House, Inbox, KeyRound, type LucideIcon, Plug, RefreshCw, Settings, TriangleAlert, Users } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useObjects } from '@/api/objects';
import { countWaiting, problemsQuery, reviewsQuery } from '@/api/problems';
import { type Person, sessionQuery } from '@/api/session';
import { shortNumber } from '@/shared/format';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { Count } from '@/ui/badge';
import { classes } from '@/ui/classes';

export interface Place {
  key: string;
  label: string;
  link: LinkProps;
  icon: LucideIcon | string;
  badge?: 'problems' | 'reviews';
  exact?: boolean;
}

export interface PlaceGroup {
  label: string;
  places: Place[];
}

export function isAdmin(person: Person | undefined): boolean {
  return person?.admin ?? false;
}

/** The places that this person may go to, in the order of the navigation. The command palette offers the same. */
export function usePlaces(): PlaceGroup[] {
  const { t } = useLingui();
  const objects = useObjects();
  const { data: session } = useQuery(sessionQuery);
  const admin = isAdmin(session?.person);
  const groups: PlaceGroup[] = [
    {
      label: t`Work`,
      places: [
        { key: 'home', label: t`Home`, link: { to: '/' }, icon: House, exact: true },
        ...objects.map((object): Place => ({ key: object.name, label: words(object.label), link: { to: '/records/$object', params: { object: object.name } }, icon: object.name })),
      ],
    },
    {
      label: t`Data`,
      places: [
        ...(admin ? [{ key: 'connections', label: t`Connections`, link: { to: '/connections' }, icon: Plug } satisfies Place] : []),
        { key: 'syncs', label: t`Syncs`, link: { to: '/syncs' }, icon: RefreshCw },
        { key: 'runs', label: t`Runs`, link: { to: '/runs' }, icon: History },
        { key: 'problems', label: t`Problems`, link: { to: '/problems' }, icon: TriangleAlert, badge: 'problems' },
        { key: 'duplicates', label: t`Duplicates`, link: { to: '/duplicates' }, icon: CopyCheck },
        { key: 'reviews', label: t`Reviews`, link: { to: '/reviews' }, icon: Inbox, badge: 'reviews' },
        { key: 'imports', label: t`Imports`, link: { to: '/imports' }, icon: FileUp },
      ],
    },
    {
      label: t`Build`,
      places: admin
        ? [
            { key: 'objects', label: t`Objects and fields`, link: { to: '/objects' }, icon: Boxes },
            { key: 'keys', label: t`API and keys`, link: { to: '/keys' }, icon: KeyRound },
            { key: 'sandbox', label: t`Sandbox`, link: { to: '/sandbox' }, icon: FlaskConical },
          ]
        : [],
    },
    {
      label: t`Administration`,
      places: admin
        ? [
            { key: 'alerts', label: t`Alerts`, link: { to: '/alerts' }, icon: BellRing },
            { key: 'people', label: t`People and roles`, link: { to: '/people' }, icon: Users },
            { key: 'settings', label: t`Settings`, link: { to: '/settings' }, icon: Settings },
          ]
        : [],
    },
  ];
  return groups.filter((group) => group.places.length > 0);
}

function useBadges(): Record<'problems' | 'reviews', number> {
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  return {
    problems: (problems.data ?? []).reduce((sum, group) => sum + group.count, 0),
    reviews: countWaiting(reviews.data, problems.data),
  };
}

const line =
  'flex h-7.5 scroll-my-2 items-center gap-2.5 rounded-md px-2 text-sm text-soft hover:bg-hover hover:text-ink data-[status=active]:bg-press data-[status=active]:font-medium data-[status=active]:text-ink max-sm:h-10';

export function Navigation({ onGo }: { onGo?: () => void }) {
  const { t } = useLingui();
  const groups = usePlaces();
  const badges = useBadges();
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // Where one is stays in sight, also where the palette or a link led.
  useEffect(() => {
    void list.current?.querySelector('[data-status=active]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={list} aria-label={t`Main`} className="flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group.label}>
          <p className="px-2 pb-1 text-2xs font-medium text-faint">{group.label}</p>
          <ul className="flex flex-col gap-px">
            {group.places.map((place) => {
              const badge = place.badge ? badges[place.badge] : 0;
              return (
                <li key={place.key}>
                  <Link {...place.link} activeOptions={{ exact: place.exact, includeSearch: false }} onClick={onGo} className={classes(line)}>
                    <PlaceIcon icon={place.icon} />
                    <span className="min-w-0 flex-1 truncate">{place.label}</span>
                    {badge > 0 && <Count value={shortNumber(badge)} tone={place.badge === 'problems' ? 'warn' : 'accent'} />}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

export function PlaceIcon({ icon: Icon }: { icon: Place['icon'] }) {
  return typeof Icon === 'string' ? <ObjectIcon object={Icon} size={15} className="shrink-0 text-faint" /> : <Icon size={15} className="shrink-0 text-faint" aria-hidden />;
}
