import { useState } from 'react';
import type { Sync } from '@/api/syncs';

/**
 * The sync that is edited: the newest one until somebody begins to edit, then that one, whatever others save meanwhile. What they saved is
 * met when saving, not in the middle of an edit.
 */
export function useHeldSync<Newest extends Sync | undefined>(newest: Newest) {
  const [held, setHeld] = useState<Newest>();
  return { sync: held ?? newest, hold: setHeld, release: () => setHeld(undefined) };
}
