import { useLingui } from '@lingui/react/macro';
import { useObject } from '@/api/objects';
import type { Review } from '@/api/problems';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { rawText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { type Choice, factsOf } from '../review-words';

/** The value of a field before, here and there; one of the last two is chosen. */
export function Sides({ review, onChoose }: { review: Review; onChoose?: (choice: Choice) => void }) {
  const { t } = useLingui();
  const object = useObject(review.object ?? '');
  const facts = factsOf(review);
  const field = object?.fields.find((candidate) => candidate.name === facts.field);
  const sides: { key: Choice | 'before'; label: string; value: unknown; action?: string }[] = [
    { key: 'before', label: t`Before, on both sides`, value: facts.before },
    { key: 'here', label: t`Here in Rapport`, value: facts.here, action: t`Keep ours` },
    { key: 'there', label: t`In the other system`, value: facts.there, action: t`Take theirs` },
  ];
  return (
    <div>
      <p className="pb-2 text-xs font-medium text-soft">{words(field?.label) || rawText(facts.field)}</p>
      <dl className="grid gap-3 sm:grid-cols-3">
        {sides.map((side) => (
          <div key={side.key} className={classes('flex flex-col gap-2 rounded-lg border border-line p-3', side.key === 'before' ? 'bg-ground' : 'bg-panel')}>
            <dt className="text-xs text-faint">{side.label}</dt>
            <dd className="flex flex-1 flex-col items-start justify-between gap-3 text-sm break-words">
              <span>{field ? <Value field={field} value={side.value} plain /> : rawText(side.value) || '–'}</span>
              {side.action && onChoose && side.key !== 'before' && (
                <Button size="small" onClick={() => side.key !== 'before' && onChoose(side.key)}>
                  {side.action}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
