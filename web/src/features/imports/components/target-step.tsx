import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { sourcesQuery } from '@/api/sources';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { classes } from '@/ui/classes';
import { Checkbox, Field, Input } from '@/ui/form';
import { Panel } from '@/ui/page';
import { type Draft, keysOf } from '../model/draft';

interface TargetStepProps {
  draft: Draft;
  objects: ObjectDefinition[];
  onChange: (change: Partial<Draft>) => void;
}

/** What the rows become, where they come from, and how it is told that two of them mean the same. */
export function TargetStep({ draft, objects, onChange }: TargetStepProps) {
  const { t } = useLingui();
  const object = objects.find((candidate) => candidate.name === draft.object);
  return (
    <>
      <Panel title={t`What is in each row?`}>
        <div role="radiogroup" aria-label={t`What is in each row?`} className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
          {objects.map((each) => {
            const isChosen = each.name === draft.object;
            return (
              <label
                key={each.name}
                className={classes(
                  'flex cursor-pointer items-center gap-2.5 rounded-md border px-3 py-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  isChosen ? 'border-accent bg-accent-ground font-medium text-accent-ink' : 'border-line hover:bg-hover',
                )}
              >
                <input type="radio" name="object" className="sr-only" checked={isChosen} onChange={() => onChange({ object: each.name, match: undefined, mapping: undefined })} />
                <ObjectIcon object={each.name} size={16} className={isChosen ? undefined : 'text-faint'} />
                <span className="min-w-0 flex-1 truncate">{words(each.label)}</span>
              </label>
            );
          })}
        </div>
      </Panel>
      <Source draft={draft} onChange={onChange} />
      {object && <Matching draft={draft} object={object} onChange={onChange} />}
    </>
  );
}

function Source({ draft, onChange }: Omit<TargetStepProps, 'objects'>) {
  const { t } = useLingui();
  const sources = useQuery(sourcesQuery);
  const id = useId();
  const isKnown = sources.data?.some((source) => source.name === draft.source);
  return (
    <Panel title={t`Where do the rows come from?`} about={t`Give the same name each time you import from the same place: known rows are then updated, never doubled.`}>
      <Field label={t`Name of the source`} help={isKnown ? t`Rows of this source are known: their ids are recognised.` : undefined} required className="max-w-md">
        <Input list={id} value={draft.source} maxLength={60} onChange={(event) => onChange({ source: event.target.value })} />
      </Field>
      <datalist id={id}>
        {(sources.data ?? []).map((source) => (
          <option key={source.id} value={source.name}>
            {source.label}
          </option>
        ))}
      </datalist>
    </Panel>
  );
}

function Matching({ draft, object, onChange }: { draft: Draft; object: ObjectDefinition; onChange: TargetStepProps['onChange'] }) {
  const { t } = useLingui();
  const objects = useObjects();
  const known = keysOf(objects.find((each) => each.name === object.name) ?? object);
  const chosen = draft.match ?? known;
  const name = (key: string) => (key === 'external_id' ? t`Id in the source` : words(object.fields.find((field) => field.name === key)?.label) || key);
  const toggle = (key: string) => {
    const next = known.filter((each) => (each === key ? !chosen.includes(key) : chosen.includes(each)));
    onChange({ match: next.length === known.length ? undefined : next });
  };
  return (
    <Panel title={t`How are records recognised?`} about={t`A row that agrees in one of these with a record we know, or with another row, means the same one. However a phone is written, it counts.`}>
      <fieldset>
        <legend className="sr-only">
          <Trans>Match keys</Trans>
        </legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {known.map((key) => (
            <Checkbox key={key} checked={chosen.includes(key)} disabled={chosen.length === 1 && chosen.includes(key)} onChange={() => toggle(key)}>
              {name(key)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <div className="mt-4 border-t border-line pt-3">
        <Checkbox checked={draft.policy === 'review'} onChange={(event) => onChange({ policy: event.target.checked ? 'review' : 'merge' })}>
          <Trans>Ask me when a row fits several records</Trans>
          <span className="block text-xs text-faint">
            <Trans>Otherwise such records become one. That can be undone, like the whole import.</Trans>
          </span>
        </Checkbox>
      </div>
    </Panel>
  );
}
