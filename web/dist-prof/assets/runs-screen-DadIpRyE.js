import { u as useLingui, e as useQuery, y as useInfiniteQuery, j as jsxRuntimeExports, T as Trans, x as getRouteApi } from "./base-hfMyulGH.js";
import { r as runsQuery, w as writtenOf, a as rejectedOf } from "./runs-BWbsENiS.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { aF as Badge, aG as duration, ai as Empty, B as Button, aH as RotateCcwClock, n as number } from "./index-CfIzCVY9.js";
import { u as useRunKind, a as useRunSource, b as useRunStates, R as RunState } from "./run-state-DUmbRvjQ.js";
import { T as Time } from "./time-glN5b9fW.js";
import { F as FilterBar, a as FilterSelect } from "./filters-Bpm8rodp.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import "./answered-Bo19G9Hi.js";
import "./table-BB5PSfqm.js";
const route = getRouteApi("/app/runs");
const KINDS = ["sync", "import", "rollback", "reconcile", "push_back"];
const STATES = ["running", "done", "done_with_rejects", "failed", "paused", "warning", "cancelled"];
function secondsOf(run) {
  if (!run.finished_at) return void 0;
  return (new Date(run.finished_at).valueOf() - new Date(run.started_at).valueOf()) / 1e3;
}
function RunsScreen() {
  const {
    _: _t
  } = useLingui();
  const kind = useRunKind();
  const source = useRunSource();
  const navigate = route.useNavigate();
  const filter = route.useSearch();
  const {
    data: syncs
  } = useQuery(syncsQuery);
  const stateNames = useRunStates();
  const set = (part) => void navigate({
    search: (old) => ({
      ...old,
      ...part
    }),
    replace: true
  });
  const isFiltered = Object.values(filter).some((value) => value !== void 0);
  const query = useInfiniteQuery({
    ...runsQuery(filter),
    refetchInterval: 15e3
  });
  const runs = query.data?.pages.flatMap((page) => page.items) ?? [];
  const report = (run) => run.report ?? {};
  const count = (value) => value ? number(value) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint/70", children: "–" });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "Tpm2G9"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "Vse8Fo"
    }
  ), bar: /* @__PURE__ */ jsxRuntimeExports.jsxs(FilterBar, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "+YrETt"
      }
    ), all: _t(
      /*i18n*/
      {
        id: "knU/SK"
      }
    ), value: filter.kind, choices: KINDS.map((value) => ({
      value,
      label: kind(value)
    })), onChange: (value) => set({
      kind: value
    }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ), all: _t(
      /*i18n*/
      {
        id: "ICBO3X"
      }
    ), value: filter.state, choices: STATES.map((value) => ({
      value,
      label: stateNames[value]
    })), onChange: (value) => set({
      state: STATES.find((each) => each === value)
    }) }),
    syncs && syncs.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "Nu4DdT"
      }
    ), all: _t(
      /*i18n*/
      {
        id: "Y2sIKJ"
      }
    ), value: filter.sync, choices: syncs.map((sync) => ({
      value: sync.id,
      label: sync.name
    })), onChange: (value) => set({
      sync: value
    }) })
  ] }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: isFiltered ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCcwClock, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "dpIC7G"
    }
  ), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => void navigate({
    search: {},
    replace: true
  }), children: _t(
    /*i18n*/
    {
      id: "tXMVN2"
    }
  ) }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCcwClock, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "eOvDHm"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "Ctw/z1"
  } }) }), label: _t(
    /*i18n*/
    {
      id: "Tpm2G9"
    }
  ), rows: runs, rowKey: (run) => run.id, onOpen: (run) => void navigate({
    to: "/runs/$id",
    params: {
      id: run.id
    }
  }), columns: [{
    key: "what",
    title: _t(
      /*i18n*/
      {
        id: "+YrETt"
      }
    ),
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium whitespace-nowrap", children: kind(run.kind, run.report) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate text-soft", children: source(run) }),
        run.undone_by && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t(
          /*i18n*/
          {
            id: "VXRy2B"
          }
        ) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: run.started_at, className: "text-xs text-faint md:hidden" })
    ] })
  }, {
    key: "state",
    title: _t(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ),
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state })
  }, {
    key: "read",
    title: _t(
      /*i18n*/
      {
        id: "cQlPDN"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).read)
  }, {
    key: "created",
    title: _t(
      /*i18n*/
      {
        id: "isRobC"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).created)
  }, {
    key: "updated",
    title: _t(
      /*i18n*/
      {
        id: "cNsIJf"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).updated)
  }, {
    key: "written",
    title: _t(
      /*i18n*/
      {
        id: "MdVk7q"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(writtenOf(report(run)))
  }, {
    key: "rejected",
    title: _t(
      /*i18n*/
      {
        id: "ekCRTP"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => rejectedOf(report(run)) > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-bad", children: count(rejectedOf(report(run))) }) : count(0)
  }, {
    key: "took",
    title: _t(
      /*i18n*/
      {
        id: "IIUauz"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "whitespace-nowrap text-soft", children: secondsOf(run) === void 0 ? "" : duration(secondsOf(run) ?? 0) })
  }, {
    key: "at",
    title: _t(
      /*i18n*/
      {
        id: "JEGlfK"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: run.started_at, className: "whitespace-nowrap text-soft" })
  }] }) });
}
export {
  RunsScreen,
  secondsOf
};
