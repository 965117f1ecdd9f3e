import { useLingui } from '@lingui/react/macro';
import type { Rehearsal } from '@/api/rehearsals';
import { Time } from '@/shared/time';
import { Badge, State, type Tone } from '@/ui/badge';
import { classes } from '@/ui/classes';
import { SkeletonLines } from '@/ui/states';

const tones: Record<Rehearsal['status'], Tone> = { queued: 'neutral', running: 'accent', passed: 'good', failed: 'bad', cancelled: 'neutral', interrupted: 'warn' };

export function RehearsalState({ status }: { status: Rehearsal['status'] }) {
  const { t } = useLingui();
  const names: Record<Rehearsal['status'], string> = { queued: t`Waiting`, running: t`Running`, passed: t`All promises held`, failed: t`A promise was broken`, cancelled: t`Cancelled`, interrupted: t`Interrupted` };
  return <State tone={tones[status]}>{names[status]}</State>;
}

interface RehearsalListProps {
  rehearsals?: Rehearsal[];
  /** Version of the sync now: older ones were rehearsed with other rules. */
  current?: number;
  open?: string;
  onOpen: (run: string) => void;
}

export function RehearsalList({ rehearsals, current, open, onOpen }: RehearsalListProps) {
  const { t } = useLingui();
  if (!rehearsals) return <SkeletonLines lines={3} className="p-4" />;
  if (rehearsals.length === 0) return <p className="px-4 pb-4 text-sm text-soft">{t`No rehearsal of this sync yet.`}</p>;
  return (
    <ul>
      {rehearsals.map((rehearsal) => (
        <li key={rehearsal.run_id} className="border-t border-line">
          <button type="button" aria-pressed={open === rehearsal.run_id} onClick={() => onOpen(rehearsal.run_id)} className={classes('flex w-full items-center gap-2 px-4 py-2 text-left text-sm hover:bg-hover', open === rehearsal.run_id && 'bg-accent-ground')}>
            <RehearsalState status={rehearsal.status} />
            {current !== undefined && rehearsal.version !== current && <Badge>{t`older rules`}</Badge>}
            <span className="flex-1" />
            <Time at={rehearsal.started_at} className="text-xs text-faint" />
          </button>
        </li>
      ))}
    </ul>
  );
}
