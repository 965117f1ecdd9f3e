import { useQuery } from '@tanstack/react-query';
import { isWriting, type Run, runsOfSyncQuery } from '@/api/runs';

/** What the sync did the time before in the same direction, to compare with. */
export function useRunBefore(run: Run): Run | undefined {
  const { data: runs } = useQuery({ ...runsOfSyncQuery(run.sync ?? ''), enabled: Boolean(run.sync) });
  const isRehearsal = (each: Run) => each.report?.dry_run === true;
  return runs?.find((each) => BigInt(each.id) < BigInt(run.id) && each.kind === run.kind && isWriting(each) === isWriting(run) && isRehearsal(each) === isRehearsal(run));
}
