import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { BellOff } from 'lucide-react';
import type { Schemas } from '@/api/client';
import { alertsQuery } from '@/api/problems';
import { syncsQuery } from '@/api/syncs';
import { useAlertDetail, useAlertWords } from '@/shared/alert-words';
import { Time } from '@/shared/time';
import { State } from '@/ui/badge';
import { FilterBar } from '@/ui/filters';
import { Segments } from '@/ui/form';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';

const route = getRouteApi('/app/alerts');

export interface AlertsSearch {
  show?: 'all';
}

/** What was noticed by itself: syncs that are late, runs that fail, sources that show nothing. */
export function AlertsScreen() {
  const { t } = useLingui();
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(alertsQuery(show === 'all' ? undefined : true));
  const syncs = useQuery(syncsQuery);
  const alerts = query.data ?? [];
  const said = useAlertWords();
  const known = useAlertDetail();
  const syncOf = (subject: string) => syncs.data?.find((sync) => subject === `sync:${sync.id}`);
  return (
    <Page
      title={t`Alerts`}
      about={t`What Rapport noticed by itself. An alert ends by itself when its cause does.`}
      bar={
        <FilterBar>
          <Segments
            label={t`Which alerts`}
            value={show ?? 'open'}
            onChange={(next) => void navigate({ search: { show: next === 'all' ? 'all' : undefined } })}
            options={[
              { value: 'open', label: t`Open` },
              { value: 'all', label: t`All` },
            ]}
          />
        </FilterBar>
      }
    >
      <ListPanel
        query={query}
        empty={
          <Empty icon={<BellOff size={20} />} title={show === 'all' ? t`No alert yet` : t`All is well`}>
            <Trans>When a sync is late, fails, or brings much less than usual, it is told here.</Trans>
          </Empty>
        }
        label={t`Alerts`}
        rows={alerts}
        rowKey={(alert) => alert.id}
        columns={[
          { key: 'state', title: t`State`, cell: (alert) => (alert.is_open ? <State tone="bad">{t({ message: 'open', context: 'alert' })}</State> : <State tone="good">{t`over`}</State>) },
          {
            key: 'kind',
            title: t`What`,
            cell: (alert) => (
              <>
                <span className="block font-medium whitespace-normal">{said(alert.kind)}</span>
                <span className="block text-xs whitespace-normal text-soft">{known(alert.kind, alert.detail)}</span>
              </>
            ),
          },
          {
            key: 'about',
            title: t`About`,
            cell: (alert) => {
              const sync = syncOf(alert.subject);
              return sync ? (
                <Link to="/syncs/$id" params={{ id: sync.id }} className="text-accent-ink hover:underline">
                  {sync.name}
                </Link>
              ) : (
                <span className="text-soft">{alert.subject.startsWith('sync:') ? t`a sync that is gone` : alert.subject}</span>
              );
            },
          },
          {
            key: 'way',
            title: <span className="sr-only">{t`Actions`}</span>,
            wide: true,
            cell: (alert) => alert.is_open && <WayOut alert={alert} />,
          },
          { key: 'since', title: t`Since`, wide: true, right: true, cell: (alert) => <Time at={alert.opened_at} className="text-soft" /> },
          { key: 'until', title: t`Until`, wide: true, right: true, cell: (alert) => (alert.closed_at ? <Time at={alert.closed_at} className="text-soft" /> : '') },
        ]}
      />
    </Page>
  );
}

/** The screen on which somebody does something about it. */
function WayOut({ alert }: { alert: Schemas['Alert'] }) {
  const look = 'text-xs whitespace-nowrap text-accent-ink hover:underline';
  const detail = alert.detail as { run?: unknown } | null;
  if (alert.kind === 'warning' && typeof detail?.run === 'string') {
    return (
      <Link to="/runs/$id" params={{ id: detail.run }} className={look}>
        <Trans>See the run</Trans>
      </Link>
    );
  }
  if (alert.kind === 'held') {
    return (
      <Link to="/settings" search={{ part: 'network' }} className={look}>
        <Trans>Switch it on</Trans>
      </Link>
    );
  }
  if (alert.kind === 'paused') {
    return (
      <Link to="/reviews" className={look}>
        <Trans>Decide</Trans>
      </Link>
    );
  }
  return null;
}
