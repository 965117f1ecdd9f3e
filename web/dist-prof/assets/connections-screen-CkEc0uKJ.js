import { j as jsxRuntimeExports, u as useLingui, e as useQuery, r as reactExports, T as Trans, d as useQueryClient, k as useMutation, x as getRouteApi, L as Link } from "./base-hfMyulGH.js";
import { h as createConnection, d as checkConnection, e as connectorsQuery, c as connectionsQuery } from "./connections-LupvPEya.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { w as words, C as Checkbox, F as Field, S as Select, az as Textarea, I as Input, Y as fits, J as Dialog, W as SearchInput, E as ErrorState, ak as SkeletonLines, H as toastDone, A as ApiError, N as Notice, B as Button, aK as State, ai as Empty, aP as Plug, Z as Segments, al as Plus } from "./index-CfIzCVY9.js";
import { S as SourceMark } from "./origin-i0TSQpO3.js";
import { T as Time } from "./time-glN5b9fW.js";
import { F as FilterBar, a as FilterSelect } from "./filters-Bpm8rodp.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import { A as ArrowLeft } from "./arrow-left-4PuTVsP2.js";
function draftOf(connector) {
  const settings = {};
  for (const setting of connector.settings) {
    if (!setting.secret && setting.default !== null) settings[setting.name] = typed(setting, setting.default);
  }
  return {
    settings,
    secrets: {}
  };
}
function typed(setting, text) {
  if (setting.kind === "boolean") return text === "true";
  if (setting.kind === "integer") return Number(text);
  return text;
}
function isShown(setting, draft) {
  const only = setting.only_if;
  if (!only?.setting) return true;
  return only.values?.includes(String(draft.settings[only.setting] ?? "")) ?? true;
}
function usedValues(connector, draft) {
  const shown = connector.settings.filter((setting) => isShown(setting, draft));
  const settings = Object.fromEntries(shown.filter((setting) => !setting.secret && draft.settings[setting.name] !== void 0 && draft.settings[setting.name] !== "").map((setting) => [setting.name, draft.settings[setting.name]]));
  const secrets = Object.fromEntries(shown.flatMap((setting) => setting.secret && draft.secrets[setting.name] ? [[setting.name, draft.secrets[setting.name] ?? ""]] : []));
  return {
    settings,
    secrets
  };
}
function SettingsForm({
  connector,
  draft,
  onChange,
  known = {},
  faults = {}
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex flex-col gap-4", children: connector.settings.filter((setting) => isShown(setting, draft)).map((setting) => /* @__PURE__ */ jsxRuntimeExports.jsx(Setting, { setting, value: setting.secret ? draft.secrets[setting.name] ?? "" : draft.settings[setting.name], isSet: known[setting.name] ?? false, fault: faults[setting.name], onChange: (value) => onChange(setting.secret ? {
    ...draft,
    secrets: {
      ...draft.secrets,
      [setting.name]: String(value)
    }
  } : {
    ...draft,
    settings: {
      ...draft.settings,
      [setting.name]: value
    }
  }) }, setting.name)) });
}
function Setting({
  setting,
  value,
  isSet,
  fault,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const label = words(setting.label);
  const help = words(setting.help);
  const text = value === void 0 || value === null ? "" : String(value);
  if (setting.kind === "boolean") {
    return /* @__PURE__ */ jsxRuntimeExports.jsxs(Checkbox, { checked: value === true, onChange: (event) => onChange(event.target.checked), children: [
      label,
      help && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-faint", children: help })
    ] });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label, help: isSet ? _t(
    /*i18n*/
    {
      id: "R6kBoz",
      values: {
        help
      }
    }
  ) : help, error: fault, required: setting.required && !isSet, children: setting.kind === "choice" ? /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: text, onChange: (event) => onChange(event.target.value), children: [
    !setting.required && /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: "–" }),
    setting.options.map((option) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: option.value, children: words(option.label) || option.value }, option.value))
  ] }) : setting.kind === "long_text" || setting.kind === "long_secret" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { className: "font-mono text-xs", rows: 4, value: text, onChange: (event) => onChange(event.target.value) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: setting.kind === "secret" ? "password" : setting.kind === "url" ? "url" : "text", inputMode: setting.kind === "integer" ? "numeric" : void 0, autoComplete: setting.kind === "secret" ? "new-password" : "off", placeholder: isSet ? "••••••••" : void 0, value: text, onChange: (event) => onChange(setting.kind === "integer" && /^\d+$/.test(event.target.value) ? Number(event.target.value) : event.target.value) }) });
}
function useCategories() {
  const {
    _: _t
  } = useLingui();
  return {
    crm: _t(
      /*i18n*/
      {
        id: "MSlbwg"
      }
    ),
    low_code: _t(
      /*i18n*/
      {
        id: "2Z7Iu4"
      }
    ),
    database: _t(
      /*i18n*/
      {
        id: "K5Dgu/"
      }
    ),
    file: _t(
      /*i18n*/
      {
        id: "sER+bs"
      }
    ),
    files: _t(
      /*i18n*/
      {
        id: "sER+bs"
      }
    ),
    webhook: _t(
      /*i18n*/
      {
        id: "kfa6A3"
      }
    ),
    hook: _t(
      /*i18n*/
      {
        id: "kfa6A3"
      }
    ),
    erp: _t(
      /*i18n*/
      {
        id: "MCD8ie"
      }
    ),
    messenger: _t(
      /*i18n*/
      {
        id: "GYqBuY"
      }
    ),
    shop: _t(
      /*i18n*/
      {
        id: "AvdxKC"
      }
    ),
    rapport: _t(
      /*i18n*/
      {
        id: "h2BZVz"
      }
    ),
    other: _t(
      /*i18n*/
      {
        id: "/IX/7x"
      }
    )
  };
}
function AddConnection({
  onClose,
  onAdded
}) {
  const {
    _: _t2
  } = useLingui();
  const query = useQuery(connectorsQuery);
  const categories = useCategories();
  const [question, setQuestion] = reactExports.useState("");
  const [chosen, setChosen] = reactExports.useState();
  if (chosen) return /* @__PURE__ */ jsxRuntimeExports.jsx(NewConnection, { connector: chosen, onBack: () => setChosen(void 0), onClose, onAdded });
  const shown = (query.data ?? []).filter((connector) => fits(`${connector.name} ${words(connector.title)} ${words(connector.summary)}`, question));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "AtJUXf"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "CkCRNa"
    }
  ), size: "wide", onClose, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SearchInput, { autoFocus: true, "aria-label": _t2(
      /*i18n*/
      {
        id: "avVQZg"
      }
    ), placeholder: _t2(
      /*i18n*/
      {
        id: "avVQZg"
      }
    ), value: question, onChange: (event) => setQuestion(event.target.value) }),
    query.error && /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }),
    query.isPending && /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 4, className: "mt-4" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "mt-4 grid gap-3 sm:grid-cols-2", children: shown.map((connector) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", onClick: () => setChosen(connector), className: "flex h-full w-full items-start gap-3 rounded-lg border border-line bg-panel p-3.5 text-left hover:border-edge/60 hover:bg-hover", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: words(connector.title), size: 32 }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block font-semibold", children: words(connector.title) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-2xs text-faint", children: categories[connector.category] ?? connector.category }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "mt-1 block text-xs text-soft", children: words(connector.summary) })
      ] })
    ] }) }, connector.name)) }),
    query.data && shown.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "inUR0k"
    } }) })
  ] });
}
function NewConnection({
  connector,
  onBack,
  onClose,
  onAdded
}) {
  const {
    _: _t3
  } = useLingui();
  const client = useQueryClient();
  const title = words(connector.title);
  const [name, setName] = reactExports.useState(title);
  const [draft, setDraft] = reactExports.useState(() => draftOf(connector));
  const create = useMutation({
    mutationFn: async () => {
      const connection = await createConnection({
        name: name.trim(),
        connector: connector.name,
        ...usedValues(connector, draft)
      });
      await checkConnection(connection.id).catch(() => void 0);
      return connection;
    },
    onSuccess: (connection) => {
      void client.invalidateQueries({
        queryKey: ["connections"]
      });
      toastDone(_t3(
        /*i18n*/
        {
          id: "FqZBV4",
          values: {
            0: connection.name
          }
        }
      ));
      onAdded(connection.id);
    }
  });
  const faults = create.error instanceof ApiError ? create.error.faults : [];
  const byName = Object.fromEntries(faults.map((fault) => [fault.pointer.split("/").at(-1) ?? "", fault.detail]));
  const submit = (event) => {
    event.preventDefault();
    create.mutate();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t3(
    /*i18n*/
    {
      id: "i6U+rv",
      values: {
        title
      }
    }
  ), about: words(connector.summary), onClose, beside: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowLeft, { size: 14 }), onClick: onBack, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "NuKR0h"
  } }) }), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", type: "submit", form: "new-connection", busy: create.isPending, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "813vb4"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { id: "new-connection", onSubmit: submit, className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t3(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ), help: _t3(
      /*i18n*/
      {
        id: "Qcsnmz"
      }
    ), error: byName.name, required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, maxLength: 100, value: name, onChange: (event) => setName(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(SettingsForm, { connector, draft, onChange: setDraft, faults: byName }),
    create.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: create.error.message })
  ] }) });
}
const route = getRouteApi("/app/connections");
function checkState(connection) {
  const lines = connection.last_check?.lines;
  if (!lines) return void 0;
  if (lines.some((line) => line.state === "failed")) return "failed";
  return lines.some((line) => line.state === "warning") ? "warning" : "ok";
}
function ConnectionHealth({
  connection,
  lastSuccess
}) {
  const {
    _: _t
  } = useLingui();
  const causes = {
    person: _t(
      /*i18n*/
      {
        id: "W89opU"
      }
    ),
    credentials: _t(
      /*i18n*/
      {
        id: "MT2SJ8"
      }
    ),
    forbidden: _t(
      /*i18n*/
      {
        id: "gDDvt1"
      }
    ),
    organisation: _t(
      /*i18n*/
      {
        id: "mdL8sR"
      }
    ),
    secrets: _t(
      /*i18n*/
      {
        id: "e40s5m"
      }
    )
  };
  if (connection.state === "paused") {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: connection.cause === "person" ? "warn" : "bad", paused: true, children: causes[connection.cause ?? ""] ?? _t(
      /*i18n*/
      {
        id: "URAE3q"
      }
    ) });
  }
  const check = checkState(connection);
  if (check === "failed") return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t(
    /*i18n*/
    {
      id: "+Bjgte"
    }
  ) });
  if (check === "warning") return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t(
    /*i18n*/
    {
      id: "wprX14"
    }
  ) });
  const works = check !== void 0 || lastSuccess !== void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: works ? "good" : "neutral", children: works ? _t(
    /*i18n*/
    {
      id: "nnvJfi"
    }
  ) : _t(
    /*i18n*/
    {
      id: "CPGnVV"
    }
  ) });
}
function lastSuccessOf(syncs) {
  return syncs.map((sync) => sync.last_success_at).filter((at) => Boolean(at)).sort().at(-1);
}
function isFailing(connection) {
  return connection.state === "paused" || checkState(connection) === "failed";
}
function ConnectionsScreen() {
  const {
    _: _t2
  } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(connectionsQuery);
  const connectors = useQuery(connectorsQuery);
  const syncs = useQuery(syncsQuery);
  const all = query.data ?? [];
  const failing = all.filter(isFailing).length;
  const shown = all.filter((connection) => (search.show !== "failing" || isFailing(connection)) && (!search.system || connection.connector === search.system));
  const titleOf = (name) => words(connectors.data?.find((each) => each.name === name)?.title) || name;
  const kinds = [...new Set(all.map((connection) => connection.connector))].map((name) => ({
    value: name,
    label: titleOf(name)
  }));
  const add = (open) => void navigate({
    search: (before) => ({
      ...before,
      add: open || void 0
    }),
    replace: true
  });
  const button = /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 15 }), onClick: () => add(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "AtJUXf"
  } }) });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t2(
    /*i18n*/
    {
      id: "z5kV0h"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "rX22G6"
    }
  ), actions: all.length > 0 && button, bar: all.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs(FilterBar, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t2(
      /*i18n*/
      {
        id: "8vETh9"
      }
    ), value: search.show ?? "all", onChange: (show) => void navigate({
      search: (before) => ({
        ...before,
        show: show === "failing" ? "failing" : void 0
      }),
      replace: true
    }), options: [{
      value: "all",
      label: _t2(
        /*i18n*/
        {
          id: "N40H+G"
        }
      )
    }, {
      value: "failing",
      label: failing > 0 ? _t2(
        /*i18n*/
        {
          id: "3yLdkM",
          values: {
            failing
          }
        }
      ) : _t2(
        /*i18n*/
        {
          id: "9doLCt"
        }
      )
    }] }),
    kinds.length > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t2(
      /*i18n*/
      {
        id: "D+NlUC"
      }
    ), all: _t2(
      /*i18n*/
      {
        id: "baMpOu"
      }
    ), value: search.system, choices: kinds, onChange: (system) => void navigate({
      search: (before) => ({
        ...before,
        system
      }),
      replace: true
    }) })
  ] }), children: [
    query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6 }) : all.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plug, { size: 20 }), title: _t2(
      /*i18n*/
      {
        id: "6Cp/I1"
      }
    ), action: button, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "SIfPRg"
    } }) }) : shown.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plug, { size: 20 }), title: _t2(
      /*i18n*/
      {
        id: "bkYjJe"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "grid gap-4 md:grid-cols-2 xl:grid-cols-3", children: shown.map((connection) => /* @__PURE__ */ jsxRuntimeExports.jsx(ConnectionCard, { connection, connector: connectors.data?.find((each) => each.name === connection.connector), syncs: (syncs.data ?? []).filter((sync) => sync.connection_id === connection.id) }, connection.id)) }),
    search.add && /* @__PURE__ */ jsxRuntimeExports.jsx(AddConnection, { onClose: () => add(false), onAdded: (id) => void navigate({
      to: "/connections/$id",
      params: {
        id
      }
    }) })
  ] });
}
function ConnectionCard({
  connection,
  connector,
  syncs
}) {
  const lastSuccess = lastSuccessOf(syncs);
  return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/connections/$id", params: {
    id: connection.id
  }, className: "flex h-full flex-col gap-3 rounded-lg border border-line bg-panel p-4 hover:border-edge/60", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex items-start gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: connection.name, size: 32 }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate font-semibold", children: connection.name }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate text-xs text-faint", children: words(connector?.title) || connection.connector })
      ] })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(ConnectionHealth, { connection, lastSuccess }) }),
    connection.reason && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "line-clamp-2 text-xs text-soft", children: connection.reason }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("dl", { className: "mt-auto grid grid-cols-2 gap-2 border-t border-line pt-3 text-xs", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("dt", { className: "text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "NqeQwd"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("dd", { children: lastSuccess ? /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: lastSuccess }) : "–" })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("dt", { className: "text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "BUOi4x"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("dd", { children: syncs.length })
      ] })
    ] })
  ] }) });
}
const connectionsScreen = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.defineProperty({
  __proto__: null,
  ConnectionHealth,
  ConnectionsScreen,
  checkState,
  lastSuccessOf
}, Symbol.toStringTag, { value: "Module" }));
export {
  ConnectionHealth as C,
  SettingsForm as S,
  connectionsScreen as c,
  lastSuccessOf as l,
  usedValues as u
};
