import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeSync, type Sync } from '@/api/syncs';
import { toastDone, toastError } from '@/ui/toast';

/** Saves changed rules of a sync as a new version, and says so, optionally with what comes next. */
export function useSaveSync(sync: Sync, onSaved?: (saved: Sync) => void, next?: { label: string; run: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: Record<string, unknown>) => changeSync(sync.id, patch),
    onSuccess: (saved) => {
      client.setQueryData(['syncs', sync.id], saved);
      void client.invalidateQueries({ queryKey: ['syncs'] });
      onSaved?.(saved);
      toastDone(t`Saved as version ${saved.version}`, next);
    },
    onError: toastError,
  });
}
