import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import type { Review } from '@/api/problems';
import { changeSync, type Sync, syncQuery } from '@/api/syncs';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { rawText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Checkbox } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';
import { type Choice, factsOf } from '../review-words';

/** Who wins by the rules of a sync, for each answer. */
const WINNERS: Partial<Record<Choice, string>> = { here: 'rapport_wins', there: 'source_wins' };

/** Lets a field of a sync be decided from now on as it was this time: a new version of the sync. */
function useMakeRule(review: Review) {
  const { t } = useLingui();
  const client = useQueryClient();
  const sync = useQuery({ ...syncQuery(review.sync ?? ''), enabled: Boolean(review.sync) }).data;
  const field = factsOf(review).field;
  const save = useMutation({
    mutationFn: ({ of, choice }: { of: Sync; choice: Choice }) => changeSync(of.id, { fields: { [String(field)]: { conflict: WINNERS[choice] } } }, of.version),
    onSuccess: (saved) => {
      client.setQueryData(['syncs', saved.id], saved);
      toastDone(t`Saved as version ${saved.version}`);
    },
    onError: toastError,
    // Where somebody else was faster, the next try begins with theirs.
    onSettled: () => client.invalidateQueries({ queryKey: ['syncs'] }),
  });
  return { sync, save };
}

/** The value of a field before, here and there; one of the last two is chosen, for this record or from now on. */
export function Sides({ review, onChoose }: { review: Review; onChoose?: (choice: Choice) => void }) {
  const { t } = useLingui();
  const object = useObject(review.object ?? '');
  const [isRule, setIsRule] = useState(false);
  const { sync, save } = useMakeRule(review);
  const choose = async (choice: Choice) => {
    // A rule that cannot be saved leaves the question open.
    if (isRule && sync) await save.mutateAsync({ of: sync, choice });
    onChoose?.(choice);
  };
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
          <div key={side.key} className={classes('flex min-w-0 flex-col gap-2 rounded-lg border border-line p-3', side.key === 'before' ? 'bg-ground' : 'bg-panel')}>
            <dt className="text-xs text-faint">{side.label}</dt>
            <dd className="flex flex-1 flex-col items-start justify-between gap-3 text-sm">
              <span className="max-w-full wrap-anywhere">{field ? <Value field={field} value={side.value} plain /> : rawText(side.value) || '–'}</span>
              {side.action && onChoose && side.key !== 'before' && (
                <Button size="small" busy={save.isPending} onClick={() => side.key !== 'before' && void choose(side.key).catch(() => undefined)}>
                  {side.action}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {onChoose && sync && (
        <Checkbox className="mt-3 text-soft" checked={isRule} onChange={(event) => setIsRule(event.target.checked)}>
          {t`Make this the rule: ${sync.name} decides this field so from now on, and does not ask.`}
        </Checkbox>
      )}
    </div>
  );
}
