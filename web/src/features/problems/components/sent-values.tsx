import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { type ProblemGroup, type ProblemRecord, replayProblem } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { runQuery } from '@/api/runs';
import { rawText, titleOf } from '@/shared/value-text';
import { Button, buttonClasses } from '@/ui/button';
import { Facts, Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { toastError } from '@/ui/toast';
import { ExcludeDialog, useRefreshProblems, useTellReplayed } from './group-actions';

interface Sent {
  record?: string;
  operation?: string;
  external_id?: string;
  fields?: Record<string, unknown>;
}

export function sentOf(record: ProblemRecord): Sent {
  return (typeof record.values === 'object' && record.values !== null ? record.values : {}) as Sent;
}

/** What the other system refused to take: corrected at the record, then sent again. */
export function SentValues({ group, record, canWrite }: { group: ProblemGroup; record: ProblemRecord; canWrite: boolean }) {
  const { t } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const object = useObject(group.object);
  const sent = sentOf(record);
  const [isExcluding, setIsExcluding] = useState(false);
  const here = useQuery({ ...recordQuery(group.object, sent.record ?? ''), enabled: Boolean(sent.record) });
  const replay = useMutation({
    mutationFn: () => replayProblem(group.id, { records: [record.id] }),
    onSuccess: (done) => {
      tell(done);
      refresh();
    },
    onError: toastError,
  });
  const run = useQuery(runQuery(record.run));
  const system = typeof run.data?.report?.source === 'string' ? run.data.report.source : undefined;
  const isOpen = record.state !== 'ended';
  return (
    <div className="flex flex-col gap-4">
      {record.detail && (
        <Notice tone="bad">
          <Trans>
            {system ?? t`The other system`} answered: {record.detail}
          </Trans>
        </Notice>
      )}
      <Panel
        title={here.data ? titleOf(here.data, object) : t`The record here`}
        about={t`Correct the value at the record; it is then sent again.`}
        actions={
          sent.record && (
            <Link to="/records/$object/$id" params={{ object: group.object, id: sent.record }} className={buttonClasses('plain', 'small')}>
              <Trans>Open the record</Trans>
            </Link>
          )
        }
      >
        <Facts items={Object.entries(sent.fields ?? {}).map(([name, value]) => [name, rawText(value) || '–'])} />
        {canWrite && isOpen && (
          <div className="mt-4 flex flex-wrap gap-2">
            <Button icon={<RotateCw size={14} />} busy={replay.isPending} onClick={() => replay.mutate()}>
              <Trans>Send again</Trans>
            </Button>
            <Button look="quiet" onClick={() => setIsExcluding(true)}>
              <Trans>Leave out…</Trans>
            </Button>
          </div>
        )}
      </Panel>
      {isExcluding && <ExcludeDialog group={group} records={[record.id]} count={1} onClose={() => setIsExcluding(false)} />}
    </div>
  );
}
