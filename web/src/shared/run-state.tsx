import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { rejectedOf, type Run, type RunReport, sourceOfRun, waitingOf } from '@/api/runs';
import { syncsQuery } from '@/api/syncs';
import { State, type Tone } from '@/ui/badge';
import { SourceMark } from './source-mark';

type RunStateName = Schemas['Run']['state'];

const tones: Record<RunStateName, Tone> = {
  open: 'accent',
  queued: 'neutral',
  running: 'accent',
  done: 'good',
  done_with_rejects: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
  paused: 'warn',
  warning: 'warn',
};

/** States by their names in words. */
export function useRunStates(): Record<RunStateName, string> {
  const { t } = useLingui();
  return {
    open: t`Open`,
    queued: t`Waiting`,
    running: t`Running`,
    done: t`Done`,
    done_with_rejects: t`Done, some not applied`,
    failed: t`Failed`,
    cancelled: t`Cancelled`,
    paused: t`Paused`,
    warning: t`Done, look at it`,
  };
}

export function RunState({ run }: { run: Run }) {
  const { t } = useLingui();
  const names = useRunStates();
  const report = (run.report ?? {}) as RunReport;
  const isRefused = run.state !== 'done_with_rejects' || rejectedOf(report) > 0;
  const state = !isRefused && report.status === 'paused' ? 'paused' : run.state;
  // Where nothing was refused, it is called after what else is not done.
  const left = isRefused || state === 'paused' ? undefined : waitingOf(report) > 0 ? t`Done, some to decide` : report.unknown ? t`Done, some unknown` : undefined;
  return (
    <State tone={tones[state]} paused={state === 'paused'}>
      {left ?? names[state]}
    </State>
  );
}

/** Where the rows of a run came from or went to: the sync by its name, else the source. */
export function useRunSource(): (run: Run) => string {
  const { data: syncs } = useQuery(syncsQuery);
  return (run) => syncs?.find((sync) => sync.id === run.sync)?.name ?? sourceOfRun(run);
}

/** The mark of the system that a run read or wrote. */
export function RunMark({ run, size = 16 }: { run: Run; size?: number }) {
  const { data: syncs } = useQuery(syncsQuery);
  const system = syncs?.find((sync) => sync.id === run.sync)?.connection ?? sourceOfRun(run);
  return system ? <SourceMark name={system} size={size} /> : null;
}

/** What kind of run this is, in words. */
export function useRunKind(): (kind: string, report?: unknown) => string {
  const { t } = useLingui();
  return (kind, report) => {
    if (typeof report === 'object' && report !== null && (report as { dry_run?: unknown }).dry_run === true) return t`Preview`;
    const names: Record<string, string> = {
      import: t`Import`,
      import_preview: t`Import preview`,
      rollback: t`Undo`,
      sync: t({ message: 'Sync', context: 'run' }),
      sync_preview: t`Sync preview`,
      sync_in: t`Sync, reading`,
      sync_out: t`Sync, writing`,
      push: t`Push`,
      reconcile: t`Comparison`,
      push_back: t`Values written back`,
      replay: t`Replay`,
      rehearsal: t`Rehearsal`,
      recompute: t`New computation of records`,
      index: t`Index`,
      source_rank: t`New ranks of sources`,
    };
    return names[kind] ?? kind.replaceAll('_', ' ');
  };
}
