import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Archive, CirclePause, CirclePlay, FlaskConical, KeyRound, MoreHorizontal, Pencil, Plus, Stethoscope } from 'lucide-react';
import { useState } from 'react';
import { archiveConnection, changeConnection, checkConnection, type Connection, connectionQuery, connectorsQuery, streamsQuery } from '@/api/connections';
import { useObjects } from '@/api/objects';
import { simulatorsQuery } from '@/api/simulators';
import { syncsQuery } from '@/api/syncs';
import { CallsToday } from '@/shared/calls-today';
import { Crumb } from '@/shared/crumb';
import { useFailureWords } from '@/shared/failure-words';
import { useStoppedWords } from '@/shared/stopped-words';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { SyncState } from '@/shared/sync-state';
import { Time } from '@/shared/time';
import { Answered } from '@/ui/answered';
import { Badge } from '@/ui/badge';
import { Button, buttonClasses, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Menu, MenuItem, MenuLine } from '@/ui/menu';
import { Facts, Page, Panel } from '@/ui/page';
import { ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { CheckList } from './components/check-list';
import { EditConnection } from './components/edit-connection';
import { ConnectionHealth } from './components/connection-health';
import { Overlap } from './components/overlap';
import { Reconnect } from './components/reconnect';
import { RotateDialog } from './components/rotate-dialog';
import { useTokenWords } from './components/use-token-words';
import { lastSuccessOf, simulatorOf } from './model/connection-state';

const route = getRouteApi('/app/connections/$id');

export function ConnectionScreen() {
  const { id } = route.useParams();
  const query = useQuery(connectionQuery(id));
  if (!query.data) return <Answered query={query} lines={8} className="p-6" action={<Link to="/connections" className={buttonClasses()}><Trans>All connections</Trans></Link>}>{null}</Answered>;
  return <OneConnection connection={query.data} />;
}

/** One account: whether it works line by line, what it offers, what uses it. */
function OneConnection({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const failed = useFailureWords();
  const said = useStoppedWords();
  const client = useQueryClient();
  const { data: connectors } = useQuery(connectorsQuery);
  const { data: syncs } = useQuery(syncsQuery);
  const connector = connectors?.find((each) => each.name === connection.connector);
  const check = useMutation({
    mutationFn: () => checkConnection(connection.id),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['connections'] }),
    onError: toastError,
  });
  const token = useTokenWords();
  const last = check.data ?? connection.last_check;
  return (
    <Page
      tab={connection.name}
      above={<Crumb to="/connections">{t`Connections`}</Crumb>}
      title={
        <span className="flex items-center gap-x-2.5 gap-y-1 max-sm:flex-wrap">
          <SourceMark name={connection.name} size={24} />
          <span className="truncate">{connection.name}</span> <ConnectionHealth connection={connection} lastSuccess={lastSuccessOf((syncs ?? []).filter((sync) => sync.connection_id === connection.id))} />
        </span>
      }
      actions={
        <>
          <Button icon={<Stethoscope size={14} />} busy={check.isPending} onClick={() => check.mutate()}>
            <Trans>Check</Trans>
          </Button>
          <Link to="/syncs/new" search={{ connection: connection.id }} className={buttonClasses('primary')}>
            <Plus size={14} />
            <Trans>New sync</Trans>
          </Link>
          <Reconnect connection={connection} />
          <ConnectionMenu connection={connection} />
        </>
      }
    >
      {connection.reason && <Notice tone="bad">{failed(said(connection.reason)).text}</Notice>}
      {connection.overlap_until && <Overlap until={connection.overlap_until} />}
      <div className="grid gap-5 lg:grid-cols-[1fr_360px]">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title={t`Check`} about={last?.at ? undefined : t`Looks whether the account works, and says how to fix what does not.`} actions={last?.at && <Time at={last.at} className="text-xs text-faint" />} flush>
            {check.isPending ? <SkeletonLines lines={5} className="p-4" /> : last?.lines ? <CheckList lines={last.lines} /> : <p className="px-4 pb-4 text-sm text-soft">{t`Not checked yet.`}</p>}
          </Panel>
          <Streams connection={connection} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <UsedBy connection={connection} />
          <Panel title={t`Settings`}>
            <Facts
              items={[
                [t`Connector`, words(connector?.title as { en: string; zh: string }) || connection.connector],
                ...Object.entries(connection.settings as Record<string, unknown>).map(([name, value]): [string, React.ReactNode] => {
                  const setting = connector?.settings.find((each) => each.name === name);
                  const option = (setting?.options as { value: string; label: { en: string; zh: string } }[] | undefined)?.find((each) => each.value === value);
                  return [
                    words(setting?.label as { en: string; zh: string }) || name,
                    <span key={name} className="break-words">
                      {words(option?.label) || String(value)}
                    </span>,
                  ];
                }),
                ...(connection.organisation ? [[t`Organisation`, <code className="font-mono text-xs break-all">{connection.organisation}</code>] as [string, React.ReactNode]] : []),
                [t`Calls today`, <CallsToday key="calls" connection={connection} />],
                [t`Token`, token(connection)],
                [t`Address for its calls`, <code className="font-mono text-xs break-all">{`${location.origin}${connection.hook}`}</code>],
              ]}
            />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function ConnectionMenu({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: simulated } = useQuery(simulatorsQuery);
  const fake = simulatorOf(connection, simulated);
  const [open, setOpen] = useState<'edit' | 'rotate' | 'archive'>();
  const refresh = () => void client.invalidateQueries({ queryKey: ['connections'] });
  const change = useMutation({
    mutationFn: (state: 'active' | 'paused') => changeConnection(connection.id, { state }),
    onSuccess: (_, state) => {
      refresh();
      toastDone(state === 'paused' ? t`Paused` : t`Goes on`);
    },
    onError: toastError,
  });
  const remove = useMutation({
    mutationFn: () => archiveConnection(connection.id),
    onSuccess: () => {
      refresh();
      toastDone(t`${connection.name} is out of use`);
      void navigate({ to: '/connections' });
    },
    onError: toastError,
  });
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t`More`}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => setOpen('edit')}>
          <Trans>Settings and secrets…</Trans>
        </MenuItem>
        {Object.keys(connection.secrets).length > 0 && (
          <MenuItem icon={<KeyRound size={14} />} onSelect={() => setOpen('rotate')}>
            <Trans>New secret…</Trans>
          </MenuItem>
        )}
        {fake && (
          <MenuItem icon={<FlaskConical size={14} />} onSelect={() => void navigate({ to: '/sandbox', search: { system: fake.name } })}>
            <Trans>Open the fake version</Trans>
          </MenuItem>
        )}
        {connection.state === 'active' ? (
          <MenuItem icon={<CirclePause size={14} />} onSelect={() => change.mutate('paused')}>
            <Trans>Pause</Trans>
          </MenuItem>
        ) : (
          <MenuItem icon={<CirclePlay size={14} />} onSelect={() => change.mutate('active')}>
            <Trans>Go on</Trans>
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon={<Archive size={14} />} danger onSelect={() => setOpen('archive')}>
          <Trans>Take out of use…</Trans>
        </MenuItem>
      </Menu>
      {open === 'rotate' && <RotateDialog connection={connection} onClose={() => setOpen(undefined)} />}
      {open === 'edit' && <EditConnection connection={connection} onClose={() => setOpen(undefined)} />}
      {open === 'archive' && <Confirm title={t`Take ${connection.name} out of use?`} about={t`Its secrets are destroyed and its syncs stop for good. Records and history stay.`} action={t`Take out of use`} danger busy={remove.isPending} onClose={() => setOpen(undefined)} onConfirm={() => remove.mutate()} />}
    </>
  );
}

function UsedBy({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const { data } = useQuery(syncsQuery);
  const syncs = (data ?? []).filter((sync) => sync.connection_id === connection.id);
  return (
    <Panel title={t`Syncs`} flush>
      {syncs.length === 0 && <p className="px-4 pb-4 text-sm text-soft">{t`No sync uses this connection yet.`}</p>}
      <ul>
        {syncs.map((sync) => (
          <li key={sync.id} className="border-t border-line">
            <Link to="/syncs/$id" params={{ id: sync.id }} className="flex items-center gap-2 px-4 py-2 text-sm hover:bg-hover">
              <span className="min-w-0 flex-1 truncate font-medium">{sync.name}</span>
              <SyncState sync={sync} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Streams({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const objects = useObjects();
  const query = useQuery({ ...streamsQuery(connection.id), enabled: connection.state === 'active' });
  const can = (stream: { can: Record<string, unknown> }) => {
    const names: [string, string][] = [
      ['incremental', t`tells changes`],
      ['deletes', t`tells deletions`],
      ['push', t`calls at once`],
      ['create', t`takes new ones`],
      ['update', t`takes changes`],
    ];
    return names.filter(([name]) => stream.can[name] === true).map(([, label]) => label);
  };
  return (
    <Panel title={t`What the system offers`} flush>
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="py-8!" />
      ) : query.isLoading ? (
        <SkeletonLines lines={4} className="p-4" />
      ) : (
        <Table
          label={t`What the system offers`}
          rows={query.data ?? []}
          rowKey={(stream) => stream.name}
          columns={[
            { key: 'name', title: t`Stream`, cell: (stream) => <span className="font-medium">{stream.label || stream.name}</span> },
            { key: 'object', title: t`Probably holds`, wide: true, cell: (stream) => <span className="text-soft">{words(objects.find((object) => object.name === stream.likely_object)?.label) || stream.likely_object || '–'}</span> },
            {
              key: 'can',
              title: t`What it supports`,
              cell: (stream) => (
                <span className="flex flex-wrap gap-1">
                  {can(stream as { can: Record<string, unknown> }).map((label) => (
                    <Badge key={label}>{label}</Badge>
                  ))}
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
