import { u as useLingui, d as useQueryClient, f as useNavigate, e as useQuery, k as useMutation, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { k as rollbackRun } from "./runs-BWbsENiS.js";
import { G as toastError, H as toastDone, J as Dialog, E as ErrorState, ak as SkeletonLines, n as number, N as Notice, au as moment, B as Button } from "./index-CfIzCVY9.js";
import { S as Stat } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
const KEPT_SHOWN = 50;
function UndoRunDialog({
  run,
  onClose
}) {
  const {
    _: _t
  } = useLingui();
  const actor = useActor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const preview = useQuery({
    queryKey: ["run", run.id, "undo"],
    queryFn: () => rollbackRun(run.id, true),
    staleTime: 0,
    gcTime: 0,
    retry: false
  });
  const undo = useMutation({
    mutationFn: () => rollbackRun(run.id, false),
    onSuccess: (result) => {
      for (const key of ["records", "runs", "run", "imports", "syncs"]) void client.invalidateQueries({
        queryKey: [key]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "EVGpP0"
        }
      ));
      onClose();
      if (result.run_id) void navigate({
        to: "/runs/$id",
        params: {
          id: result.run_id
        }
      });
    },
    onError: toastError
  });
  const plan = preview.data;
  const kept = plan?.changed_since ?? [];
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "QrUr9m"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "LKdpKj"
    }
  ), size: "wide", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy: undo.isPending, disabled: !plan || plan.records === 0, onClick: () => undo.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "nxc76P"
  } }) }), children: preview.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: preview.error, onRetry: () => void preview.refetch(), className: "py-6!" }) : !plan ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 3 }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-2 gap-4 sm:grid-cols-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "Vd7lzB"
        }
      ), value: number(plan.records) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "N7Tu5S"
        }
      ), value: number(plan.reverted) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "A0oLYr"
        }
      ), value: number(plan.deleted) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "Us0vaP"
        }
      ), value: number(plan.restored) })
    ] }),
    plan.records === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "1isy/c"
    } }) }),
    plan.kept > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "n8BRI8",
        values: {
          0: plan.kept
        }
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "rounded-md border border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
        /*i18n*/
        {
          id: "Wb6Qlz"
        }
      ), rows: kept.slice(0, KEPT_SHOWN), rowKey: (row) => `${row.record} ${row.field}`, columns: [{
        key: "record",
        title: _t(
          /*i18n*/
          {
            id: "w80YWM"
          }
        ),
        cell: (row) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: row.record })
      }, {
        key: "field",
        title: _t(
          /*i18n*/
          {
            id: "AXjA78"
          }
        ),
        cell: (row) => row.field
      }, {
        key: "by",
        title: _t(
          /*i18n*/
          {
            id: "g+0MOn"
          }
        ),
        cell: (row) => actor(row.by)
      }, {
        key: "at",
        title: _t(
          /*i18n*/
          {
            id: "0HA38x"
          }
        ),
        cell: (row) => row.at ? moment(row.at) : ""
      }] }) })
    ] })
  ] }) });
}
export {
  UndoRunDialog as U
};
