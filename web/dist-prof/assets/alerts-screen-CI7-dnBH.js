import { u as useLingui, e as useQuery, j as jsxRuntimeExports, L as Link, T as Trans, x as getRouteApi } from "./base-hfMyulGH.js";
import { b as createLucideIcon, aK as State, ai as Empty, Z as Segments, aL as alertsQuery } from "./index-CfIzCVY9.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { u as useAlertWords } from "./alert-words-DCAvLYDr.js";
import { T as Time } from "./time-glN5b9fW.js";
import { F as FilterBar } from "./filters-Bpm8rodp.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import "./answered-Bo19G9Hi.js";
import "./table-BB5PSfqm.js";
const __iconData = {
  name: "bell-off",
  size: 24,
  node: [
    ["path", { d: "M10.268 21a2 2 0 0 0 3.464 0", key: "vwvbt9" }],
    [
      "path",
      {
        d: "M17 17H4a1 1 0 0 1-.74-1.673C4.59 13.956 6 12.499 6 8a6 6 0 0 1 .258-1.742",
        key: "178tsu"
      }
    ],
    ["path", { d: "m2 2 20 20", key: "1ooewy" }],
    ["path", { d: "M8.668 3.01A6 6 0 0 1 18 8c0 2.687.77 4.653 1.707 6.05", key: "1hqiys" }]
  ]
};
__iconData.node;
const BellOff = createLucideIcon(__iconData);
const route = getRouteApi("/app/alerts");
function AlertsScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    show
  } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(alertsQuery(show === "all" ? void 0 : true));
  const syncs = useQuery(syncsQuery);
  const alerts = query.data ?? [];
  const said = useAlertWords();
  const syncOf = (subject) => syncs.data?.find((sync) => subject === `sync:${sync.id}`);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "s4BX3A"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "YJoUql"
    }
  ), bar: /* @__PURE__ */ jsxRuntimeExports.jsx(FilterBar, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
    /*i18n*/
    {
      id: "zW9CLH"
    }
  ), value: show ?? "open", onChange: (next) => void navigate({
    search: {
      show: next === "all" ? "all" : void 0
    }
  }), options: [{
    value: "open",
    label: _t(
      /*i18n*/
      {
        id: "1TNIig"
      }
    )
  }, {
    value: "all",
    label: _t(
      /*i18n*/
      {
        id: "N40H+G"
      }
    )
  }] }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(BellOff, { size: 20 }), title: show === "all" ? _t(
    /*i18n*/
    {
      id: "s0XzVF"
    }
  ) : _t(
    /*i18n*/
    {
      id: "GlfvHX"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "AaK6Ai"
  } }) }), label: _t(
    /*i18n*/
    {
      id: "s4BX3A"
    }
  ), rows: alerts, rowKey: (alert) => alert.id, columns: [{
    key: "state",
    title: _t(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ),
    cell: (alert) => alert.is_open ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t(
      /*i18n*/
      {
        id: "Kz1TxG"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t(
      /*i18n*/
      {
        id: "05VeSx"
      }
    ) })
  }, {
    key: "kind",
    title: _t(
      /*i18n*/
      {
        id: "+YrETt"
      }
    ),
    cell: (alert) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: said(alert.kind) })
  }, {
    key: "about",
    title: _t(
      /*i18n*/
      {
        id: "uyJsf6"
      }
    ),
    cell: (alert) => {
      const sync = syncOf(alert.subject);
      return sync ? /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/syncs/$id", params: {
        id: sync.id
      }, className: "text-accent-ink hover:underline", children: sync.name }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: alert.subject });
    }
  }, {
    key: "since",
    title: _t(
      /*i18n*/
      {
        id: "MEAd9f"
      }
    ),
    wide: true,
    right: true,
    cell: (alert) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: alert.opened_at, className: "text-soft" })
  }, {
    key: "until",
    title: _t(
      /*i18n*/
      {
        id: "zDfdMJ"
      }
    ),
    wide: true,
    right: true,
    cell: (alert) => alert.closed_at ? /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: alert.closed_at, className: "text-soft" }) : ""
  }] }) });
}
export {
  AlertsScreen
};
