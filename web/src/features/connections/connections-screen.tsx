import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plug, Plus } from 'lucide-react';
import { type Connection, connectionsQuery, type Connector, connectorsQuery } from '@/api/connections';
import { type Sync, syncsQuery } from '@/api/syncs';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/origin';
import { Time } from '@/shared/time';
import { State } from '@/ui/badge';
import { Button } from '@/ui/button';
import { FilterBar, FilterSelect } from '@/ui/filters';
import { Segments } from '@/ui/form';
import { Page } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';
import { AddConnection } from './components/add-connection';

const route = getRouteApi('/app/connections');

export interface ConnectionsSearch {
  show?: 'failing';
  /** Name of a connector. */
  system?: string;
  add?: boolean;
}

type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

/** The worst line of the last check; undefined when nobody looked yet. */
export function checkState(connection: Connection): CheckState | undefined {
  const lines = connection.last_check?.lines;
  if (!lines) return undefined;
  if (lines.some((line) => line.state === 'failed')) return 'failed';
  return lines.some((line) => line.state === 'warning') ? 'warning' : 'ok';
}

/** How a connection is, with the reason in words. */
export function ConnectionHealth({ connection, lastSuccess }: { connection: Connection; lastSuccess?: string }) {
  const { t } = useLingui();
  const causes: Record<string, string> = {
    person: t`Paused by a person`,
    credentials: t`The system refuses the credentials`,
    forbidden: t`The system refuses access`,
    organisation: t`Another organisation answers than before`,
    secrets: t`Secrets cannot be opened`,
  };
  if (connection.state === 'paused') {
    return (
      <State tone={connection.cause === 'person' ? 'warn' : 'bad'} paused>
        {causes[connection.cause ?? ''] ?? t`Paused`}
      </State>
    );
  }
  const check = checkState(connection);
  if (check === 'failed') return <State tone="bad">{t`Check failed`}</State>;
  if (check === 'warning') return <State tone="warn">{t`Works, with remarks`}</State>;
  // What a sync read or wrote is proof as good as a check.
  const works = check !== undefined || lastSuccess !== undefined;
  return <State tone={works ? 'good' : 'neutral'}>{works ? t`Works` : t`Not checked yet`}</State>;
}

/** When any sync of these last went well. */
export function lastSuccessOf(syncs: Sync[]): string | undefined {
  return syncs.map((sync) => sync.last_success_at).filter((at): at is string => Boolean(at)).sort().at(-1);
}

function isFailing(connection: Connection): boolean {
  return connection.state === 'paused' || checkState(connection) === 'failed';
}

export function ConnectionsScreen() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(connectionsQuery);
  const connectors = useQuery(connectorsQuery);
  const syncs = useQuery(syncsQuery);
  const all = query.data ?? [];
  const failing = all.filter(isFailing).length;
  const shown = all.filter((connection) => (search.show !== 'failing' || isFailing(connection)) && (!search.system || connection.connector === search.system));
  const titleOf = (name: string) => words(connectors.data?.find((each) => each.name === name)?.title) || name;
  const kinds = [...new Set(all.map((connection) => connection.connector))].map((name) => ({ value: name, label: titleOf(name) }));
  const add = (open: boolean) => void navigate({ search: (before) => ({ ...before, add: open || undefined }), replace: true });
  const button = (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => add(true)}>
      <Trans>Connect a system</Trans>
    </Button>
  );
  return (
    <Page
      title={t`Connections`}
      about={t`Accounts of other systems that Rapport reads from and writes to.`}
      actions={all.length > 0 && button}
      bar={
        all.length > 0 && (
          <FilterBar>
            <Segments
              label={t`Show`}
              value={search.show ?? 'all'}
              onChange={(show) => void navigate({ search: (before) => ({ ...before, show: show === 'failing' ? 'failing' : undefined }), replace: true })}
              options={[
                { value: 'all', label: t`All` },
                { value: 'failing', label: failing > 0 ? t`Failing: ${failing}` : t`Failing` },
              ]}
            />
            {kinds.length > 1 && (
              <FilterSelect label={t`System`} all={t`All systems`} value={search.system} choices={kinds} onChange={(system) => void navigate({ search: (before) => ({ ...before, system }), replace: true })} />
            )}
          </FilterBar>
        )
      }
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonLines lines={6} />
      ) : all.length === 0 ? (
        <Empty icon={<Plug size={20} />} title={t`No connection yet`} action={button}>
          <Trans>Connect a CRM, a shop, a database or a folder of files. Rapport checks the account line by line and says how to fix what does not work.</Trans>
        </Empty>
      ) : shown.length === 0 ? (
        <Empty icon={<Plug size={20} />} title={t`No connection fails`} />
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {shown.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} connector={connectors.data?.find((each) => each.name === connection.connector)} syncs={(syncs.data ?? []).filter((sync) => sync.connection_id === connection.id)} />
          ))}
        </ul>
      )}
      {search.add && <AddConnection onClose={() => add(false)} onAdded={(id) => void navigate({ to: '/connections/$id', params: { id } })} />}
    </Page>
  );
}

function ConnectionCard({ connection, connector, syncs }: { connection: Connection; connector?: Connector; syncs: Sync[] }) {
  const lastSuccess = lastSuccessOf(syncs);
  return (
    <li>
      <Link to="/connections/$id" params={{ id: connection.id }} className="flex h-full flex-col gap-3 rounded-lg border border-line bg-panel p-4 hover:border-edge/60">
        <div className="flex items-start gap-3">
          <SourceMark name={connection.name} size={32} />
          <div className="min-w-0 flex-1">
            <p className="truncate font-semibold">{connection.name}</p>
            <p className="truncate text-xs text-faint">{words(connector?.title) || connection.connector}</p>
          </div>
        </div>
        <span>
          <ConnectionHealth connection={connection} lastSuccess={lastSuccess} />
        </span>
        {connection.reason && <p className="line-clamp-2 text-xs text-soft">{connection.reason}</p>}
        <dl className="mt-auto grid grid-cols-2 gap-2 border-t border-line pt-3 text-xs">
          <div>
            <dt className="text-faint">
              <Trans>Last success</Trans>
            </dt>
            <dd>{lastSuccess ? <Time at={lastSuccess} /> : '–'}</dd>
          </div>
          <div>
            <dt className="text-faint">
              <Trans>Syncs</Trans>
            </dt>
            <dd>{syncs.length}</dd>
          </div>
        </dl>
      </Link>
    </li>
  );
}
