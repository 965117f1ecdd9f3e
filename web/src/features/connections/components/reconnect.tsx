import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { changeConnection, checkConnection, type Connection } from '@/api/connections';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { toastError } from '@/ui/toast';
import { RotateDialog } from './rotate-dialog';

/** The way on for a connection that stands still: what it takes depends on why. */
export function Reconnect({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const accept = useMutation({
    mutationFn: async () => {
      await changeConnection(connection.id, { accept_organisation: true });
      return checkConnection(connection.id);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['connections'] });
      setIsOpen(false);
    },
    onError: toastError,
  });
  // What a person paused, a person lets go on: in the menu.
  if (connection.state !== 'paused' || connection.cause === 'person') return null;
  return (
    <>
      <Button icon={<RefreshCw size={14} />} onClick={() => setIsOpen(true)}>
        <Trans>Reconnect…</Trans>
      </Button>
      {isOpen && connection.cause === 'organisation' && (
        <Confirm
          title={t`Is the other organisation the right one?`}
          about={t`Its records would be taken for those of the organisation before. If it is not, correct the settings instead.`}
          action={t`It is the right one`}
          busy={accept.isPending}
          onClose={() => setIsOpen(false)}
          onConfirm={() => accept.mutate()}
        />
      )}
      {isOpen && connection.cause !== 'organisation' && <RotateDialog connection={connection} isReconnect onClose={() => setIsOpen(false)} />}
    </>
  );
}
