import { q as queryOptions, u as useLingui, e as useQuery, j as jsxRuntimeExports, d as useQueryClient, r as reactExports, k as useMutation, T as Trans, b as useRouter, x as getRouteApi } from "./base-hfMyulGH.js";
import { b as createLucideIcon, r as request, aN as take, aO as api, F as Field, S as Select, I as Input, H as toastDone, A as ApiError, J as Dialog, Z as Segments, B as Button, N as Notice, ai as Empty, al as Plus, aK as State, G as toastError, bi as Switch, a4 as Menu, a5 as MenuItem, h as IconButton, M as Confirm, E as ErrorState, ak as SkeletonLines, az as Textarea, bj as PasswordForm, ag as useKeepPreferences, bk as useTheme, c as chooseLanguage, bl as setTheme, bm as endSession, aF as Badge, bn as sessionsQuery, aG as duration, aY as bytes, n as number, p as percent, j as sessionQuery } from "./index-CfIzCVY9.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { P as Panel, F as Facts, a as Page } from "./page-D4x0Hjzw.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
import { c as connectionsQuery, e as connectorsQuery } from "./connections-LupvPEya.js";
import { T as Time } from "./time-glN5b9fW.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { M as MessageSquare } from "./message-square-Dw5jJThN.js";
import { P as Pencil } from "./pencil-5v9L2ZV5.js";
import { T as Trash } from "./trash-CpsVe_4Z.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
import { L as LanguageSelect } from "./language-select-CgwNCAYI.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { M as Meter } from "./meter-Bj_o0HYA.js";
const __iconData$5 = {
  name: "bell",
  size: 24,
  node: [
    ["path", { d: "M10.268 21a2 2 0 0 0 3.464 0", key: "vwvbt9" }],
    [
      "path",
      {
        d: "M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326",
        key: "11g9vi"
      }
    ]
  ]
};
__iconData$5.node;
const Bell = createLucideIcon(__iconData$5);
const __iconData$4 = {
  name: "database-backup",
  size: 24,
  node: [
    ["ellipse", { cx: "12", cy: "5", rx: "9", ry: "3", key: "msslwz" }],
    ["path", { d: "M3 12a9 3 0 0 0 5 2.69", key: "1ui2ym" }],
    ["path", { d: "M21 9.3V5", key: "6k6cib" }],
    ["path", { d: "M3 5v14a9 3 0 0 0 6.47 2.88", key: "i62tjy" }],
    ["path", { d: "M12 12v4h4", key: "1bxaet" }],
    [
      "path",
      {
        d: "M13 20a5 5 0 0 0 9-3 4.5 4.5 0 0 0-4.5-4.5c-1.33 0-2.54.54-3.41 1.41L12 16",
        key: "1f4ei9"
      }
    ]
  ]
};
__iconData$4.node;
const DatabaseBackup = createLucideIcon(__iconData$4);
const __iconData$3 = {
  name: "dices",
  size: 24,
  node: [
    ["rect", { width: "12", height: "12", x: "2", y: "10", rx: "2", ry: "2", key: "6agr2n" }],
    [
      "path",
      {
        d: "m17.92 14 3.5-3.5a2.24 2.24 0 0 0 0-3l-5-4.92a2.24 2.24 0 0 0-3 0L10 6",
        key: "1o487t"
      }
    ],
    ["path", { d: "M6 18h.01", key: "uhywen" }],
    ["path", { d: "M10 14h.01", key: "ssrbsk" }],
    ["path", { d: "M15 6h.01", key: "cblpky" }],
    ["path", { d: "M18 9h.01", key: "2061c0" }]
  ]
};
__iconData$3.node;
const Dices = createLucideIcon(__iconData$3);
const __iconData$2 = {
  name: "mail",
  size: 24,
  node: [
    ["path", { d: "m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7", key: "132q7q" }],
    ["rect", { x: "2", y: "4", width: "20", height: "16", rx: "2", key: "izxlao" }]
  ]
};
__iconData$2.node;
const Mail = createLucideIcon(__iconData$2);
const __iconData$1 = {
  name: "send",
  size: 24,
  node: [
    [
      "path",
      {
        d: "M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z",
        key: "1ffxy3"
      }
    ],
    ["path", { d: "m21.854 2.147-10.94 10.939", key: "12cjpa" }]
  ]
};
__iconData$1.node;
const Send = createLucideIcon(__iconData$1);
const __iconData = {
  name: "webhook",
  size: 24,
  node: [
    [
      "path",
      {
        d: "M18 16.98h-5.99c-1.1 0-1.95.94-2.48 1.9A4 4 0 0 1 2 17c.01-.7.2-1.4.57-2",
        key: "q3hayz"
      }
    ],
    ["path", { d: "m6 17 3.13-5.78c.53-.97.1-2.18-.5-3.1a4 4 0 1 1 6.89-4.06", key: "1go1hn" }],
    ["path", { d: "m12 6 3.13 5.73C15.66 12.7 16.9 13 18 13a4 4 0 0 1 0 8", key: "qlwsc0" }]
  ]
};
__iconData.node;
const Webhook = createLucideIcon(__iconData);
const alertChannelsQuery = queryOptions({
  queryKey: ["alert-channels"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/alert-channels", {
    signal
  }))).items
});
function createChannel(channel) {
  return request("POST", "/alert-channels", {
    body: channel
  });
}
function changeChannel(id, change) {
  return request("PATCH", `/alert-channels/${id}`, {
    body: change
  });
}
function deleteChannel(id) {
  return request("DELETE", `/alert-channels/${id}`);
}
function testChannel(id) {
  return request("POST", `/alert-channels/${id}:test`);
}
function MessengerFields({
  draft,
  fault,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const {
    data: connections
  } = useQuery(connectionsQuery);
  const {
    data: connectors
  } = useQuery(connectorsQuery);
  const isMessenger = (name) => connectors?.some((connector) => connector.name === name && connector.category === "messenger") ?? false;
  const choices = connections?.filter((connection) => isMessenger(connection.connector)) ?? [];
  const isEmpty = connections !== void 0 && connectors !== void 0 && choices.length === 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "exyUec"
      }
    ), help: isEmpty ? _t(
      /*i18n*/
      {
        id: "qeBI5t"
      }
    ) : void 0, error: fault("connection"), required: true, className: "sm:col-span-2", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { required: true, value: draft.connection ?? "", onChange: (event) => onChange({
      ...draft,
      connection: event.target.value
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
        /*i18n*/
        {
          id: "+OI0Of"
        }
      ) }),
      choices.map((connection) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: connection.id, children: connection.name }, connection.id))
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "tYSMpH"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "otm4Tu"
      }
    ), error: fault("to"), className: "sm:col-span-2", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: draft.to ?? "", onChange: (event) => onChange({
      ...draft,
      to: event.target.value
    }) }) })
  ] });
}
function draftOf(channel) {
  const text = (value) => Array.isArray(value) ? value.join(", ") : value === void 0 || value === null ? "" : String(value);
  return {
    encryption: "starttls",
    ...Object.fromEntries(Object.entries(channel?.settings ?? {}).map(([name, value]) => [name, text(value)]))
  };
}
function listed(text) {
  return (text ?? "").split(/[\s,;]+/).filter(Boolean);
}
function settingsOf(kind, draft) {
  if (kind === "webhook") return {
    url: draft.url?.trim()
  };
  if (kind === "message") return {
    connection: draft.connection,
    to: listed(draft.to)
  };
  return {
    host: draft.host?.trim(),
    ...draft.port ? {
      port: Number(draft.port)
    } : {},
    encryption: draft.encryption,
    ...draft.user ? {
      user: draft.user.trim()
    } : {},
    from: draft.from?.trim(),
    to: listed(draft.to)
  };
}
const SECRET_BYTES = 32;
function newSecret() {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`;
}
function ChannelDialog({
  channel,
  onClose
}) {
  const {
    _: _t,
    i18n
  } = useLingui();
  const client = useQueryClient();
  const [kind, setKind] = reactExports.useState(channel?.kind ?? "email");
  const [name, setName] = reactExports.useState(channel?.name ?? "");
  const [language, setLanguage] = reactExports.useState(channel?.language ?? (i18n.locale === "zh-CN" ? "zh" : "en"));
  const [draft, setDraft] = reactExports.useState(() => draftOf(channel));
  const [secret, setSecret] = reactExports.useState("");
  const secretName = kind === "webhook" ? "secret" : "password";
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        kind,
        enabled: channel?.enabled ?? true,
        language,
        settings: settingsOf(kind, draft),
        ...secret && kind !== "message" ? {
          secrets: {
            [secretName]: secret
          }
        } : {}
      };
      if (!channel) return createChannel(body);
      return changeChannel(channel.id, {
        name: body.name,
        language,
        settings: body.settings,
        secrets: body.secrets
      });
    },
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["alert-channels"]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "idD8Ev"
        }
      ));
      onClose();
    }
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const fault = (field) => faults.find((each) => each.pointer.split("/").includes(field))?.detail;
  const line = (field, label, more = {}) => /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label, help: more.help, error: fault(field), required: more.required, className: more.className, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: more.required, type: more.type, value: draft[field] ?? "", onChange: (event) => setDraft({
    ...draft,
    [field]: event.target.value
  }) }) });
  const isSet = channel?.secrets[secretName] ?? false;
  const submit = (event) => {
    event.preventDefault();
    save.mutate();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: channel ? _t(
    /*i18n*/
    {
      id: "8+sh2D",
      values: {
        0: channel.name
      }
    }
  ) : _t(
    /*i18n*/
    {
      id: "3H+FrI"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", type: "submit", form: "alert-channel", busy: save.isPending, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "tfDRzk"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { id: "alert-channel", onSubmit: submit, className: "flex flex-col gap-4", children: [
    !channel && /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "KSCnVQ"
      }
    ), value: kind, onChange: setKind, options: [{
      value: "email",
      label: _t(
        /*i18n*/
        {
          id: "5Sa1Ss"
        }
      )
    }, {
      value: "message",
      label: _t(
        /*i18n*/
        {
          id: "K6n9JS"
        }
      )
    }, {
      value: "webhook",
      label: _t(
        /*i18n*/
        {
          id: "55l21g"
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-4 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "6YtxFj"
        }
      ), error: fault("name"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, maxLength: 100, value: name, onChange: (event) => setName(event.target.value) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "vXIe7J"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: language, onChange: (event) => setLanguage(event.target.value), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "en", children: "English" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "zh", children: "简体中文" })
      ] }) }),
      kind === "message" && /* @__PURE__ */ jsxRuntimeExports.jsx(MessengerFields, { draft, fault, onChange: setDraft }),
      kind === "webhook" ? line("url", _t(
        /*i18n*/
        {
          id: "Du6bPw"
        }
      ), {
        required: true,
        type: "url",
        className: "sm:col-span-2"
      }) : kind === "email" ? /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        line("to", _t(
          /*i18n*/
          {
            id: "/jQctM"
          }
        ), {
          required: true,
          help: _t(
            /*i18n*/
            {
              id: "IJvyoW"
            }
          ),
          className: "sm:col-span-2"
        }),
        line("from", _t(
          /*i18n*/
          {
            id: "ejVYRQ"
          }
        ), {
          required: true,
          type: "email"
        }),
        line("host", _t(
          /*i18n*/
          {
            id: "lbTX+v"
          }
        ), {
          required: true
        }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
          /*i18n*/
          {
            id: "q1srUM"
          }
        ), error: fault("encryption"), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: draft.encryption, onChange: (event) => setDraft({
          ...draft,
          encryption: event.target.value
        }), children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "starttls", children: "STARTTLS" }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "tls", children: "TLS" }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "plain", children: _t(
            /*i18n*/
            {
              id: "520Xsx"
            }
          ) })
        ] }) }),
        line("port", _t(
          /*i18n*/
          {
            id: "UQqYNy"
          }
        ), {
          type: "number"
        }),
        line("user", _t(
          /*i18n*/
          {
            id: "mRPFIg"
          }
        ))
      ] }) : null,
      kind === "webhook" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "WiaVIb"
        }
      ), help: isSet ? _t(
        /*i18n*/
        {
          id: "PiwwHI"
        }
      ) : _t(
        /*i18n*/
        {
          id: "/SackL"
        }
      ), error: fault(secretName), required: !isSet, className: "sm:col-span-2", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: !isSet, className: "font-mono", value: secret, onChange: (event) => setSecret(event.target.value) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Dices, { size: 14 }), onClick: () => setSecret(newSecret()), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "1BKAKG"
        } }) })
      ] }) }) : kind === "email" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "21Gc/0"
        }
      ), help: isSet ? _t(
        /*i18n*/
        {
          id: "PiwwHI"
        }
      ) : void 0, error: fault(secretName), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "password", autoComplete: "new-password", value: secret, onChange: (event) => setSecret(event.target.value) }) }) : null
    ] }),
    save.error && faults.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: save.error.message })
  ] }) });
}
function ChannelSettings() {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(alertChannelsQuery);
  const {
    data: connections
  } = useQuery(connectionsQuery);
  const [edited, setEdited] = reactExports.useState();
  const channels = query.data ?? [];
  const add = /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => setEdited("new"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "3H+FrI"
  } }) });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    channels.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex items-center justify-between gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "T/EltK"
      } }) }),
      add
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Bell, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "ywQ/33"
      }
    ), action: add, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "+/i2T7"
    } }) }), label: _t(
      /*i18n*/
      {
        id: "lfFsZ4"
      }
    ), rows: channels, rowKey: (channel) => channel.id, columns: [{
      key: "name",
      title: _t(
        /*i18n*/
        {
          id: "6YtxFj"
        }
      ),
      cell: (channel) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(KindIcon, { kind: channel.kind }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", children: channel.name })
      ] })
    }, {
      key: "to",
      title: _t(
        /*i18n*/
        {
          id: "/jQctM"
        }
      ),
      wide: true,
      cell: (channel) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-soft", children: targetOf(channel, connections) })
    }, {
      key: "last",
      title: _t(
        /*i18n*/
        {
          id: "c5zxSg"
        }
      ),
      cell: (channel) => /* @__PURE__ */ jsxRuntimeExports.jsx(LastSending, { channel })
    }, {
      key: "act",
      title: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t(
        /*i18n*/
        {
          id: "7L01XJ"
        }
      ) }),
      right: true,
      cell: (channel) => /* @__PURE__ */ jsxRuntimeExports.jsx(ChannelActions, { channel, onEdit: () => setEdited(channel) })
    }] }),
    edited && /* @__PURE__ */ jsxRuntimeExports.jsx(ChannelDialog, { channel: edited === "new" ? void 0 : edited, onClose: () => setEdited(void 0) })
  ] });
}
function targetOf(channel, connections) {
  const {
    url,
    to,
    connection
  } = channel.settings;
  const people = Array.isArray(to) ? to.join(", ") : "";
  if (channel.kind === "message") return [connections?.find((each) => each.id === connection)?.name, people].filter(Boolean).join(": ");
  return people || (typeof url === "string" ? url : "");
}
function KindIcon({
  kind
}) {
  const {
    _: _t2
  } = useLingui();
  const look = {
    size: 15,
    className: "shrink-0 text-faint"
  };
  if (kind === "email") return /* @__PURE__ */ jsxRuntimeExports.jsx(Mail, { ...look, "aria-label": _t2(
    /*i18n*/
    {
      id: "5Sa1Ss"
    }
  ) });
  if (kind === "message") return /* @__PURE__ */ jsxRuntimeExports.jsx(MessageSquare, { ...look, "aria-label": _t2(
    /*i18n*/
    {
      id: "K6n9JS"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Webhook, { ...look, "aria-label": _t2(
    /*i18n*/
    {
      id: "55l21g"
    }
  ) });
}
function LastSending({
  channel
}) {
  const {
    _: _t3
  } = useLingui();
  const last = channel.last_sending;
  if (!last) return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: _t3(
    /*i18n*/
    {
      id: "gTa2A3"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap items-center gap-2", title: last.reason ?? void 0, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: last.arrived ? "good" : "bad", children: last.arrived ? _t3(
      /*i18n*/
      {
        id: "T2c77O"
      }
    ) : _t3(
      /*i18n*/
      {
        id: "hLfT2+"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: last.at, className: "text-xs text-faint" })
  ] });
}
function ChannelActions({
  channel,
  onEdit
}) {
  const {
    _: _t4
  } = useLingui();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = reactExports.useState(false);
  const common = {
    onError: toastError,
    onSettled: () => client.invalidateQueries({
      queryKey: ["alert-channels"]
    })
  };
  const enable = useMutation({
    mutationFn: (enabled) => changeChannel(channel.id, {
      enabled
    }),
    ...common
  });
  const test = useMutation({
    mutationFn: () => testChannel(channel.id),
    ...common,
    onSuccess: ({
      last_sending: sent
    }) => sent?.arrived === false ? toastError(new Error(sent.reason ?? _t4(
      /*i18n*/
      {
        id: "6ocuS/"
      }
    ))) : toastDone(_t4(
      /*i18n*/
      {
        id: "Bp2CfF"
      }
    ))
  });
  const remove = useMutation({
    mutationFn: () => deleteChannel(channel.id),
    ...common,
    onSuccess: () => setIsAsking(false)
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center justify-end gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Switch, { label: _t4(
      /*i18n*/
      {
        id: "X5OKL8",
        values: {
          0: channel.name
        }
      }
    ), checked: channel.enabled, disabled: enable.isPending, onChange: (enabled) => enable.mutate(enabled) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t4(
      /*i18n*/
      {
        id: "+tu7Q8",
        values: {
          0: channel.name
        }
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 14 }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Send, { size: 14 }), disabled: test.isPending, onSelect: () => test.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "qz1aUY"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Pencil, { size: 14 }), onSelect: onEdit, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Tc275v"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Trash, { size: 14 }), danger: true, onSelect: () => setIsAsking(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "MWIaew"
      } }) })
    ] }),
    isAsking && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t4(
      /*i18n*/
      {
        id: "OkoR6N",
        values: {
          0: channel.name
        }
      }
    ), about: _t4(
      /*i18n*/
      {
        id: "hhXzWN"
      }
    ), action: _t4(
      /*i18n*/
      {
        id: "t/YqKh"
      }
    ), danger: true, busy: remove.isPending, onClose: () => setIsAsking(false), onConfirm: () => remove.mutate() })
  ] });
}
const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/settings", {
    signal
  }))
});
function changeSettings(change) {
  return request("PATCH", "/settings", {
    body: change
  });
}
function NetworkSettings() {
  const query = useQuery(settingsQuery);
  if (query.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() });
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Writing, { settings: query.data }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Network, { settings: query.data }, JSON.stringify(query.data.network))
  ] });
}
function useSave(done) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeSettings,
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      toastDone(done);
    },
    onError: (error) => {
      if (!(error instanceof ApiError && error.faults.length > 0)) toastError(error);
    }
  });
}
function Writing({
  settings
}) {
  const {
    _: _t
  } = useLingui();
  const {
    held,
    reason
  } = settings.writing;
  const save = useSave(held ? _t(
    /*i18n*/
    {
      id: "SNxMej"
    }
  ) : _t(
    /*i18n*/
    {
      id: "skDuzZ"
    }
  ));
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
    /*i18n*/
    {
      id: "ixdp8c"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: held ? "warn" : "good", action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", busy: save.isPending, onClick: () => save.mutate({
    writing: {
      held: !held
    }
  }), children: held ? _t(
    /*i18n*/
    {
      id: "nwkvSS"
    }
  ) : _t(
    /*i18n*/
    {
      id: "81Yk+B"
    }
  ) }), children: held ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "V8sKLJ",
    values: {
      0: reason ?? ""
    }
  } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "jzYDFD"
  } }) }) });
}
function Network({
  settings
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    network
  } = settings;
  const [addresses, setAddresses] = reactExports.useState(network.allowed_addresses.join("\n"));
  const [ports, setPorts] = reactExports.useState(network.allowed_ports.join(", "));
  const save = useSave(_t2(
    /*i18n*/
    {
      id: "idD8Ev"
    }
  ));
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const fault = (name) => faults.find((each) => each.pointer.includes(name))?.detail;
  const submit = (event) => {
    event.preventDefault();
    const words = (text) => text.split(/[\s,]+/).filter(Boolean);
    save.mutate({
      network: {
        allowed_addresses: words(addresses),
        allowed_ports: words(ports).map(Number)
      }
    });
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t2(
    /*i18n*/
    {
      id: "4AUfme"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "lywZLC"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { onSubmit: submit, className: "flex max-w-xl flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "8j6w5d"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "zn99YQ"
      }
    ), error: fault("allowed_addresses"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { rows: 4, className: "font-mono text-xs", value: addresses, onChange: (event) => setAddresses(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "+A7Za6"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "GchGoc"
      }
    ), error: fault("allowed_ports"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono text-xs", value: ports, onChange: (event) => setPorts(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t2(
      /*i18n*/
      {
        id: "5Txbod"
      }
    ), network.folders.join(", ") || "–"], [_t2(
      /*i18n*/
      {
        id: "/6/aj0"
      }
    ), network.ca_file ?? "–"]] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "5FUNDY"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { type: "submit", look: "primary", busy: save.isPending, className: "self-start", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tfDRzk"
    } }) })
  ] }) });
}
function OwnSettings({
  session
}) {
  const {
    _: _t
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 lg:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Looks, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "8ZsakT"
        }
      ), about: session.person.has_password ? _t(
        /*i18n*/
        {
          id: "VXFoeH"
        }
      ) : _t(
        /*i18n*/
        {
          id: "H5tVJp"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(PasswordForm, { session }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Sessions, {})
  ] });
}
function Looks() {
  const {
    _: _t2,
    i18n
  } = useLingui();
  const router = useRouter();
  const keep = useKeepPreferences();
  const theme = useTheme();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t2(
    /*i18n*/
    {
      id: "VvCQHC"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "cwjaEX"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "vXIe7J"
      }
    ), className: "max-w-xs", children: /* @__PURE__ */ jsxRuntimeExports.jsx(LanguageSelect, { value: i18n.locale, onChange: (language) => {
      keep({
        language
      });
      void chooseLanguage(language).then(() => router.invalidate());
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-1", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs font-medium text-soft", children: _t2(
        /*i18n*/
        {
          id: "aAIQg2"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t2(
        /*i18n*/
        {
          id: "aAIQg2"
        }
      ), value: theme, onChange: (next) => {
        keep({
          theme: next
        });
        setTheme(next);
      }, options: [{
        value: "system",
        label: _t2(
          /*i18n*/
          {
            id: "nj2QoG"
          }
        )
      }, {
        value: "light",
        label: _t2(
          /*i18n*/
          {
            id: "1njn7W"
          }
        )
      }, {
        value: "dark",
        label: _t2(
          /*i18n*/
          {
            id: "pvnfJD"
          }
        )
      }] })
    ] })
  ] }) });
}
const browsers = /(Edg|OPR|Firefox|Chrome|Safari)[/ ]/;
const systems = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/;
const names = {
  Edg: "Edge",
  OPR: "Opera",
  "Mac OS X": "macOS"
};
function agentName(agent) {
  const parts = [browsers.exec(agent)?.[1], systems.exec(agent)?.[1]].flatMap((part) => part ? [names[part] ?? part] : []);
  return parts.join(" · ") || agent || "–";
}
function Sessions() {
  const {
    _: _t3
  } = useLingui();
  const client = useQueryClient();
  const query = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (one) => endSession(one.id),
    onSuccess: () => {
      toastDone(_t3(
        /*i18n*/
        {
          id: "wLq6PT"
        }
      ));
      void client.invalidateQueries({
        queryKey: ["sessions"]
      });
    },
    onError: toastError
  });
  const ways = {
    password: _t3(
      /*i18n*/
      {
        id: "/pKYas"
      }
    ),
    link: _t3(
      /*i18n*/
      {
        id: "tQ8Zsb"
      }
    ),
    setup: _t3(
      /*i18n*/
      {
        id: "QWLBBr"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t3(
    /*i18n*/
    {
      id: "GWVxAb"
    }
  ), about: _t3(
    /*i18n*/
    {
      id: "T/4SrE"
    }
  ), flush: true, children: query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch(), className: "py-6!" }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 3, className: "p-4" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t3(
    /*i18n*/
    {
      id: "4cEClj"
    }
  ), rows: query.data, rowKey: (one) => one.id, columns: [{
    key: "agent",
    title: _t3(
      /*i18n*/
      {
        id: "0DGrp8"
      }
    ),
    cell: (one) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", title: one.agent, children: agentName(one.agent) }),
      one.current && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: "accent", children: _t3(
        /*i18n*/
        {
          id: "LxzIvn"
        }
      ) })
    ] })
  }, {
    key: "address",
    title: _t3(
      /*i18n*/
      {
        id: "Du6bPw"
      }
    ),
    wide: true,
    cell: (one) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs text-soft", children: one.address })
  }, {
    key: "way",
    title: _t3(
      /*i18n*/
      {
        id: "q2v4sG"
      }
    ),
    wide: true,
    cell: (one) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: ways[one.way] })
  }, {
    key: "seen",
    title: _t3(
      /*i18n*/
      {
        id: "U011Uh"
      }
    ),
    right: true,
    cell: (one) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: one.seen_at, className: "whitespace-nowrap text-soft" })
  }, {
    key: "act",
    title: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t3(
      /*i18n*/
      {
        id: "7L01XJ"
      }
    ) }),
    right: true,
    cell: (one) => !one.current && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", "aria-label": _t3(
      /*i18n*/
      {
        id: "h8kkhY",
        values: {
          0: agentName(one.agent)
        }
      }
    ), busy: end.isPending && end.variables.id === one.id, onClick: () => end.mutate(one), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "xDr/ct"
    } }) })
  }] }) });
}
const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/system", {
    signal
  })),
  refetchInterval: 15e3
});
const BACKUP_POLL_MS = 1e3;
const backupsQuery = queryOptions({
  queryKey: ["backups"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/backups", {
    signal
  }))).items,
  refetchInterval: (query) => query.state.data?.some((backup) => backup.state === "running") ? BACKUP_POLL_MS : false
});
function startBackup() {
  return request("POST", "/backups");
}
const DISK_LOW = 0.1;
function SystemSettings() {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Health, {}),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Backups, {})
  ] });
}
function Health() {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(systemQuery);
  const system = query.data;
  if (!system) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 6, children: null });
  const {
    disk,
    search,
    database
  } = system;
  const free = disk && disk.total_bytes > 0 ? disk.free_bytes / disk.total_bytes : void 0;
  const products = {
    sqlite: "SQLite",
    postgresql: "PostgreSQL"
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid items-start gap-5 lg:grid-cols-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "D+NlUC"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t(
      /*i18n*/
      {
        id: "eE0JZ4"
      }
    ), system.version], [_t(
      /*i18n*/
      {
        id: "FmvmSH"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx("span", { title: system.started_at, children: duration(system.uptime_seconds) }, "u")], [_t(
      /*i18n*/
      {
        id: "JY5Oyv"
      }
    ), `${products[database.kind]} ${database.version}`], [_t(
      /*i18n*/
      {
        id: "tb0cFn"
      }
    ), bytes(database.bytes)], ...system.memory_bytes === null ? [] : [[_t(
      /*i18n*/
      {
        id: "utYo7I"
      }
    ), bytes(system.memory_bytes)]], [_t(
      /*i18n*/
      {
        id: "iHx1+P"
      }
    ), number(system.changes.kept)]] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "UPqS9C"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { className: "flex flex-col gap-4 text-sm", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center justify-between gap-3", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "A1taO8"
        } }),
        search.behind === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t(
          /*i18n*/
          {
            id: "M72kOg"
          }
        ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t(
          /*i18n*/
          {
            id: "4lkkY4",
            values: {
              0: number(search.behind)
            }
          }
        ) })
      ] }),
      disk && free !== void 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex flex-col gap-1.5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex justify-between gap-3", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "sPFHpI"
          } }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft tabular-nums", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "66RNrb",
            values: {
              0: bytes(disk.free_bytes),
              1: bytes(disk.total_bytes)
            }
          } }) })
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Meter, { share: 1 - free, label: _t(
          /*i18n*/
          {
            id: "4tLxXH",
            values: {
              0: percent(1 - free)
            }
          }
        ), tone: free < DISK_LOW ? "bad" : "good" })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center justify-between gap-3", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "NdJjfT"
        } }),
        system.last_backup?.state === "done" ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: system.last_backup.finished_at ?? system.last_backup.created_at }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t(
          /*i18n*/
          {
            id: "gTa2A3"
          }
        ) })
      ] })
    ] }) })
  ] });
}
function Backups() {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const query = useQuery(backupsQuery);
  const backups = query.data ?? [];
  const newest = backups.find((backup) => backup.state === "done")?.file;
  const start = useMutation({
    mutationFn: startBackup,
    onSuccess: () => toastDone(_t2(
      /*i18n*/
      {
        id: "07PAVe"
      }
    )),
    onSettled: () => {
      for (const queryKey of [["backups"], ["system"]]) void client.invalidateQueries({
        queryKey
      });
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t2(
    /*i18n*/
    {
      id: "llDXYJ"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "M8jhS4"
    }
  ), flush: true, actions: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(DatabaseBackup, { size: 14 }), busy: start.isPending || backups.some((backup) => backup.state === "running"), onClick: () => start.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "TT2Wpx"
  } }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 3, className: "p-4", empty: backups.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "MI0eyM"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t2(
      /*i18n*/
      {
        id: "llDXYJ"
      }
    ), rows: backups, rowKey: (backup) => backup.id, columns: [{
      key: "at",
      title: _t2(
        /*i18n*/
        {
          id: "U8UxzI"
        }
      ),
      cell: (backup) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: backup.created_at })
    }, {
      key: "state",
      title: _t2(
        /*i18n*/
        {
          id: "RS0o7b"
        }
      ),
      cell: (backup) => /* @__PURE__ */ jsxRuntimeExports.jsx(BackupState, { backup })
    }, {
      key: "file",
      title: _t2(
        /*i18n*/
        {
          id: "J2eKUI"
        }
      ),
      wide: true,
      cell: (backup) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs break-all text-soft", children: backup.file })
    }, {
      key: "size",
      title: _t2(
        /*i18n*/
        {
          id: "Cj2Gtd"
        }
      ),
      right: true,
      cell: (backup) => backup.bytes === null ? "" : bytes(backup.bytes)
    }] }) }),
    newest && /* @__PURE__ */ jsxRuntimeExports.jsx(RestoreHint, { file: newest }),
    backups[0]?.error && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "p-4", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: backups[0].error }) })
  ] });
}
function RestoreHint({
  file
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-2 border-t border-line px-4 py-3 text-sm text-soft", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "crfpeX"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("code", { className: "rounded-md bg-ground px-3 py-2 font-mono text-xs break-all text-ink", children: [
      "rapport restore rapport-data/backups/",
      file,
      " --force"
    ] })
  ] });
}
function BackupState({
  backup
}) {
  const {
    _: _t3
  } = useLingui();
  if (backup.state === "running") return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "accent", children: _t3(
    /*i18n*/
    {
      id: "RiQMUh"
    }
  ) });
  if (backup.state === "failed") return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t3(
    /*i18n*/
    {
      id: "7Bj3x9"
    }
  ) });
  return backup.verified ? /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t3(
    /*i18n*/
    {
      id: "/NmNFy"
    }
  ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "neutral", children: _t3(
    /*i18n*/
    {
      id: "DPfwMq"
    }
  ) });
}
const route = getRouteApi("/app/settings");
function SettingsScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    part
  } = route.useSearch();
  const navigate = route.useNavigate();
  const {
    admin
  } = useRights("*");
  const {
    data: session
  } = useQuery(sessionQuery);
  const shown = admin ? part ?? "own" : "own";
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "Tz0i8g"
    }
  ), bar: admin && /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t(
    /*i18n*/
    {
      id: "40iW+s"
    }
  ), value: shown, onChange: (next) => void navigate({
    search: {
      part: next === "own" ? void 0 : next
    },
    replace: true
  }), tabs: [{
    value: "own",
    label: _t(
      /*i18n*/
      {
        id: "kWJmRL"
      }
    )
  }, {
    value: "alerts",
    label: _t(
      /*i18n*/
      {
        id: "s4BX3A"
      }
    )
  }, {
    value: "system",
    label: _t(
      /*i18n*/
      {
        id: "PW7OGc"
      }
    )
  }, {
    value: "network",
    label: _t(
      /*i18n*/
      {
        id: "OR475H"
      }
    )
  }] }), children: shown === "alerts" ? /* @__PURE__ */ jsxRuntimeExports.jsx(ChannelSettings, {}) : shown === "system" ? /* @__PURE__ */ jsxRuntimeExports.jsx(SystemSettings, {}) : shown === "network" ? /* @__PURE__ */ jsxRuntimeExports.jsx(NetworkSettings, {}) : session ? /* @__PURE__ */ jsxRuntimeExports.jsx(OwnSettings, { session }) : /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 }) });
}
export {
  SettingsScreen
};
