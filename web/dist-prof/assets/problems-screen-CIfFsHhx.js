import { u as useLingui, r as reactExports, e as useQuery, j as jsxRuntimeExports, T as Trans, x as getRouteApi, L as Link } from "./base-hfMyulGH.js";
import { b as createLucideIcon, m as useObjects, E as ErrorState, ak as SkeletonLines, ai as Empty, Z as Segments, w as words, n as number, aF as Badge, aK as State, q as problemsQuery, aZ as peopleQuery } from "./index-CfIzCVY9.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { T as Time } from "./time-glN5b9fW.js";
import { F as FilterBar, a as FilterSelect } from "./filters-Bpm8rodp.js";
import { B as Bars } from "./meter-Bj_o0HYA.js";
import { a as Page, P as Panel } from "./page-D4x0Hjzw.js";
import { i as isSnoozed } from "./care-PcGO0dzP.js";
import { C as ChevronRight } from "./chevron-right-Cmbd0Dta.js";
const __iconData = {
  name: "circle-check-big",
  size: 24,
  node: [
    ["path", { d: "M21.801 10A10 10 0 1 1 17 3.335", key: "yps3ct" }],
    ["path", { d: "m9 11 3 3L22 4", key: "1pflzl" }]
  ],
  aliases: ["check-circle"]
};
__iconData.node;
const CircleCheckBig = createLucideIcon(__iconData);
const route = getRouteApi("/app/problems");
const DAY_MS = 864e5;
const TREND_DAYS = 14;
function lastDays(trend) {
  const newest = trend.map((each) => each.day).sort().at(-1);
  if (!newest || trend.length < 2) return [];
  const days = Array.from({
    length: TREND_DAYS
  }, (_, index) => new Date(new Date(newest).valueOf() - (TREND_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10));
  return days.map((day) => trend.find((each) => each.day === day) ?? {
    day,
    count: 0
  });
}
function ProblemsScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    object,
    source,
    show
  } = route.useSearch();
  const [now] = reactExports.useState(() => Date.now());
  const navigate = route.useNavigate();
  const query = useQuery(problemsQuery);
  const all = query.data ?? [];
  const waiting = all.filter((group) => isSnoozed(group, now)).length;
  const shown = all.filter((group) => isSnoozed(group, now) === (show === "waiting") && (!object || group.object === object) && (source === void 0 || group.source === source));
  const total = shown.reduce((sum, group) => sum + group.count, 0);
  const objects = useObjects();
  const sources = [...new Set(all.map((group) => group.source))];
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "OXdGnd"
    }
  ), about: query.data && all.length > 0 ? _t(
    /*i18n*/
    {
      id: "z1dG7S",
      values: {
        total
      }
    }
  ) : _t(
    /*i18n*/
    {
      id: "/oX+SI"
    }
  ), bar: (all.length > 1 || waiting > 0) && /* @__PURE__ */ jsxRuntimeExports.jsxs(FilterBar, { children: [
    (waiting > 0 || show) && /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "qX5uV/"
      }
    ), value: show ?? "open", onChange: (next) => void navigate({
      search: (old) => ({
        ...old,
        show: next === "waiting" ? "waiting" : void 0
      })
    }), options: [{
      value: "open",
      label: _t(
        /*i18n*/
        {
          id: "1TNIig"
        }
      )
    }, {
      value: "waiting",
      label: _t(
        /*i18n*/
        {
          id: "YRXvc0",
          values: {
            waiting
          }
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "W0i24j"
      }
    ), all: _t(
      /*i18n*/
      {
        id: "zIk4M6"
      }
    ), value: object, choices: [...new Set(all.map((group) => group.object))].map((name) => ({
      value: name,
      label: words(objects.find((each) => each.name === name)?.label) || name
    })), onChange: (next) => void navigate({
      search: (old) => ({
        ...old,
        object: next
      })
    }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "wdxz7K"
      }
    ), all: _t(
      /*i18n*/
      {
        id: "lbgh2Q"
      }
    ), value: source, choices: sources.map((name) => ({
      value: name,
      label: name || _t(
        /*i18n*/
        {
          id: "ixdp8c"
        }
      )
    })), onChange: (next) => void navigate({
      search: (old) => ({
        ...old,
        source: next
      })
    }) })
  ] }), children: query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 }) : shown.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheckBig, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "t2MqwM"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "hXxwlR"
  } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: shown.map((group) => /* @__PURE__ */ jsxRuntimeExports.jsx(GroupLine, { group }, group.id)) }) }) });
}
function GroupLine({
  group
}) {
  const {
    _: _t2
  } = useLingui();
  const objects = useObjects();
  const object = objects.find((each) => each.name === group.object);
  const field = object?.fields.find((each) => each.name === group.field);
  const people = useQuery(peopleQuery);
  const trend = lastDays(group.trend);
  const assignee = people.data?.find((person) => person.id === group.assignee)?.name;
  return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line first:border-0", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/problems/$id", params: {
    id: group.id
  }, className: "grid items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[4.5rem_minmax(0,1fr)_auto_1rem]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-baseline gap-2 sm:flex-col sm:items-end sm:gap-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-lg font-semibold tabular-nums", children: number(group.count) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-2xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "fpBDei",
        values: {
          0: group.count
        }
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-sm font-medium", children: words(group.cause) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-soft", children: words(group.advice) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "mt-1.5 flex flex-wrap items-center gap-1.5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: words(object?.label) || group.object }),
        group.field && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: words(field?.label) || (group.field === "external_id" ? _t2(
          /*i18n*/
          {
            id: "BYxXAq"
          }
        ) : group.field) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "inline-flex items-center gap-1.5 text-xs text-soft", children: group.source ? /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: group.source, size: 14 }),
          " ",
          group.source
        ] }) : _t2(
          /*i18n*/
          {
            id: "5tINpW"
          }
        ) }),
        group.held > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t2(
          /*i18n*/
          {
            id: "CpcCIR",
            values: {
              0: group.held
            }
          }
        ) })
      ] })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-col gap-0.5 text-xs text-faint sm:items-end", children: [
      assignee && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: assignee }),
      trend.length > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "w-28", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Bars, { height: 24, label: _t2(
        /*i18n*/
        {
          id: "HjGOT5"
        }
      ), bars: trend.map((day) => ({
        label: day.day,
        value: day.count
      })) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "y04a6N",
        components: {
          0: /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: group.last_at })
        }
      } }) }),
      group.first_at !== group.last_at && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "1d4iRF",
        components: {
          0: /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: group.first_at })
        }
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronRight, { size: 16, className: "hidden text-faint sm:block", "aria-hidden": true })
  ] }) });
}
export {
  ProblemsScreen
};
