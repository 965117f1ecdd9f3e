import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { createKey } from '@/api/keys';
import { useObjects } from '@/api/objects';
import { words } from '@/shared/locale';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Input, Segments, Select } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';

const DAY_MS = 86_400_000;

type Rights = 'read' | 'write' | 'admin' | 'some';

/** Makes a key and shows it once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const objects = useObjects();
  const [name, setName] = useState('');
  const [rights, setRights] = useState<Rights>('read');
  const [some, setSome] = useState<string[]>([]);
  const [days, setDays] = useState('');
  const scopes = { read: ['*:read'], write: ['*:read', '*:write'], admin: ['admin'], some }[rights];
  const make = useMutation({
    mutationFn: () => createKey({ name: name.trim(), scopes, expires_at: days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
    onError: toastError,
  });
  const toggle = (scope: string) => setSome((old) => (old.includes(scope) ? old.filter((each) => each !== scope) : [...old, scope]));
  const made = make.data;
  if (made) {
    return (
      <Dialog
        title={t`The key “${made.name}”`}
        about={t`Copy it now: it is shown this once and kept nowhere.`}
        onClose={onClose}
        cancel={null}
        action={
          <Button look="primary" onClick={onClose}>
            <Trans>I have kept it</Trans>
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <div className="flex gap-2">
            <Input readOnly aria-label={t`The key`} value={made.key} className="font-mono" onFocus={(event) => event.target.select()} />
            <Button icon={<Copy size={14} />} onClick={() => void navigator.clipboard.writeText(made.key).then(() => toastDone(t`Key copied`), toastError)}>
              <Trans>Copy</Trans>
            </Button>
          </div>
          <Notice>
            <Trans>Programs send it as: Authorization: Bearer {made.prefix}…</Trans>
          </Notice>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t`New key`}
      onClose={onClose}
      action={
        <Button look="primary" disabled={name.trim() === '' || scopes.length === 0} busy={make.isPending} onClick={() => make.mutate()}>
          <Trans>Make the key</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t`Name`} help={t`Which program uses it, so that it can be revoked alone.`} required>
          <Input autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="flex flex-col gap-2">
          <p className="text-xs font-medium text-soft">
            <Trans>What it may do</Trans>
          </p>
          <Segments
            label={t`What it may do`}
            value={rights}
            onChange={setRights}
            options={[
              { value: 'read', label: t`Read all` },
              { value: 'write', label: t`Read and write all` },
              { value: 'some', label: t`Choose` },
              { value: 'admin', label: t`Administer` },
            ]}
          />
          {rights === 'admin' && (
            <Notice tone="warn">
              <Trans>An administrator's key may do everything: also make keys, change objects and connections.</Trans>
            </Notice>
          )}
          {rights === 'some' && (
            <ul className="grid max-h-64 gap-x-6 gap-y-1.5 overflow-auto rounded-md border border-line p-3 sm:grid-cols-2">
              {objects.map((object) => (
                <li key={object.name} className="flex items-center justify-between gap-3 text-sm">
                  <span className="truncate">{words(object.label)}</span>
                  <span className="flex gap-3">
                    <Checkbox aria-label={t`Read ${words(object.label)}`} checked={some.includes(`${object.name}:read`)} onChange={() => toggle(`${object.name}:read`)}>
                      <Trans>read</Trans>
                    </Checkbox>
                    <Checkbox aria-label={t`Write ${words(object.label)}`} checked={some.includes(`${object.name}:write`)} onChange={() => toggle(`${object.name}:write`)}>
                      <Trans>write</Trans>
                    </Checkbox>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Field label={t`Works for`}>
          <Select value={days} onChange={(event) => setDays(event.target.value)}>
            <option value="">{t`no end`}</option>
            <option value="30">{t`30 days`}</option>
            <option value="90">{t`90 days`}</option>
            <option value="365">{t`a year`}</option>
          </Select>
        </Field>
      </div>
    </Dialog>
  );
}
