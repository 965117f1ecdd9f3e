import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, KeyRound } from 'lucide-react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { IconButton } from '@/ui/button';
import { Checkbox, Field, Select } from '@/ui/form';
import { Panel } from '@/ui/page';
import type { Definition } from '../../model/definition';
import { readMapping, writeMapping } from '../../model/mapping';
import { MatchTrial } from './match-trial';

interface MatchStepProps {
  /** Whose rows the keys are tried with; left out, they are not tried. */
  connection?: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

/** How Rapport finds out that a row is a customer it knows: ordered keys, and what happens when a row fits several. */
export function MatchStep({ connection, definition, object, onChange }: MatchStepProps) {
  const { t } = useLingui();
  const all = liveFields(object).filter((field) => field.match_key);
  const mapping = readMapping(definition.mapping, object.name);
  const chosen = Array.isArray(mapping.match) ? mapping.match.map(String) : ['external_id', ...all.map((field) => field.name)];
  const labels = new Map([['external_id', t`Id in the source`], ...all.map((field): [string, string] => [field.name, words(field.label)])]);
  const set = (match: string[]) => onChange({ ...definition, mapping: writeMapping({ ...mapping, match }) });
  const move = (name: string, by: number) => {
    const at = chosen.indexOf(name);
    const next = chosen.filter((each) => each !== name);
    next.splice(Math.max(0, at + by), 0, name);
    set(next);
  };
  const others = [...labels.keys()].filter((name) => !chosen.includes(name));
  const choice = (
    <Panel title={t`How a row finds its record`} about={t`A row belongs to the record that shares a key with it. Spelling does not matter: phones, e-mails and codes are normalised first. Two different valid official ids never become one.`}>
      <ul className="flex flex-col gap-1">
        {[...chosen, ...others].map((name, place) => {
          const isOn = chosen.includes(name);
          const label = labels.get(name) ?? name;
          return (
            <li key={name} className="flex h-9 items-center gap-2 rounded-md px-2 hover:bg-hover">
              <KeyRound size={14} className="text-faint" />
              <Checkbox className="flex-1" checked={isOn} disabled={name === 'external_id'} onChange={() => set(isOn ? chosen.filter((each) => each !== name) : [...chosen, name])}>
                {label}
              </Checkbox>
              {isOn && (
                <>
                  <IconButton size="small" label={t`Move ${label} up`} disabled={place === 0} onClick={() => move(name, -1)}>
                    <ArrowUp size={13} />
                  </IconButton>
                  <IconButton size="small" label={t`Move ${label} down`} disabled={place === chosen.length - 1} onClick={() => move(name, 1)}>
                    <ArrowDown size={13} />
                  </IconButton>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <div className="mt-4 max-w-md">
        <Field label={t`When a row fits several records`}>
          <Select value={definition.policy} onChange={(event) => onChange({ ...definition, policy: event.target.value as Definition['policy'] })}>
            <option value="merge">{t`merge them (can be undone)`}</option>
            <option value="review">{t`a person decides`}</option>
          </Select>
        </Field>
      </div>
      {all.length === 0 && (
        <p className="mt-3 text-xs text-faint">
          <Trans>This object has no match keys, so a row finds its record by the id in the source alone.</Trans>
        </p>
      )}
    </Panel>
  );
  return (
    <>
      {choice}
      {connection && <MatchTrial connection={connection} definition={definition} object={object} />}
    </>
  );
}
