import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, CircleCheck } from 'lucide-react';
import { problemsQuery, reviewsQuery } from '@/api/problems';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Count } from '@/ui/badge';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const SHOWN = 5;

/** What waits for a person: groups of rows that could not be applied, and questions. */
export function Work() {
  const { t } = useLingui();
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const waiting = reviews.data?.length ?? 0;
  const isNothing = problems.data?.length === 0 && waiting === 0;
  return (
    <Panel title={t`To do`} flush>
      {problems.isPending && <Skeleton className="m-4 h-16" />}
      {isNothing && (
        <p className="flex items-center gap-2 px-4 pb-4 text-sm text-soft">
          <CircleCheck size={16} className="text-good" />
          <Trans>Nothing waits for you. New problems and questions appear here.</Trans>
        </p>
      )}
      <ul>
        {problems.data?.slice(0, SHOWN).map((group) => (
          <li key={group.id} className="border-t border-line first:border-0">
            <Link to="/problems/$id" params={{ id: group.id }} className="flex items-center gap-3 px-4 py-2 hover:bg-hover">
              <Count value={number(group.count)} tone="warn" />
              <span className="min-w-0 flex-1 truncate text-sm">
                {words(group.cause)} <span className="text-faint">{group.source}</span>
              </span>
              <span className="flex items-center gap-1 text-xs text-accent-ink">
                <Trans>Repair</Trans> <ArrowRight size={12} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
