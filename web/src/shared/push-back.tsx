import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { type Run, type RunReport, writtenOf } from '@/api/runs';
import { actOnSync, pushBackSync, syncQuery } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/states';
import { toastError } from '@/ui/toast';
import { useRights } from './use-rights';

/** True for a run that changed something in another system. */
export function hasWritten(run: Run): boolean {
  return run.sync !== null && writtenOf((run.report ?? {}) as RunReport) > 0;
}

/**
 * The old values of the other system: undoing a run changes only what is here, so they are written back by a step of its own. The sync
 * stands still for it, else it would send our values again at once.
 */
export function PushBack({ run, sync: id }: { run: Run; sync: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { admin } = useRights('*');
  const { data: sync } = useQuery({ ...syncQuery(id), refetchInterval: false });
  const written = writtenOf((run.report ?? {}) as RunReport);
  const isLive = sync?.state === 'live';
  const back = useMutation({
    mutationFn: async () => {
      if (isLive) await actOnSync(id, 'pause');
      return pushBackSync(id, run.id);
    },
    onSettled: () => {
      for (const key of ['syncs', 'runs', 'run', 'records']) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: toastError,
  });
  const done = back.data;
  if (done) {
    return (
      <Notice tone={done.failed > 0 ? 'warn' : 'good'} action={<Link to="/runs/$id" params={{ id: done.run_id }} className="font-medium underline">{t`Open the run`}</Link>}>
        {t`${plural(done.written, { one: '# record has its old values again in the other system.', other: '# records have their old values again in the other system.' })}`}{' '}
        {done.kept > 0 && t`${plural(done.kept, { one: '# was changed there since and is left as it is.', other: '# were changed there since and are left as they are.' })}`}{' '}
        {done.failed > 0 && t`${plural(done.failed, { one: '# was not taken; it is among the problems.', other: '# were not taken; they are among the problems.' })}`}{' '}
        <Trans>The sync stays paused until somebody lets it go on.</Trans>
      </Notice>
    );
  }
  return (
    <Notice
      tone="warn"
      action={
        admin && (
          <Button size="small" icon={<Undo2 size={13} />} disabled={!sync} busy={back.isPending} onClick={() => back.mutate()}>
            {isLive ? t`Pause the sync and push back the old values` : t`Push back the old values`}
          </Button>
        )
      }
    >
      {t`${plural(written, { one: 'This run also changed # record in the other system.', other: 'This run also changed # records in the other system.' })}`}{' '}
      <Trans>Undoing changes only what is here. Pushing back writes the old values there; the sync has to be paused, or it would send ours again.</Trans>
    </Notice>
  );
}
