import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { excludeProblem, type ProblemGroup, type ProblemRecord, replayProblem } from '@/api/problems';
import { runQuery } from '@/api/runs';
import { Button, buttonClasses } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Field, Textarea } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';
import { TicketButton } from './ticket-button';

const REPLAYED_MAX = 10_000;

/** After something was replayed or left out. */
export function useRefreshProblems(): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of ['problems', 'reviews', 'runs', 'records', 'imports', 'syncs']) void client.invalidateQueries({ queryKey: [key] });
  };
}

/** Says what became of rows that were replayed. */
export function useTellReplayed() {
  const { t } = useLingui();
  return (done: { replayed: number; refused: number; inbox: number; due: number; superseded: number }) => {
    const applied = done.replayed - done.refused;
    if (done.refused > 0) toastError(new Error(t`${plural(applied, { one: '# row was applied', other: '# rows were applied' })}, ${plural(done.refused, { one: '# was refused again.', other: '# were refused again.' })}`));
    else if (done.inbox + done.due > 0) toastDone(t`${plural(done.inbox + done.due, { one: '# row goes on with the next pass.', other: '# rows go on with the next pass.' })}`);
    else if (done.replayed === 0 && done.superseded > 0) toastDone(t`Newer versions of these rows are known by now.`);
    else toastDone(t`${plural(applied, { one: '# row was applied.', other: '# rows were applied.' })}`);
  };
}

/** What can be done with all rows of a cause. */
export function GroupActions({ group, sample }: { group: ProblemGroup; sample: ProblemRecord | undefined }) {
  const { t } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [open, setOpen] = useState<'replay' | 'exclude'>();
  const replay = useMutation({
    mutationFn: () => replayProblem(group.id, {}),
    onSuccess: (done) => {
      setOpen(undefined);
      tell(done);
      refresh();
    },
    onError: toastError,
  });
  const count = Math.min(group.count, REPLAYED_MAX);
  return (
    <>
      <TicketButton group={group} />
      <MappingLink group={group} sample={sample} />
      <Button onClick={() => setOpen('exclude')}>
        <Trans>Leave all out…</Trans>
      </Button>
      <Button look="primary" icon={<RotateCw size={14} />} onClick={() => setOpen('replay')}>
        <Trans>Replay all…</Trans>
      </Button>
      {open === 'replay' && (
        <Confirm
          title={t`${plural(count, { one: 'Replay # row?', other: 'Replay # rows?' })}`}
          about={t`They are applied as they are, with the mapping and rules of today. Rows that still do not fit stay here.`}
          action={t`Replay`}
          busy={replay.isPending}
          onConfirm={() => replay.mutate()}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'exclude' && <ExcludeDialog group={group} count={group.count} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** To the mapping of the sync that brought the rows, with the row as its sample, or to the import that did. */
function MappingLink({ group, sample }: { group: ProblemGroup; sample: ProblemRecord | undefined }) {
  const run = useQuery({ ...runQuery(sample?.run ?? ''), enabled: sample !== undefined });
  const sync = run.data?.report?.sync;
  const icon = <Waypoints size={14} />;
  if (sync !== undefined && sync !== null) {
    return (
      <Link to="/syncs/$id/mapping" params={{ id: String(sync) }} search={group.source === '' ? {} : { problem: group.id, row: sample?.id }} className={buttonClasses()}>
        {icon}
        <Trans>Change the mapping</Trans>
      </Link>
    );
  }
  if (run.data?.kind !== 'import') return null;
  return (
    <Link to="/imports/$id" params={{ id: run.data.id }} className={buttonClasses()}>
      <Trans>To the import</Trans>
    </Link>
  );
}

/** Leaves rows out for good, with the reason that others will read. */
export function ExcludeDialog({ group, records, count, onClose }: { group: ProblemGroup; records?: string[]; count: number; onClose: () => void }) {
  const { t } = useLingui();
  const refresh = useRefreshProblems();
  const [reason, setReason] = useState('');
  const exclude = useMutation({
    mutationFn: () => excludeProblem(group.id, { records, reason: reason.trim() }),
    onSuccess: (done) => {
      toastDone(t`${plural(done.excluded, { one: '# row is left out.', other: '# rows are left out.' })}`);
      onClose();
      refresh();
    },
    onError: toastError,
  });
  return (
    <Confirm
      title={t`${plural(count, { one: 'Leave out # row?', other: 'Leave out # rows?' })}`}
      about={t`They are not applied. They and your reason are kept under Settled.`}
      action={t`Leave out`}
      busy={exclude.isPending}
      onConfirm={() => reason.trim() !== '' && exclude.mutate()}
      onClose={onClose}
    >
      <Field label={t`Reason`} help={t`For example: test data, closed company.`} required>
        <Textarea autoFocus rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Confirm>
  );
}
