import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueries } from '@tanstack/react-query';
import { GitMerge, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { decideProblem, type HeldDecision, type ProblemGroup, type ProblemRecord } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { RecordColumns } from '@/shared/merge-dialog';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { toastError } from '@/ui/toast';
import { useRefreshProblems, useTellReplayed } from './group-actions';

const SHOWN = 5;

function candidateIds(record: ProblemRecord): string[] {
  return Array.isArray(record.candidates) ? record.candidates.map(String) : [];
}

/** The records that a row fits: it is one of them, they are all one, or it is somebody new. The decision is a run, which can be undone. */
export function Candidates({ group, record, canWrite }: { group: ProblemGroup; record: ProblemRecord; canWrite: boolean }) {
  const { t } = useLingui();
  const object = useObject(group.object);
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [chosen, setChosen] = useState<string>();
  const queries = useQueries({ queries: candidateIds(record).slice(0, SHOWN).map((id) => recordQuery(group.object, id)) });
  const records = queries.flatMap((query) => query.data ?? []);
  const isLoading = queries.some((query) => query.isPending);
  const decide = useMutation({
    mutationFn: (decision: HeldDecision) => decideProblem(group.id, { ...decision, records: [record.id] }),
    onSuccess: tell,
    onError: toastError,
    onSettled: refresh,
  });
  if (!object || (!isLoading && records.length === 0)) return null;
  return (
    <Panel title={t`The row fits several records`} about={t`Say which one it is. If they are all the same, they are merged first. If it is somebody else, a new record is made. Each can be undone.`}>
      {isLoading ? <SkeletonLines lines={4} /> : <RecordColumns object={object} records={records} survivor={chosen} onSurvivor={canWrite ? setChosen : undefined} chooses={t`This one`} group={record.id} />}
      {canWrite && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="primary" disabled={chosen === undefined} busy={decide.isPending} onClick={() => decide.mutate({ choice: 'this', record: chosen })}>
            <Trans>It is this one</Trans>
          </Button>
          {records.length > 1 && (
            <Button icon={<GitMerge size={14} />} disabled={decide.isPending} onClick={() => decide.mutate({ choice: 'one' })}>
              <Trans>They are all one</Trans>
            </Button>
          )}
          <Button icon={<UserPlus size={14} />} disabled={decide.isPending} onClick={() => decide.mutate({ choice: 'new' })}>
            <Trans>It is a new one</Trans>
          </Button>
        </div>
      )}
    </Panel>
  );
}
