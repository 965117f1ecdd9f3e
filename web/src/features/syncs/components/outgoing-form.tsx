import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Plus, X } from 'lucide-react';
import { streamQuery } from '@/api/connections';
import { liveFields, useObject } from '@/api/objects';
import { words } from '@/shared/locale';
import { Button, IconButton } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Checkbox } from '@/ui/form';
import { Notice } from '@/ui/states';
import type { Definition } from '../model/definition';

/** What is written to the other system: from our fields to theirs, and whether records are made and deleted there. */
export function OutgoingForm({ connection, definition, onChange }: { connection: string; definition: Definition; onChange: (definition: Definition) => void }) {
  const { t } = useLingui();
  const object = useObject(definition.object);
  const stream = useQuery({ ...streamQuery(connection, definition.stream), enabled: connection !== '' && definition.stream !== '' });
  const outgoing = definition.outgoing ?? { fields: [], create: false, delete: false };
  const set = (part: Partial<typeof outgoing>) => onChange({ ...definition, outgoing: { ...outgoing, ...part } });
  const ours = object ? liveFields(object).map((field) => ({ value: field.name, label: words(field.label), words: `${field.label.en} ${field.label.zh}` })) : [];
  const known = (stream.data?.fields ?? []).filter((field) => field.updatable !== false || field.creatable !== false).map((field) => ({ value: field.name, label: field.label || field.name, detail: field.name }));
  const theirs = [...known, ...outgoing.fields.filter((rule) => rule.to && !known.some((choice) => choice.value === rule.to)).map((rule) => ({ value: rule.to, label: rule.to }))];
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{t`Written to the other system`}</legend>
      {stream.error && (
        <Notice tone="warn">
          <Trans>The fields of the other system cannot be read now; check the connection.</Trans>
        </Notice>
      )}
      <ul className="flex flex-col gap-2">
        {outgoing.fields.map((rule, index) => (
          <li key={index} className="grid grid-cols-[1fr_16px_1fr_32px] items-center gap-2">
            <Combobox label={t`Field here`} none={t`Choose a field`} value={rule.from} choices={ours} onChange={(from) => set({ fields: outgoing.fields.map((each, at) => (at === index ? { ...each, from } : each)) })} />
            <ArrowRight size={14} className="text-faint" aria-hidden />
            <Combobox label={t`Field there`} none={t`Choose a field`} value={rule.to} choices={theirs} onChange={(to) => set({ fields: outgoing.fields.map((each, at) => (at === index ? { ...each, to } : each)) })} />
            <IconButton label={t`Remove`} onClick={() => set({ fields: outgoing.fields.filter((_, at) => at !== index) })}>
              <X size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button size="small" look="quiet" className="mt-2" icon={<Plus size={14} />} onClick={() => set({ fields: [...outgoing.fields, { from: '', to: '' }] })}>
        <Trans>Add a field</Trans>
      </Button>
      <div className="mt-3 flex flex-col gap-2">
        <Checkbox checked={outgoing.create ?? false} onChange={(event) => set({ create: event.target.checked })}>
          <Trans>Make records there that exist only here</Trans>
        </Checkbox>
        <Checkbox checked={outgoing.delete ?? false} onChange={(event) => set({ delete: event.target.checked })}>
          <Trans>Delete there what is deleted here</Trans>
        </Checkbox>
      </div>
    </fieldset>
  );
}
