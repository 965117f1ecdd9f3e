import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/errors';
import { changeSettings, settingsQuery } from '@/api/settings';
import { toastDone, toastError } from '@/ui/toast';

/** Saves settings of the installation and says so; faults of single fields are shown by the form. */
export function useSaveSettings(done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeSettings,
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      toastDone(done);
    },
    onError: (error) => {
      if (!(error instanceof ApiError && error.faults.length > 0)) toastError(error);
    },
  });
}
