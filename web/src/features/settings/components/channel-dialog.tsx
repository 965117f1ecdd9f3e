import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dices } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type AlertChannel, type ChannelInput, type ChannelKind, changeChannel, createChannel } from '@/api/alert-channels';
import { ApiError } from '@/api/errors';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { Field, Input, Segments, Select } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone } from '@/ui/toast';
import { MessengerFields } from './messenger-fields';

type Draft = Record<string, string>;

function draftOf(channel: AlertChannel | undefined): Draft {
  const text = (value: unknown) => (Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value));
  return { encryption: 'starttls', ...Object.fromEntries(Object.entries(channel?.settings ?? {}).map(([name, value]) => [name, text(value)])) };
}

function listed(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,;]+/).filter(Boolean);
}

function settingsOf(kind: ChannelKind, draft: Draft): Record<string, unknown> {
  if (kind === 'webhook') return { url: draft.url?.trim() };
  if (kind === 'message') return { connection: draft.connection, to: listed(draft.to) };
  return {
    host: draft.host?.trim(),
    ...(draft.port ? { port: Number(draft.port) } : {}),
    encryption: draft.encryption,
    ...(draft.user ? { user: draft.user.trim() } : {}),
    from: draft.from?.trim(),
    to: listed(draft.to),
  };
}

const SECRET_BYTES = 32;

/** As Standard Webhooks has them: `whsec_` and base64. */
function newSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`;
}

/** Adds or changes a channel by which people are told of alerts. */
export function ChannelDialog({ channel, onClose }: { channel?: AlertChannel; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'email');
  const [name, setName] = useState(channel?.name ?? '');
  const [language, setLanguage] = useState(channel?.language ?? (i18n.locale === 'zh-CN' ? 'zh' : 'en'));
  const [draft, setDraft] = useState(() => draftOf(channel));
  const [secret, setSecret] = useState('');
  const secretName = kind === 'webhook' ? 'secret' : 'password';
  const save = useMutation({
    mutationFn: () => {
      const body: ChannelInput = { name: name.trim(), kind, enabled: channel?.enabled ?? true, language, settings: settingsOf(kind, draft), ...(secret && kind !== 'message' ? { secrets: { [secretName]: secret } } : {}) };
      if (!channel) return createChannel(body);
      return changeChannel(channel.id, { name: body.name, language, settings: body.settings, secrets: body.secrets });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['alert-channels'] });
      toastDone(t`Saved`);
      onClose();
    },
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const fault = (field: string) => faults.find((each) => each.pointer.split('/').includes(field))?.detail;
  const line = (field: string, label: string, more: { help?: ReactNode; required?: boolean; type?: string; className?: string } = {}) => (
    <Field label={label} help={more.help} error={fault(field)} required={more.required} className={more.className}>
      <Input required={more.required} type={more.type} value={draft[field] ?? ''} onChange={(event) => setDraft({ ...draft, [field]: event.target.value })} />
    </Field>
  );
  const isSet = channel?.secrets[secretName] ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      title={channel ? t`Change ${channel.name}` : t`Add a channel`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="alert-channel" busy={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      }
    >
      <form id="alert-channel" onSubmit={submit} className="flex flex-col gap-4">
        {!channel && (
          <Segments<ChannelKind>
            label={t`Kind`}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'email', label: t`E-mail` },
              { value: 'message', label: t`Messenger` },
              { value: 'webhook', label: t`Web address` },
            ]}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Name`} error={fault('name')} required>
            <Input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t`Language`}>
            <Select value={language} onChange={(event) => setLanguage(event.target.value as 'en' | 'zh')}>
              <option value="en">English</option>
              <option value="zh">简体中文</option>
            </Select>
          </Field>
          {kind === 'message' && <MessengerFields draft={draft} fault={fault} onChange={setDraft} />}
          {kind === 'webhook' ? (
            line('url', t`Address`, { required: true, type: 'url', className: 'sm:col-span-2' })
          ) : kind === 'email' ? (
            <>
              {line('to', t`Sent to`, { required: true, help: t`Several with commas between them.`, className: 'sm:col-span-2' })}
              {line('from', t`From`, { required: true, type: 'email' })}
              {line('host', t`Mail server`, { required: true })}
              <Field label={t`Encryption`} error={fault('encryption')}>
                <Select value={draft.encryption} onChange={(event) => setDraft({ ...draft, encryption: event.target.value })}>
                  <option value="starttls">STARTTLS</option>
                  <option value="tls">TLS</option>
                  <option value="plain">{t`none (this machine alone)`}</option>
                </Select>
              </Field>
              {line('port', t`Port (optional)`, { type: 'number' })}
              {line('user', t`User (optional)`)}
            </>
          ) : null}
          {kind === 'webhook' ? (
            <Field label={t`Secret for the signature`} help={isSet ? t`Is set; leave empty to keep it.` : t`The receiver checks calls with it (Standard Webhooks). It is not shown again after saving.`} error={fault(secretName)} required={!isSet} className="sm:col-span-2">
              <span className="flex gap-2">
                <Input required={!isSet} className="font-mono" value={secret} onChange={(event) => setSecret(event.target.value)} />
                <Button icon={<Dices size={14} />} onClick={() => setSecret(newSecret())}>
                  <Trans>Make one</Trans>
                </Button>
              </span>
            </Field>
          ) : kind === 'email' ? (
            <Field label={t`Password (optional)`} help={isSet ? t`Is set; leave empty to keep it.` : undefined} error={fault(secretName)}>
              <Input type="password" autoComplete="new-password" value={secret} onChange={(event) => setSecret(event.target.value)} />
            </Field>
          ) : null}
        </div>
        {save.error && faults.length === 0 && <Notice tone="bad">{errorSentence(save.error)}</Notice>}
      </form>
    </Dialog>
  );
}
