import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeConnection, checkConnection, type Connection, connectorsQuery } from '@/api/connections';
import { ApiError } from '@/api/errors';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { Field, Input } from '@/ui/form';
import { Notice, SkeletonLines } from '@/ui/states';
import { toastDone } from '@/ui/toast';
import { type ConnectionDraft, SettingsForm, usedValues } from './settings-form';

/** Changes settings and secrets of a connection. Secrets are never shown; a new one replaces the old. */
export function EditConnection({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: connectors } = useQuery(connectorsQuery);
  const connector = connectors?.find((each) => each.name === connection.connector);
  const [name, setName] = useState(connection.name);
  const [draft, setDraft] = useState<ConnectionDraft>({ settings: connection.settings as Record<string, unknown>, secrets: {} });
  const save = useMutation({
    mutationFn: async () => {
      const values = connector ? usedValues(connector, draft) : { settings: {}, secrets: {} };
      const gone = Object.keys(connection.settings as object).filter((each) => !(each in values.settings));
      const saved = await changeConnection(connection.id, { name: name.trim(), settings: { ...values.settings, ...Object.fromEntries(gone.map((each) => [each, null])) }, secrets: values.secrets });
      await checkConnection(connection.id).catch(() => undefined);
      return saved;
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['connections'] });
      toastDone(t`Saved and checked`);
      onClose();
    },
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const byName = Object.fromEntries(faults.map((fault) => [fault.pointer.split('/').at(-1) ?? '', fault.detail]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      title={t`Settings of ${connection.name}`}
      about={t`When the address of the system changes, the secrets have to be entered again.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="edit-connection" busy={save.isPending}>
          <Trans>Save and check</Trans>
        </Button>
      }
    >
      {!connector ? (
        <SkeletonLines lines={4} />
      ) : (
        <form id="edit-connection" onSubmit={submit} className="flex flex-col gap-4">
          <Field label={t`Name`} error={byName.name} required>
            <Input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <SettingsForm connector={connector} draft={draft} onChange={setDraft} known={connection.secrets as Record<string, boolean>} faults={byName} />
          {save.error && <Notice tone="bad">{errorSentence(save.error)}</Notice>}
        </form>
      )}
    </Dialog>
  );
}
