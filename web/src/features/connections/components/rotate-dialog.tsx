import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { Schemas } from '@/api/client';
import { checkConnection, type Connection, connectorsQuery, rotateConnection } from '@/api/connections';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Select } from '@/ui/form';
import { Notice, SkeletonLines } from '@/ui/states';
import { toastDone } from '@/ui/toast';
import { CheckList } from './check-list';
import { type ConnectionDraft, SettingsForm, usedValues } from './settings-form';

interface RotateDialogProps {
  connection: Connection;
  /** The connection stands still: without a new secret it is only looked at again. */
  isReconnect?: boolean;
  onClose: () => void;
}

/** New secrets, tried before they are used. Where they do not work, the lines of the check say why, and all is as it was. */
export function RotateDialog({ connection, isReconnect, onClose }: RotateDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const form = useId();
  const { data: connectors } = useQuery(connectorsQuery);
  const connector = connectors?.find((each) => each.name === connection.connector);
  const [draft, setDraft] = useState<ConnectionDraft>({ settings: connection.settings as Record<string, unknown>, secrets: {} });
  const [hours, setHours] = useState(24);
  const secrets = connector ? usedValues(connector, draft).secrets : {};
  const hasSecret = Object.keys(secrets).length > 0;
  const rotate = useMutation({
    mutationFn: async (): Promise<{ isGood: boolean; check: Schemas['ConnectionCheck'] }> => {
      if (!hasSecret) {
        const check = await checkConnection(connection.id);
        return { isGood: check.state !== 'failed', check };
      }
      const { rotated, check } = await rotateConnection(connection.id, { secrets, overlap_hours: hours });
      return { isGood: rotated, check };
    },
    onSuccess: ({ isGood }) => {
      void client.invalidateQueries({ queryKey: ['connections'] });
      if (!isGood) return;
      toastDone(isReconnect ? t`It works again` : t`The new secret is in use`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rotate.mutate();
  };
  const ends = [
    { hours: 0, name: t`not at all` },
    { hours: 1, name: t`an hour` },
    { hours: 24, name: t`a day` },
    { hours: 168, name: t`a week` },
  ];
  return (
    <Dialog
      title={isReconnect ? t`Reconnect ${connection.name}` : t`New secret for ${connection.name}`}
      about={isReconnect ? t`Enter the secret anew, or leave it as it is and look again. It goes on when it works.` : t`It is tried first. Only if it works it takes the place of the old one.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} disabled={!isReconnect && !hasSecret} busy={rotate.isPending}>
          {hasSecret ? t`Try and use it` : t`Look again`}
        </Button>
      }
    >
      {!connector ? (
        <SkeletonLines lines={3} />
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <SettingsForm connector={{ ...connector, settings: connector.settings.filter((setting) => setting.secret) }} draft={draft} onChange={setDraft} known={connection.secrets as Record<string, boolean>} />
          {hasSecret && (
            <Field label={t`For calls that the other system makes, the old one counts for`} help={t`So that nothing is lost until the new one is entered everywhere over there.`}>
              <Select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
                {ends.map((end) => (
                  <option key={end.hours} value={end.hours}>
                    {end.name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {rotate.error && <Notice tone="bad">{rotate.error.message}</Notice>}
          {rotate.data && !rotate.data.isGood && (
            <>
              <Notice tone="bad">{hasSecret ? t`The new secret does not work. The old one stays in use.` : t`It does not work yet.`}</Notice>
              <CheckList lines={rotate.data.check.lines} />
            </>
          )}
        </form>
      )}
    </Dialog>
  );
}
