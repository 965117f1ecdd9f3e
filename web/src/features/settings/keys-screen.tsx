import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookOpen, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { type Key, keysQuery, revokeKey } from '@/api/keys';
import { moment } from '@/shared/format';
import { Time } from '@/shared/time';
import { Chip, State } from '@/ui/badge';
import { Button, buttonClasses } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { KeyDialog } from './components/key-dialog';

const SCOPES_SHOWN = 3;

/** Keys of programs: what each may do, when it was used last, and its end. */
export function KeysScreen() {
  const { t } = useLingui();
  const client = useQueryClient();
  const query = useQuery(keysQuery);
  const keys = query.data ?? [];
  const [isNew, setIsNew] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const revoke = useMutation({
    mutationFn: (key: Key) => revokeKey(key.id),
    onSuccess: () => {
      setRevoking(undefined);
      toastDone(t`The key no longer works`);
      void client.invalidateQueries({ queryKey: ['keys'] });
    },
    onError: toastError,
  });
  const add = (
    <Button look="primary" icon={<Plus size={14} />} onClick={() => setIsNew(true)}>
      <Trans>New key</Trans>
    </Button>
  );
  return (
    <Page
      title={t`API and keys`}
      about={t`Programs sign in with keys. Give each program its own, with no more rights than it needs.`}
      actions={
        <>
          <a href="/docs" target="_blank" rel="noreferrer" className={buttonClasses()}>
            <BookOpen size={14} />
            <Trans>Documentation</Trans>
          </a>
          {keys.length > 0 && add}
        </>
      }
    >
      <ListPanel
        query={query}
        empty={
          <Empty icon={<KeyRound size={20} />} title={t`No keys yet`} action={add}>
            <Trans>A key lets a program read and write records through the API.</Trans>
          </Empty>
        }
        label={t`API keys`}
        rows={keys}
        rowKey={(key) => key.id}
        columns={[
          {
            key: 'name',
            title: t`Name`,
            cell: (key) => (
              <>
                <span className="block truncate font-medium">{key.name}</span>
                <code className="font-mono text-xs text-faint">{key.prefix}…</code>
              </>
            ),
          },
          { key: 'state', title: t`State`, cell: (key) => <KeyState state={key} /> },
          {
            key: 'scopes',
            title: t`May`,
            wide: true,
            cell: (key) => (
              <span className="flex flex-wrap gap-1">
                {key.scopes.slice(0, SCOPES_SHOWN).map((scope) => (
                  <Chip key={scope}>{scope}</Chip>
                ))}
                {key.scopes.length > SCOPES_SHOWN && (
                  <span className="text-xs text-faint" title={key.scopes.join(', ')}>
                    +{key.scopes.length - SCOPES_SHOWN}
                  </span>
                )}
              </span>
            ),
          },
          { key: 'used', title: t`Last used`, wide: true, cell: (key) => (key.last_used_at ? <Time at={key.last_used_at} className="text-soft" /> : <span className="text-faint">{t`never`}</span>) },
          { key: 'made', title: t`Made`, wide: true, cell: (key) => <Time at={key.created_at} className="text-soft" /> },
          {
            key: 'act',
            title: <span className="sr-only">{t`Actions`}</span>,
            right: true,
            cell: (key) =>
              !key.revoked_at && (
                <Button size="small" look="quiet" aria-label={t`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                  <Trans>Revoke…</Trans>
                </Button>
              ),
          },
        ]}
      />
      {isNew && <KeyDialog onClose={() => setIsNew(false)} />}
      {revoking && (
        <Confirm
          title={t`Revoke the key “${revoking.name}”?`}
          about={t`Programs that use it are refused at once. This cannot be taken back; make a new key instead.`}
          action={t`Revoke`}
          danger
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Page>
  );
}

function KeyState({ state: key }: { state: Key }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  if (key.revoked_at) return <State tone="neutral">{t`Revoked`}</State>;
  if (key.expires_at && new Date(key.expires_at).valueOf() < now) return <State tone="neutral">{t`Expired`}</State>;
  if (key.expires_at) return <State tone="good">{t`Until ${moment(key.expires_at)}`}</State>;
  return <State tone="good">{t`In use`}</State>;
}
