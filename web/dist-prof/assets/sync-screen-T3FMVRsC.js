import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, e as useQuery, L as Link, d as useQueryClient, k as useMutation, x as getRouteApi } from "./base-hfMyulGH.js";
import { u as useObject, F as Field, I as Input, B as Button, w as words, aJ as problemsOfSync, n as number, k as Skeleton, T as TriangleExclamationPoint, aK as State, aF as Badge, q as problemsQuery, t as reviewsQuery, aL as alertsQuery, E as ErrorState, ak as SkeletonLines, g as classes, G as toastError, H as toastDone, at as rawText, S as Select, f as buttonClasses, N as Notice, au as moment } from "./index-CfIzCVY9.js";
import { a as syncVersionsQuery, b as syncVersionQuery, c as changeSync, d as syncQuery } from "./syncs-DezOtluZ.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { S as SyncState, u as useFreshness } from "./sync-state-fvGP1dPO.js";
import { T as Time } from "./time-glN5b9fW.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { P as Panel, F as Facts, S as Stat, a as Page } from "./page-D4x0Hjzw.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
import { r as rolloutShare, S as SyncActions } from "./sync-actions-CXi7hkpa.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { r as readDefinition, p as patchOf, R as RulesForm, O as OutgoingForm } from "./rules-form-qjV5iakg.js";
import { u as useSaveSync } from "./use-save-sync-DW1nh4uu.js";
import { c as runsOfSyncQuery, w as writtenOf, a as rejectedOf } from "./runs-BWbsENiS.js";
import { u as useAlertWords } from "./alert-words-DCAvLYDr.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { u as useRunKind, R as RunState } from "./run-state-DUmbRvjQ.js";
import { B as Bars } from "./meter-Bj_o0HYA.js";
import { T as Table } from "./table-BB5PSfqm.js";
import "./chevron-right-Cmbd0Dta.js";
import "./shuffle-DMupKTRt.js";
import "./circle-play-CEKbK2gd.js";
import "./layers-BHdkfCmP.js";
import "./play-D4fSWQvO.js";
import "./ellipsis-DecBRlnO.js";
import "./connections-LupvPEya.js";
import "./arrow-right-B1ZxghoU.js";
function SyncDefinitionPanel({
  sync
}) {
  const {
    _: _t
  } = useLingui();
  const rights = useRights(sync.object);
  const object = useObject(sync.object);
  const before = readDefinition(sync.definition);
  const [draft, setDraft] = reactExports.useState(before);
  const patch = patchOf(before, draft);
  const isChanged = Object.keys(patch).length > 0;
  const save = useSaveSync(sync, (saved) => setDraft(readDefinition(saved.definition)));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 lg:grid-cols-[1fr_320px]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "4EZrJN"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "z7wMma"
      }
    ), actions: rights.admin && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex gap-2", children: [
      isChanged && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => setDraft(before), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "bzSI52"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !isChanged, busy: save.isPending, onClick: () => save.mutate(patch), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "tfDRzk"
      } }) })
    ] }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-6", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "6YtxFj"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: draft.name, onChange: (event) => setDraft({
        ...draft,
        name: event.target.value
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(RulesForm, { definition: draft, onChange: setDraft }),
      draft.direction !== "in" && /* @__PURE__ */ jsxRuntimeExports.jsx(OutgoingForm, { connection: sync.connection_id, definition: draft, onChange: setDraft })
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "bxj38a"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t(
      /*i18n*/
      {
        id: "exyUec"
      }
    ), sync.connection], [_t(
      /*i18n*/
      {
        id: "hou0tP"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "break-all", children: sync.stream })], [_t(
      /*i18n*/
      {
        id: "W0i24j"
      }
    ), words(object?.label) || sync.object], [_t(
      /*i18n*/
      {
        id: "8K3GKB"
      }
    ), draft.source_filter ? /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: draft.source_filter }) : "–"], [_t(
      /*i18n*/
      {
        id: "o7J4JM"
      }
    ), draft.filter ? /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: draft.filter }) : "–"]] }) })
  ] });
}
const HOURS = 24;
const HOUR_MS = 36e5;
function isRehearsed(run) {
  return run.report?.dry_run === true;
}
function SyncOverview({
  sync
}) {
  const {
    data: runs
  } = useQuery(runsOfSyncQuery(sync.id));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Counters, { sync, runs }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-5 lg:grid-cols-[1fr_340px]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stream, { sync, runs }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Chart, { runs })
    ] })
  ] });
}
function Card({
  children,
  link
}) {
  const look = "block rounded-lg border border-line bg-panel p-4";
  return link ? /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { ...link, className: `${look} hover:border-edge/60`, children }) : /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: look, children });
}
function Counters({
  sync,
  runs
}) {
  const {
    _: _t
  } = useLingui();
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const found = problemsOfSync(problems.data ?? [], sync.id);
  const asked = (reviews.data ?? []).filter((review) => review.sync === sync.id).length;
  const waiting = found.held + asked;
  const share = rolloutShare(sync);
  const last = runs?.find((run) => run.report?.read && !isRehearsed(run));
  const report = last?.report ?? {};
  const good = (report.unchanged ?? 0) + (report.created ?? 0) + (report.updated ?? 0) + (report.merged ?? 0);
  const problem = found.ids.length === 1 ? {
    to: "/problems/$id",
    params: {
      id: found.ids[0] ?? ""
    }
  } : {
    to: "/problems"
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-2 gap-3 lg:grid-cols-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Card, { link: last ? {
      to: "/runs/$id",
      params: {
        id: last.id
      }
    } : void 0, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
      /*i18n*/
      {
        id: "EzfPcd"
      }
    ), tone: "good", value: runs ? number(good) : /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "h-6 w-12" }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "x7MpUb"
    } }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Card, { link: last ? {
      to: "/runs/$id",
      params: {
        id: last.id
      }
    } : void 0, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
      /*i18n*/
      {
        id: "GuRdG0"
      }
    ), value: runs ? number(typeof report.excluded === "number" ? report.excluded : 0) : /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "h-6 w-12" }), children: share < 100 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "eL9DHS",
      values: {
        share
      }
    } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "oqR6U5"
    } }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Card, { link: problem, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
      /*i18n*/
      {
        id: "9doLCt"
      }
    ), tone: found.failing > 0 ? "bad" : void 0, value: problems.data ? number(found.failing) : /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "h-6 w-12" }), children: found.failing > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "DdBUEG"
    } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "p0hlpz"
    } }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Card, { link: asked > 0 ? {
      to: "/reviews"
    } : problem, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
      /*i18n*/
      {
        id: "C+yXeh"
      }
    ), tone: waiting > 0 ? "warn" : void 0, value: number(waiting), children: waiting > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "RV6v2v"
    } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "u+OXui"
    } }) }) })
  ] });
}
function Chart({
  runs
}) {
  const {
    _: _t2,
    i18n
  } = useLingui();
  const [now] = reactExports.useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const bars = Array.from({
    length: HOURS
  }, (_, index) => {
    const from = now - (HOURS - 1 - index) * HOUR_MS;
    const mine = (runs ?? []).filter((run) => {
      if (isRehearsed(run)) return false;
      const at = new Date(run.started_at).valueOf();
      return at >= from && at < from + HOUR_MS;
    });
    const sum = (name) => mine.reduce((total, run) => total + (run.report?.[name] ?? 0), 0);
    return {
      label: new Date(from).toLocaleTimeString(i18n.locale, {
        hour: "2-digit",
        minute: "2-digit"
      }),
      value: sum("created") + sum("updated"),
      bad: sum("rejected")
    };
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t2(
    /*i18n*/
    {
      id: "+pqh3x"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "HF96HB"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Bars, { bars, label: _t2(
      /*i18n*/
      {
        id: "+pqh3x"
      }
    ), height: 120 }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-1 flex justify-between text-2xs text-faint", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: bars[0]?.label }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: bars.at(-1)?.label })
    ] })
  ] });
}
function Stream({
  sync,
  runs
}) {
  const {
    _: _t3
  } = useLingui();
  const kind = useRunKind();
  const actor = useActor();
  const said = useAlertWords();
  const {
    data: versions
  } = useQuery(syncVersionsQuery(sync.id));
  const {
    data: alerts
  } = useQuery(alertsQuery());
  const mine = (alerts ?? []).filter((alert) => alert.subject === `sync:${sync.id}`);
  const items = [...(runs ?? []).map((run) => ({
    at: run.started_at,
    run
  })), ...(versions ?? []).map((version) => ({
    at: version.at,
    version
  })), ...mine.map((alert) => ({
    at: alert.opened_at,
    alert
  }))].sort((one, other) => one.at < other.at ? 1 : -1);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t3(
    /*i18n*/
    {
      id: "b5Qs6l"
    }
  ), flush: true, children: [
    !runs && /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "m-4 h-24" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: items.map(({
      run,
      version,
      alert,
      at
    }) => alert ? /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-3 border-t border-line px-4 py-2 text-sm first:border-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 14, className: alert.is_open ? "shrink-0 text-bad" : "shrink-0 text-faint", "aria-hidden": true }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1", children: said(alert.kind) }),
      alert.is_open ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t3(
        /*i18n*/
        {
          id: "Kz1TxG"
        }
      ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t3(
        /*i18n*/
        {
          id: "05VeSx"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at, className: "w-20 text-right text-xs text-faint" })
    ] }, `a${alert.id}`) : run ? /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line first:border-0", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/runs/$id", params: {
      id: run.id
    }, className: "flex items-center gap-3 px-4 py-2 text-sm hover:bg-hover", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: kind(run.kind, run.report) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(RunCounts, { run }),
      run.undone_by && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t3(
        /*i18n*/
        {
          id: "VXRy2B"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at, className: "w-20 text-right text-xs text-faint" })
    ] }) }, `r${run.id}`) : version && /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-3 border-t border-line px-4 py-2 text-sm first:border-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "O3xIGx",
        values: {
          0: version.version,
          1: actor(version.actor)
        }
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at, className: "w-20 text-right text-xs text-faint" })
    ] }, `v${version.version}`)) })
  ] });
}
function RunCounts({
  run
}) {
  const report = run.report ?? {};
  const read = number(report.read ?? 0);
  const created = number(report.created ?? 0);
  const updated = number(report.updated ?? 0);
  const written = number(writtenOf(report));
  const refused = rejectedOf(report);
  return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate text-xs text-faint tabular-nums", children: report.read !== void 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "xdTbJI",
    values: {
      read,
      created,
      updated
    }
  } }) : writtenOf(report) + refused > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "i4JN4e",
    values: {
      0: number(refused),
      written
    }
  } }) });
}
function SyncVersions({
  sync
}) {
  const {
    _: _t
  } = useLingui();
  const actor = useActor();
  const query = useQuery(syncVersionsQuery(sync.id));
  const [chosen, setChosen] = reactExports.useState(sync.version);
  if (query.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() });
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 5 });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-5 lg:grid-cols-[320px_1fr]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "IYNSdp"
      }
    ), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: query.data.map((version) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", "aria-pressed": chosen === version.version, onClick: () => setChosen(version.version), className: classes("flex w-full items-center gap-2 px-4 py-2 text-left text-sm hover:bg-hover", chosen === version.version && "bg-accent-ground"), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium whitespace-nowrap", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "YYdC3A",
        values: {
          0: version.version
        }
      } }) }),
      version.version === sync.version && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: "good", children: _t(
        /*i18n*/
        {
          id: "YwzE9K"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex-1" }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "truncate text-xs text-faint", children: [
        actor(version.actor),
        " · ",
        /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: version.at })
      ] })
    ] }) }, version.version)) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(VersionDiff, { sync, version: chosen, others: query.data.map((each) => each.version).filter((each) => each !== chosen) }, chosen)
  ] });
}
function VersionDiff({
  sync,
  version,
  others
}) {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const rights = useRights(sync.object);
  const [against, setAgainst] = reactExports.useState();
  const query = useQuery(syncVersionQuery(sync.id, version, against));
  const restore = useMutation({
    mutationFn: (definition) => {
      const gone = Object.keys(sync.definition).filter((name) => !(name in definition));
      return changeSync(sync.id, {
        ...Object.fromEntries(gone.map((name) => [name, null])),
        ...definition
      });
    },
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["syncs"]
      });
      toastDone(_t2(
        /*i18n*/
        {
          id: "sAD3xB",
          values: {
            version
          }
        }
      ));
    },
    onError: toastError
  });
  const found = query.data;
  const title = found?.against ? _t2(
    /*i18n*/
    {
      id: "+11t8p",
      values: {
        0: found.against,
        version
      }
    }
  ) : _t2(
    /*i18n*/
    {
      id: "LcLBP8",
      values: {
        version
      }
    }
  );
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title, flush: true, actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    others.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { "aria-label": _t2(
      /*i18n*/
      {
        id: "EU0ulS"
      }
    ), className: "h-7 w-44! text-xs", value: against ?? "", onChange: (event) => setAgainst(event.target.value === "" ? void 0 : Number(event.target.value)), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t2(
        /*i18n*/
        {
          id: "8aRigy"
        }
      ) }),
      others.map((other) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: other, children: _t2(
        /*i18n*/
        {
          id: "e2Bl8l",
          values: {
            other
          }
        }
      ) }, other))
    ] }),
    rights.admin && found && version !== sync.version && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", busy: restore.isPending, onClick: () => restore.mutate(found.definition), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "VIpPsk"
    } }) })
  ] }), children: query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : !found ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 4, className: "p-4" }) : found.changes.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: found.against ? _t2(
    /*i18n*/
    {
      id: "NE6i+/"
    }
  ) : _t2(
    /*i18n*/
    {
      id: "x02gCT"
    }
  ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: title, rows: found.changes, rowKey: (change) => change.pointer, columns: [{
    key: "where",
    title: _t2(
      /*i18n*/
      {
        id: "oAN4H/"
      }
    ),
    cell: (change) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all", children: change.pointer.replace(/^\//, "").replaceAll("/", " › ") })
  }, {
    key: "old",
    title: _t2(
      /*i18n*/
      {
        id: "EmSrGB"
      }
    ),
    cell: (change) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all text-soft", children: rawText(change.old) || "–" })
  }, {
    key: "new",
    title: _t2(
      /*i18n*/
      {
        id: "NawEr2"
      }
    ),
    cell: (change) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all", children: rawText(change.new) || "–" })
  }] }) });
}
const route = getRouteApi("/app/syncs/$id");
function SyncScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    id
  } = route.useParams();
  const {
    part
  } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(syncQuery(id));
  const sync = query.data;
  if (!sync) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 10, className: "p-6", action: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/syncs", className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "Y2sIKJ"
  } }) }), children: null });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: sync.name, above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/syncs", children: _t(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ) }), title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap items-center gap-x-2.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: sync.name }),
    " ",
    /* @__PURE__ */ jsxRuntimeExports.jsx(SyncState, { sync })
  ] }), about: /* @__PURE__ */ jsxRuntimeExports.jsx(StateLine, { sync }), actions: /* @__PURE__ */ jsxRuntimeExports.jsx(SyncActions, { sync }), bar: /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t(
    /*i18n*/
    {
      id: "i1BdVe"
    }
  ), value: part ?? "overview", onChange: (next) => void navigate({
    search: {
      part: next === "overview" ? void 0 : next
    },
    replace: true
  }), tabs: [{
    value: "overview",
    label: _t(
      /*i18n*/
      {
        id: "6/dCYd"
      }
    )
  }, {
    value: "definition",
    label: _t(
      /*i18n*/
      {
        id: "4EZrJN"
      }
    )
  }, {
    value: "versions",
    label: _t(
      /*i18n*/
      {
        id: "IYNSdp"
      }
    )
  }] }), children: [
    sync.state === "paused" && /* @__PURE__ */ jsxRuntimeExports.jsx(Stopped, { sync }),
    sync.state === "draft" && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "accent", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "+VAjgQ"
    } }) }),
    part === "definition" ? /* @__PURE__ */ jsxRuntimeExports.jsx(SyncDefinitionPanel, { sync }) : part === "versions" ? /* @__PURE__ */ jsxRuntimeExports.jsx(SyncVersions, { sync }) : /* @__PURE__ */ jsxRuntimeExports.jsx(SyncOverview, { sync })
  ] });
}
function Stopped({
  sync
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    data: reviews
  } = useQuery(reviewsQuery());
  const asked = reviews?.find((review) => review.sync === sync.id);
  if (!asked) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "wQlmnX",
      values: {
        0: sync.reason ?? _t2(
          /*i18n*/
          {
            id: "ARKMvJ"
          }
        )
      }
    } }) });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap items-center justify-between gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "o/jL58"
    } }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/reviews", search: {
      id: asked.id
    }, className: buttonClasses("plain", "small"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "4xBHUg"
    } }) })
  ] }) });
}
function StateLine({
  sync
}) {
  const {
    _: _t3
  } = useLingui();
  const freshness = useFreshness();
  const next = sync.next_run_at;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap gap-x-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: freshness(sync) }),
    next && sync.state === "live" && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { title: moment(next), children: [
      _t3(
        /*i18n*/
        {
          id: "vQimKY"
        }
      ),
      " ",
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: next })
    ] })
  ] });
}
export {
  SyncScreen
};
