import { useLingui } from '@lingui/react/macro';
import type { Sync } from '@/api/syncs';
import { duration } from '@/shared/format';
import { State, type Tone } from '@/ui/badge';

/** How a sync is, in one word that counts most: a stop before lateness, lateness before freshness. */
export function syncHealth(sync: Sync): 'draft' | 'paused' | 'archived' | 'late' | 'stale' | 'fresh' | 'waiting' {
  if (sync.state !== 'live') return sync.state;
  if (sync.freshness?.late) return 'late';
  if (sync.freshness?.state === 'stale') return 'stale';
  return sync.last_success_at ? 'fresh' : 'waiting';
}

export function SyncState({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const health = syncHealth(sync);
  const names: Record<typeof health, string> = {
    draft: t`Draft`,
    paused: t`Paused`,
    archived: t`Archived`,
    late: t`Late`,
    stale: t`Out of date`,
    fresh: t`Up to date`,
    waiting: t`Waits for its first run`,
  };
  const tones: Record<typeof health, Tone> = { draft: 'neutral', paused: 'warn', archived: 'neutral', late: 'bad', stale: 'bad', fresh: 'good', waiting: 'accent' };
  return (
    <State tone={tones[health]} paused={health === 'paused'}>
      {names[health]}
    </State>
  );
}

/** How far it is behind, beside how far it may be. */
export function useFreshness(): (sync: Sync) => string {
  const { t } = useLingui();
  return (sync) => {
    const { age_seconds: age, target_seconds: target } = sync.freshness ?? {};
    if (age === null || age === undefined) return t`no run yet`;
    const behind = duration(Math.max(1, age));
    return target ? t`${behind} behind, target ${duration(target)}` : t`${behind} behind`;
  };
}

export function useDirection(): (direction: unknown) => string {
  const { t } = useLingui();
  return (direction) => (direction === 'out' ? t`to the other system` : direction === 'both' ? t`both ways` : t`into Rapport`);
}
