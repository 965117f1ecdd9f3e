import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { Checkbox, Segments } from '@/ui/form';
import type { Definition } from '../model/definition';
import { readMapping } from '../model/mapping';

interface RolloutFieldsProps {
  object: ObjectDefinition;
  definition: Definition;
  /** Names of fields; none means all of them. */
  value: string[];
  onChange: (fields: string[]) => void;
}

/** Which fields a sync touches so far: all that it carries, or some of them first. */
export function RolloutFields({ object, definition, value, onChange }: RolloutFieldsProps) {
  const { t } = useLingui();
  const [isSome, setIsSome] = useState(value.length > 0);
  const carried = new Set([...readMapping(definition.mapping, object.name).fields.map((rule) => rule.to.split('.')[0]), ...(definition.outgoing?.fields ?? []).map((rule) => rule.from.split('.')[0]), ...value]);
  const fields = liveFields(object).filter((field) => carried.has(field.name));
  const toggle = (name: string) => onChange(value.includes(name) ? value.filter((each) => each !== name) : [...value, name]);
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-xs font-medium text-soft">{t`Fields that take part`}</span>
      <Segments<'all' | 'some'>
        label={t`Fields that take part`}
        value={isSome ? 'some' : 'all'}
        onChange={(next) => {
          setIsSome(next === 'some');
          if (next === 'all') onChange([]);
        }}
        options={[
          { value: 'all', label: t`all fields` },
          { value: 'some', label: t`only these` },
        ]}
      />
      {isSome && (
        <>
          <div role="group" aria-label={t`Fields that take part`} className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
            {fields.map((field) => (
              <Checkbox key={field.name} checked={value.includes(field.name)} onChange={() => toggle(field.name)}>
                {words(field.label)}
              </Checkbox>
            ))}
          </div>
          <span className="text-xs text-faint">{value.length === 0 ? t`As long as none is chosen, all take part.` : t`Match keys are read in any case, so that a row finds its record.`}</span>
        </>
      )}
    </div>
  );
}
