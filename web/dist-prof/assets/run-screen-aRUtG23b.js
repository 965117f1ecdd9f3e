import { u as useLingui, j as jsxRuntimeExports, y as useInfiniteQuery, T as Trans, h as useQueries, L as Link, e as useQuery, x as getRouteApi, r as reactExports } from "./base-hfMyulGH.js";
import { b as runRecordsQuery, c as runsOfSyncQuery, a as rejectedOf, w as writtenOf, d as runWritesQuery, i as isWorking, e as cancelImport, f as runQuery } from "./runs-BWbsENiS.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { g as classes, n as number, p as percent, m as useObjects, r as request, D as titleOf, ab as valueText, aF as Badge, u as useObject, au as moment, aG as duration, w as words, N as Notice, f as buttonClasses, at as rawText, B as Button, G as toastError, h as IconButton, aI as LifeBuoy, H as toastDone } from "./index-CfIzCVY9.js";
import { a as useRunSource, u as useRunKind, R as RunState } from "./run-state-DUmbRvjQ.js";
import { U as UndoRunDialog } from "./undo-run-C1LNDrWS.js";
import { A as Answered, M as MoreRows } from "./answered-Bo19G9Hi.js";
import { P as Panel, F as Facts, a as Page, S as Stat } from "./page-D4x0Hjzw.js";
import { P as Progress } from "./meter-Bj_o0HYA.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
import { D as Deltas } from "./deltas-uCm606uL.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { F as Findings } from "./findings-YPabiz6X.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { D as Download } from "./download-Cm3gGPWl.js";
import { U as Undo2 } from "./undo-2-I8cn7RQu.js";
import "./chevron-right-Cmbd0Dta.js";
import "./syncs-DezOtluZ.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
import "./arrow-right-B1ZxghoU.js";
import "./finding-text-UJ7j62aI.js";
const colors = {
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  neutral: "bg-edge/60"
};
function Funnel({
  report
}) {
  const {
    _: _t
  } = useLingui();
  const read = report.read ?? 0;
  const steps = [{
    key: "read",
    label: _t(
      /*i18n*/
      {
        id: "cQlPDN"
      }
    ),
    value: read,
    tone: "accent"
  }, {
    key: "unchanged",
    label: _t(
      /*i18n*/
      {
        id: "uGrC6k"
      }
    ),
    value: report.unchanged ?? 0,
    tone: "neutral"
  }, {
    key: "created",
    label: _t(
      /*i18n*/
      {
        id: "XgrJa7"
      }
    ),
    value: report.created ?? 0,
    tone: "good"
  }, {
    key: "updated",
    label: _t(
      /*i18n*/
      {
        id: "SwE9NH"
      }
    ),
    value: report.updated ?? 0,
    tone: "good"
  }, {
    key: "merged",
    label: _t(
      /*i18n*/
      {
        id: "elPfMK"
      }
    ),
    value: report.merged ?? 0,
    tone: "good"
  }, {
    key: "held",
    label: _t(
      /*i18n*/
      {
        id: "C+yXeh"
      }
    ),
    value: report.held ?? 0,
    tone: "warn"
  }, {
    key: "rejected",
    label: _t(
      /*i18n*/
      {
        id: "ekCRTP"
      }
    ),
    value: report.rejected ?? 0,
    tone: "bad"
  }];
  const most = Math.max(1, ...steps.map((step) => step.value));
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ol", { className: "flex flex-col gap-2", children: steps.map((step) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: classes("grid grid-cols-[9.5rem_1fr_5.5rem] items-center gap-3 text-sm", step.value === 0 && step.key !== "read" && "text-faint"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: step.label }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "h-2 overflow-hidden rounded-full bg-press", children: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: classes("block h-full rounded-full", colors[step.tone]), style: {
      width: `${step.value / most * 100}%`
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "text-right tabular-nums", children: [
      number(step.value),
      " ",
      step.key !== "read" && read > 0 && step.value > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: percent(step.value / read) })
    ] })
  ] }, step.key)) });
}
const NAMED_A_CALL = 100;
function useNames(changes, objects) {
  const object = objects.find((each) => each.name === changes[0]?.object);
  const ids = [...new Set(changes.filter((change) => change.object === object?.name).map((change) => change.record))];
  const groups = Array.from({
    length: Math.ceil(ids.length / NAMED_A_CALL)
  }, (_, index) => ids.slice(index * NAMED_A_CALL, (index + 1) * NAMED_A_CALL));
  return useQueries({
    queries: groups.map((group) => ({
      queryKey: ["records", object?.name ?? "", "names", group],
      queryFn: ({
        signal
      }) => request("GET", `/${object?.name ?? ""}`, {
        query: {
          filter: `id IN (${group.map((id) => `"${id}"`).join(", ")})`,
          limit: NAMED_A_CALL
        },
        signal
      }),
      enabled: object !== void 0,
      staleTime: 6e4
    })),
    combine: (results) => new Map(results.flatMap((result) => result.data?.items ?? []).map((record) => [record.id, titleOf(record, object)]))
  });
}
const tones$1 = {
  create: "good",
  update: "accent",
  delete: "bad",
  restore: "good",
  merge: "accent",
  merged: "neutral",
  unmerge: "accent",
  unmerged: "neutral"
};
function useOperation() {
  const {
    _: _t
  } = useLingui();
  return {
    create: _t(
      /*i18n*/
      {
        id: "Oz0N9s"
      }
    ),
    update: _t(
      /*i18n*/
      {
        id: "US/X0k"
      }
    ),
    delete: _t(
      /*i18n*/
      {
        id: "YulJZd"
      }
    ),
    restore: _t(
      /*i18n*/
      {
        id: "Uj4KIG"
      }
    ),
    merge: _t(
      /*i18n*/
      {
        id: "Q0aPrE"
      }
    ),
    merged: _t(
      /*i18n*/
      {
        id: "7REsCY"
      }
    ),
    unmerge: _t(
      /*i18n*/
      {
        id: "emrm2D"
      }
    ),
    unmerged: _t(
      /*i18n*/
      {
        id: "1OxDen"
      }
    )
  };
}
function RunChanges({
  run
}) {
  const {
    _: _t2
  } = useLingui();
  const query = useInfiniteQuery(runRecordsQuery(run.id));
  const objects = useObjects();
  const changes = query.data?.pages.flatMap((page) => page.items) ?? [];
  const names = useNames(changes, objects);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t2(
    /*i18n*/
    {
      id: "SwE9NH"
    }
  ), flush: true, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 5, className: "p-4", empty: changes.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "VD0Zkx"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: changes.map((change) => /* @__PURE__ */ jsxRuntimeExports.jsx(ChangeLine, { change, known: names.get(change.record), object: objects.find((object) => object.name === change.object) }, change.seq)) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MoreRows, { query })
  ] });
}
function ChangeLine({
  change,
  object,
  known
}) {
  const names = useOperation();
  const title = object?.fields.find((field) => field.name === object.title_field);
  const name = (title ? valueText(title, change.fields[title.name]?.new) : "") || known;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm sm:grid-cols-[5.5rem_14rem_1fr]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: tones$1[change.op], children: names[change.op] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
      object: change.object,
      id: change.record
    }, className: "truncate font-medium hover:underline", children: name || `#${change.record}` }),
    change.op === "update" && Object.keys(change.fields).length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "d1rNsV"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Deltas, { object, fields: change.fields, isNew: change.op === "create" })
  ] });
}
function RunFacts({
  run
}) {
  const {
    _: _t
  } = useLingui();
  const source = useRunSource();
  const actor = useActor();
  const object = useObject(run.object ?? "");
  const report = run.report ?? {};
  const seconds = typeof report.seconds === "number" ? report.seconds : void 0;
  const modes = {
    incremental: _t(
      /*i18n*/
      {
        id: "bpTaGs"
      }
    ),
    full: _t(
      /*i18n*/
      {
        id: "zvpIPU"
      }
    ),
    range: _t(
      /*i18n*/
      {
        id: "4lBVJC"
      }
    ),
    push: _t(
      /*i18n*/
      {
        id: "BkddKi"
      }
    ),
    auto: _t(
      /*i18n*/
      {
        id: "bpTaGs"
      }
    )
  };
  const items = [[_t(
    /*i18n*/
    {
      id: "JEGlfK"
    }
  ), moment(run.started_at)], [_t(
    /*i18n*/
    {
      id: "g+0MOn"
    }
  ), actor(run.actor)]];
  if (seconds !== void 0) items.push([_t(
    /*i18n*/
    {
      id: "IIUauz"
    }
  ), duration(seconds)]);
  if (run.object) items.push([_t(
    /*i18n*/
    {
      id: "W0i24j"
    }
  ), words(object?.label) || run.object]);
  if (typeof report.file === "string" && report.file) items.push([_t(
    /*i18n*/
    {
      id: "J2eKUI"
    }
  ), report.file]);
  if (typeof report.mode === "string") items.push([_t(
    /*i18n*/
    {
      id: "cQlPDN"
    }
  ), modes[report.mode] ?? report.mode]);
  if (run.sync) {
    items.push([_t(
      /*i18n*/
      {
        id: "Nu4DdT"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id", params: {
      id: run.sync
    }, className: "text-accent-ink hover:underline", children: [
      source(run),
      " ",
      typeof report.version === "number" && _t(
        /*i18n*/
        {
          id: "ebF3zu",
          values: {
            0: report.version
          }
        }
      )
    ] })]);
    items.push([_t(
      /*i18n*/
      {
        id: "jaMRmd"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx(Before, { run }, "before")]);
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items });
}
function Before({
  run
}) {
  const {
    data: runs
  } = useQuery(runsOfSyncQuery(run.sync ?? ""));
  const isWriting = (each) => each.report?.read === void 0;
  const before = runs?.find((each) => BigInt(each.id) < BigInt(run.id) && each.kind === run.kind && isWriting(each) === isWriting(run));
  if (!before) return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: "–" });
  const report = before.report ?? {};
  const [read, created, updated, rejected] = [report.read ?? 0, report.created ?? 0, report.updated ?? 0, rejectedOf(report)].map(number);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
    id: before.id
  }, className: "text-accent-ink hover:underline", children: isWriting(before) ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "Tu1Ziy",
    values: {
      0: number(writtenOf(report)),
      rejected
    }
  } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "GYz971",
    values: {
      read,
      created,
      updated,
      rejected
    }
  } }) });
}
function RunFindings({
  run
}) {
  const {
    _: _t
  } = useLingui();
  const object = useObject(run.object ?? "");
  const report = run.report ?? {};
  const findings = Array.isArray(report.findings) ? report.findings : [];
  const notes = Array.isArray(report.notes) ? report.notes : [];
  const rejected = number(report.rejected ?? 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    Boolean(report.rejected) && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", action: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/problems", className: buttonClasses("plain", "small"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "sDWaG7"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "MMh9dp",
      values: {
        rejected
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "O+8+CN"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "m80dw0"
      }
    ), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Findings, { findings, object }) }),
    notes.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "gn1R5G"
      }
    ), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
      /*i18n*/
      {
        id: "gn1R5G"
      }
    ), rows: notes, rowKey: (note) => `${note.code} ${note.detail}`, columns: [{
      key: "code",
      title: _t(
        /*i18n*/
        {
          id: "+YrETt"
        }
      ),
      cell: (note) => note.code.replaceAll("_", " ")
    }, {
      key: "detail",
      title: _t(
        /*i18n*/
        {
          id: "rRDi3Y"
        }
      ),
      cell: (note) => note.detail
    }] }) })
  ] });
}
const tones = {
  created: "good",
  updated: "good",
  deleted: "warn",
  refused: "bad",
  unknown: "warn",
  missing_here: "warn",
  missing_there: "warn",
  different: "warn"
};
function RunWrites({
  run
}) {
  const {
    _: _t
  } = useLingui();
  const query = useInfiniteQuery(runWritesQuery(run.id));
  const writes = query.data?.pages.flatMap((page) => page.items) ?? [];
  const outcomes = {
    created: _t(
      /*i18n*/
      {
        id: "wn8BKW"
      }
    ),
    updated: _t(
      /*i18n*/
      {
        id: "US/X0k"
      }
    ),
    deleted: _t(
      /*i18n*/
      {
        id: "YulJZd"
      }
    ),
    refused: _t(
      /*i18n*/
      {
        id: "UCN21P"
      }
    ),
    unknown: _t(
      /*i18n*/
      {
        id: "HNbpWR"
      }
    ),
    missing_here: _t(
      /*i18n*/
      {
        id: "WLweK7"
      }
    ),
    missing_there: _t(
      /*i18n*/
      {
        id: "GXkvXR"
      }
    ),
    different: _t(
      /*i18n*/
      {
        id: "GKIpg2"
      }
    ),
    planned: _t(
      /*i18n*/
      {
        id: "HqebwZ"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "50QWFK"
    }
  ), flush: true, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 5, className: "p-4", empty: writes.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "uQPw1u"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
      /*i18n*/
      {
        id: "50QWFK"
      }
    ), rows: writes, rowKey: (write) => String(write.number), columns: [{
      key: "outcome",
      title: _t(
        /*i18n*/
        {
          id: "EufvBx"
        }
      ),
      cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: tones[write.outcome] ?? "neutral", children: outcomes[write.outcome] ?? write.outcome })
    }, {
      key: "there",
      title: _t(
        /*i18n*/
        {
          id: "o/I/YC"
        }
      ),
      cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: write.external_id })
    }, {
      key: "here",
      title: _t(
        /*i18n*/
        {
          id: "w80YWM"
        }
      ),
      wide: true,
      cell: (write) => write.record && run.object ? /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/records/$object/$id", params: {
        object: run.object,
        id: write.record
      }, className: "text-accent-ink hover:underline", children: [
        "#",
        write.record
      ] }) : null
    }, {
      key: "values",
      title: _t(
        /*i18n*/
        {
          id: "fXVIZq"
        }
      ),
      cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx(Values, { old: write.old, now: write.new })
    }] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MoreRows, { query })
  ] });
}
function Values({
  old,
  now
}) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(old), ...Object.keys(now)])];
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-0.5 text-xs", children: names.map((name) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "break-words", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: name }),
    " ",
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft line-through", children: rawText(old[name]) }),
    " ",
    rawText(now[name]) || "–"
  ] }, name)) });
}
const PLAIN = ["mode", "outcome", "stage"];
function supportText(run) {
  const {
    report,
    ...about
  } = run;
  const plain = Object.entries(report ?? {}).filter(([name, value]) => typeof value === "number" || typeof value === "boolean" || PLAIN.includes(name));
  const codes = ["findings", "warnings"].map((name) => {
    const all = report?.[name];
    const items = Array.isArray(all) ? all : [];
    return [name, items.map(({
      code,
      field,
      count
    }) => ({
      code,
      field,
      count
    }))];
  });
  return JSON.stringify({
    ...about,
    report: Object.fromEntries([...plain, ...codes])
  }, void 0, 2);
}
const route = getRouteApi("/app/runs/$id");
function RunScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    id
  } = route.useParams();
  const kind = useRunKind();
  const source = useRunSource();
  const query = useQuery(runQuery(id));
  const run = query.data;
  if (!run) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 10, className: "p-6", action: /* @__PURE__ */ jsxRuntimeExports.jsx(AllRuns, {}), children: null });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: `${kind(run.kind, run.report)} ${run.id}`, above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/runs", children: _t(
    /*i18n*/
    {
      id: "Tpm2G9"
    }
  ) }), title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "truncate", children: [
      kind(run.kind, run.report),
      " ",
      source(run)
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state })
  ] }), actions: /* @__PURE__ */ jsxRuntimeExports.jsx(RunActions, { run }), bar: /* @__PURE__ */ jsxRuntimeExports.jsx(RunTabs, { run }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Undone, { run }),
    isWorking(run) && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Working, { run }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-5 lg:grid-cols-[1fr_320px]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "/ARhFz"
        }
      ), children: run.kind === "rollback" ? /* @__PURE__ */ jsxRuntimeExports.jsx(UndoCounts, { report: run.report ?? {} }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Funnel, { report: run.report ?? {} }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "tiC8k1"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(RunFacts, { run }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(RunPart, { run })
  ] });
}
function UndoCounts({
  report
}) {
  const {
    _: _t2
  } = useLingui();
  const count = (name) => number(typeof report[name] === "number" ? report[name] : 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-2 gap-4 sm:grid-cols-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "N7Tu5S"
      }
    ), value: count("reverted") }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "A0oLYr"
      }
    ), value: count("deleted") }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "Us0vaP"
      }
    ), value: count("restored") }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "deDEuV"
      }
    ), value: count("kept") })
  ] });
}
function AllRuns() {
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs", className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "R0NXcY"
  } }) });
}
function RunActions({
  run
}) {
  const {
    _: _t3
  } = useLingui();
  const [undoing, setUndoing] = reactExports.useState(false);
  const report = run.report ?? {};
  const isImport = run.kind === "import";
  const canUndo = !isWorking(run) && !run.undone_by && run.kind !== "import_preview" && run.kind !== "index" && report.dry_run !== true && run.kind !== "reconcile";
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    isImport && Boolean(report.rejected) && /* @__PURE__ */ jsxRuntimeExports.jsxs("a", { href: `/api/v1/imports/${run.id}/rejected?format=xlsx`, download: true, className: buttonClasses(), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Download, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "3CY04W"
      } })
    ] }),
    isWorking(run) && isImport && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => void cancelImport(run.id).catch(toastError), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "ygCKqB"
    } }) }),
    canUndo && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Undo2, { size: 14 }), onClick: () => setUndoing(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tJEyiV"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t3(
      /*i18n*/
      {
        id: "sZgUO9"
      }
    ), onClick: () => void navigator.clipboard.writeText(supportText(run)).then(() => toastDone(_t3(
      /*i18n*/
      {
        id: "XvzZvF"
      }
    )), toastError), children: /* @__PURE__ */ jsxRuntimeExports.jsx(LifeBuoy, { size: 15 }) }),
    undoing && /* @__PURE__ */ jsxRuntimeExports.jsx(UndoRunDialog, { run, onClose: () => setUndoing(false) })
  ] });
}
function Undone({
  run
}) {
  if (run.undone_by) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "Wt9Pfj",
      values: {
        0: run.undone_by
      },
      components: {
        0: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
          id: run.undone_by
        }, className: "font-medium underline" })
      }
    } }) });
  }
  if (run.undoes) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "m5vtGb",
      values: {
        0: run.undoes
      },
      components: {
        0: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
          id: run.undoes
        }, className: "font-medium underline" })
      }
    } }) });
  }
  return null;
}
function Working({
  run
}) {
  const {
    _: _t4
  } = useLingui();
  const progress = run.progress;
  const stages = {
    reading: _t4(
      /*i18n*/
      {
        id: "0oaMjP"
      }
    ),
    clustering: _t4(
      /*i18n*/
      {
        id: "Jusv8R"
      }
    ),
    applying: _t4(
      /*i18n*/
      {
        id: "9IMh86"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-2", "aria-live": "polite", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex justify-between text-sm", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: progress ? stages[progress.stage] : _t4(
        /*i18n*/
        {
          id: "a0Rl/c"
        }
      ) }),
      progress && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft tabular-nums", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "0yQBai",
        values: {
          0: progress?.rows ?? 0
        }
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Progress, { share: progress?.rows_total ? progress.rows / progress.rows_total : null, label: _t4(
      /*i18n*/
      {
        id: "hBcStR"
      }
    ) })
  ] });
}
function useCounts(run) {
  const report = run.report ?? {};
  const findings = Array.isArray(report.findings) ? report.findings.length : 0;
  return {
    findings,
    rejected: report.rejected ?? 0
  };
}
function RunTabs({
  run
}) {
  const {
    _: _t5
  } = useLingui();
  const {
    part = "changes"
  } = route.useSearch();
  const navigate = route.useNavigate();
  const {
    findings,
    rejected
  } = useCounts(run);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t5(
    /*i18n*/
    {
      id: "YHcEgB"
    }
  ), value: part, onChange: (next) => void navigate({
    search: {
      part: next === "changes" ? void 0 : next
    },
    replace: true
  }), tabs: [{
    value: "changes",
    label: _t5(
      /*i18n*/
      {
        id: "SwE9NH"
      }
    )
  }, {
    value: "findings",
    label: _t5(
      /*i18n*/
      {
        id: "O+8+CN"
      }
    ),
    count: findings + (rejected > 0 ? 1 : 0) || void 0,
    tone: rejected > 0 ? "bad" : "warn"
  }, {
    value: "writes",
    label: _t5(
      /*i18n*/
      {
        id: "50QWFK"
      }
    )
  }] });
}
function RunPart({
  run
}) {
  const {
    part = "changes"
  } = route.useSearch();
  if (part === "writes") return /* @__PURE__ */ jsxRuntimeExports.jsx(RunWrites, { run });
  if (part === "findings") return /* @__PURE__ */ jsxRuntimeExports.jsx(RunFindings, { run });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(RunChanges, { run });
}
export {
  RunScreen,
  Working
};
