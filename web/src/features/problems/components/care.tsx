import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, AlarmClockOff } from 'lucide-react';
import { useState } from 'react';
import { peopleQuery } from '@/api/people';
import { changeProblem, type ProblemGroup } from '@/api/problems';
import { moment } from '@/shared/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Segments, Select, Textarea } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';

const DAY_MS = 86_400_000;

/** True while a cause waits because somebody said so. */
export function isSnoozed(group: ProblemGroup, now: number): boolean {
  return group.snoozed_until !== null && new Date(group.snoozed_until).valueOf() > now;
}

function useCare(group: ProblemGroup) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Parameters<typeof changeProblem>[1]) => changeProblem(group.id, change),
    onSettled: () => client.invalidateQueries({ queryKey: ['problems'] }),
    onError: toastError,
  });
}

/** Who looks after a cause, and whether it may wait. */
export function Care({ group }: { group: ProblemGroup }) {
  const { t } = useLingui();
  const people = useQuery(peopleQuery);
  const care = useCare(group);
  const [isOpen, setIsOpen] = useState(false);
  const [now] = useState(() => Date.now());
  const snoozed = isSnoozed(group, now);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xs text-soft">
      <label className="flex items-center gap-2">
        <Trans>Looked after by</Trans>
        <Select className="h-7 w-40! text-xs max-sm:w-28!" value={group.assignee ?? ''} disabled={care.isPending} onChange={(event) => care.mutate({ assignee: event.target.value || null })}>
          <option value="">{t`nobody`}</option>
          {(people.data ?? [])
            .filter((person) => !person.disabled_at)
            .map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
        </Select>
      </label>
      {snoozed ? (
        <span className="flex items-center gap-2">
          <span>
            <Trans>Waits until {moment(group.snoozed_until ?? '')}</Trans>
            {group.reason && `: ${group.reason}`}
          </span>
          <Button size="small" icon={<AlarmClockOff size={13} />} busy={care.isPending} onClick={() => care.mutate({ snoozed_until: null, reason: null })}>
            <Trans>Wake it up</Trans>
          </Button>
        </span>
      ) : (
        <Button size="small" look="quiet" icon={<AlarmClock size={13} />} onClick={() => setIsOpen(true)}>
          <Trans>Let it wait…</Trans>
        </Button>
      )}
      {isOpen && <SnoozeDialog group={group} onClose={() => setIsOpen(false)} />}
    </div>
  );
}

function SnoozeDialog({ group, onClose }: { group: ProblemGroup; onClose: () => void }) {
  const { t } = useLingui();
  const care = useCare(group);
  const [days, setDays] = useState<'1' | '7' | '30'>('7');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={t`Let this problem wait?`}
      about={t`It leaves the list until then. Its rows stay as they are, and new ones are added to it.`}
      size="small"
      onClose={onClose}
      action={
        <Button
          look="primary"
          busy={care.isPending}
          onClick={() =>
            care.mutate(
              { snoozed_until: new Date(Date.now() + Number(days) * DAY_MS).toISOString(), reason: reason.trim() || null },
              {
                onSuccess: () => {
                  toastDone(t`It waits`);
                  onClose();
                },
              },
            )
          }
        >
          <Trans>Let it wait</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments
          label={t`How long`}
          value={days}
          onChange={setDays}
          options={[
            { value: '1', label: t`a day` },
            { value: '7', label: t`a week` },
            { value: '30', label: t`a month` },
          ]}
        />
        <Field label={t`Reason`} help={t`Others read it here.`}>
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
