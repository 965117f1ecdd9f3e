import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { liveFields, useObject } from '@/api/objects';
import { words } from '@/shared/locale';
import { Button, IconButton } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Select } from '@/ui/form';
import type { ConflictPolicy, Definition, Direction, FieldRule } from '../model/definition';
import { readMapping } from '../model/mapping';

interface FieldRulesProps {
  definition: Definition;
  onChange: (definition: Definition) => void;
}

/** Fields for which another direction or another winner holds than for the rest of the sync. */
export function FieldRules({ definition, onChange }: FieldRulesProps) {
  const { t } = useLingui();
  const object = useObject(definition.object);
  const rules = definition.fields ?? {};
  const names = Object.keys(rules);
  const all = object ? liveFields(object) : [];
  // Those that the sync carries come first.
  const carried = new Set([...readMapping(definition.mapping, definition.object).fields.map((rule) => rule.to.split('.')[0]), ...(definition.outgoing?.fields ?? []).map((rule) => rule.from.split('.')[0])]);
  const choices = [...all]
    .sort((one, other) => Number(carried.has(other.name)) - Number(carried.has(one.name)))
    .filter((field) => !names.includes(field.name))
    .map((field) => ({ value: field.name, label: words(field.label), words: `${field.label.en} ${field.label.zh}` }));
  const labelOf = (name: string) => words(all.find((field) => field.name === name)?.label) || name;
  const put = (name: string, rule: FieldRule | undefined) => {
    const next = rule ? { ...rules, [name]: rule } : Object.fromEntries(Object.entries(rules).filter(([each]) => each !== name));
    onChange({ ...definition, fields: Object.keys(next).length > 0 ? next : undefined });
  };
  const first = choices[0]?.value;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-semibold">{t`Fields with a rule of their own`}</legend>
      {names.length === 0 && (
        <p className="text-xs text-soft">
          <Trans>Every field goes the way of the sync, and the same side wins. A field that one system alone is responsible for gets a rule here.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-2" aria-label={t`Fields with a rule of their own`}>
        {names.map((name) => {
          const rule = rules[name] ?? {};
          const label = labelOf(name);
          return (
            <li key={name} className="grid grid-cols-[1fr_32px] items-center gap-2 @md:grid-cols-[minmax(0,10rem)_1fr_1fr_32px]">
              <span className="truncate text-sm font-medium max-@md:col-start-1">{label}</span>
              <Select aria-label={t`Direction of ${label}`} className="max-@md:col-span-2 max-@md:row-start-2" value={rule.direction ?? ''} onChange={({ target: { value } }) => put(name, { ...rule, direction: (value || undefined) as Direction | undefined })}>
                <option value="">{t`the way of the sync`}</option>
                <option value="in">{t`only into Rapport`}</option>
                <option value="out">{t`only to the other system`}</option>
                <option value="both">{t`both ways`}</option>
              </Select>
              <Select aria-label={t`Winner of ${label}`} className="max-@md:col-span-2 max-@md:row-start-3" value={rule.conflict ?? ''} onChange={({ target: { value } }) => put(name, { ...rule, conflict: (value || undefined) as ConflictPolicy | undefined })}>
                <option value="">{t`wins as in the sync`}</option>
                <option value="source_wins">{t`the other system wins`}</option>
                <option value="rapport_wins">{t`Rapport wins`}</option>
                <option value="newest">{t`the newest change wins`}</option>
                <option value="ask">{t`a person decides`}</option>
              </Select>
              <IconButton label={t`Remove the rule of ${label}`} className="max-@md:col-start-2 max-@md:row-start-1" onClick={() => put(name, undefined)}>
                <X size={14} />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {first && (
        <div className="flex items-center gap-2">
          <Plus size={14} className="text-faint" aria-hidden />
          <div className="w-60">
            <Combobox label={t`Field with a rule of its own`} none={t`Add a field`} value="" choices={choices} onChange={(name) => name && put(name, { conflict: definition.direction === 'both' ? 'source_wins' : undefined, direction: definition.direction === 'both' ? undefined : definition.direction })} />
          </div>
        </div>
      )}
      {names.length > 1 && (
        <Button size="small" look="quiet" className="self-start" onClick={() => onChange({ ...definition, fields: undefined })}>
          <Trans>Remove all of these rules</Trans>
        </Button>
      )}
    </fieldset>
  );
}
