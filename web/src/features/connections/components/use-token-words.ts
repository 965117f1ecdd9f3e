import { useLingui } from '@lingui/react/macro';
import type { Connection } from '@/api/connections';
import { moment } from '@/shared/format';

/** What is known of the token of a connection, in words. */
export function useTokenWords(): (connection: Connection) => string {
  const { t } = useLingui();
  return ({ token, state }) => {
    if (!token) return t`none kept`;
    if (!token.expires_at) return t`does not end`;
    if (Date.parse(token.expires_at) > Date.now()) return t`good until ${moment(token.expires_at)}, renews itself`;
    return state === 'active' ? t`is renewed with the next call` : t`ended ${moment(token.expires_at)}`;
  };
}
