import { j as jsxRuntimeExports, u as useLingui, d as useQueryClient, f as useNavigate, e as useQuery, k as useMutation, T as Trans, q as queryOptions, L as Link, r as reactExports, x as getRouteApi } from "./base-hfMyulGH.js";
import { s as sampleQuery, a as streamsQuery, c as connectionsQuery } from "./connections-LupvPEya.js";
import { b as createLucideIcon, G as toastError, H as toastDone, E as ErrorState, ak as SkeletonLines, B as Button, aM as RotateCw, r as request, aN as take, aO as api, w as words, V as useDebounced, at as rawText, F as Field, I as Input, Z as Segments, m as useObjects, ai as Empty, f as buttonClasses, aP as Plug, S as Select, K as Combobox, O as ObjectIcon, C as Checkbox, u as useObject, g as classes } from "./index-CfIzCVY9.js";
import { e as actOnSync, f as applySync, p as previewSync, c as changeSync, g as createSync, h as archiveSync } from "./syncs-DezOtluZ.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { P as Panel, a as Page } from "./page-D4x0Hjzw.js";
import { S as Steps } from "./steps-vR7Rad2n.js";
import { u as useSource, r as readMapping, w as writeMapping } from "./mapping-try-riMTxBMZ.js";
import { S as SourceNotice, M as MappingEditor } from "./source-notice-CokrdoB1.js";
import { M as MatchStep } from "./match-step-CuoUe8j1.js";
import { P as PreviewBody } from "./preview-body-3P3M2NCn.js";
import { r as rolloutShare, R as Rocket } from "./sync-actions-CXi7hkpa.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { R as RulesForm, O as OutgoingForm, u as usePeriod, n as newDefinition, r as readDefinition } from "./rules-form-qjV5iakg.js";
import { T as Table } from "./table-BB5PSfqm.js";
import "./chevron-right-Cmbd0Dta.js";
import "./use-is-phone-CFEZKu7c.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
import "./grip-vertical-TN_BRnlo.js";
import "./link-2-DGmJAPf4.js";
import "./arrow-right-B1ZxghoU.js";
import "./shuffle-DMupKTRt.js";
import "./trash-CpsVe_4Z.js";
import "./ellipsis-DecBRlnO.js";
import "./reason-text-JlUNECws.js";
import "./meter-Bj_o0HYA.js";
import "./download-Cm3gGPWl.js";
import "./chevron-left-Cn4ZlWpS.js";
import "./undo-2-I8cn7RQu.js";
import "./arrow-up-D-_Po01U.js";
import "./deltas-uCm606uL.js";
import "./tabs-jHo774Z_.js";
import "./use-rights-P3a7iCyc.js";
import "./circle-play-CEKbK2gd.js";
import "./layers-BHdkfCmP.js";
import "./play-D4fSWQvO.js";
const __iconData = {
  name: "package-check",
  size: 24,
  node: [
    ["path", { d: "M12 22V12", key: "d0xqtd" }],
    ["path", { d: "m16 17 2 2 4-4", key: "uh5qu3" }],
    [
      "path",
      {
        d: "M21 11.127V8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.729l7 4a2 2 0 0 0 2 .001l1.32-.753",
        key: "kpkbpo"
      }
    ],
    ["path", { d: "M3.29 7 12 12l8.71-5", key: "19ckod" }],
    ["path", { d: "m7.5 4.27 8.997 5.148", key: "9yrvtv" }]
  ]
};
__iconData.node;
const PackageCheck = createLucideIcon(__iconData);
function MappingStep({
  connection,
  definition,
  object,
  onChange
}) {
  const source = useSource(connection, definition.stream, definition.object, definition.source_filter);
  const mapping = readMapping(definition.mapping, definition.object);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SourceNotice, { source }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MappingEditor, { object, mapping, onChange: (next) => onChange({
      ...definition,
      mapping: writeMapping(next)
    }), columns: source.columns, sample: source.sample, isLoading: source.isLoading, proposed: source.proposed })
  ] });
}
function PreviewStep({
  sync,
  object,
  onLive
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const preview = useQuery({
    queryKey: ["syncs", sync.id, "preview", "wizard", sync.version],
    queryFn: () => previewSync(sync.id, {}),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false
  });
  const plan = preview.data?.plan;
  const live = useMutation({
    mutationFn: async () => {
      await actOnSync(sync.id, "go-live");
      return plan ? await applySync(sync.id, plan).then(() => true, () => false) : false;
    },
    onSuccess: (isApplied) => {
      onLive();
      for (const key of ["syncs", "runs", "records"]) void client.invalidateQueries({
        queryKey: [key]
      });
      toastDone(isApplied ? _t(
        /*i18n*/
        {
          id: "dfbYLq"
        }
      ) : _t(
        /*i18n*/
        {
          id: "OQ2zfZ"
        }
      ));
      void navigate({
        to: "/syncs/$id",
        params: {
          id: sync.id
        }
      });
    },
    onError: toastError
  });
  if (preview.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: preview.error, onRetry: () => void preview.refetch() });
  if (!preview.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center justify-between gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "+oEci7"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 14 }), busy: preview.isFetching, onClick: () => void preview.refetch(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "b/7DUT"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Rocket, { size: 14 }), busy: live.isPending, onClick: () => live.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "QgZMV3",
          values: {
            0: rolloutShare(sync)
          }
        } }) })
      ] })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(PreviewBody, { preview: preview.data, object })
  ] });
}
const readySyncsQuery = queryOptions({
  queryKey: ["ready-syncs"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/ready-syncs", {
    signal
  }))).items,
  staleTime: 3e4
});
function prepareReadySync(name, role, connection) {
  return request("POST", `/ready-syncs/${name}:prepare`, {
    body: {
      role,
      connection
    }
  });
}
function ReadyMade({
  onPrepared
}) {
  const {
    _: _t
  } = useLingui();
  const {
    data: jobs
  } = useQuery(readySyncsQuery);
  const prepare = useMutation({
    mutationFn: (offer) => prepareReadySync(offer.job, offer.role, offer.connection.id),
    onSuccess: (prepared, offer) => {
      const left = prepared.left_out.length;
      toastDone(left === 0 ? _t(
        /*i18n*/
        {
          id: "YPa6LJ",
          values: {
            0: offer.connection.name
          }
        }
      ) : _t(
        /*i18n*/
        {
          id: "Qsf78x",
          values: {
            0: offer.connection.name,
            left
          }
        }
      ));
      onPrepared(offer.connection.id, prepared);
    },
    onError: toastError
  });
  const fitting = (jobs ?? []).map((job) => ({
    job,
    offers: job.roles.flatMap((role) => role.choices.flatMap((choice) => choice.connections.map((connection) => ({
      job: job.name,
      role: role.name,
      connection
    }))))
  }));
  const shown = fitting.filter(({
    offers
  }) => offers.length > 0);
  if (shown.length === 0) return null;
  const isBusy = (offer) => prepare.isPending && prepare.variables.job === offer.job && prepare.variables.connection.id === offer.connection.id;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "n9QLa0"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col divide-y divide-line", children: shown.map(({
      job,
      offers
    }) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-2.5 py-3 first:pt-0 last:pb-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(PackageCheck, { size: 16, className: "mt-0.5 shrink-0 text-faint", "aria-hidden": true }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("h3", { className: "text-sm font-medium", children: words(job.title) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: words(job.summary) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-2 flex flex-wrap gap-1.5", children: offers.map((offer) => /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", busy: isBusy(offer), disabled: prepare.isPending, onClick: () => prepare.mutate(offer), "aria-label": _t(
          /*i18n*/
          {
            id: "hWQKbG",
            values: {
              0: offer.connection.name
            }
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1.5", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: offer.connection.name, size: 14 }),
          " ",
          offer.connection.name
        ] }) }, `${offer.role} ${offer.connection.id}`)) })
      ] })
    ] }, job.name)) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-3 text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tJiU3J"
    } }) })
  ] });
}
function RulesStep({
  connection,
  definition,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
    /*i18n*/
    {
      id: "4EZrJN"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-6", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(RulesForm, { definition, onChange }),
    definition.direction !== "in" && /* @__PURE__ */ jsxRuntimeExports.jsx(OutgoingForm, { connection, definition, onChange })
  ] }) });
}
const SAMPLES = 5;
const COLUMNS = 6;
const TELLING = /^name$|full.?name|company|phone|mobile|mail|city|title|姓名|名称|电话|手机|邮箱|城市|公司/i;
const TYPING_MS = 600;
const SHARES = [1, 5, 25, 50, 100];
function ScopeStep({
  connection,
  definition,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const filter = useDebounced(definition.source_filter ?? "", TYPING_MS);
  const sample = useQuery({
    ...sampleQuery(connection, definition.stream, SAMPLES, filter),
    enabled: connection !== "" && definition.stream !== ""
  });
  const filled = (sample.data?.columns ?? []).filter((column) => sample.data?.rows.some((row) => rawText(row[column]) !== ""));
  const columns = [...filled].sort((one, other) => Number(TELLING.test(other)) - Number(TELLING.test(one))).slice(0, COLUMNS);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "69OSNk"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "QhYfD+"
        }
      ), help: _t(
        /*i18n*/
        {
          id: "xKLUpN"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono text-xs", value: definition.source_filter ?? "", onChange: (event) => onChange({
        ...definition,
        source_filter: event.target.value || void 0
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "Udv4D1"
        }
      ), help: _t(
        /*i18n*/
        {
          id: "9zG5H6"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono text-xs", value: definition.filter ?? "", onChange: (event) => onChange({
        ...definition,
        filter: event.target.value || void 0
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs font-medium text-soft", children: _t(
          /*i18n*/
          {
            id: "aOF9km"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
          /*i18n*/
          {
            id: "aOF9km"
          }
        ), value: String(definition.rollout.share), onChange: (share) => onChange({
          ...definition,
          rollout: {
            ...definition.rollout,
            share: Number(share)
          }
        }), options: SHARES.map((share) => ({
          value: String(share),
          label: `${share} %`
        })) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "UuG2l3"
        } }) })
      ] })
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "w3L4TZ"
      }
    ), flush: true, children: sample.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: sample.error, onRetry: () => void sample.refetch() }) : !sample.data ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 5, className: "p-4" }) : sample.data.rows.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "x+8gJN"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
      /*i18n*/
      {
        id: "w3L4TZ"
      }
    ), rows: sample.data.rows.map((row, index) => ({
      values: row,
      index
    })), rowKey: ({
      index
    }) => String(index), columns: columns.map((column) => ({
      key: column,
      title: column,
      cell: ({
        values
      }) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block max-w-56 truncate", children: rawText(values[column]) })
    })) }) })
  ] });
}
const EVERY = ["15s", "1m", "5m", "15m", "1h", "6h", "1d"];
function SentenceStep({
  connections,
  connection,
  onConnection,
  definition,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const objects = useObjects();
  const period = usePeriod();
  const streams = useQuery({
    ...streamsQuery(connection),
    enabled: connection !== ""
  });
  if (connections.length === 0) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plug, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "SLsOxu"
      }
    ), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/connections", search: {
      add: true
    }, className: buttonClasses("primary"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "AtJUXf"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "9LCO8C"
    } }) });
  }
  const choose = (stream) => {
    const found = streams.data?.find((each) => each.name === stream);
    const object = found?.likely_object ?? definition.object;
    onChange({
      ...definition,
      stream,
      object,
      name: definition.name || (found ? `${found.label} · ${connections.find((each) => each.id === connection)?.name ?? ""}` : ""),
      mapping: void 0
    });
  };
  const every = definition.triggers.schedule?.every ?? "";
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
    /*i18n*/
    {
      id: "ZbvOID"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "flex flex-wrap items-center gap-x-2 gap-y-3 text-base leading-9", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "09nwgs",
      values: {
        0: EVERY.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each, children: period(each) }, each)),
        1: _t(
          /*i18n*/
          {
            id: "6zWv5/"
          }
        )
      },
      components: {
        0: /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t(
          /*i18n*/
          {
            id: "W0i24j"
          }
        ), className: "w-44!", value: definition.object, onChange: (object) => onChange({
          ...definition,
          object,
          mapping: void 0
        }), choices: objects.map((object) => ({
          value: object.name,
          label: words(object.label),
          icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 14, className: "text-faint" })
        })) }),
        1: /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t(
          /*i18n*/
          {
            id: "hou0tP"
          }
        ), className: "w-56!", none: streams.isLoading ? _t(
          /*i18n*/
          {
            id: "eD+ngL"
          }
        ) : _t(
          /*i18n*/
          {
            id: "mS/HZh"
          }
        ), disabled: connection === "", value: definition.stream, onChange: choose, choices: (streams.data ?? []).map((stream) => ({
          value: stream.name,
          label: stream.label || stream.name,
          detail: stream.likely_object ?? void 0
        })) }),
        2: /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t(
          /*i18n*/
          {
            id: "exyUec"
          }
        ), className: "w-56!", none: _t(
          /*i18n*/
          {
            id: "KLEm27"
          }
        ), value: connection, onChange: onConnection, choices: connections.map((each) => ({
          value: each.id,
          label: each.name,
          icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: each.name })
        })) }),
        3: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { "aria-label": _t(
          /*i18n*/
          {
            id: "CRsuq4"
          }
        ), className: "w-32!", value: every, onChange: (event) => onChange({
          ...definition,
          triggers: {
            ...definition.triggers,
            schedule: event.target.value ? {
              every: event.target.value
            } : void 0
          }
        }) }),
        4: /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "" })
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: definition.triggers.push ?? false, onChange: (event) => onChange({
      ...definition,
      triggers: {
        ...definition.triggers,
        push: event.target.checked
      }
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "u4UQj+"
    } }) }),
    streams.error && /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: streams.error, onRetry: () => void streams.refetch(), className: "py-4!" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "a6O0JP"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: definition.name, maxLength: 100, onChange: (event) => onChange({
      ...definition,
      name: event.target.value
    }) }) })
  ] }) });
}
const route = getRouteApi("/app/syncs/new");
const KEPT = "rapport.new-sync";
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    if (kept?.definition) return kept;
  } catch {
  }
  return {
    connection: "",
    definition: newDefinition("customers")
  };
}
function NewSyncScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    step = 1,
    connection
  } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [draft, setDraft] = reactExports.useState(read);
  const {
    data: connections
  } = useQuery(connectionsQuery);
  const object = useObject(draft.definition.object);
  reactExports.useEffect(() => localStorage.setItem(KEPT, JSON.stringify(draft)), [draft]);
  const chosen = connections?.find((each) => each.id === (draft.connection || connection));
  const definition = chosen && draft.definition.connection !== chosen.name ? {
    ...draft.definition,
    connection: chosen.name
  } : draft.definition;
  const connectionId = chosen?.id ?? "";
  const set = (next2) => setDraft((before) => ({
    ...before,
    connection: before.connection || connectionId,
    definition: next2
  }));
  const go = (to) => void navigate({
    search: (before) => ({
      ...before,
      step: to
    })
  });
  const steps = [_t(
    /*i18n*/
    {
      id: "+YrETt"
    }
  ), _t(
    /*i18n*/
    {
      id: "69OSNk"
    }
  ), _t(
    /*i18n*/
    {
      id: "PvnHH8"
    }
  ), _t(
    /*i18n*/
    {
      id: "50p3H9"
    }
  ), _t(
    /*i18n*/
    {
      id: "4EZrJN"
    }
  ), _t(
    /*i18n*/
    {
      id: "rdUucN"
    }
  )];
  const isSaid = definition.connection !== "" && definition.stream !== "";
  const isMapped = readMapping(definition.mapping, definition.object).fields.some((rule) => rule.to === "external_id");
  const reach = !isSaid ? 1 : !isMapped ? 4 : steps.length;
  const save = useMutation({
    mutationFn: async () => {
      const name = definition.name.trim() || `${definition.connection} · ${definition.stream}`;
      const body = {
        ...definition,
        name
      };
      return draft.sync ? changeSync(draft.sync.id, body) : createSync(body);
    },
    onSuccess: (sync) => {
      void client.invalidateQueries({
        queryKey: ["syncs"]
      });
      setDraft((before) => ({
        ...before,
        sync
      }));
    },
    onError: toastError
  });
  const leave = () => {
    localStorage.removeItem(KEPT);
  };
  const next = async () => {
    if (step === 5) {
      const saved = await save.mutateAsync().catch(() => void 0);
      if (!saved) return;
    }
    go(step + 1);
  };
  const take2 = (id, prepared) => {
    setDraft({
      connection: id,
      definition: readDefinition(prepared.definition)
    });
    go(4);
  };
  const discard = async () => {
    leave();
    if (draft.sync) await archiveSync(draft.sync.id).catch(toastError);
    void client.invalidateQueries({
      queryKey: ["syncs"]
    });
    void navigate({
      to: "/syncs"
    });
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { tab: _t(
    /*i18n*/
    {
      id: "zcQdl2"
    }
  ), layout: "fill", above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/syncs", children: _t(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ) }), title: _t(
    /*i18n*/
    {
      id: "zcQdl2"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", onClick: () => void discard(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "bzSI52"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { busy: save.isPending, disabled: !isSaid, onClick: () => save.mutate(void 0, {
      onSuccess: (sync) => {
        leave();
        toastDone(_t(
          /*i18n*/
          {
            id: "SwzMin"
          }
        ));
        void navigate({
          to: "/syncs/$id",
          params: {
            id: sync.id
          }
        });
      }
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "8tM8+a"
    } }) })
  ] }), bar: /* @__PURE__ */ jsxRuntimeExports.jsx(Steps, { label: _t(
    /*i18n*/
    {
      id: "kTsMxd"
    }
  ), at: String(step), onGo: (to) => go(Number(to)), steps: steps.map((name, index) => ({
    key: String(index + 1),
    label: name,
    isOpen: index < reach
  })) }), footer: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { disabled: step === 1, onClick: () => go(step - 1), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "iH8pgl"
    } }) }),
    step < steps.length && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !isSaid || step >= 4 && !isMapped, busy: save.isPending, onClick: () => void next(), children: step === 5 ? _t(
      /*i18n*/
      {
        id: "/Lbrg0"
      }
    ) : _t(
      /*i18n*/
      {
        id: "kHYozF",
        values: {
          0: steps[step] ?? ""
        }
      }
    ) })
  ] }), children: step === 4 && object ? /* @__PURE__ */ jsxRuntimeExports.jsx(MappingStep, { connection: connectionId, definition, object, onChange: set }) : /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 flex-1 overflow-auto", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: classes("mx-auto flex w-full flex-col gap-5 px-4 py-6 sm:px-6", step === 6 ? "max-w-6xl" : "max-w-3xl"), children: [
    step === 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(SentenceStep, { connections: connections ?? [], connection: connectionId, onConnection: (id) => setDraft((before) => ({
      ...before,
      connection: id,
      definition: {
        ...before.definition,
        stream: ""
      }
    })), definition, onChange: set }),
    step === 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(ReadyMade, { onPrepared: take2 }),
    step === 2 && /* @__PURE__ */ jsxRuntimeExports.jsx(ScopeStep, { connection: connectionId, definition, onChange: set }),
    step === 3 && object && /* @__PURE__ */ jsxRuntimeExports.jsx(MatchStep, { connection: connectionId, definition, object, onChange: set }),
    step === 5 && /* @__PURE__ */ jsxRuntimeExports.jsx(RulesStep, { connection: connectionId, definition, onChange: set }),
    step === 6 && object && draft.sync && /* @__PURE__ */ jsxRuntimeExports.jsx(PreviewStep, { sync: draft.sync, object, onLive: leave })
  ] }) }) });
}
export {
  NewSyncScreen
};
