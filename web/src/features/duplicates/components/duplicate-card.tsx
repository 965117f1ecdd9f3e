import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, AlarmClockOff, GitMerge, Split, Undo2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { dismissDuplicate, type DuplicateGroup, duplicateQuery, putOffDuplicate, reopenDuplicate } from '@/api/duplicates';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { mergeRecords, unmergeRecord } from '@/api/records';
import { listed, moment, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { oldest, RecordColumns, useMergeRefusal } from '@/shared/merge-dialog';
import { useActor } from '@/shared/origin';
import { useRights } from '@/shared/use-rights';
import { useSeen } from '@/shared/use-seen';
import { titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Menu, MenuItem } from '@/ui/menu';
import { Panel } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';

/** Points that fill the bar of a reason. */
const POINTS_FULL = 60;
const REASONS_SHOWN = 6;
const DAY_MS = 86_400_000;
/** After a merge the server looks at its groups again by itself, within this time. */
const LOOK_AGAIN_MS = 1_500;

function useRefresh(object: string): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [['duplicates'], ['records', object], ['summary']]) void client.invalidateQueries({ queryKey });
    setTimeout(() => void client.invalidateQueries({ queryKey: ['duplicates'] }), LOOK_AGAIN_MS);
  };
}

/** Records side by side, why they are thought to be one, and the decision; or, of one that is made, the way back. */
export function DuplicateCard({ object, group }: { object: ObjectDefinition; group: DuplicateGroup }) {
  const { t } = useLingui();
  const { write } = useRights(object.name);
  const [survivor, setSurvivor] = useState(() => (group.records.length > 0 ? oldest(group.records).id : ''));
  const label = (name: string) => words(object.fields.find((field) => field.name === name)?.label) || name;
  const named = (outcome: string) => listed(group.reasons.filter((reason) => reason.outcome === outcome).map((reason) => label(reason.field)));
  const first = group.records[0];
  const sentence = [named('same') && t`Same: ${named('same')}.`, named('similar') && t`Similar: ${named('similar')}.`, named('different') && t`Different: ${named('different')}.`].filter(Boolean).join(' ');
  return (
    <Panel title={first ? titleOf(first, object) : t`Records that are gone`} about={sentence} actions={write && <Decision object={object} group={group} survivor={survivor} />}>
      <Reasons group={group} label={label} />
      <Settled group={group} />
      {first && <RecordColumns object={object} records={group.records} survivor={survivor} onSurvivor={write && (group.state === 'open' || group.state === 'later') ? setSurvivor : undefined} group={group.id} />}
      {(group.state === 'open' || group.state === 'later') && <Related group={group} survivor={survivor} />}
    </Panel>
  );
}

function Decision({ object, group, survivor }: { object: ObjectDefinition; group: DuplicateGroup; survivor: string }) {
  const { t } = useLingui();
  const refresh = useRefresh(object.name);
  const refusal = useMergeRefusal(object, group.records, survivor);
  const outcome = { onError: toastError, onSettled: refresh };
  const reopen = useMutation({ mutationFn: () => reopenDuplicate(group.id), ...outcome });
  const dismiss = useMutation({
    mutationFn: () => dismissDuplicate(group.id),
    ...outcome,
    onSuccess: () => toastDone(t`Not the same: remembered`, { label: t`Undo`, run: () => reopen.mutate() }),
  });
  const unmerge = useMutation({
    mutationFn: (kept: string) => unmergeRecord(object.name, kept, group.record_ids.filter((id) => id !== kept)),
    ...outcome,
    onSuccess: () => toastDone(t`The merge is undone`),
  });
  const merge = useMutation({
    mutationFn: () => mergeRecords(object.name, survivor, group.records.map((record) => record.id).filter((id) => id !== survivor)),
    ...outcome,
    onSuccess: () => toastDone(t`Merged into one`, { label: t`Undo the merge`, run: () => unmerge.mutate(survivor) }),
  });
  if (group.state === 'merged') {
    const kept = group.records[0]?.id;
    return (
      kept && (
        <Button size="small" icon={<Split size={14} />} busy={unmerge.isPending} onClick={() => unmerge.mutate(kept)}>
          <Trans>Undo the merge</Trans>
        </Button>
      )
    );
  }
  if (group.state === 'dismissed') {
    return (
      <Button size="small" icon={<Undo2 size={14} />} busy={reopen.isPending} onClick={() => reopen.mutate()}>
        <Trans>Ask again</Trans>
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Later group={group} />
      <Button size="small" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
        <Trans>Not the same</Trans>
      </Button>
      <Button size="small" look="primary" icon={<GitMerge size={14} />} busy={merge.isPending} disabled={group.records.length < 2 || refusal !== undefined} onClick={() => merge.mutate()}>
        <Trans>Merge</Trans>
      </Button>
    </div>
  );
}

/** Who settled it and when; when one that was put off waits again. */
function Settled({ group }: { group: DuplicateGroup }) {
  const actor = useActor();
  if (group.state === 'open') return null;
  const by = actor(group.settled_by ?? undefined);
  const at = moment(group.later_until ?? group.settled_at ?? '');
  return (
    <p className="mb-3 text-xs text-soft">
      {group.state === 'later' && <Trans>Put off until {at} by {by}.</Trans>}
      {group.state === 'dismissed' && <Trans>Marked as not the same by {by}, {at}.</Trans>}
      {group.state === 'merged' && (group.settled_by === 'system' ? <Trans>Merged by the rule, {at}.</Trans> : <Trans>Merged by {by}, {at}.</Trans>)}
    </p>
  );
}

/** Not now: it comes back by itself. */
function Later({ group }: { group: DuplicateGroup }) {
  const { t } = useLingui();
  const refresh = useRefresh(group.object);
  const reopen = useMutation({ mutationFn: () => reopenDuplicate(group.id), onError: toastError, onSettled: refresh });
  const later = useMutation({
    mutationFn: (days: number) => putOffDuplicate(group.id, new Date(Date.now() + days * DAY_MS).toISOString()),
    onError: toastError,
    onSettled: refresh,
    onSuccess: ({ later_until: until }) => toastDone(t`Comes back ${moment(until ?? '')}`, { label: t`Undo`, run: () => reopen.mutate() }),
  });
  if (group.state === 'later') {
    return (
      <Button size="small" icon={<AlarmClockOff size={14} />} busy={reopen.isPending} onClick={() => reopen.mutate()}>
        <Trans>Decide now</Trans>
      </Button>
    );
  }
  const spans = [
    { days: 1, label: t`In a day` },
    { days: 7, label: t`In a week` },
    { days: 30, label: t`In a month` },
  ];
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet" icon={<AlarmClock size={14} />} busy={later.isPending}>
          <Trans>Later</Trans>
        </Button>
      }
    >
      {spans.map(({ days, label }) => (
        <MenuItem key={days} onSelect={() => later.mutate(days)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** What refers to the records that do not stay: it belongs to the one that does after the merge. */
function Related({ group, survivor }: { group: DuplicateGroup; survivor: string }) {
  const objects = useObjects();
  const line = useRef<HTMLParagraphElement>(null);
  const { data } = useQuery({ ...duplicateQuery(group.id), enabled: useSeen(line) });
  if (!data?.related) return <p ref={line} className="mt-2 h-4" />;
  const counts = new Map<string, number>();
  for (const { record, object, count } of data.related) {
    if (record !== survivor) counts.set(object, (counts.get(object) ?? 0) + count);
  }
  const parts = [...counts].map(([name, count]) => `${words(objects.find((object) => object.name === name)?.label) || name} ${number(count)}`);
  return (
    <p className="mt-2 text-xs text-soft">
      {parts.length === 0 ? <Trans>Nothing else refers to the records that do not stay.</Trans> : <Trans>Moves to the record that stays: {parts.join(' · ')}</Trans>}
    </p>
  );
}

/** What speaks for one and what against, each with its weight. */
function Reasons({ group, label }: { group: DuplicateGroup; label: (field: string) => string }) {
  const { t } = useLingui();
  return (
    <ul aria-label={t`Reasons`} className="mb-3 flex flex-wrap gap-x-5 gap-y-1.5 text-xs">
      <li className="font-medium">
        <Trans>{group.score} of 100 points</Trans>
      </li>
      {group.reasons.slice(0, REASONS_SHOWN).map((reason) => (
        <li key={`${reason.field} ${reason.outcome}`} className="flex items-center gap-2">
          <span className="text-soft">{label(reason.field)}</span>
          <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-press">
            <span className={classes('block h-full rounded-full', reason.points < 0 ? 'bg-bad' : 'bg-good')} style={{ width: `${Math.min(100, (Math.abs(reason.points) / POINTS_FULL) * 100)}%` }} />
          </span>
          <span className="tabular-nums">{reason.points > 0 ? `+${reason.points}` : reason.points}</span>
        </li>
      ))}
    </ul>
  );
}
