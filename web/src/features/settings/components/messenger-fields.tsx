import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery, connectorsQuery } from '@/api/connections';
import { Field, Input, Select } from '@/ui/form';

type Draft = Record<string, string>;

/** Through which connection a message goes, and to whom. Its secrets stay with the connection. */
export function MessengerFields({ draft, fault, onChange }: { draft: Draft; fault: (field: string) => string | undefined; onChange: (draft: Draft) => void }) {
  const { t } = useLingui();
  const { data: connections } = useQuery(connectionsQuery);
  const { data: connectors } = useQuery(connectorsQuery);
  const isMessenger = (name: string) => connectors?.some((connector) => connector.name === name && connector.category === 'messenger') ?? false;
  const choices = connections?.filter((connection) => isMessenger(connection.connector)) ?? [];
  const isEmpty = connections !== undefined && connectors !== undefined && choices.length === 0;
  return (
    <>
      <Field
        label={t`Connection`}
        help={isEmpty ? t`There is no connection of a messenger yet: add WeCom, DingTalk or Feishu under Connections.` : undefined}
        error={fault('connection')}
        required
        className="sm:col-span-2"
      >
        <Select required value={draft.connection ?? ''} onChange={(event) => onChange({ ...draft, connection: event.target.value })}>
          <option value="">{t`Choose a connection`}</option>
          {choices.map((connection) => (
            <option key={connection.id} value={connection.id}>
              {connection.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t`To (optional)`} help={t`Ids of people with commas between them; empty for the group of its bot.`} error={fault('to')} className="sm:col-span-2">
        <Input value={draft.to ?? ''} onChange={(event) => onChange({ ...draft, to: event.target.value })} />
      </Field>
    </>
  );
}
