import type { Schemas } from '@/api/client';
import type { RecordSync } from '@/api/records';
import { wasTold } from '@/shared/format';

type Shown = Schemas['SourceRecord'];

/** One system that knows a record, or is to know it. */
export interface Place {
  key: string;
  source: string;
  externalId?: string;
  /** As the system last showed it; undefined where it was only written there. */
  shown?: Shown;
  /** The syncs between it and here. */
  syncs: RecordSync[];
}

/**
 * Source records and what syncs know, by system. Several records of one source that were merged stay apart; the syncs of the source stand
 * with the one whose id they know, else with the first. A sync that has not met the record shows where there is something to write.
 */
export function placesOf(sources: Shown[], syncs: RecordSync[]): Place[] {
  const places: Place[] = sources.map((shown) => ({ key: `${shown.source} ${shown.external_id}`, source: shown.source, externalId: shown.external_id, shown: wasTold(shown.at) ? shown : undefined, syncs: [] }));
  for (const sync of syncs) {
    const mine = places.filter((place) => place.source === sync.source);
    const place = mine.find((each) => each.externalId === sync.external_id) ?? mine[0];
    if (place) {
      // That a system which shows it was never written to says nothing new.
      if (sync.state !== null) place.syncs.push(sync);
    } else if (sync.writes) {
      places.push({ key: `${sync.source} ${sync.sync}`, source: sync.source, externalId: sync.external_id ?? undefined, syncs: [sync] });
    }
  }
  return places;
}
