import { u as useLingui, e as useQuery, j as jsxRuntimeExports, L as Link, T as Trans, x as getRouteApi } from "./base-hfMyulGH.js";
import { b as createLucideIcon, m as useObjects, al as Plus, f as buttonClasses, w as words, o as Count, n as number, ai as Empty, R as RefreshCw, aJ as problemsOfSync, q as problemsQuery } from "./index-CfIzCVY9.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { u as useFreshness, a as useDirection, s as syncHealth, S as SyncState } from "./sync-state-fvGP1dPO.js";
import { T as Time } from "./time-glN5b9fW.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import { A as ArrowLeft } from "./arrow-left-4PuTVsP2.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
import "./answered-Bo19G9Hi.js";
import "./table-BB5PSfqm.js";
const __iconData = {
  name: "arrow-left-right",
  size: 24,
  node: [
    ["path", { d: "M8 3 4 7l4 4", key: "9rb6wj" }],
    ["path", { d: "M4 7h16", key: "6tx8e3" }],
    ["path", { d: "m16 21 4-4-4-4", key: "siv7j2" }],
    ["path", { d: "M20 17H4", key: "h6l3hr" }]
  ]
};
__iconData.node;
const ArrowLeftRight = createLucideIcon(__iconData);
const route = getRouteApi("/app/syncs");
const order = ["late", "stale", "paused", "waiting", "fresh", "draft", "archived"];
function SyncsScreen() {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(syncsQuery);
  const problems = useQuery(problemsQuery);
  const objects = useObjects();
  const navigate = route.useNavigate();
  const rights = useRights("*");
  const freshness = useFreshness();
  const direction = useDirection();
  const syncs = [...query.data ?? []].sort((one, other) => order.indexOf(syncHealth(one)) - order.indexOf(syncHealth(other)) || one.name.localeCompare(other.name));
  const failing = (sync) => {
    const found = problemsOfSync(problems.data ?? [], sync.id);
    return found.failing + found.held;
  };
  const create = rights.admin && /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/new", className: buttonClasses("primary"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 15 }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "zcQdl2"
    } })
  ] });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "ui8qDt"
    }
  ), actions: create, children: /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RefreshCw, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "GuSK8W"
    }
  ), action: create, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "PgoxUF"
  } }) }), label: _t(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ), rows: syncs, rowKey: (sync) => sync.id, onOpen: (sync) => void navigate({
    to: "/syncs/$id",
    params: {
      id: sync.id
    }
  }), columns: [{
    key: "name",
    title: _t(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ),
    cell: (sync) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: sync.connection, size: 20 }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate font-medium", children: sync.name }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-xs text-faint", children: sync.connection })
      ] })
    ] })
  }, {
    key: "state",
    title: _t(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ),
    cell: (sync) => /* @__PURE__ */ jsxRuntimeExports.jsx(SyncState, { sync })
  }, {
    key: "object",
    title: _t(
      /*i18n*/
      {
        id: "yVfTda"
      }
    ),
    wide: true,
    cell: (sync) => {
      const way = sync.definition.direction;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1.5", title: direction(way), children: [
        way === "out" ? /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowLeft, { size: 13, className: "text-faint" }) : way === "both" ? /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowLeftRight, { size: 13, className: "text-faint" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 13, className: "text-faint" }),
        words(objects.find((object) => object.name === sync.object)?.label) || sync.object
      ] });
    }
  }, {
    key: "fresh",
    title: _t(
      /*i18n*/
      {
        id: "+r/DwW"
      }
    ),
    wide: true,
    cell: (sync) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: freshness(sync) })
  }, {
    key: "next",
    title: _t(
      /*i18n*/
      {
        id: "h4yKYk"
      }
    ),
    wide: true,
    cell: (sync) => sync.next_run_at && sync.state === "live" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: sync.next_run_at, className: "text-soft" }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint/70", children: "–" })
  }, {
    key: "failing",
    title: _t(
      /*i18n*/
      {
        id: "9doLCt"
      }
    ),
    right: true,
    cell: (sync) => {
      const count = failing(sync);
      return count > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Count, { value: number(count), tone: "warn" }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint/70", children: "–" });
    }
  }] }) });
}
export {
  SyncsScreen
};
