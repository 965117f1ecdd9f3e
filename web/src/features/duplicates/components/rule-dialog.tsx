import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type DuplicateRule, duplicateRuleQuery, setDuplicateRule } from '@/api/duplicates';
import type { ObjectDefinition } from '@/api/objects';
import { useDebounced } from '@/shared/use-debounced';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Segments } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';

const LOWEST = 50;
const AT_FIRST = 90;
const STEP = 5;
const DRAG_MS = 150;

/** From which score on groups are merged without a person, with what that would have done so far. */
export function RuleDialog({ object, rule, onClose }: { object: ObjectDefinition; rule: DuplicateRule; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [who, setWho] = useState<'people' | 'rule'>(rule.merge_from === null ? 'people' : 'rule');
  const [score, setScore] = useState(rule.merge_from ?? AT_FIRST);
  const save = useMutation({
    mutationFn: () => setDuplicateRule(object.name, who === 'rule' ? score : null),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['duplicates'] });
      toastDone(t`The rule holds from now on`);
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`Which duplicates are merged without a person?`}
      about={t`Points add up what speaks for one record and what against it: 100 is certain. What was marked as not the same or put off is never merged, and each merge can be undone.`}
      onClose={onClose}
      action={
        <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save the rule</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments
          label={t`Who decides`}
          value={who}
          onChange={setWho}
          options={[
            { value: 'people', label: t`People decide all` },
            { value: 'rule', label: t`The likeliest by themselves` },
          ]}
        />
        {who === 'rule' && (
          <>
            <Field label={t`Merge from ${score} points on`}>
              <Points value={score} onChange={setScore} />
            </Field>
            <Foretold object={object} score={score} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Points({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useLingui();
  return <input type="range" aria-label={t`Points`} min={LOWEST} max={100} step={STEP} value={value} onChange={(event) => onChange(Number(event.target.value))} className="w-full accent-accent dark:accent-accent-ink" />;
}

function Foretold({ object, score }: { object: ObjectDefinition; score: number }) {
  const { t } = useLingui();
  const { data } = useQuery({ ...duplicateRuleQuery(object.name, useDebounced(score, DRAG_MS)), placeholderData: keepPreviousData });
  if (!data) return <Notice>{t`Counting…`}</Notice>;
  const { waiting, merged, told_apart: apart } = data.foretold;
  const decided = merged + apart;
  return (
    <Notice tone={apart > 0 ? 'warn' : 'accent'}>
      <p>
        {waiting === 0 ? t`No group that waits would be merged now.` : t`${plural(waiting, { one: '# group that waits would be merged now.', other: '# groups that wait would be merged now.' })}`}
      </p>
      <p>
        {decided === 0
          ? t`Nobody has decided about such a group yet.`
          : t`Decided so far with as many points: ${merged} merged, ${apart} not the same.`}
      </p>
    </Notice>
  );
}
