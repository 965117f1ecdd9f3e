import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { streamQuery } from '@/api/connections';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Notice } from '@/ui/states';
import type { Definition } from '../../model/definition';
import { keyFields, likelyKeyField, NO_OUTGOING } from '../../model/outgoing';

interface KeyFieldProps {
  connection: string;
  definition: Definition;
  onChange: (definition: Definition) => void;
}

/** The field of the other system that holds our ids: by it a record is found again there, and made only once. */
export function KeyField({ connection, definition, onChange }: KeyFieldProps) {
  const { t } = useLingui();
  const { data } = useQuery({ ...streamQuery(connection, definition.stream), enabled: connection !== '' && definition.stream !== '' });
  const fields = data?.fields;
  const outgoing = definition.outgoing ?? NO_OUTGOING;
  const key = outgoing.key_field ?? '';
  const candidates = keyFields(definition, fields ?? []);
  const likely = key === '' ? likelyKeyField(candidates) : undefined;
  const choices = candidates.map((field) => ({ value: field.name, label: field.label || field.name, detail: field.name }));
  const set = (name: string) => onChange({ ...definition, outgoing: { ...outgoing, key_field: name || undefined } });
  return (
    <div className="flex flex-col gap-2">
      <span className="text-xs font-medium text-soft">{t`Field there that holds our ids`}</span>
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-72 max-w-full">
          <Combobox label={t`Field there that holds our ids`} none={t`none`} value={key} choices={[{ value: '', label: t`none` }, ...(key && !candidates.some((field) => field.name === key) ? [{ value: key, label: key }] : []), ...choices]} onChange={set} />
        </div>
        {likely && (
          <Button size="small" onClick={() => set(likely.name)}>
            <Trans>Use {likely.label || likely.name}</Trans>
          </Button>
        )}
      </div>
      <p className="text-xs text-faint">
        <Trans>The other system keeps Rapport's id of each record in it. So a record is found again there whatever is written twice, and is never made a second time.</Trans>
      </p>
      {key === '' && outgoing.create && (
        <Notice tone="warn">
          {fields && candidates.length === 0 ? (
            <Trans>This system has no field that could hold our ids. Records there are found by what tells them apart, such as the e-mail; where an answer is lost, a person decides whether the record was made.</Trans>
          ) : (
            <Trans>Without it, records there are found by what tells them apart, such as the e-mail; where an answer is lost, a person decides whether the record was made.</Trans>
          )}
        </Notice>
      )}
    </div>
  );
}
