import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plug, Plus } from 'lucide-react';
import { type Connection, connectionsQuery, connectorsQuery } from '@/api/connections';
import { simulatorsQuery } from '@/api/simulators';
import { syncsQuery } from '@/api/syncs';
import { words } from '@/shared/locale';
import { useRights } from '@/shared/use-rights';
import { Button } from '@/ui/button';
import { FilterBar, FilterSelect } from '@/ui/filters';
import { Segments } from '@/ui/form';
import { Page } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';
import { AddConnection } from './components/add-connection';
import { ConnectionCard } from './components/connection-card';
import { isExpiring, isFailing, isSandbox } from './model/connection-state';

const route = getRouteApi('/app/connections');

export interface ConnectionsSearch {
  show?: 'failing' | 'expiring' | 'sandbox';
  /** Name of a connector. */
  system?: string;
  add?: boolean;
}

export function ConnectionsScreen() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(connectionsQuery);
  const connectors = useQuery(connectorsQuery);
  const syncs = useQuery(syncsQuery);
  const all = query.data ?? [];
  const { admin } = useRights('*');
  const { data: simulated } = useQuery({ ...simulatorsQuery, enabled: admin });
  const fits: Record<NonNullable<ConnectionsSearch['show']>, (connection: Connection) => boolean> = { failing: isFailing, expiring: isExpiring, sandbox: (connection) => isSandbox(connection, simulated) };
  const count = (show: keyof typeof fits) => all.filter(fits[show]).length;
  const [failing, expiring] = [count('failing'), count('expiring')];
  const shown = all.filter((connection) => (!search.show || fits[search.show](connection)) && (!search.system || connection.connector === search.system));
  const none = { failing: t`No connection fails`, expiring: t`Nothing of a connection ends soon`, sandbox: t`No connection leads to a sandbox` };
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
              onChange={(show) => void navigate({ search: (before) => ({ ...before, show: show === 'all' ? undefined : show }), replace: true })}
              options={[
                { value: 'all', label: t`All` },
                { value: 'failing', label: failing > 0 ? t`Failing: ${failing}` : t`Failing` },
                { value: 'expiring', label: expiring > 0 ? t`Expiring: ${expiring}` : t`Expiring` },
                { value: 'sandbox', label: t`Sandbox` },
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
        <Empty icon={<Plug size={20} />} title={search.show ? none[search.show] : t`No connection of this system`} />
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {shown.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} connector={connectors.data?.find((each) => each.name === connection.connector)} syncs={(syncs.data ?? []).filter((sync) => sync.connection_id === connection.id)} isSandbox={isSandbox(connection, simulated)} />
          ))}
        </ul>
      )}
      {search.add && <AddConnection onClose={() => add(false)} onAdded={(id) => void navigate({ to: '/connections/$id', params: { id } })} />}
    </Page>
  );
}
