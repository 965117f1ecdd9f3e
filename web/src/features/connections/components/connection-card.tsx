import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Connection, Connector } from '@/api/connections';
import type { Sync } from '@/api/syncs';
import { CallsToday } from '@/shared/calls-today';
import { useFailureWords } from '@/shared/failure-words';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { useStoppedWords } from '@/shared/stopped-words';
import { Time } from '@/shared/time';
import { Badge } from '@/ui/badge';
import { lastSuccessOf } from '../model/connection-state';
import { ConnectionHealth } from './connection-health';
import { useTokenWords } from './use-token-words';

interface ConnectionCardProps {
  connection: Connection;
  connector?: Connector;
  syncs: Sync[];
  isSandbox: boolean;
}

/** One connection of the list: how it is and why, what is left of its allowance, what uses it. */
export function ConnectionCard({ connection, connector, syncs, isSandbox }: ConnectionCardProps) {
  const { t } = useLingui();
  const token = useTokenWords();
  const failed = useFailureWords();
  const said = useStoppedWords();
  const lastSuccess = lastSuccessOf(syncs);
  return (
    <li className="row-span-2 grid grid-rows-subgrid">
      <Link to="/connections/$id" params={{ id: connection.id }} className="row-span-2 grid grid-rows-subgrid gap-y-3 rounded-lg border border-line bg-panel p-4 hover:border-edge/60">
        <div className="flex flex-col gap-3">
          <div className="flex items-start gap-3">
            <SourceMark name={connection.name} size={32} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-semibold">{connection.name}</p>
              <p className="truncate text-xs text-faint">{words(connector?.title) || connection.connector}</p>
            </div>
          </div>
          <span className="flex flex-wrap items-center gap-2">
            <ConnectionHealth connection={connection} lastSuccess={lastSuccess} />
            {isSandbox && <Badge>{t`sandbox`}</Badge>}
            {connection.overlap_until && <Badge tone="warn">{t`old secret ends soon`}</Badge>}
          </span>
          {connection.reason && <p className="line-clamp-2 text-xs text-soft">{failed(said(connection.reason)).text}</p>}
        </div>
        <dl className="grid grid-cols-2 content-start gap-2 border-t border-line pt-3 text-xs">
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
          <div>
            <dt className="text-faint">
              <Trans>Calls today</Trans>
            </dt>
            <dd>
              <CallsToday connection={connection} />
            </dd>
          </div>
          <div>
            <dt className="text-faint">
              <Trans>Token</Trans>
            </dt>
            <dd>{token(connection)}</dd>
          </div>
        </dl>
      </Link>
    </li>
  );
}
