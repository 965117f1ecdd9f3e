import { q as queryOptions, u as useLingui, r as reactExports, e as useQuery, j as jsxRuntimeExports, L as Link, T as Trans, y as useInfiniteQuery } from "./base-hfMyulGH.js";
import { b as createLucideIcon, r as request, i as isStatus, d as CircleCheck, f as buttonClasses, g as classes, h as IconButton, X, j as sessionQuery, u as useObject, w as words, k as Skeleton, p as percent, n as number, m as useObjects, o as Count, q as problemsQuery, t as reviewsQuery, R as RefreshCw, T as TriangleExclamationPoint, v as Inbox, O as ObjectIcon } from "./index-CfIzCVY9.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { u as useFreshness, S as SyncState, s as syncHealth } from "./sync-state-fvGP1dPO.js";
import { P as Panel, S as Stat, a as Page } from "./page-D4x0Hjzw.js";
import { c as connectionsQuery } from "./connections-LupvPEya.js";
import { M as Meter } from "./meter-Bj_o0HYA.js";
import { r as runsQuery } from "./runs-BWbsENiS.js";
import { u as useRunKind, a as useRunSource, R as RunState } from "./run-state-DUmbRvjQ.js";
import { T as Time } from "./time-glN5b9fW.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
const __iconData = {
  name: "circle",
  size: 24,
  node: [["circle", { cx: "12", cy: "12", r: "10", key: "1mglay" }]]
};
__iconData.node;
const Circle = createLucideIcon(__iconData);
const summaryQuery = queryOptions({
  queryKey: ["summary"],
  queryFn: async ({
    signal
  }) => {
    try {
      return await request("GET", "/summary", {
        signal
      });
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw error;
    }
  },
  staleTime: 6e4
});
const HIDDEN = "rapport.first-steps.hidden";
function FirstSteps() {
  const {
    _: _t
  } = useLingui();
  const [hidden, setHidden] = reactExports.useState(() => localStorage.getItem(HIDDEN) !== null);
  const {
    data: session
  } = useQuery(sessionQuery);
  const isAdmin = session?.person.admin ?? false;
  const connections = useQuery({
    ...connectionsQuery,
    enabled: isAdmin && !hidden
  });
  const syncs = useQuery({
    ...syncsQuery,
    enabled: isAdmin && !hidden
  });
  if (hidden || !isAdmin || !connections.data || !syncs.data) return null;
  const first = syncs.data[0];
  const steps = [{
    done: connections.data.length > 0,
    title: _t(
      /*i18n*/
      {
        id: "AtJUXf"
      }
    ),
    about: _t(
      /*i18n*/
      {
        id: "t30XZl"
      }
    ),
    link: {
      to: "/connections",
      search: {
        add: true
      }
    },
    action: _t(
      /*i18n*/
      {
        id: "iSLIjg"
      }
    )
  }, {
    done: syncs.data.length > 0,
    title: _t(
      /*i18n*/
      {
        id: "yCZ7zg"
      }
    ),
    about: _t(
      /*i18n*/
      {
        id: "IBXAeM"
      }
    ),
    link: {
      to: "/syncs/new"
    },
    action: _t(
      /*i18n*/
      {
        id: "zcQdl2"
      }
    )
  }, {
    done: syncs.data.some((sync) => sync.last_success_at),
    title: _t(
      /*i18n*/
      {
        id: "89A3Kr"
      }
    ),
    about: _t(
      /*i18n*/
      {
        id: "7GGsa2"
      }
    ),
    link: first ? {
      to: "/syncs/$id",
      params: {
        id: first.id
      }
    } : {
      to: "/syncs"
    },
    action: _t(
      /*i18n*/
      {
        id: "YXrlL6"
      }
    )
  }];
  if (steps.every((step) => step.done)) return null;
  const next = steps.findIndex((step) => !step.done);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "0T3zWs"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "jva0RL"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
    /*i18n*/
    {
      id: "vLyv1R"
    }
  ), size: "small", onClick: () => {
    localStorage.setItem(HIDDEN, "1");
    setHidden(true);
  }, children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ol", { className: "grid gap-3 md:grid-cols-3", children: steps.map((step, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: classes("flex flex-col gap-1 rounded-md border p-3", index === next ? "border-accent bg-accent-ground/50" : "border-line"), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2 text-sm font-medium", children: [
        step.done ? /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 16, className: "text-good", "aria-label": _t(
          /*i18n*/
          {
            id: "DPfwMq"
          }
        ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Circle, { size: 16, className: "text-faint", "aria-label": _t(
          /*i18n*/
          {
            id: "rZ9HZq"
          }
        ) }),
        step.title
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex-1 text-xs text-soft", children: step.about }),
      !step.done && /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { ...step.link, className: buttonClasses(index === next ? "primary" : "plain", "small", "mt-2 self-start"), children: step.action })
    ] }, step.title)) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-3 text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "B/FZy/",
      components: {
        0: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/imports/new", className: "text-accent-ink hover:underline" })
      }
    } }) })
  ] });
}
const MEASURED = ["phone", "email", "city", "company", "industry", "owner"];
function Health() {
  const {
    _: _t
  } = useLingui();
  const object = useObject("customers");
  const {
    data: summary,
    isPending
  } = useQuery(summaryQuery);
  const health = summary?.objects.find((each) => each.object === "customers");
  const share = (name) => health?.fill.find((each) => each.field === name)?.share;
  const fields = MEASURED.flatMap((name) => object?.fields.find((field) => field.name === name && !field.archived) ?? []).filter((field) => isPending || share(field.name) !== void 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "/HzCm2"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "b9tKLN"
    }
  ), children: [
    !isPending && fields.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "3kkSWn"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-2.5", children: fields.map((field) => {
      const value = share(field.name);
      const label = words(field.label);
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[7rem_1fr_3rem] items-center gap-3 text-sm", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate text-soft", children: label }),
        value === void 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "h-1.5" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Meter, { share: value, label, tone: value >= 0.8 ? "good" : value >= 0.4 ? "accent" : "warn" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-right text-xs tabular-nums", children: value === void 0 ? "" : percent(value) })
      ] }, field.name);
    }) }),
    health && /* @__PURE__ */ jsxRuntimeExports.jsx(Validity, { health })
  ] });
}
function Validity({
  health
}) {
  const {
    _: _t2
  } = useLingui();
  const invalid = (health.findings ?? []).reduce((sum, finding) => sum + finding.count, 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-4 grid grid-cols-3 gap-4 border-t border-line pt-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "hrsOq8"
      }
    ), value: number(invalid), tone: invalid > 0 ? "warn" : "good" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "8vxe0g"
      }
    ), value: number(health.problems ?? 0), tone: health.problems ? "warn" : "good" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t2(
      /*i18n*/
      {
        id: "AognkH"
      }
    ), value: number(health.duplicates ?? 0), tone: health.duplicates ? "warn" : "good" })
  ] });
}
const SHOWN$1 = 6;
function LatestRuns() {
  const {
    _: _t
  } = useLingui();
  const kind = useRunKind();
  const source = useRunSource();
  const {
    data
  } = useInfiniteQuery(runsQuery());
  const runs = data?.pages[0]?.items.slice(0, SHOWN$1);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "+mPnHD"
    }
  ), flush: true, children: [
    !runs && /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "m-4 h-48" }),
    runs?.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "7dOsEE"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: runs?.map((run) => {
      const report = run.report;
      const created = number(report?.created ?? 0);
      const updated = number(report?.updated ?? 0);
      return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line first:border-0", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/runs/$id", params: {
        id: run.id
      }, className: "flex items-center gap-3 px-4 py-2 hover:bg-hover", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0 flex-1 truncate text-sm", children: [
          kind(run.kind, run.report),
          " ",
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: source(run) })
        ] }),
        report?.created !== void 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "hidden text-xs text-faint tabular-nums sm:inline", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "RGgkC6",
          values: {
            created,
            updated
          }
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: run.started_at, className: "w-20 text-right text-xs text-faint" })
      ] }) }, run.id);
    }) })
  ] });
}
function Syncs() {
  const {
    _: _t
  } = useLingui();
  const {
    data: syncs
  } = useQuery(syncsQuery);
  const freshness = useFreshness();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ), flush: true, actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs", className: "flex items-center gap-1 text-xs text-accent-ink hover:underline", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "Y2sIKJ"
    } }),
    " ",
    /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 12 })
  ] }), children: [
    !syncs && /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "m-4 h-48" }),
    syncs?.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "174rwy"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: syncs?.slice(0, 6).map((sync) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line first:border-0", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id", params: {
      id: sync.id
    }, className: "flex items-center gap-3 px-4 py-2 hover:bg-hover", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate text-sm font-medium", children: sync.name }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "hidden text-xs text-faint sm:inline", children: freshness(sync) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(SyncState, { sync })
    ] }) }, sync.id)) })
  ] });
}
const SHOWN = 5;
function Work() {
  const {
    _: _t
  } = useLingui();
  const objects = useObjects();
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const {
    data: summary
  } = useQuery(summaryQuery);
  const waiting = reviews.data?.length ?? 0;
  const twice = (summary?.objects ?? []).filter((health) => (health.duplicates ?? 0) > 0);
  const isNothing = problems.data?.length === 0 && waiting === 0 && twice.length === 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "rZ9HZq"
    }
  ), flush: true, children: [
    problems.isPending && /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "m-4 h-40" }),
    isNothing && /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex items-center gap-2 px-4 pb-4 text-sm text-soft", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 16, className: "text-good" }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "urTf2Y"
      } })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { children: [
      waiting > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Line, { link: {
        to: "/reviews"
      }, count: waiting, action: _t(
        /*i18n*/
        {
          id: "4xBHUg"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "gwrVL6"
      } }) }),
      problems.data?.slice(0, SHOWN).map((group) => /* @__PURE__ */ jsxRuntimeExports.jsxs(Line, { link: {
        to: "/problems/$id",
        params: {
          id: group.id
        }
      }, count: group.count, action: _t(
        /*i18n*/
        {
          id: "1LOqzE"
        }
      ), children: [
        words(group.cause),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: group.source })
      ] }, group.id)),
      twice.map((health) => /* @__PURE__ */ jsxRuntimeExports.jsxs(Line, { link: {
        to: "/duplicates",
        search: {
          object: health.object
        }
      }, count: health.duplicates ?? 0, action: _t(
        /*i18n*/
        {
          id: "DiUYdF"
        }
      ), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "vHpQdx"
        } }),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: words(objects.find((object) => object.name === health.object)?.label) })
      ] }, health.object))
    ] })
  ] });
}
function Line({
  link,
  count,
  action,
  children
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line first:border-0", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { ...link, className: "flex items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Count, { value: number(count), tone: "warn" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate text-sm", children }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1 text-xs text-accent-ink", children: [
      action,
      " ",
      /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 12 })
    ] })
  ] }) });
}
function Home() {
  const {
    _: _t
  } = useLingui();
  const {
    data: session
  } = useQuery(sessionQuery);
  const name = session?.person.name ?? "";
  const hour = (/* @__PURE__ */ new Date()).getHours();
  const greeting = hour < 5 || hour >= 18 ? _t(
    /*i18n*/
    {
      id: "G9cHeu",
      values: {
        name
      }
    }
  ) : hour < 12 ? _t(
    /*i18n*/
    {
      id: "anML4F",
      values: {
        name
      }
    }
  ) : _t(
    /*i18n*/
    {
      id: "8tjymv",
      values: {
        name
      }
    }
  );
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: _t(
    /*i18n*/
    {
      id: "i0qMbr"
    }
  ), title: name ? greeting : _t(
    /*i18n*/
    {
      id: "i0qMbr"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(FirstSteps, {}),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Counts, {}),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-5 lg:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Work, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Syncs, {})
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 lg:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Health, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(LatestRuns, {})
    ] })
  ] });
}
const COUNTED = 6;
const LEAST = 4;
function Counts() {
  const {
    _: _t2
  } = useLingui();
  const objects = useObjects();
  const {
    data: summary
  } = useQuery(summaryQuery);
  const syncs = useQuery(syncsQuery);
  const problems = useQuery(problemsQuery);
  const reviews = useQuery(reviewsQuery());
  const counts = new Map(summary?.objects.map((health) => [health.object, health.records]));
  const shown = objects.filter((object) => object.name === "customers" || (counts.get(object.name) ?? 0) > 0).slice(0, COUNTED);
  const fresh = syncs.data?.filter((sync) => syncHealth(sync) === "fresh").length ?? 0;
  const day = [{
    key: "syncs",
    icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RefreshCw, { size: 14, className: "text-faint" }),
    label: _t2(
      /*i18n*/
      {
        id: "x/w12H"
      }
    ),
    value: syncs.data && _t2(
      /*i18n*/
      {
        id: "FGOUAP",
        values: {
          0: number(fresh),
          1: number(syncs.data.length)
        }
      }
    ),
    link: {
      to: "/syncs"
    }
  }, {
    key: "problems",
    icon: /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 14, className: "text-faint" }),
    label: _t2(
      /*i18n*/
      {
        id: "yhy1a/"
      }
    ),
    value: problems.data && number(problems.data.reduce((sum, group) => sum + group.count, 0)),
    link: {
      to: "/problems"
    }
  }, {
    key: "reviews",
    icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Inbox, { size: 14, className: "text-faint" }),
    label: _t2(
      /*i18n*/
      {
        id: "clBrO/"
      }
    ),
    value: reviews.data && number(reviews.data.length),
    link: {
      to: "/reviews"
    }
  }];
  const tiles = [...shown.map((object) => ({
    key: object.name,
    icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 14, className: "text-faint" }),
    label: words(object.label),
    value: summary ? number(counts.get(object.name) ?? 0) : void 0,
    link: {
      to: "/records/$object",
      params: {
        object: object.name
      }
    }
  })), ...day.slice(0, Math.max(0, LEAST - shown.length))];
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]", children: tiles.map((tile) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { ...tile.link, className: "block rounded-lg border border-line bg-panel p-3.5 hover:border-edge/60", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1.5 text-xs text-soft", children: [
      tile.icon,
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: tile.label })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "mt-1 block h-7 text-xl font-semibold tabular-nums", children: tile.value ?? /* @__PURE__ */ jsxRuntimeExports.jsx(Skeleton, { className: "mt-1 h-5 w-16" }) })
  ] }) }, tile.key)) });
}
export {
  Home
};
