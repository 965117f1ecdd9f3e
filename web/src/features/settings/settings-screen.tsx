import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { sessionQuery } from '@/api/session';
import { useRights } from '@/shared/use-rights';
import { Page } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { ChannelSettings } from './components/channel-settings';
import { NetworkSettings } from './components/network-settings';
import { OwnSettings } from './components/own-settings';
import { SystemSettings } from './components/system-settings';

const route = getRouteApi('/app/settings');


type SettingsPart = 'alerts' | 'system' | 'network';

export interface SettingsSearch {
  part?: SettingsPart;
}

/** What one chooses for oneself; and, for administrators, how the installation is and what it may do. */
export function SettingsScreen() {
  const { t } = useLingui();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const { admin } = useRights('*');
  const { data: session } = useQuery(sessionQuery);
  const shown = admin ? (part ?? 'own') : 'own';
  return (
    <Page
      title={t`Settings`}
      bar={
        admin && (
          <Tabs
            label={t`Parts of the settings`}
            value={shown}
            onChange={(next) => void navigate({ search: { part: next === 'own' ? undefined : next }, replace: true })}
            tabs={[
              { value: 'own', label: t`You` },
              { value: 'alerts', label: t`Alerts` },
              { value: 'system', label: t`System and backups` },
              { value: 'network', label: t`Network` },
            ]}
          />
        )
      }
    >
      {shown === 'alerts' ? <ChannelSettings /> : shown === 'system' ? <SystemSettings /> : shown === 'network' ? <NetworkSettings /> : session ? <OwnSettings session={session} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}
