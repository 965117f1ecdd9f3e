import { u as useLingui, d as useQueryClient, k as useMutation } from "./base-hfMyulGH.js";
import { c as changeSync } from "./syncs-DezOtluZ.js";
import { G as toastError, H as toastDone } from "./index-CfIzCVY9.js";
function useSaveSync(sync, onSaved, next) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch) => changeSync(sync.id, patch),
    onSuccess: (saved) => {
      client.setQueryData(["syncs", sync.id], saved);
      void client.invalidateQueries({
        queryKey: ["syncs"]
      });
      onSaved?.(saved);
      toastDone(_t(
        /*i18n*/
        {
          id: "lGMCnE",
          values: {
            0: saved.version
          }
        }
      ), next);
    },
    onError: toastError
  });
}
export {
  useSaveSync as u
};
