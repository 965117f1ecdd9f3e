import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2, X } from 'lucide-react';
import { number } from '@/shared/format';
import { Button, IconButton } from '@/ui/button';
import { toastDone, toastError } from '@/ui/toast';
import { keepBulk, runBatch, useLastBulk } from '../model/last-bulk';

/** The last change of many records, above the list, with the way back until somebody puts it away. */
export function UndoLine({ object }: { object: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const bulk = useLastBulk(object);
  const undo = useMutation({
    mutationFn: () => runBatch(object, bulk?.undo ?? []),
    onSuccess: ({ done, failed }) => {
      keepBulk(undefined);
      void client.invalidateQueries({ queryKey: ['records', object] });
      if (done > 0) toastDone(t`${number(done)} are as before`);
      if (failed > 0) toastError(new Error(t`${number(failed)} were changed since by somebody else and stay as they are now.`));
    },
    onError: toastError,
  });
  if (!bulk) return null;
  return (
    <div role="status" className="flex items-center gap-3 border-b border-line bg-hover px-4 py-1.5 text-sm sm:px-6">
      <span className="min-w-0 flex-1 truncate text-soft">{bulk.text}</span>
      <Button size="small" icon={<Undo2 size={13} />} busy={undo.isPending} onClick={() => undo.mutate()}>
        <Trans>Undo</Trans>
      </Button>
      <IconButton size="small" label={t`Keep the change`} onClick={() => keepBulk(undefined)}>
        <X size={14} />
      </IconButton>
    </div>
  );
}
