import { q as queryOptions, u as useLingui, j as jsxRuntimeExports, e as useQuery, T as Trans, d as useQueryClient, r as reactExports, k as useMutation, L as Link, x as getRouteApi } from "./base-hfMyulGH.js";
import { r as request, i as isStatus, ak as SkeletonLines, aF as Badge, g as classes, aK as State, E as ErrorState, N as Notice, n as number, aG as duration, d as CircleCheck, aX as CircleX, w as words, aW as CircleDashed, aN as take, aO as api, G as toastError, F as Field, S as Select, B as Button, al as Plus, h as IconButton, X, ai as Empty, aU as FlaskConical, f as buttonClasses, H as toastDone, K as Combobox, C as Checkbox } from "./index-CfIzCVY9.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { P as Panel, a as Page } from "./page-D4x0Hjzw.js";
import { T as Time } from "./time-glN5b9fW.js";
import { i as isWorking, f as runQuery } from "./runs-BWbsENiS.js";
import { P as Progress } from "./meter-Bj_o0HYA.js";
import { P as Play } from "./play-D4fSWQvO.js";
const scenariosQuery = queryOptions({
  queryKey: ["scenarios"],
  queryFn: async ({
    signal
  }) => {
    try {
      return await request("GET", "/rehearsals/scenarios", {
        signal
      });
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 409)) return null;
      throw error;
    }
  },
  staleTime: Infinity
});
const POLL_MS$1 = 1e3;
const rehearsalsQuery = (sync) => queryOptions({
  queryKey: ["syncs", sync, "rehearsals"],
  queryFn: async ({
    signal
  }) => (await request("GET", `/syncs/${sync}/rehearsals`, {
    query: {
      limit: 20
    },
    signal
  })).items,
  enabled: sync !== "",
  refetchInterval: (query) => query.state.data?.some((each) => each.status === "queued" || each.status === "running") ? POLL_MS$1 : false
});
function rehearse(sync, scenarios) {
  return request("POST", `/syncs/${sync}:rehearse`, {
    body: {
      scenarios
    }
  });
}
const tones = {
  queued: "neutral",
  running: "accent",
  passed: "good",
  failed: "bad",
  cancelled: "neutral",
  interrupted: "warn"
};
function RehearsalState({
  status
}) {
  const {
    _: _t
  } = useLingui();
  const names = {
    queued: _t(
      /*i18n*/
      {
        id: "uUehLT"
      }
    ),
    running: _t(
      /*i18n*/
      {
        id: "RiQMUh"
      }
    ),
    passed: _t(
      /*i18n*/
      {
        id: "1iZIgo"
      }
    ),
    failed: _t(
      /*i18n*/
      {
        id: "8F3LTW"
      }
    ),
    cancelled: _t(
      /*i18n*/
      {
        id: "vv7kpg"
      }
    ),
    interrupted: _t(
      /*i18n*/
      {
        id: "dxyEjQ"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: tones[status], children: names[status] });
}
function RehearsalList({
  rehearsals,
  current,
  open,
  onOpen
}) {
  const {
    _: _t2
  } = useLingui();
  if (!rehearsals) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 3, className: "p-4" });
  if (rehearsals.length === 0) return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: _t2(
    /*i18n*/
    {
      id: "lguVMP"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: rehearsals.map((rehearsal) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", "aria-pressed": open === rehearsal.run_id, onClick: () => onOpen(rehearsal.run_id), className: classes("flex w-full items-center gap-2 px-4 py-2 text-left text-sm hover:bg-hover", open === rehearsal.run_id && "bg-accent-ground"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(RehearsalState, { status: rehearsal.status }),
    current !== void 0 && rehearsal.version !== current && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t2(
      /*i18n*/
      {
        id: "6tmo0B"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex-1" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: rehearsal.started_at, className: "text-xs text-faint" })
  ] }) }, rehearsal.run_id)) });
}
const icons = {
  passed: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 16, className: "text-good" }),
  failed: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleX, { size: 16, className: "text-bad" }),
  skipped: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleDashed, { size: 16, className: "text-faint" })
};
function RehearsalReportPanel({
  run
}) {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(runQuery(run));
  if (query.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() });
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6 });
  const report = query.data.report;
  const scenarios = report?.scenarios ?? [];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-w-0 flex-col gap-4", children: [
    isWorking(query.data) && /* @__PURE__ */ jsxRuntimeExports.jsx(Progress, { share: null, label: _t(
      /*i18n*/
      {
        id: "pmqnZx"
      }
    ) }),
    report?.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: report.error }),
    (report?.left_out?.length ?? 0) > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "7QIvG9",
      values: {
        0: report?.left_out.join(", ")
      }
    } }) }),
    scenarios.map((scenario) => /* @__PURE__ */ jsxRuntimeExports.jsx(Scenario, { scenario }, scenario.name))
  ] });
}
function Scenario({
  scenario
}) {
  const {
    _: _t2
  } = useLingui();
  const names = {
    passed: _t2(
      /*i18n*/
      {
        id: "bF8787"
      }
    ),
    failed: _t2(
      /*i18n*/
      {
        id: "7l15X4"
      }
    ),
    skipped: _t2(
      /*i18n*/
      {
        id: "HFvDCz"
      }
    )
  };
  const calls = number(scenario.calls);
  const refused = number(scenario.refused_calls);
  const span = duration(Math.max(1, scenario.seconds));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { role: "img", "aria-label": names[scenario.result], children: icons[scenario.result] }),
    words({
      en: scenario.title,
      zh: scenario.title_zh
    })
  ] }), about: scenario.skipped ?? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "GxwBce",
    values: {
      calls,
      refused,
      span
    }
  } }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1.5 text-sm", children: scenario.checks.map((check) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { role: "img", "aria-label": check.passed ? _t2(
        /*i18n*/
        {
          id: "LRzlkF"
        }
      ) : _t2(
        /*i18n*/
        {
          id: "1xdbhW"
        }
      ), className: "mt-0.5 shrink-0", children: check.passed ? /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 14, className: "text-good" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(CircleX, { size: 14, className: "text-bad" }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { children: [
        words({
          en: check.title,
          zh: check.title_zh
        }),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: check.detail })
      ] })
    ] }, check.name)) }),
    scenario.events.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("details", { className: "mt-3 text-xs text-soft", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("summary", { className: "cursor-pointer", children: _t2(
        /*i18n*/
        {
          id: "1jLp2j"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "mt-1 list-disc pl-4", children: scenario.events.map((event, index) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: event }, index)) })
    ] })
  ] });
}
const POLL_MS = 3e3;
const simulatorsQuery = queryOptions({
  queryKey: ["simulators"],
  queryFn: async ({
    signal
  }) => {
    try {
      return await take(api.GET("/api/v1/simulators", {
        signal
      }));
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 409)) return null;
      throw error;
    }
  },
  // How often a fault struck changes while syncs run.
  refetchInterval: (query) => query.state.data?.systems.some((system) => system.faults.length > 0) ? POLL_MS : false
});
function orderFault(spec) {
  return request("POST", "/simulators/faults", {
    body: {
      spec
    }
  });
}
function clearFaults(of) {
  return request("DELETE", "/simulators/faults", {
    query: of
  });
}
function useFaults() {
  const {
    _: _t
  } = useLingui();
  return [{
    spec: "429:retry_after=5",
    name: _t(
      /*i18n*/
      {
        id: "bOxnc2"
      }
    )
  }, {
    spec: "503",
    name: _t(
      /*i18n*/
      {
        id: "1tO5OY"
      }
    )
  }, {
    spec: "500:commit=after",
    name: _t(
      /*i18n*/
      {
        id: "A5d3Yj"
      }
    )
  }, {
    spec: "401",
    name: _t(
      /*i18n*/
      {
        id: "KsBOim"
      }
    )
  }, {
    spec: "403",
    name: _t(
      /*i18n*/
      {
        id: "W6tLMb"
      }
    )
  }, {
    spec: "hang=20",
    name: _t(
      /*i18n*/
      {
        id: "dHA6+1"
      }
    )
  }, {
    spec: "slow=3000",
    name: _t(
      /*i18n*/
      {
        id: "ZUkRNP"
      }
    )
  }, {
    spec: "lost_answer",
    name: _t(
      /*i18n*/
      {
        id: "ZMq0jh"
      }
    )
  }, {
    spec: "malformed",
    name: _t(
      /*i18n*/
      {
        id: "4DbaYN"
      }
    )
  }, {
    spec: "html",
    name: _t(
      /*i18n*/
      {
        id: "ydb92l"
      }
    )
  }, {
    spec: "push_twice",
    name: _t(
      /*i18n*/
      {
        id: "Xy8NUh"
      }
    )
  }, {
    spec: "push_late=60",
    name: _t(
      /*i18n*/
      {
        id: "0KyBUj"
      }
    )
  }];
}
const ALWAYS = "always";
function SimulatorSwitches() {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const {
    data
  } = useQuery(simulatorsQuery);
  const kinds = useFaults();
  const [system, setSystem] = reactExports.useState("");
  const [kind, setKind] = reactExports.useState(kinds[0]?.spec ?? "");
  const [times, setTimes] = reactExports.useState("3");
  const change = useMutation({
    mutationFn: (act) => act(),
    onSuccess: (simulated) => client.setQueryData(simulatorsQuery.queryKey, simulated),
    onError: toastError
  });
  if (!data || data.systems.length === 0) return null;
  const chosen = system || (data.systems[0]?.name ?? "");
  const faults = data.systems.flatMap((each) => each.faults.map((fault) => ({
    system: each,
    fault
  })));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t2(
    /*i18n*/
    {
      id: "yz/XT2"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "t8cwVm"
    }
  ), actions: faults.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", busy: change.isPending, onClick: () => change.mutate(() => clearFaults()), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "WCH7/M"
  } }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-end gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "D+NlUC"
        }
      ), className: "min-w-32 flex-1", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value: chosen, onChange: (event) => setSystem(event.target.value), children: data.systems.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each.name, children: each.name }, each.name)) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "OC+7k6"
        }
      ), className: "min-w-56 flex-[2]", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value: kind, onChange: (event) => setKind(event.target.value), children: kinds.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each.spec, children: each.name }, each.spec)) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "ZBcAoB"
        }
      ), className: "min-w-28 flex-1", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: times, onChange: (event) => setTimes(event.target.value), children: [
        ["1", "3", "10"].map((count) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: count, children: _t2(
          /*i18n*/
          {
            id: "b7r1G9",
            values: {
              count
            }
          }
        ) }, count)),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: ALWAYS, children: _t2(
          /*i18n*/
          {
            id: "dUxN42"
          }
        ) })
      ] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), busy: change.isPending, onClick: () => change.mutate(() => orderFault(`${chosen}:${kind}:times=${times}`)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "XqNBhM"
      } }) })
    ] }),
    faults.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { "aria-label": _t2(
      /*i18n*/
      {
        id: "cVNoes"
      }
    ), className: "mt-4 divide-y divide-line border-t border-line", children: faults.map(({
      system: of,
      fault
    }) => /* @__PURE__ */ jsxRuntimeExports.jsx(FaultLine, { system: of, fault, kinds, onClear: () => change.mutate(() => clearFaults({
      system: of.name,
      id: fault.id
    })) }, `${of.name} ${fault.id}`)) })
  ] });
}
function FaultLine({
  system,
  fault,
  kinds,
  onClear
}) {
  const {
    _: _t3
  } = useLingui();
  const known = kinds.find((kind) => fault.spec.startsWith(`${system.name}:${kind.spec}:times=`));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-3 py-2 text-sm", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "w-24 shrink-0 truncate font-medium", children: system.name }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 break-words", children: known?.name ?? /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: fault.spec }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-soft tabular-nums", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "kUzMEe",
      values: {
        0: fault.struck
      }
    } }) }),
    fault.is_spent ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "neutral", children: _t3(
      /*i18n*/
      {
        id: "05VeSx"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t3(
      /*i18n*/
      {
        id: "Fdp03t"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t3(
      /*i18n*/
      {
        id: "ep/q68",
        values: {
          0: system.name,
          1: known?.name ?? fault.spec
        }
      }
    ), onClick: onClear, children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) })
  ] });
}
const route = getRouteApi("/app/sandbox");
function SandboxScreen() {
  const {
    _: _t
  } = useLingui();
  const syncs = useQuery(syncsQuery);
  const scenarios = useQuery(scenariosQuery);
  const {
    admin
  } = useRights("*");
  const error = syncs.error ?? scenarios.error;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t(
    /*i18n*/
    {
      id: "vMT9um"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "UVz9G7"
    }
  ), children: [
    error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error, onRetry: () => void Promise.all([syncs.refetch(), scenarios.refetch()]) }) : syncs.isPending || scenarios.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 }) : !scenarios.data || !syncs.data ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FlaskConical, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "SGedFk"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "GGKwbB"
    } }) }) : syncs.data.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FlaskConical, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "GUI7hU"
      }
    ), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/syncs/new", className: buttonClasses("primary"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "zcQdl2"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "r6tK1e"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Rehearsals, { syncs: syncs.data, scenarios: scenarios.data }),
    admin && /* @__PURE__ */ jsxRuntimeExports.jsx(SimulatorSwitches, {})
  ] });
}
function Rehearsals({
  syncs,
  scenarios
}) {
  const {
    _: _t2
  } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const sync = syncs.find((each) => each.id === search.sync) ?? syncs[0];
  const id = sync?.id ?? "";
  const [chosen, setChosen] = reactExports.useState(() => new Set(scenarios.sets[0]?.scenarios ?? scenarios.scenarios.map((each) => each.name)));
  const list = useQuery(rehearsalsQuery(id));
  const start = useMutation({
    mutationFn: () => rehearse(id, [...chosen]),
    onSuccess: (rehearsal) => {
      void client.invalidateQueries({
        queryKey: ["syncs", id, "rehearsals"]
      });
      toastDone(_t2(
        /*i18n*/
        {
          id: "dOn7Cm"
        }
      ));
      void navigate({
        search: {
          sync: id,
          rehearsal: rehearsal.run_id
        }
      });
    },
    onError: toastError
  });
  const toggle = (name) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  const open = search.rehearsal ?? list.data?.[0]?.run_id;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 lg:grid-cols-[340px_1fr]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-5", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t2(
        /*i18n*/
        {
          id: "oS1xN2"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
          /*i18n*/
          {
            id: "Nu4DdT"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t2(
          /*i18n*/
          {
            id: "Nu4DdT"
          }
        ), value: id, onChange: (next) => void navigate({
          search: {
            sync: next
          }
        }), choices: syncs.map((each) => ({
          value: each.id,
          label: each.name,
          icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: each.connection })
        })) }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex flex-wrap gap-1.5", role: "group", "aria-label": _t2(
          /*i18n*/
          {
            id: "GhCGeL"
          }
        ), children: scenarios.sets.map((set) => /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", onClick: () => setChosen(new Set(set.scenarios)), children: words(set.title) }, set.name)) }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { className: "flex max-h-80 flex-col gap-2 overflow-auto", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "mb-1 text-xs font-medium text-soft", children: _t2(
            /*i18n*/
            {
              id: "OC+7k6"
            }
          ) }),
          scenarios.scenarios.map((scenario) => /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: chosen.has(scenario.name), onChange: () => toggle(scenario.name), children: words(scenario.title) }, scenario.name))
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Play, { size: 14 }), disabled: chosen.size === 0, busy: start.isPending, onClick: () => start.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "n+OiAC",
          values: {
            0: chosen.size
          }
        } }) })
      ] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t2(
        /*i18n*/
        {
          id: "Sm/xrZ"
        }
      ), flush: true, children: list.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: list.error, onRetry: () => void list.refetch(), className: "py-6!" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(RehearsalList, { rehearsals: list.data, current: sync?.version, open, onOpen: (rehearsal) => void navigate({
        search: {
          sync: id,
          rehearsal
        }
      }) }) })
    ] }),
    open ? /* @__PURE__ */ jsxRuntimeExports.jsx(RehearsalReportPanel, { run: open }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { children: _t2(
      /*i18n*/
      {
        id: "PH5vQ2"
      }
    ) })
  ] });
}
export {
  SandboxScreen
};
