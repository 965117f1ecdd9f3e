import { useSyncExternalStore } from 'react';
import { ago, exactMoment, wasTold } from './format';

const STEP_MS = 30_000;

/** One clock for all moments that are shown. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function onStep(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, STEP_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The clock that all moments are shown by; it steps twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(onStep, () => now);
}

/** A moment as people say it; the exact one as its title. */
export function Time({ at, className }: { at: string; className?: string }) {
  const step = useNow();
  const ahead = Date.parse(at) - step;
  // What has just happened is ahead of the last step of the clock.
  const shown = ahead > 0 && ahead < STEP_MS ? step + ahead : step;
  if (!wasTold(at)) return <span className={className}>–</span>;
  return (
    <time dateTime={at} title={exactMoment(at)} className={className}>
      {ago(at, shown)}
    </time>
  );
}
