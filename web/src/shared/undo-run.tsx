import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ObjectDefinition, useObject } from '@/api/objects';
import { recordQuery } from '@/api/records';
import { type Run, rollbackRun } from '@/api/runs';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Stat } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { moment, number } from './format';
import { words } from './locale';
import { useActor } from './origin';
import { hasWritten, PushBack } from './push-back';
import { titleOf } from './value-text';

interface KeptValue {
  record?: string;
  field?: string;
  by?: string;
  at?: string;
}

const KEPT_SHOWN = 50;

/** Undoing a run: first what would happen, worked out by the engine itself, then the deed. */
export function UndoRunDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useLingui();
  const actor = useActor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const preview = useQuery({ queryKey: ['run', run.id, 'undo'], queryFn: () => rollbackRun(run.id, true), staleTime: 0, gcTime: 0, retry: false });
  const undo = useMutation({
    mutationFn: () => rollbackRun(run.id, false),
    onSuccess: (result) => {
      for (const key of ['records', 'runs', 'run', 'imports', 'syncs']) void client.invalidateQueries({ queryKey: [key] });
      toastDone(t`The run is undone`);
      onClose();
      if (result.run_id) void navigate({ to: '/runs/$id', params: { id: result.run_id } });
    },
    onError: toastError,
  });
  const plan = preview.data;
  const kept = (plan?.changed_since ?? []) as KeptValue[];
  const object = useObject(run.object ?? '');
  const labelOf = (name = '') => words(object?.fields.find((field) => field.name === name)?.label) || name;
  return (
    <Dialog
      title={t`Undo this run?`}
      about={t`Every value goes back to what it was. What somebody else changed since is left alone. The undo is a run of its own and can be undone too.`}
      size="wide"
      onClose={onClose}
      action={
        <Button look="primary" busy={undo.isPending} disabled={!plan || plan.records === 0} onClick={() => undo.mutate()}>
          <Trans>Undo this run</Trans>
        </Button>
      }
    >
      {!plan ? (
        <Answered query={preview} lines={3} className="py-6!">{null}</Answered>
      ) : (
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
            <Stat label={t`Records touched`} value={number(plan.records)} />
            <Stat label={t`Values go back`} value={number(plan.reverted)} />
            <Stat label={t`Created ones are deleted`} value={number(plan.deleted)} />
            <Stat label={t`Brought back`} value={number(plan.restored)} />
          </div>
          {plan.records === 0 && (
            <Notice>
              {hasWritten(run) ? <Trans>There is nothing left to undo here.</Trans> : <Trans>There is nothing left to undo.</Trans>}
            </Notice>
          )}
          {run.sync && hasWritten(run) && <PushBack run={run} sync={run.sync} />}
          {plan.kept > 0 && (
            <>
              <Notice tone="warn">
                <Plural value={plan.kept} one="# value was changed by others since. It is left as it is:" other="# values were changed by others since. They are left as they are:" />
              </Notice>
              <div className="rounded-md border border-line">
                <Table
                  label={t`Values that are left alone`}
                  rows={kept.slice(0, KEPT_SHOWN)}
                  rowKey={(row) => `${row.record} ${row.field}`}
                  columns={[
                    { key: 'record', title: t`Record`, cell: (row) => <RecordName object={object} id={row.record ?? ''} /> },
                    { key: 'field', title: t`Field`, cell: (row) => labelOf(row.field) },
                    { key: 'by', title: t`By`, cell: (row) => actor(row.by) },
                    { key: 'at', title: t`At`, cell: (row) => (row.at ? moment(row.at) : '') },
                  ]}
                />
              </div>
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** The title of a record, a way to it; the number until it is known, and where the record is gone. */
function RecordName({ object, id }: { object?: ObjectDefinition; id: string }) {
  const { data } = useQuery({ ...recordQuery(object?.name ?? '', id), enabled: object !== undefined && id !== '', retry: false, staleTime: 60_000 });
  if (!object) return <span className="font-mono text-xs">{id}</span>;
  return (
    <Link to="/records/$object/$id" params={{ object: object.name, id }} target="_blank" className="text-accent-ink hover:underline">
      {data ? titleOf(data, object) : <Trans>Record {id}</Trans>}
    </Link>
  );
}
