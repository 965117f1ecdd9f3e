import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, Mail, MessageSquare, MoreHorizontal, Pencil, Plus, Send, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';
import { type AlertChannel, alertChannelsQuery, changeChannel, deleteChannel, testChannel } from '@/api/alert-channels';
import { type Connection, connectionsQuery } from '@/api/connections';
import { Time } from '@/shared/time';
import { State } from '@/ui/badge';
import { Button, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Switch } from '@/ui/form';
import { ListPanel } from '@/ui/list-panel';
import { Menu, MenuItem } from '@/ui/menu';
import { Empty } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { ChannelDialog } from './channel-dialog';

/** By which ways people are told of alerts while nobody looks at the screen. */
export function ChannelSettings() {
  const { t } = useLingui();
  const query = useQuery(alertChannelsQuery);
  const { data: connections } = useQuery(connectionsQuery);
  const [edited, setEdited] = useState<AlertChannel | 'new'>();
  const channels = query.data ?? [];
  const add = (
    <Button look="primary" icon={<Plus size={14} />} onClick={() => setEdited('new')}>
      <Trans>Add a channel</Trans>
    </Button>
  );
  return (
    <>
      {channels.length > 0 && (
        <div className="flex items-center justify-between gap-3">
          <p className="text-sm text-soft">
            <Trans>Each alert is sent once when it opens and once when it ends. No value of a customer is in it.</Trans>
          </p>
          {add}
        </div>
      )}
      <ListPanel
        query={query}
        empty={
          <Empty icon={<Bell size={20} />} title={t`Nobody is written to yet`} action={add}>
            <Trans>Alerts stand under Alerts. Add an e-mail address, a messenger or a web address, and they reach people within a minute.</Trans>
          </Empty>
        }
        label={t`Channels`}
        rows={channels}
        rowKey={(channel) => channel.id}
        columns={[
          {
            key: 'name',
            title: t`Name`,
            cell: (channel) => (
              <span className="flex items-center gap-2.5">
                <KindIcon kind={channel.kind} />
                <span className="truncate font-medium">{channel.name}</span>
              </span>
            ),
          },
          { key: 'to', title: t`Sent to`, wide: true, cell: (channel) => <span className="block truncate text-soft">{targetOf(channel, connections)}</span> },
          { key: 'last', title: t`Last message`, cell: (channel) => <LastSending channel={channel} /> },
          { key: 'act', title: <span className="sr-only">{t`Actions`}</span>, right: true, cell: (channel) => <ChannelActions channel={channel} onEdit={() => setEdited(channel)} /> },
        ]}
      />
      {edited && <ChannelDialog channel={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

function targetOf(channel: AlertChannel, connections: Connection[] | undefined): string {
  const { url, to, connection } = channel.settings;
  const people = Array.isArray(to) ? to.join(', ') : '';
  if (channel.kind === 'message') return [connections?.find((each) => each.id === connection)?.name, people].filter(Boolean).join(': ');
  return people || (typeof url === 'string' ? url : '');
}

function KindIcon({ kind }: { kind: AlertChannel['kind'] }) {
  const { t } = useLingui();
  const look = { size: 15, className: 'shrink-0 text-faint' };
  if (kind === 'email') return <Mail {...look} aria-label={t`E-mail`} />;
  if (kind === 'message') return <MessageSquare {...look} aria-label={t`Messenger`} />;
  return <Webhook {...look} aria-label={t`Web address`} />;
}

function LastSending({ channel }: { channel: AlertChannel }) {
  const { t } = useLingui();
  const last = channel.last_sending;
  if (!last) return <span className="text-faint">{t`none yet`}</span>;
  return (
    <span className="flex flex-wrap items-center gap-2" title={last.reason ?? undefined}>
      <State tone={last.arrived ? 'good' : 'bad'}>{last.arrived ? t`arrived` : t`did not arrive`}</State>
      <Time at={last.at} className="text-xs text-faint" />
    </span>
  );
}

function ChannelActions({ channel, onEdit }: { channel: AlertChannel; onEdit: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const common = { onError: toastError, onSettled: () => client.invalidateQueries({ queryKey: ['alert-channels'] }) };
  const enable = useMutation({ mutationFn: (enabled: boolean) => changeChannel(channel.id, { enabled }), ...common });
  const test = useMutation({
    mutationFn: () => testChannel(channel.id),
    ...common,
    onSuccess: ({ last_sending: sent }) => (sent?.arrived === false ? toastError(new Error(sent.reason ?? t`The message did not arrive.`)) : toastDone(t`A message was sent`)),
  });
  const remove = useMutation({ mutationFn: () => deleteChannel(channel.id), ...common, onSuccess: () => setIsAsking(false) });
  return (
    <span className="flex items-center justify-end gap-2">
      <Switch label={t`Send by ${channel.name}`} checked={channel.enabled} disabled={enable.isPending} onChange={(enabled) => enable.mutate(enabled)} />
      <Menu
        trigger={
          <IconButton size="small" label={t`More about ${channel.name}`}>
            <MoreHorizontal size={14} />
          </IconButton>
        }
      >
        <MenuItem icon={<Send size={14} />} disabled={test.isPending} onSelect={() => test.mutate()}>
          <Trans>Send a test</Trans>
        </MenuItem>
        <MenuItem icon={<Pencil size={14} />} onSelect={onEdit}>
          <Trans>Change…</Trans>
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => setIsAsking(true)}>
          <Trans>Remove…</Trans>
        </MenuItem>
      </Menu>
      {isAsking && <Confirm title={t`Remove ${channel.name}?`} about={t`Nobody is told by it any more. Its secrets are destroyed.`} action={t`Remove`} danger busy={remove.isPending} onClose={() => setIsAsking(false)} onConfirm={() => remove.mutate()} />}
    </span>
  );
}
