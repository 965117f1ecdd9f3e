import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { alertChannelsQuery } from '@/api/alert-channels';
import { listed } from '@/shared/format';
import { useRights } from '@/shared/use-rights';

/** What happens by itself where something fails, and by which ways people hear of it: the same for all syncs. */
export function WhoIsTold() {
  const { t } = useLingui();
  const { admin } = useRights('*');
  const { data } = useQuery({ ...alertChannelsQuery, enabled: admin });
  const ways = listed((data ?? []).filter((channel) => channel.enabled).map((channel) => channel.name));
  return (
    <fieldset className="flex flex-col gap-2 text-sm text-soft">
      <legend className="mb-2 text-sm font-semibold text-ink">{t`When something fails`}</legend>
      <p>
        <Trans>A call that fails is tried again with growing pauses. A record that may pass later is sent up to five times; then it stands under Problems, and the others go on.</Trans>
      </p>
      {admin && data && (
        <p>
          {ways ? <Trans>People are told under Alerts, and by: {ways}.</Trans> : <Trans>People are told under Alerts; no message goes out yet.</Trans>}{' '}
          <Link to="/alerts" className="text-accent-ink underline">
            <Trans>Choose who is told</Trans>
          </Link>
        </p>
      )}
    </fieldset>
  );
}
