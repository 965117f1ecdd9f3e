import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { type ProblemGroup, type ProblemRecord, replayProblem } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { MergeDialog, RecordColumns } from '@/shared/merge-dialog';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { toastError } from '@/ui/toast';
import { useRefreshProblems, useTellReplayed } from './group-actions';

export function candidateIds(record: ProblemRecord): string[] {
  const value = record.candidates;
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return list.flatMap((each) => (typeof each === 'string' || typeof each === 'number' ? [String(each)] : []));
}

/** The records that a row fits: one of them, or all of them made one. */
export function Candidates({ group, record, canWrite }: { group: ProblemGroup; record: ProblemRecord; canWrite: boolean }) {
  const { t } = useLingui();
  const object = useObject(group.object);
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [isMerging, setIsMerging] = useState(false);
  const queries = useQueries({ queries: candidateIds(record).slice(0, 5).map((id) => recordQuery(group.object, id)) });
  const records = queries.flatMap((query) => query.data ?? []);
  const isLoading = queries.some((query) => query.isPending);
  if (!object || (!isLoading && records.length === 0)) return null;
  const goOn = () => {
    setIsMerging(false);
    replayProblem(group.id, { records: [record.id] }).then((done) => {
      tell(done);
      refresh();
    }, toastError);
  };
  return (
    <Panel
      title={t`The row fits several records`}
      about={t`If they are the same, merge them: the row then joins the one that stays. If they are not, correct the value they share, or leave the row out.`}
      actions={
        canWrite &&
        records.length > 1 && (
          <Button icon={<GitMerge size={14} />} onClick={() => setIsMerging(true)}>
            <Trans>They are the same…</Trans>
          </Button>
        )
      }
    >
      {isLoading ? <SkeletonLines lines={4} /> : <RecordColumns object={object} records={records} />}
      {isMerging && <MergeDialog object={object} records={records} onClose={() => setIsMerging(false)} onMerged={goOn} />}
    </Panel>
  );
}
