import { useState, type ReactNode } from 'react';
import { changeSync, type Meanwhile, meanwhileOf, type Sync } from '@/api/syncs';
import { MeanwhileDialog } from './meanwhile-dialog';

/** What changes, as a merge patch of the definition that is there; made anew when that is another one by now. */
export type PatchOf = (sync: Sync) => Record<string, unknown>;

/** Whose rules stay; neither where the person goes on editing. */
export type Stays = 'mine' | 'theirs' | 'neither';

interface Conflict {
  seen: Sync;
  meanwhile: Meanwhile;
  answer: (stays: Stays) => void;
}

/**
 * Changes syncs as a person saw them. Where somebody else saved meanwhile, the person decides: nothing comes back where mine is
 * not saved. `dialog` has to be rendered.
 */
export function useChangeSync(onTheirs: (current: Sync) => void): { change: (seen: Sync, patchOf: PatchOf) => Promise<Sync | undefined>; dialog: ReactNode } {
  const [conflict, setConflict] = useState<Conflict>();
  const change = async (seen: Sync, patchOf: PatchOf): Promise<Sync | undefined> => {
    try {
      return await changeSync(seen.id, patchOf(seen), seen.version);
    } catch (error) {
      const meanwhile = meanwhileOf(error);
      if (!meanwhile) throw error;
      const stays = await new Promise<Stays>((answer) => setConflict({ seen, meanwhile, answer }));
      setConflict(undefined);
      if (stays === 'mine') return change(meanwhile.current, patchOf);
      if (stays === 'theirs') onTheirs(meanwhile.current);
      return undefined;
    }
  };
  const dialog = conflict && <MeanwhileDialog seen={conflict.seen} meanwhile={conflict.meanwhile} onAnswer={conflict.answer} />;
  return { change, dialog };
}
