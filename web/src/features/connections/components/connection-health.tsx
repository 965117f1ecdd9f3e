import { useLingui } from '@lingui/react/macro';
import type { Connection } from '@/api/connections';
import { State } from '@/ui/badge';
import { checkState } from '../model/connection-state';

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
