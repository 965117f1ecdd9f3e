import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { endSession, type PersonSession, sessionsQuery } from '@/api/people';
import { useKeepPreferences } from '@/api/preferences';
import type { Session } from '@/api/session';
import { LanguageSelect } from '@/shared/language-select';
import { chooseLanguage } from '@/shared/locale';
import { PasswordForm } from '@/shared/password-form';
import { setTheme, type Theme, useTheme } from '@/shared/theme';
import { Time } from '@/shared/time';
import { Answered } from '@/ui/answered';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field, Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';

/** Language and looks, password, and where one is signed in. */
export function OwnSettings({ session }: { session: Session }) {
  const { t } = useLingui();
  return (
    <>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Looks />
        <Panel title={t`Password`} about={session.person.has_password ? t`When it is changed, all other sessions end.` : t`You have none yet: without one you need a new link each time.`}>
          <PasswordForm session={session} />
        </Panel>
      </div>
      <Sessions />
    </>
  );
}

function Looks() {
  const { t, i18n } = useLingui();
  const router = useRouter();
  const keep = useKeepPreferences();
  const theme = useTheme();
  return (
    <Panel title={t`Language and appearance`} about={t`They hold on all your devices.`}>
      <div className="flex flex-col gap-4">
        <Field label={t`Language`} className="max-w-xs">
          <LanguageSelect
              value={i18n.locale}
            onChange={(language) => {
              keep({ language });
              void chooseLanguage(language).then(() => router.invalidate());
            }}
          />
        </Field>
        <div className="flex flex-col gap-1">
          <span className="text-xs font-medium text-soft">{t`Appearance`}</span>
          <Segments<Theme>
            label={t`Appearance`}
            value={theme}
            onChange={(next) => {
              keep({ theme: next });
              setTheme(next);
            }}
            options={[
              { value: 'system', label: t`As the system` },
              { value: 'light', label: t`Light` },
              { value: 'dark', label: t`Dark` },
            ]}
          />
        </div>
      </div>
    </Panel>
  );
}

const browsers = /(Edg|OPR|Firefox|Chrome|Safari)[/ ]/;
const systems = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/;
const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };

/** The browser and system of a user agent, as people call them. */
function agentName(agent: string): string {
  const parts = [browsers.exec(agent)?.[1], systems.exec(agent)?.[1]].flatMap((part) => (part ? [names[part] ?? part] : []));
  return parts.join(' · ') || agent || '–';
}

function Sessions() {
  const { t } = useLingui();
  const client = useQueryClient();
  const query = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (one: PersonSession) => endSession(one.id),
    onSuccess: () => {
      toastDone(t`The session has ended`);
      void client.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: toastError,
  });
  const ways = { password: t`by password`, link: t`by a link`, setup: t`at the first start` };
  return (
    <Panel title={t`Where you are signed in`} about={t`End what you do not know, and change your password.`} flush>
      {!query.data ? (
        <Answered query={query} lines={3} className="p-4">{null}</Answered>
      ) : (
        <Table
          label={t`Sessions`}
          rows={query.data}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'agent',
              title: t`Browser`,
              cell: (one) => (
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium" title={one.agent}>
                    {agentName(one.agent)}
                  </span>
                  {one.current && <Badge tone="accent">{t`this one`}</Badge>}
                </span>
              ),
            },
            { key: 'address', title: t`Address`, wide: true, cell: (one) => <code className="font-mono text-xs text-soft">{one.address}</code> },
            { key: 'way', title: t({ message: 'Signed in', context: 'way' }), wide: true, cell: (one) => <span className="text-soft">{ways[one.way]}</span> },
            { key: 'seen', title: t`Last seen`, right: true, cell: (one) => <Time at={one.seen_at} className="whitespace-nowrap text-soft" /> },
            {
              key: 'act',
              title: <span className="sr-only">{t`Actions`}</span>,
              right: true,
              cell: (one) =>
                !one.current && (
                  <Button size="small" look="quiet" aria-label={t`End the session ${agentName(one.agent)}`} busy={end.isPending && end.variables.id === one.id} onClick={() => end.mutate(one)}>
                    <Trans>End</Trans>
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
