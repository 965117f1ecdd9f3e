import { e as useQuery, j as jsxRuntimeExports, x as getRouteApi, L as Link, T as Trans, u as useLingui, d as useQueryClient, r as reactExports, k as useMutation } from "./base-hfMyulGH.js";
import { b as createLucideIcon, f as buttonClasses, u as useObject, N as Notice, w as words, au as moment, aG as duration, n as number, G as toastError, B as Button } from "./index-CfIzCVY9.js";
import { i as isWorking, e as cancelImport, f as runQuery } from "./runs-BWbsENiS.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { F as Findings } from "./findings-YPabiz6X.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { R as RunState } from "./run-state-DUmbRvjQ.js";
import { U as UndoRunDialog } from "./undo-run-C1LNDrWS.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { a as Page, P as Panel, F as Facts } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { W as Working, O as Outcome } from "./working-hysPaVq6.js";
import { D as Download } from "./download-Cm3gGPWl.js";
import { U as Undo2 } from "./undo-2-I8cn7RQu.js";
import "./chevron-right-Cmbd0Dta.js";
import "./finding-text-UJ7j62aI.js";
import "./syncs-DezOtluZ.js";
import "./meter-Bj_o0HYA.js";
const __iconData = {
  name: "upload",
  size: 24,
  node: [
    ["path", { d: "M12 3v12", key: "1x0j5s" }],
    ["path", { d: "m17 8-5-5-5 5", key: "7q97r8" }],
    ["path", { d: "M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4", key: "ih7n3h" }]
  ]
};
__iconData.node;
const Upload = createLucideIcon(__iconData);
const route = getRouteApi("/app/imports/$id");
function ImportScreen() {
  const {
    id
  } = route.useParams();
  const query = useQuery(runQuery(id));
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 10, className: "p-6", action: /* @__PURE__ */ jsxRuntimeExports.jsx(AllImports, {}), children: null });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(OneImport, { run: query.data });
}
function AllImports() {
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/imports", className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "9hi1mK"
  } }) });
}
function OneImport({
  run
}) {
  const {
    _: _t
  } = useLingui();
  const object = useObject(run.object ?? "");
  const {
    write
  } = useRights(run.object ?? "");
  const report = run.report ?? {};
  const name = report.file || run.source || `#${run.id}`;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: name, above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/imports", children: _t(
    /*i18n*/
    {
      id: "02i3WU"
    }
  ) }), title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: name }),
    " ",
    /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state })
  ] }), actions: write && /* @__PURE__ */ jsxRuntimeExports.jsx(Actions, { run }), children: [
    run.undone_by && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "bMLMvv"
    } }) }),
    report.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: report.error }),
    isWorking(run) ? /* @__PURE__ */ jsxRuntimeExports.jsx(Working, { run, title: _t(
      /*i18n*/
      {
        id: "RqSvT0"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Outcome, { report }),
    !isWorking(run) && Boolean(report.rejected || report.held) && !run.undone_by && /* @__PURE__ */ jsxRuntimeExports.jsx(Repair, { run, report, canWrite: write }),
    !isWorking(run) && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 xl:grid-cols-[1fr_22rem]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-w-0 flex-col gap-5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
          /*i18n*/
          {
            id: "O+8+CN"
          }
        ), about: _t(
          /*i18n*/
          {
            id: "Jn9gUa"
          }
        ), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Findings, { findings: report.findings ?? [], object }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(UsedMapping, { report, run })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(About, { run, report })
    ] })
  ] });
}
function Actions({
  run
}) {
  const client = useQueryClient();
  const [isUndoing, setIsUndoing] = reactExports.useState(false);
  const stop = useMutation({
    mutationFn: () => cancelImport(run.id),
    onSuccess: () => client.invalidateQueries({
      queryKey: ["run", run.id]
    }),
    onError: toastError
  });
  if (isWorking(run)) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { busy: stop.isPending, onClick: () => stop.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "ygCKqB"
    } }) });
  }
  if (run.undone_by || run.kind !== "import") return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Undo2, { size: 14 }), onClick: () => setIsUndoing(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "hA9/lw"
    } }) }),
    isUndoing && /* @__PURE__ */ jsxRuntimeExports.jsx(UndoRunDialog, { run, onClose: () => setIsUndoing(false) })
  ] });
}
function Repair({
  run,
  report,
  canWrite
}) {
  const {
    _: _t2
  } = useLingui();
  const rejected = report.rejected ?? 0;
  const held = report.held ?? 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    rejected > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t2(
      /*i18n*/
      {
        id: "hIlVpn",
        values: {
          rejected
        }
      }
    ), about: _t2(
      /*i18n*/
      {
        id: "a5l2v+"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("a", { href: `/api/v1/imports/${run.id}/rejected?format=xlsx`, download: true, className: buttonClasses(), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Download, { size: 14 }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "1TyhiR"
        } })
      ] }),
      canWrite && /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/imports/new", search: {
        again: run.id
      }, className: buttonClasses(), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Upload, { size: 14 }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "O8BUW1"
        } })
      ] })
    ] }) }),
    held > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "8hKMvV",
      values: {
        held
      }
    } }) })
  ] });
}
function UsedMapping({
  report,
  run
}) {
  const {
    _: _t3
  } = useLingui();
  const object = useObject(run.object ?? "");
  const rules = report.mapping?.fields ?? [];
  if (rules.length === 0) return null;
  const names = {
    external_id: _t3(
      /*i18n*/
      {
        id: "BYxXAq"
      }
    ),
    updated_at: _t3(
      /*i18n*/
      {
        id: "rmMYiY"
      }
    )
  };
  const label = (to) => names[to] ?? (words(object?.fields.find((field) => field.name === to.split(".")[0])?.label) || to);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t3(
    /*i18n*/
    {
      id: "vsZ47l"
    }
  ), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t3(
    /*i18n*/
    {
      id: "vsZ47l"
    }
  ), rows: rules, rowKey: (rule) => `${String(rule.from)} ${rule.to}`, columns: [{
    key: "from",
    title: _t3(
      /*i18n*/
      {
        id: "WtgDbl"
      }
    ),
    cell: (rule) => [rule.from].flat().join(" + ")
  }, {
    key: "to",
    title: _t3(
      /*i18n*/
      {
        id: "AXjA78"
      }
    ),
    cell: (rule) => label(rule.to)
  }], footer: (report.unmapped_columns ?? []).length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "border-t border-line px-4 py-2 text-xs text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "XksYXp",
    values: {
      0: (report.unmapped_columns ?? []).join(", ")
    }
  } }) }) }) });
}
function About({
  run,
  report
}) {
  const {
    _: _t4
  } = useLingui();
  const actor = useActor();
  const object = useObject(run.object ?? "");
  const noteNames = {
    format: _t4(
      /*i18n*/
      {
        id: "kI1qVD"
      }
    ),
    encoding: _t4(
      /*i18n*/
      {
        id: "o0XA5y"
      }
    ),
    delimiter: _t4(
      /*i18n*/
      {
        id: "WzESQg"
      }
    ),
    header_row: _t4(
      /*i18n*/
      {
        id: "Gfpb85"
      }
    ),
    sheet: _t4(
      /*i18n*/
      {
        id: "5nK0bw"
      }
    ),
    sheets: _t4(
      /*i18n*/
      {
        id: "Rl0iTg"
      }
    ),
    date_order: _t4(
      /*i18n*/
      {
        id: "mDuCKO"
      }
    )
  };
  const formats = {
    csv: _t4(
      /*i18n*/
      {
        id: "L0Hkgi"
      }
    ),
    xlsx: _t4(
      /*i18n*/
      {
        id: "ZdkrcZ"
      }
    ),
    json: "JSON",
    json_lines: _t4(
      /*i18n*/
      {
        id: "BMeICV"
      }
    )
  };
  const notes = (report.notes ?? []).filter((note) => noteNames[note.code]);
  const items = [[_t4(
    /*i18n*/
    {
      id: "W0i24j"
    }
  ), words(object?.label) || run.object], [_t4(
    /*i18n*/
    {
      id: "wdxz7K"
    }
  ), run.source ?? report.source], [_t4(
    /*i18n*/
    {
      id: "JEGlfK"
    }
  ), moment(run.started_at)], [_t4(
    /*i18n*/
    {
      id: "g+0MOn"
    }
  ), actor(run.actor)]];
  if (report.seconds !== void 0) items.push([_t4(
    /*i18n*/
    {
      id: "IIUauz"
    }
  ), duration(report.seconds)]);
  if (report.rows_per_second) items.push([_t4(
    /*i18n*/
    {
      id: "l9wI00"
    }
  ), _t4(
    /*i18n*/
    {
      id: "UdVzcr",
      values: {
        0: number(report.rows_per_second)
      }
    }
  )]);
  for (const note of notes) items.push([noteNames[note.code] ?? note.code, note.detail === "	" ? _t4(
    /*i18n*/
    {
      id: "HuA3RU"
    }
  ) : formats[note.detail] ?? note.detail]);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t4(
    /*i18n*/
    {
      id: "/gbhv7"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items }) });
}
export {
  ImportScreen
};
