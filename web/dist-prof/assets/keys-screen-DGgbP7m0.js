import { q as queryOptions, u as useLingui, d as useQueryClient, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans, e as useQuery } from "./base-hfMyulGH.js";
import { b as createLucideIcon, r as request, aN as take, aO as api, m as useObjects, G as toastError, J as Dialog, I as Input, B as Button, H as toastDone, N as Notice, F as Field, Z as Segments, w as words, C as Checkbox, S as Select, bc as Chip, ai as Empty, aT as KeyRound, M as Confirm, f as buttonClasses, aK as State, au as moment, al as Plus } from "./index-CfIzCVY9.js";
import { T as Time } from "./time-glN5b9fW.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import { C as Copy } from "./copy-Dz9fMekt.js";
import "./answered-Bo19G9Hi.js";
import "./table-BB5PSfqm.js";
const __iconData = {
  name: "book-open",
  size: 24,
  node: [
    ["path", { d: "M12 5v16", key: "1f6ucr" }],
    [
      "path",
      {
        d: "M20.001 19A2 2 0 0022 17V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2z",
        key: "1fyvmf"
      }
    ]
  ]
};
__iconData.node;
const BookOpen = createLucideIcon(__iconData);
const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/keys", {
    signal
  }))).items
});
function createKey(key) {
  return request("POST", "/keys", {
    body: key
  });
}
function revokeKey(id) {
  return request("DELETE", `/keys/${id}`);
}
const DAY_MS = 864e5;
function KeyDialog({
  onClose
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const objects = useObjects();
  const [name, setName] = reactExports.useState("");
  const [rights, setRights] = reactExports.useState("read");
  const [some, setSome] = reactExports.useState([]);
  const [days, setDays] = reactExports.useState("");
  const scopes = {
    read: ["*:read"],
    write: ["*:read", "*:write"],
    admin: ["admin"],
    some
  }[rights];
  const make = useMutation({
    mutationFn: () => createKey({
      name: name.trim(),
      scopes,
      expires_at: days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null
    }),
    onSuccess: () => client.invalidateQueries({
      queryKey: ["keys"]
    }),
    onError: toastError
  });
  const toggle = (scope) => setSome((old) => old.includes(scope) ? old.filter((each) => each !== scope) : [...old, scope]);
  const made = make.data;
  if (made) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
      /*i18n*/
      {
        id: "+06U9S",
        values: {
          0: made.name
        }
      }
    ), about: _t(
      /*i18n*/
      {
        id: "Wa3IKy"
      }
    ), onClose, cancel: null, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: onClose, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "wDsvyM"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { readOnly: true, "aria-label": _t(
          /*i18n*/
          {
            id: "A8YbmP"
          }
        ), value: made.key, className: "font-mono", onFocus: (event) => event.target.select() }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Copy, { size: 14 }), onClick: () => void navigator.clipboard.writeText(made.key).then(() => toastDone(_t(
          /*i18n*/
          {
            id: "9uMlPM"
          }
        )), toastError), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "he3ygx"
        } }) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "TWHWUR",
        values: {
          0: made.prefix
        }
      } }) })
    ] }) });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "o8MyXb"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: name.trim() === "" || scopes.length === 0, busy: make.isPending, onClick: () => make.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "v9axoA"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "IFqmsq"
      }
    ), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus: true, maxLength: 100, value: name, onChange: (event) => setName(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "4w8OWp"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
        /*i18n*/
        {
          id: "4w8OWp"
        }
      ), value: rights, onChange: setRights, options: [{
        value: "read",
        label: _t(
          /*i18n*/
          {
            id: "IryzcO"
          }
        )
      }, {
        value: "write",
        label: _t(
          /*i18n*/
          {
            id: "mDsA25"
          }
        )
      }, {
        value: "some",
        label: _t(
          /*i18n*/
          {
            id: "mQr73T"
          }
        )
      }, {
        value: "admin",
        label: _t(
          /*i18n*/
          {
            id: "mkrEsh"
          }
        )
      }] }),
      rights === "admin" && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "6cj51R"
      } }) }),
      rights === "some" && /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "grid max-h-64 gap-x-6 gap-y-1.5 overflow-auto rounded-md border border-line p-3 sm:grid-cols-2", children: objects.map((object) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center justify-between gap-3 text-sm", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: words(object.label) }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex gap-3", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { "aria-label": _t(
            /*i18n*/
            {
              id: "QMGSLh",
              values: {
                0: words(object.label)
              }
            }
          ), checked: some.includes(`${object.name}:read`), onChange: () => toggle(`${object.name}:read`), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "lx3F69"
          } }) }),
          /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { "aria-label": _t(
            /*i18n*/
            {
              id: "uFlIr3",
              values: {
                0: words(object.label)
              }
            }
          ), checked: some.includes(`${object.name}:write`), onChange: () => toggle(`${object.name}:write`), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "SaoMFO"
          } }) })
        ] })
      ] }, object.name)) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "dxq82f"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: days, onChange: (event) => setDays(event.target.value), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
        /*i18n*/
        {
          id: "Nptcoa"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "30", children: _t(
        /*i18n*/
        {
          id: "P9cEa2"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "90", children: _t(
        /*i18n*/
        {
          id: "h28hXf"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "365", children: _t(
        /*i18n*/
        {
          id: "ViDqlj"
        }
      ) })
    ] }) })
  ] }) });
}
const SCOPES_SHOWN = 3;
function KeysScreen() {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const query = useQuery(keysQuery);
  const keys = query.data ?? [];
  const [isNew, setIsNew] = reactExports.useState(false);
  const [revoking, setRevoking] = reactExports.useState();
  const revoke = useMutation({
    mutationFn: (key) => revokeKey(key.id),
    onSuccess: () => {
      setRevoking(void 0);
      toastDone(_t(
        /*i18n*/
        {
          id: "LDpUR0"
        }
      ));
      void client.invalidateQueries({
        queryKey: ["keys"]
      });
    },
    onError: toastError
  });
  const add = /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => setIsNew(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "o8MyXb"
  } }) });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t(
    /*i18n*/
    {
      id: "dq5BLA"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "r/BWWQ"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("a", { href: "/docs", target: "_blank", rel: "noreferrer", className: buttonClasses(), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(BookOpen, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "TvY/XA"
      } })
    ] }),
    keys.length > 0 && add
  ] }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(KeyRound, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "PXxPD0"
      }
    ), action: add, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "lxt7XM"
    } }) }), label: _t(
      /*i18n*/
      {
        id: "5h8ooz"
      }
    ), rows: keys, rowKey: (key) => key.id, columns: [{
      key: "name",
      title: _t(
        /*i18n*/
        {
          id: "6YtxFj"
        }
      ),
      cell: (key) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate font-medium", children: key.name }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("code", { className: "font-mono text-xs text-faint", children: [
          key.prefix,
          "…"
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
      cell: (key) => /* @__PURE__ */ jsxRuntimeExports.jsx(KeyState, { state: key })
    }, {
      key: "scopes",
      title: _t(
        /*i18n*/
        {
          id: "3JzsDb"
        }
      ),
      wide: true,
      cell: (key) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap gap-1", children: [
        key.scopes.slice(0, SCOPES_SHOWN).map((scope) => /* @__PURE__ */ jsxRuntimeExports.jsx(Chip, { children: scope }, scope)),
        key.scopes.length > SCOPES_SHOWN && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "text-xs text-faint", title: key.scopes.join(", "), children: [
          "+",
          key.scopes.length - SCOPES_SHOWN
        ] })
      ] })
    }, {
      key: "used",
      title: _t(
        /*i18n*/
        {
          id: "JGvwnU"
        }
      ),
      wide: true,
      cell: (key) => key.last_used_at ? /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: key.last_used_at, className: "text-soft" }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: _t(
        /*i18n*/
        {
          id: "Zul8Ry"
        }
      ) })
    }, {
      key: "made",
      title: _t(
        /*i18n*/
        {
          id: "U8UxzI"
        }
      ),
      wide: true,
      cell: (key) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: key.created_at, className: "text-soft" })
    }, {
      key: "act",
      title: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t(
        /*i18n*/
        {
          id: "7L01XJ"
        }
      ) }),
      right: true,
      cell: (key) => !key.revoked_at && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", "aria-label": _t(
        /*i18n*/
        {
          id: "a1EvGV",
          values: {
            0: key.name
          }
        }
      ), onClick: () => setRevoking(key), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "OZeBr0"
      } }) })
    }] }),
    isNew && /* @__PURE__ */ jsxRuntimeExports.jsx(KeyDialog, { onClose: () => setIsNew(false) }),
    revoking && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t(
      /*i18n*/
      {
        id: "deI9DH",
        values: {
          0: revoking.name
        }
      }
    ), about: _t(
      /*i18n*/
      {
        id: "+xcE17"
      }
    ), action: _t(
      /*i18n*/
      {
        id: "GXsAby"
      }
    ), danger: true, busy: revoke.isPending, onConfirm: () => revoke.mutate(revoking), onClose: () => setRevoking(void 0) })
  ] });
}
function KeyState({
  state: key
}) {
  const {
    _: _t2
  } = useLingui();
  const [now] = reactExports.useState(() => Date.now());
  if (key.revoked_at) return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "neutral", children: _t2(
    /*i18n*/
    {
      id: "xGiT1z"
    }
  ) });
  if (key.expires_at && new Date(key.expires_at).valueOf() < now) return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "neutral", children: _t2(
    /*i18n*/
    {
      id: "M1RnFv"
    }
  ) });
  if (key.expires_at) return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t2(
    /*i18n*/
    {
      id: "Msb/cT",
      values: {
        0: moment(key.expires_at)
      }
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t2(
    /*i18n*/
    {
      id: "4F4eUf"
    }
  ) });
}
export {
  KeysScreen
};
