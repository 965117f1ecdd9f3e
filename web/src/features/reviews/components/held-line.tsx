import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useObjects } from '@/api/objects';
import type { ProblemGroup } from '@/api/problems';
import { words } from '@/shared/locale';
import { Time } from '@/shared/time';
import { classes } from '@/ui/classes';

/** Rows that fit several records: which one they are is said where their values are. `isBesideBoxes`: the lines around it begin with a box. */
export function HeldLine({ group, isBesideBoxes }: { group: ProblemGroup; isBesideBoxes: boolean }) {
  const { t } = useLingui();
  const objects = useObjects();
  return (
    <li className="border-b border-line">
      <Link to="/problems/$id" params={{ id: group.id }} className={classes('flex items-center gap-3 py-2.5 pr-4 hover:bg-hover focus-visible:-outline-offset-2', isBesideBoxes ? 'pl-11' : 'pl-4')}>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{t`${plural(group.held, { one: '# row fits several records', other: '# rows fit several records' })}`}</span>
          <span className="line-clamp-2 text-xs text-soft">
            <Trans>Rows of {group.source} wait until somebody says which record they are.</Trans>
          </span>
          <span className="flex gap-2 text-xs text-faint">
            {words(objects.find((object) => object.name === group.object)?.label)} <Time at={group.last_at} />
          </span>
        </span>
        <ChevronRight size={16} className="text-faint" aria-hidden />
      </Link>
    </li>
  );
}
