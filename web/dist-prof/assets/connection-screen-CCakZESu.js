import { u as useLingui, j as jsxRuntimeExports, d as useQueryClient, e as useQuery, r as reactExports, k as useMutation, T as Trans, L as Link, x as getRouteApi, f as useNavigate } from "./base-hfMyulGH.js";
import { b as changeConnection, d as checkConnection, e as connectorsQuery, a as streamsQuery, f as archiveConnection, g as connectionQuery } from "./connections-LupvPEya.js";
import { b as createLucideIcon, w as words, aW as CircleDashed, aX as CircleX, T as TriangleExclamationPoint, d as CircleCheck, H as toastDone, A as ApiError, J as Dialog, ak as SkeletonLines, F as Field, I as Input, N as Notice, B as Button, f as buttonClasses, G as toastError, al as Plus, m as useObjects, E as ErrorState, aF as Badge, a4 as Menu, a5 as MenuItem, aV as CirclePause, a8 as MenuLine, h as IconButton, M as Confirm } from "./index-CfIzCVY9.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { S as SyncState } from "./sync-state-fvGP1dPO.js";
import { T as Time } from "./time-glN5b9fW.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { a as Page, P as Panel, F as Facts } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { u as usedValues, S as SettingsForm, C as ConnectionHealth, l as lastSuccessOf } from "./connections-screen-CkEc0uKJ.js";
import { P as Pencil } from "./pencil-5v9L2ZV5.js";
import { C as CirclePlay, A as Archive } from "./circle-play-CEKbK2gd.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
import "./chevron-right-Cmbd0Dta.js";
import "./filters-Bpm8rodp.js";
import "./arrow-left-4PuTVsP2.js";
const __iconData = {
  name: "stethoscope",
  size: 24,
  node: [
    ["path", { d: "M11 2v2", key: "1539x4" }],
    ["path", { d: "M5 2v2", key: "1yf1q8" }],
    ["path", { d: "M5 3H4a2 2 0 0 0-2 2v4a6 6 0 0 0 12 0V5a2 2 0 0 0-2-2h-1", key: "rb5t3r" }],
    ["path", { d: "M8 15a6 6 0 0 0 12 0v-3", key: "x18d4x" }],
    ["circle", { cx: "20", cy: "10", r: "2", key: "ts1r5v" }]
  ]
};
__iconData.node;
const Stethoscope = createLucideIcon(__iconData);
const icons = {
  ok: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 16, className: "text-good" }),
  warning: /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 16, className: "text-warn" }),
  failed: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleX, { size: 16, className: "text-bad" }),
  skipped: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleDashed, { size: 16, className: "text-faint" })
};
function CheckList({
  lines
}) {
  const {
    _: _t
  } = useLingui();
  const names = {
    reachable: _t(
      /*i18n*/
      {
        id: "KMYhcD"
      }
    ),
    authorised: _t(
      /*i18n*/
      {
        id: "q2v4sG"
      }
    ),
    authorized: _t(
      /*i18n*/
      {
        id: "q2v4sG"
      }
    ),
    scopes: _t(
      /*i18n*/
      {
        id: "7dPNC3"
      }
    ),
    ip_allowed: _t(
      /*i18n*/
      {
        id: "Mk12km"
      }
    ),
    clock: _t(
      /*i18n*/
      {
        id: "3rHyAJ"
      }
    ),
    schema: _t(
      /*i18n*/
      {
        id: "9qgUWl"
      }
    ),
    schema_readable: _t(
      /*i18n*/
      {
        id: "9qgUWl"
      }
    ),
    webhook: _t(
      /*i18n*/
      {
        id: "/6MBOu"
      }
    ),
    quota: _t(
      /*i18n*/
      {
        id: "vEkTR9"
      }
    ),
    organisation: _t(
      /*i18n*/
      {
        id: "LB3Kje"
      }
    ),
    secrets: _t(
      /*i18n*/
      {
        id: "MAv87s"
      }
    ),
    settings: _t(
      /*i18n*/
      {
        id: "Tz0i8g"
      }
    )
  };
  const states = {
    ok: _t(
      /*i18n*/
      {
        id: "iwm/lM"
      }
    ),
    warning: _t(
      /*i18n*/
      {
        id: "XfEg7Z"
      }
    ),
    failed: _t(
      /*i18n*/
      {
        id: "CiQxX6"
      }
    ),
    skipped: _t(
      /*i18n*/
      {
        id: "QnZrDU"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: lines.map((line) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-3 border-t border-line px-4 py-2.5 text-sm first:border-0", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { role: "img", "aria-label": states[line.state], className: "mt-0.5 shrink-0", children: icons[line.state] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "font-medium", children: names[line.check] ?? line.check.replaceAll("_", " ") }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-soft", children: words(line.detail) }),
      line.state !== "ok" && words(line.fix) && /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "mt-1 rounded-md bg-hover px-2.5 py-1.5 text-xs", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: _t(
          /*i18n*/
          {
            id: "tKDT0d"
          }
        ) }),
        " ",
        words(line.fix)
      ] })
    ] })
  ] }, line.check)) });
}
function EditConnection({
  connection,
  onClose
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const {
    data: connectors
  } = useQuery(connectorsQuery);
  const connector = connectors?.find((each) => each.name === connection.connector);
  const [name, setName] = reactExports.useState(connection.name);
  const [draft, setDraft] = reactExports.useState({
    settings: connection.settings,
    secrets: {}
  });
  const save = useMutation({
    mutationFn: async () => {
      const values = connector ? usedValues(connector, draft) : {
        settings: {},
        secrets: {}
      };
      const gone = Object.keys(connection.settings).filter((each) => !(each in values.settings));
      const saved = await changeConnection(connection.id, {
        name: name.trim(),
        settings: {
          ...values.settings,
          ...Object.fromEntries(gone.map((each) => [each, null]))
        },
        secrets: values.secrets
      });
      await checkConnection(connection.id).catch(() => void 0);
      return saved;
    },
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["connections"]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "rgHMYJ"
        }
      ));
      onClose();
    }
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const byName = Object.fromEntries(faults.map((fault) => [fault.pointer.split("/").at(-1) ?? "", fault.detail]));
  const submit = (event) => {
    event.preventDefault();
    save.mutate();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "TB0sX7",
      values: {
        0: connection.name
      }
    }
  ), about: _t(
    /*i18n*/
    {
      id: "WMTkUt"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", type: "submit", form: "edit-connection", busy: save.isPending, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "6EGPQC"
  } }) }), children: !connector ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 4 }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { id: "edit-connection", onSubmit: submit, className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ), error: byName.name, required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, maxLength: 100, value: name, onChange: (event) => setName(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(SettingsForm, { connector, draft, onChange: setDraft, known: connection.secrets, faults: byName }),
    save.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: save.error.message })
  ] }) });
}
const route = getRouteApi("/app/connections/$id");
function ConnectionScreen() {
  const {
    id
  } = route.useParams();
  const query = useQuery(connectionQuery(id));
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 8, className: "p-6", action: /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/connections", className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "SmjB9W"
  } }) }), children: null });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(OneConnection, { connection: query.data });
}
function OneConnection({
  connection
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const {
    data: connectors
  } = useQuery(connectorsQuery);
  const {
    data: syncs
  } = useQuery(syncsQuery);
  const connector = connectors?.find((each) => each.name === connection.connector);
  const check = useMutation({
    mutationFn: () => checkConnection(connection.id),
    onSuccess: () => void client.invalidateQueries({
      queryKey: ["connections"]
    }),
    onError: toastError
  });
  const last = check.data ?? connection.last_check;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: connection.name, above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/connections", children: _t(
    /*i18n*/
    {
      id: "z5kV0h"
    }
  ) }), title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: connection.name, size: 24 }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: connection.name }),
    " ",
    /* @__PURE__ */ jsxRuntimeExports.jsx(ConnectionHealth, { connection, lastSuccess: lastSuccessOf((syncs ?? []).filter((sync) => sync.connection_id === connection.id)) })
  ] }), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Stethoscope, { size: 14 }), busy: check.isPending, onClick: () => check.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "9td1Wl"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/new", search: {
      connection: connection.id
    }, className: buttonClasses("primary"), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "zcQdl2"
      } })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ConnectionMenu, { connection })
  ] }), children: [
    connection.reason && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: connection.reason }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-5 lg:grid-cols-[1fr_360px]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-w-0 flex-col gap-5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
          /*i18n*/
          {
            id: "9td1Wl"
          }
        ), about: last?.at ? void 0 : _t(
          /*i18n*/
          {
            id: "1BswLN"
          }
        ), actions: last?.at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: last.at, className: "text-xs text-faint" }), flush: true, children: check.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 5, className: "p-4" }) : last?.lines ? /* @__PURE__ */ jsxRuntimeExports.jsx(CheckList, { lines: last.lines }) : /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: _t(
          /*i18n*/
          {
            id: "CnHL13"
          }
        ) }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Streams, { connection })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-w-0 flex-col gap-5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(UsedBy, { connection }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
          /*i18n*/
          {
            id: "Tz0i8g"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t(
          /*i18n*/
          {
            id: "cQpGeE"
          }
        ), words(connector?.title) || connection.connector], ...Object.entries(connection.settings).map(([name, value]) => {
          const setting = connector?.settings.find((each) => each.name === name);
          const option = setting?.options?.find((each) => each.value === value);
          return [words(setting?.label) || name, /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "break-words", children: words(option?.label) || String(value) }, name)];
        }), ...connection.organisation ? [[_t(
          /*i18n*/
          {
            id: "LB3Kje"
          }
        ), /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all", children: connection.organisation })]] : [], [_t(
          /*i18n*/
          {
            id: "eloEpB"
          }
        ), /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all", children: `${location.origin}${connection.hook}` })]] }) })
      ] })
    ] })
  ] });
}
function ConnectionMenu({
  connection
}) {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = reactExports.useState();
  const refresh = () => void client.invalidateQueries({
    queryKey: ["connections"]
  });
  const change = useMutation({
    mutationFn: (state) => changeConnection(connection.id, {
      state
    }),
    onSuccess: (_, state) => {
      refresh();
      toastDone(state === "paused" ? _t2(
        /*i18n*/
        {
          id: "URAE3q"
        }
      ) : _t2(
        /*i18n*/
        {
          id: "KvXL5G"
        }
      ));
    },
    onError: toastError
  });
  const remove = useMutation({
    mutationFn: () => archiveConnection(connection.id),
    onSuccess: () => {
      refresh();
      toastDone(_t2(
        /*i18n*/
        {
          id: "Q+xyqc",
          values: {
            0: connection.name
          }
        }
      ));
      void navigate({
        to: "/connections"
      });
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t2(
      /*i18n*/
      {
        id: "2FYpfJ"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 16 }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Pencil, { size: 14 }), onSelect: () => setOpen("edit"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Qk3O+o"
      } }) }),
      connection.state === "active" ? /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CirclePause, { size: 14 }), onSelect: () => change.mutate("paused"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "IgrLD/"
      } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CirclePlay, { size: 14 }), onSelect: () => change.mutate("active"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "x3tvNn"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuLine, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Archive, { size: 14 }), danger: true, onSelect: () => setOpen("archive"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "JKNV7W"
      } }) })
    ] }),
    open === "edit" && /* @__PURE__ */ jsxRuntimeExports.jsx(EditConnection, { connection, onClose: () => setOpen(void 0) }),
    open === "archive" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t2(
      /*i18n*/
      {
        id: "LJ2Rpm",
        values: {
          0: connection.name
        }
      }
    ), about: _t2(
      /*i18n*/
      {
        id: "f9vBGz"
      }
    ), action: _t2(
      /*i18n*/
      {
        id: "oUd7rQ"
      }
    ), danger: true, busy: remove.isPending, onClose: () => setOpen(void 0), onConfirm: () => remove.mutate() })
  ] });
}
function UsedBy({
  connection
}) {
  const {
    _: _t3
  } = useLingui();
  const {
    data
  } = useQuery(syncsQuery);
  const syncs = (data ?? []).filter((sync) => sync.connection_id === connection.id);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t3(
    /*i18n*/
    {
      id: "BUOi4x"
    }
  ), flush: true, children: [
    syncs.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: _t3(
      /*i18n*/
      {
        id: "JPrwYj"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: syncs.map((sync) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id", params: {
      id: sync.id
    }, className: "flex items-center gap-2 px-4 py-2 text-sm hover:bg-hover", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate font-medium", children: sync.name }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(SyncState, { sync })
    ] }) }, sync.id)) })
  ] });
}
function Streams({
  connection
}) {
  const {
    _: _t4
  } = useLingui();
  const objects = useObjects();
  const query = useQuery({
    ...streamsQuery(connection.id),
    enabled: connection.state === "active"
  });
  const can = (stream) => {
    const names = [["incremental", _t4(
      /*i18n*/
      {
        id: "gBbA3a"
      }
    )], ["deletes", _t4(
      /*i18n*/
      {
        id: "fFzwWw"
      }
    )], ["push", _t4(
      /*i18n*/
      {
        id: "0K0a9m"
      }
    )], ["create", _t4(
      /*i18n*/
      {
        id: "4P6sgn"
      }
    )], ["update", _t4(
      /*i18n*/
      {
        id: "HoKqqW"
      }
    )]];
    return names.filter(([name]) => stream.can[name] === true).map(([, label]) => label);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t4(
    /*i18n*/
    {
      id: "apyDMf"
    }
  ), flush: true, children: query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch(), className: "py-8!" }) : query.isLoading ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 4, className: "p-4" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t4(
    /*i18n*/
    {
      id: "apyDMf"
    }
  ), rows: query.data ?? [], rowKey: (stream) => stream.name, columns: [{
    key: "name",
    title: _t4(
      /*i18n*/
      {
        id: "hou0tP"
      }
    ),
    cell: (stream) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: stream.label || stream.name })
  }, {
    key: "object",
    title: _t4(
      /*i18n*/
      {
        id: "CCTQCC"
      }
    ),
    wide: true,
    cell: (stream) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: words(objects.find((object) => object.name === stream.likely_object)?.label) || stream.likely_object || "–" })
  }, {
    key: "can",
    title: _t4(
      /*i18n*/
      {
        id: "8FouhY"
      }
    ),
    cell: (stream) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex flex-wrap gap-1", children: can(stream).map((label) => /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: label }, label)) })
  }] }) });
}
export {
  ConnectionScreen
};
