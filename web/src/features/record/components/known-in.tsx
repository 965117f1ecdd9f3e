import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { type RecordRow, type RecordSync, sourcesOfQuery, syncsOfQuery } from '@/api/records';
import { useFindingText } from '@/shared/finding-text';
import { listed, moment } from '@/shared/format';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { rawText } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { State, type Tone } from '@/ui/badge';
import { Dialog } from '@/ui/dialog';
import { Facts } from '@/ui/page';
import { type Place, placesOf } from '../model/places';
import { Section } from './section';

/** The systems that know the record, each with its id there and how it stands. */
export function KnownIn({ object, record }: { object: ObjectDefinition; record: RecordRow }) {
  const { t } = useLingui();
  const sources = useQuery(sourcesOfQuery(object.name, record.id));
  const { data: syncs } = useQuery(syncsOfQuery(object.name, record.id));
  const [open, setOpen] = useState<string>();
  const places = sources.data && placesOf(sources.data.items, syncs ?? []);
  // Systems that are to have it and do not: named in one line, so that those that do stand out.
  const isUnmet = (place: Place) => !place.shown && !place.externalId && place.syncs.every((sync) => sync.state === null);
  const unmet = listed(places?.filter(isUnmet).map((place) => place.source) ?? []);
  const opened = places?.find((place) => place.key === open);
  return (
    <Section title={t`Known in`}>
      {!places && <Answered query={sources} lines={2} className="py-2!">{null}</Answered>}
      {places && places.every((place) => isUnmet(place)) && (
        <p className="text-xs text-faint">
          <Trans>No other system shows this record; it was written here.</Trans>
        </p>
      )}
      <ul className="-mx-2 flex flex-col">
        {places?.filter((place) => !isUnmet(place)).map((place) => (
          <li key={place.key}>
            <button type="button" onClick={() => setOpen(place.key)} className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover">
              <SourceMark name={place.source} size={20} />
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2">
                  <span className="min-w-0 flex-1 truncate text-sm">{place.source}</span>
                  {place.shown && <Time at={place.shown.at} className="shrink-0 text-2xs text-faint" />}
                </span>
                {place.externalId && <code className="block truncate font-mono text-2xs text-faint">{place.externalId}</code>}
                <span className="mt-0.5 flex flex-wrap items-center gap-1">
                  {place.syncs.map((sync) => (
                    <SyncStanding key={sync.sync} sync={sync} />
                  ))}
                  {(place.shown?.findings.length ?? 0) > 0 && (
                    <span className="flex items-center gap-1 text-2xs text-warn" title={t`${place.shown?.findings.length ?? 0} data problems`}>
                      <TriangleAlert size={12} />
                      {place.shown?.findings.length}
                    </span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {unmet !== '' && (
        <p className="mt-1 text-xs text-faint">
          <Trans>Not there yet: {unmet}</Trans>
        </p>
      )}
      {opened && <PlaceDialog object={object} place={opened} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

/** How the record stands with one sync, in a word. */
function SyncStanding({ sync }: { sync: RecordSync }) {
  const { t } = useLingui();
  const names: Record<NonNullable<RecordSync['state']>, [Tone, string]> = {
    read: ['neutral', t`Read from there`],
    in_sync: ['good', t`In sync`],
    waiting: ['accent', t`Changed here, on its way`],
    sending: ['accent', t`Being written there`],
    unknown: ['warn', t`Perhaps written`],
    refused: ['bad', t`Refused there`],
    excluded: ['neutral', t`Left out by the sync`],
    conflict: ['warn', t`Changed on both sides`],
  };
  const [tone, name]: [Tone, string] = (sync.state && names[sync.state]) ?? ['neutral', t`Not there yet`];
  return (
    <State tone={tone} paused={sync.sync_state === 'paused'}>
      {sync.sync_state === 'paused' ? t`${name} · paused` : name}
    </State>
  );
}

function PlaceDialog({ object, place, onClose }: { object: ObjectDefinition; place: Place; onClose: () => void }) {
  const { t } = useLingui();
  const text = useFindingText();
  const findings = (place.shown?.findings ?? []) as { code: string; field: string; detail: string }[];
  const shownValue = (name: string, value: unknown) => {
    const field = object.fields.find((each) => each.name === name);
    return field ? <Value field={field} value={value} plain /> : rawText(value);
  };
  const label = (name: string) => words(object.fields.find((field) => field.name === name)?.label) || name;
  return (
    <Dialog side title={place.source} about={place.shown ? t`As this source last showed it, ${moment(place.shown.at)}` : t`This system has not shown the record yet.`} onClose={onClose}>
      <div className="flex flex-col gap-5">
        {place.syncs.length > 0 && (
          <section>
            <h3 className="mb-1 text-xs font-medium text-soft">
              <Trans>Syncs</Trans>
            </h3>
            <ul className="flex flex-col gap-2">
              {place.syncs.map((sync) => (
                <li key={sync.sync} className="flex flex-col gap-1 rounded-md border border-line px-3 py-2">
                  <span className="flex items-center gap-2">
                    <Link to="/syncs/$id" params={{ id: sync.sync }} className="min-w-0 flex-1 truncate text-sm font-medium hover:underline">
                      {sync.name}
                    </Link>
                    <SyncStanding sync={sync} />
                  </span>
                  {(sync.detail ?? sync.code) && <span className="text-xs break-words text-soft">{sync.detail ?? sync.code}</span>}
                  {sync.run && (
                    <Link to="/runs/$id" params={{ id: sync.run }} className="self-start text-xs text-accent-ink hover:underline">
                      <Trans>The run that was last at it</Trans>
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        <Facts items={[[t`Id there`, <code className="font-mono text-xs">{place.externalId ?? '–'}</code>], ...Object.entries(place.shown?.values ?? {}).map(([name, value]): [string, ReactNode] => [label(name), shownValue(name, value)])]} />
        {findings.length > 0 && (
          <section>
            <h3 className="mb-1 text-xs font-medium text-soft">
              <Trans>Data problems</Trans>
            </h3>
            <ul className="flex flex-col gap-1 text-sm">
              {findings.map((finding, index) => (
                <li key={index} className="flex gap-2">
                  <TriangleAlert size={14} className="mt-0.5 shrink-0 text-warn" />
                  <span>
                    {t`${label(finding.field)}: ${text(finding.code)}`} <code className="font-mono text-xs">{finding.detail}</code>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}
