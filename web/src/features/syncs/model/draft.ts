import type { Sync } from '@/api/syncs';
import { type Definition, newDefinition, readDefinition } from './definition';

/** A sync that is being put together; kept in this browser until it is saved or discarded. */
export interface Draft {
  connection: string;
  definition: Definition;
  /** Set once it is saved on the server as a draft. */
  sync?: Sync;
}

const PLACE = 'rapport.new-sync';

type Kept = Pick<Storage, 'getItem'>;

function read(kept: Kept, place: string): Draft | undefined {
  try {
    const draft = JSON.parse(kept.getItem(place) ?? 'null') as Draft | null;
    return draft?.definition ? draft : undefined;
  } catch {
    // What cannot be read is begun anew.
    return undefined;
  }
}

/**
 * The draft to go on with, and the place where it is kept. Who asks for a new sync of one connection gets no draft of another one: that
 * stays where it is. One that was saved is gone on with as it was left here, unless it was saved anew somewhere else.
 */
export function keptDraft(kept: Kept, connection?: string, saved?: Sync): { place: string; draft: Draft } {
  if (saved) {
    const place = `${PLACE}.sync.${saved.id}`;
    const left = read(kept, place);
    return { place, draft: left?.sync?.version === saved.version ? left : { connection: saved.connection_id, definition: readDefinition(saved.definition), sync: saved } };
  }
  const fresh: Draft = { connection: '', definition: newDefinition('customers') };
  const general = read(kept, PLACE);
  if (!connection || !general?.connection || general.connection === connection) return { place: PLACE, draft: general ?? fresh };
  const place = `${PLACE}.${connection}`;
  return { place, draft: read(kept, place) ?? fresh };
}
