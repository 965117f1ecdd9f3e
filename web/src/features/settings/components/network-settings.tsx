import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/errors';
import { type InstallationSettings, settingsQuery } from '@/api/settings';
import { useStoppedWords } from '@/shared/stopped-words';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Field, Input, Textarea } from '@/ui/form';
import { Facts, Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { useSaveSettings } from '../use-save-settings';

/** Whether other systems are written to, and which addresses may be called. */
export function NetworkSettings() {
  const query = useQuery(settingsQuery);
  if (!query.data) return <Answered query={query}>{null}</Answered>;
  return (
    <>
      <Writing settings={query.data} />
      <Network key={JSON.stringify(query.data.network)} settings={query.data} />
    </>
  );
}

function Writing({ settings }: { settings: InstallationSettings }) {
  const { t } = useLingui();
  const { held, reason } = settings.writing;
  const said = useStoppedWords();
  const why = reason ? said(reason) : '';
  const save = useSaveSettings(held ? t`Syncs write to other systems again` : t`Nothing is written to other systems now`);
  return (
    <Panel title={t`Writing to other systems`}>
      <Notice
        tone={held ? 'warn' : 'good'}
        action={
          <Button size="small" busy={save.isPending} onClick={() => save.mutate({ writing: { held: !held } })}>
            {held ? t`Let syncs write` : t`Hold all writing`}
          </Button>
        }
      >
        {held ? (why ? <Trans>Nothing is written to other systems: {why}.</Trans> : <Trans>Nothing is written to other systems.</Trans>) : <Trans>Syncs that go both ways or outwards write to other systems.</Trans>}
      </Notice>
    </Panel>
  );
}

function Network({ settings }: { settings: InstallationSettings }) {
  const { t } = useLingui();
  const { network } = settings;
  const [addresses, setAddresses] = useState(network.allowed_addresses.join('\n'));
  const [ports, setPorts] = useState(network.allowed_ports.join(', '));
  const save = useSaveSettings(t`Saved`);
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const fault = (name: string) => faults.find((each) => each.pointer.includes(name))?.detail;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
    save.mutate({ network: { allowed_addresses: words(addresses), allowed_ports: words(ports).map(Number) } });
  };
  return (
    <Panel title={t`Which addresses connections may call`} about={t`The open Internet on the usual ports may be called. What lies inside of your own network must be named here.`}>
      <form onSubmit={submit} className="flex max-w-xl flex-col gap-4">
        <Field label={t`Addresses inside of the network`} help={t`One on each line: erp.example.local, *.example.local, 10.0.0.0/8`} error={fault('allowed_addresses')}>
          <Textarea rows={4} className="font-mono text-xs" value={addresses} onChange={(event) => setAddresses(event.target.value)} />
        </Field>
        <Field label={t`Ports besides the usual ones`} help={t`For example: 8443, 5432`} error={fault('allowed_ports')}>
          <Input className="font-mono text-xs" value={ports} onChange={(event) => setPorts(event.target.value)} />
        </Field>
        <Facts
          items={[
            [t`Folders for files`, network.folders.join(', ') || '–'],
            [t`Certificates of your own`, network.ca_file ?? '–'],
          ]}
        />
        <p className="text-xs text-faint">
          <Trans>Folders and certificates are set on the machine itself.</Trans>
        </p>
        <Button type="submit" look="primary" busy={save.isPending} className="self-start">
          <Trans>Save</Trans>
        </Button>
      </form>
    </Panel>
  );
}
