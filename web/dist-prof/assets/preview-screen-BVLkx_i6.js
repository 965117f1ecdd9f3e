import { u as useLingui, d as useQueryClient, r as reactExports, e as useQuery, k as useMutation, j as jsxRuntimeExports, T as Trans, L as Link, x as getRouteApi } from "./base-hfMyulGH.js";
import { u as useObject, G as toastError, H as toastDone, E as ErrorState, ak as SkeletonLines, M as Confirm, Z as Segments, B as Button, aM as RotateCw, f as buttonClasses } from "./index-CfIzCVY9.js";
import { d as syncQuery, e as actOnSync, f as applySync, p as previewSync } from "./syncs-DezOtluZ.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import { P as PreviewBody } from "./preview-body-3P3M2NCn.js";
import { r as rolloutShare } from "./sync-actions-CXi7hkpa.js";
import { S as Shuffle } from "./shuffle-DMupKTRt.js";
import "./chevron-right-Cmbd0Dta.js";
import "./deltas-uCm606uL.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
import "./arrow-right-B1ZxghoU.js";
import "./table-BB5PSfqm.js";
import "./tabs-jHo774Z_.js";
import "./circle-play-CEKbK2gd.js";
import "./layers-BHdkfCmP.js";
import "./play-D4fSWQvO.js";
import "./ellipsis-DecBRlnO.js";
const route = getRouteApi("/app/syncs/$id/preview");
function PreviewScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    id
  } = route.useParams();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [mode, setMode] = reactExports.useState("auto");
  const [asking, setAsking] = reactExports.useState(false);
  const {
    data: sync
  } = useQuery({
    ...syncQuery(id),
    refetchInterval: false
  });
  const object = useObject(sync?.object ?? "");
  const rights = useRights(sync?.object ?? "");
  const preview = useQuery({
    queryKey: ["syncs", id, "preview", mode, sync?.version],
    queryFn: () => previewSync(id, mode === "full" ? {
      mode
    } : {}),
    enabled: sync !== void 0,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false
  });
  const plan = preview.data?.plan;
  const apply = useMutation({
    mutationFn: async () => {
      if (sync?.state === "draft") await actOnSync(id, "go-live");
      return plan ? applySync(id, plan) : {
        runs: []
      };
    },
    onSuccess: ({
      runs
    }) => {
      setAsking(false);
      for (const key of ["syncs", "runs", "records"]) void client.invalidateQueries({
        queryKey: [key]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "fXMUco"
        }
      ));
      const first = runs[0];
      void (first ? navigate({
        to: "/runs/$id",
        params: {
          id: first
        }
      }) : navigate({
        to: "/syncs/$id",
        params: {
          id
        }
      }));
    },
    onError: (error) => {
      setAsking(false);
      toastError(error);
    }
  });
  const share = sync ? rolloutShare(sync) : 100;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: _t(
    /*i18n*/
    {
      id: "TSIucq",
      values: {
        0: sync?.name ?? ""
      }
    }
  ), above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/syncs/$id", params: {
    id
  }, children: sync?.name }), title: _t(
    /*i18n*/
    {
      id: "rdUucN"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "DE0Kkq"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "SiOyg5"
      }
    ), value: mode, onChange: setMode, options: [{
      value: "auto",
      label: _t(
        /*i18n*/
        {
          id: "a5zD9f"
        }
      )
    }, {
      value: "full",
      label: _t(
        /*i18n*/
        {
          id: "wqF3jl"
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 14 }), busy: preview.isFetching, onClick: () => void preview.refetch(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "b/7DUT"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id/mapping", params: {
      id
    }, className: buttonClasses(), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Shuffle, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "5vkngA"
      } })
    ] }),
    rights.admin && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !plan || preview.isFetching, busy: apply.isPending, onClick: () => setAsking(true), children: sync?.state === "draft" ? _t(
      /*i18n*/
      {
        id: "NMx68J",
        values: {
          share
        }
      }
    ) : _t(
      /*i18n*/
      {
        id: "kpYCap",
        values: {
          share
        }
      }
    ) })
  ] }), children: [
    preview.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: preview.error, onRetry: () => void preview.refetch() }) : !preview.data || !object ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 10 }) : /* @__PURE__ */ jsxRuntimeExports.jsx(PreviewBody, { preview: preview.data, object }),
    asking && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: sync?.state === "draft" ? _t(
      /*i18n*/
      {
        id: "Zj9tje",
        values: {
          share
        }
      }
    ) : _t(
      /*i18n*/
      {
        id: "V4hYr2"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "p/WNaQ"
      }
    ), action: sync?.state === "draft" ? _t(
      /*i18n*/
      {
        id: "2qtCQl"
      }
    ) : _t(
      /*i18n*/
      {
        id: "DB8zMK"
      }
    ), busy: apply.isPending, onClose: () => setAsking(false), onConfirm: () => apply.mutate() })
  ] });
}
export {
  PreviewScreen
};
