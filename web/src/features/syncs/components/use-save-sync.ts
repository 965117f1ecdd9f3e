import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Sync } from '@/api/syncs';
import { toastDone, toastError } from '@/ui/toast';
import { type PatchOf, useChangeSync } from './use-change-sync';

interface Saving {
  onSaved?: (saved: Sync) => void;
  /** What was edited is dropped for what somebody else saved. */
  onTheirs?: (current: Sync) => void;
  /** What comes next. */
  next?: { label: string; run: () => void };
}

/**
 * Saves changed rules of a sync, as it was seen, as a new version, and says so. Where somebody else saved meanwhile, `dialog` asks whose
 * rules stay.
 */
export function useSaveSync(sync: Sync, { onSaved, onTheirs, next }: Saving = {}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const show = (now: Sync) => {
    client.setQueryData(['syncs', sync.id], now);
    void client.invalidateQueries({ queryKey: ['syncs'] });
  };
  const { change, dialog } = useChangeSync((current) => {
    show(current);
    onTheirs?.(current);
  });
  const save = useMutation({
    mutationFn: (patchOf: PatchOf) => change(sync, patchOf),
    onSuccess: (saved) => {
      if (!saved) return;
      show(saved);
      onSaved?.(saved);
      toastDone(t`Saved as version ${saved.version}`, next);
    },
    onError: toastError,
  });
  // While the person is asked, nothing is on its way.
  return { save, isSaving: save.isPending && !dialog, dialog };
}
