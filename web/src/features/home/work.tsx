import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowRight, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useObjects } from '@/api/objects';
import { problemsQuery, reviewsQuery } from '@/api/problems';
import { sessionQuery } from '@/api/session';
import { summaryQuery } from '@/api/summary';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useMay } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Badge, Count } from '@/ui/badge';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const SHOWN = 5;

/** What waits for a person: groups of rows that could not be applied, and questions. */
export function Work() {
  const { t } = useLingui();
  const objects = useObjects();
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const health = useQuery(summaryQuery);
  const waiting = reviews.data?.length ?? 0;
  const twice = (health.data?.objects ?? []).filter((each) => (each.duplicates ?? 0) > 0);
  const asked = [problems, reviews, health];
  const person = useQuery(sessionQuery).data?.person;
  const me = person?.id;
  const may = useMay();
  // What was given to whoever looks comes first; what was given to others is theirs.
  const groups = problems.data && [...problems.data.filter((group) => group.assignee === me), ...problems.data.filter((group) => group.assignee === null)];
  // Nothing waits only where all three were answered.
  const isNothing = groups?.length === 0 && reviews.data?.length === 0 && health.data !== undefined && twice.length === 0;
  const isWaiting = asked.some((query) => query.isPending);
  const unanswered = asked.find((query) => query.isError && query.data === undefined);
  return (
    <Panel title={t`To do`} flush>
      {unanswered ? <Answered query={unanswered} className="py-6!">{null}</Answered> : isWaiting && <Skeleton className="m-4 h-40" />}
      {isNothing && (
        <p className="flex items-center gap-2 px-4 pb-4 text-sm text-soft">
          <CircleCheck size={16} className="text-good" />
          <Trans>Nothing waits for you. New problems and questions appear here.</Trans>
        </p>
      )}
      <ul>
        {waiting > 0 && (
          <Line link={{ to: '/reviews' }} count={waiting} action={person?.admin ? t`Answer` : t`Look`}>
            <Trans>Questions that stop something until somebody answers</Trans>
          </Line>
        )}
        {groups?.slice(0, SHOWN).map((group) => (
          <Line key={group.id} link={{ to: '/problems/$id', params: { id: group.id } }} count={group.count} action={may(group.object, 'write') ? t`Repair` : t`Look`}>
            {group.assignee !== null && <Badge tone="accent">{t`given to you`}</Badge>} {words(group.cause)} <span className="text-faint">{group.source}</span>
          </Line>
        ))}
        {twice.map(({ object: name, duplicates }) => (
          <Line key={name} link={{ to: '/duplicates', search: { object: name } }} count={duplicates ?? 0} action={may(name, 'write') ? t`Decide` : t`Look`}>
            <Trans>Records that look like one</Trans> <span className="text-faint">{words(objects.find((object) => object.name === name)?.label)}</span>
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Line({ link, count, action, children }: { link: LinkProps; count: number; action: string; children: ReactNode }) {
  return (
    <li className="border-t border-line first:border-0">
      <Link {...link} className="flex items-baseline gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2">
        <Count value={number(count)} tone="warn" />
        <span className="line-clamp-3 min-w-0 flex-1 text-sm wrap-anywhere sm:line-clamp-2">{children}</span>
        <span className="flex shrink-0 items-center gap-1 text-xs text-accent-ink">
          {action} <ArrowRight size={12} />
        </span>
      </Link>
    </li>
  );
}
