import { q as queryOptions, u as useLingui, e as useQuery, d as useQueryClient, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { b as createLucideIcon, aN as take, aO as api, w as words, bf as addPerson, A as ApiError, J as Dialog, F as Field, I as Input, S as Select, N as Notice, B as Button, H as toastDone, G as toastError, au as moment, aQ as Check, E as ErrorState, ak as SkeletonLines, aF as Badge, aK as State, bg as makeLink, a4 as Menu, a5 as MenuItem, h as IconButton, M as Confirm, bh as changePerson, aZ as peopleQuery, j as sessionQuery } from "./index-CfIzCVY9.js";
import { T as Time } from "./time-glN5b9fW.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { P as Panel, a as Page } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { L as LanguageSelect } from "./language-select-CgwNCAYI.js";
import { C as Copy } from "./copy-Dz9fMekt.js";
import { u as useIsPhone } from "./use-is-phone-CFEZKu7c.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { M as Minus } from "./minus-CM3ayool.js";
import { U as UserPlus } from "./user-plus-D77f5amP.js";
import { L as Link2 } from "./link-2-DGmJAPf4.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
const __iconData = {
  name: "user-x",
  size: 24,
  node: [
    ["path", { d: "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2", key: "1yyitq" }],
    ["circle", { cx: "9", cy: "7", r: "4", key: "nufk8" }],
    ["line", { x1: "17", x2: "22", y1: "8", y2: "13", key: "3nzzx3" }],
    ["line", { x1: "22", x2: "17", y1: "8", y2: "13", key: "1swrse" }]
  ]
};
__iconData.node;
const UserX = createLucideIcon(__iconData);
const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/roles", {
    signal
  })),
  staleTime: Infinity
});
function useRoles() {
  const {
    _: _t
  } = useLingui();
  const {
    data
  } = useQuery(rolesQuery);
  const roles = data?.roles ?? [];
  return {
    names: roles.map((role) => role.name),
    nameOf: (role) => {
      if (role === "custom") return _t(
        /*i18n*/
        {
          id: "zg5WdV"
        }
      );
      const known = roles.find((each) => each.name === role);
      return known ? words(known.label) : role;
    }
  };
}
function AddPerson({
  onClose
}) {
  const {
    _: _t,
    i18n
  } = useLingui();
  const client = useQueryClient();
  const {
    names,
    nameOf
  } = useRoles();
  const [name, setName] = reactExports.useState("");
  const [email, setEmail] = reactExports.useState("");
  const [role, setRole] = reactExports.useState("editor");
  const [language, setLanguage] = reactExports.useState(i18n.locale);
  const add = useMutation({
    mutationFn: () => addPerson({
      name: name.trim(),
      email: email.trim(),
      role,
      language
    }),
    onSuccess: () => client.invalidateQueries({
      queryKey: ["people"]
    })
  });
  const faults = add.error instanceof ApiError ? add.error.faults : [];
  const fault = (field) => faults.find((each) => each.pointer === `#/${field}`)?.detail;
  const submit = (event) => {
    event.preventDefault();
    add.mutate();
  };
  if (add.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(LinkDialog, { name: add.data.person.name, link: add.data.link, onClose });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "zvKydJ"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "Yw2PIa"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", type: "submit", form: "new-person", busy: add.isPending, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "MYDZME"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { id: "new-person", onSubmit: submit, className: "grid gap-4 sm:grid-cols-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ), error: fault("name"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, maxLength: 100, value: name, onChange: (event) => setName(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "5Sa1Ss"
      }
    ), error: fault("email"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, type: "email", value: email, onChange: (event) => setEmail(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "GDvlUT"
      }
    ), error: fault("role"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value: role, onChange: (event) => setRole(event.target.value), children: names.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each, children: nameOf(each) }, each)) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "vXIe7J"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(LanguageSelect, { value: language, onChange: setLanguage }) }),
    add.error && faults.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "sm:col-span-2", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: add.error.message }) })
  ] }) });
}
function LinkDialog({
  name,
  link,
  onClose
}) {
  const {
    _: _t2
  } = useLingui();
  const address = `${location.origin}/#token=${link.token}`;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "VoMZTQ",
      values: {
        name
      }
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "kOekxW",
      values: {
        0: moment(link.expires_at),
        name
      }
    }
  ), onClose, cancel: null, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: onClose, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "rkUe6Z"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { readOnly: true, "aria-label": _t2(
      /*i18n*/
      {
        id: "mPLt9r"
      }
    ), value: address, className: "font-mono", onFocus: (event) => event.target.select() }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Copy, { size: 14 }), onClick: () => void navigator.clipboard.writeText(address).then(() => toastDone(_t2(
      /*i18n*/
      {
        id: "edWbV6"
      }
    )), toastError), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "he3ygx"
    } }) })
  ] }) });
}
function RoleMatrix() {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(rolesQuery);
  const [isWhole, setIsWhole] = reactExports.useState(false);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
    /*i18n*/
    {
      id: "iz75Mw"
    }
  ), flush: true, actions: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", "aria-expanded": isWhole, onClick: () => setIsWhole(!isWhole), children: isWhole ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "QYkSWJ"
  } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "zzq7zY"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 6, className: "p-4", children: query.data && (isWhole ? /* @__PURE__ */ jsxRuntimeExports.jsx(Operations, { roles: query.data }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Sentences, { roles: query.data })) }) });
}
function useColumns(roles) {
  const {
    _: _t2
  } = useLingui();
  if (useIsPhone()) return [];
  return roles.roles.map((role) => ({
    key: role.name,
    title: words(role.label),
    width: "5.5rem",
    cell: (right) => right.who.includes(role.name) ? /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 15, className: "text-good", role: "img", "aria-label": _t2(
      /*i18n*/
      {
        id: "3d1wCB"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Minus, { size: 15, className: "text-faint", role: "img", "aria-label": _t2(
      /*i18n*/
      {
        id: "69vkBp"
      }
    ) })
  }));
}
function WhoMay({
  roles,
  right
}) {
  const names = roles.roles.filter((role) => right.who.includes(role.name)).map((role) => words(role.label));
  return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-faint sm:hidden", children: names.join(" · ") });
}
function Sentences({
  roles
}) {
  const {
    _: _t3
  } = useLingui();
  const columns = useColumns(roles);
  const sentences = [[_t3(
    /*i18n*/
    {
      id: "jUZ4Oc"
    }
  ), ["list", "list_runs", "list_problems", "list_duplicates"]], [_t3(
    /*i18n*/
    {
      id: "j+QIir"
    }
  ), ["create", "update", "merge", "delete"]], [_t3(
    /*i18n*/
    {
      id: "ZNIUxh"
    }
  ), ["create_import", "replay_problem", "rollback_run"]], [_t3(
    /*i18n*/
    {
      id: "ePwFAl"
    }
  ), ["create_connection", "create_sync", "widen_sync"]], [_t3(
    /*i18n*/
    {
      id: "iAR1x2"
    }
  ), ["create_object", "update_field"]], [_t3(
    /*i18n*/
    {
      id: "jLY2uy"
    }
  ), ["create_person", "create_key", "update_settings"]], [_t3(
    /*i18n*/
    {
      id: "giH9ne"
    }
  ), ["create_backup", "get_system"]]];
  const who = (operations) => {
    const known = operations.map((id) => roles.operations.find((operation) => operation.id === id)?.roles ?? []);
    return roles.roles.map((role) => role.name).filter((name) => known.every((allowed) => allowed.includes(name)));
  };
  const rights = sentences.map(([may, operations]) => ({
    id: operations[0] ?? may,
    may,
    who: who(operations)
  }));
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t3(
    /*i18n*/
    {
      id: "iz75Mw"
    }
  ), rows: rights, rowKey: (right) => right.id, columns: [{
    key: "may",
    title: _t3(
      /*i18n*/
      {
        id: "3JzsDb"
      }
    ),
    cell: (right) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "whitespace-normal", children: right.may }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(WhoMay, { roles, right })
    ] })
  }, ...columns] });
}
function Operations({
  roles
}) {
  const {
    _: _t4
  } = useLingui();
  const columns = useColumns(roles);
  const rights = roles.operations.filter((operation) => operation.needs !== "nothing").map((operation) => ({
    id: operation.id,
    may: operation.summary,
    call: `${operation.method} ${operation.path.replace("/api/v1", "")}`,
    who: operation.roles
  }));
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t4(
    /*i18n*/
    {
      id: "yZOzRu"
    }
  ), rows: rights, rowKey: (right) => right.id, columns: [{
    key: "may",
    title: _t4(
      /*i18n*/
      {
        id: "3JzsDb"
      }
    ),
    cell: (right) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block whitespace-normal", lang: "en", children: right.may }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "block font-mono text-xs break-all text-faint", children: right.call }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(WhoMay, { roles, right })
    ] })
  }, ...columns] });
}
function PeopleScreen() {
  const {
    _: _t
  } = useLingui();
  const query = useQuery(peopleQuery);
  const [isNew, setIsNew] = reactExports.useState(false);
  const {
    admin
  } = useRights("*");
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t(
    /*i18n*/
    {
      id: "FxCC6n"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "vAgwgN"
    }
  ), actions: admin && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(UserPlus, { size: 14 }), onClick: () => setIsNew(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "zvKydJ"
  } }) }), children: [
    query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6 }) : /* @__PURE__ */ jsxRuntimeExports.jsx(People, { people: query.data, canChange: admin }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(RoleMatrix, {}),
    isNew && /* @__PURE__ */ jsxRuntimeExports.jsx(AddPerson, { onClose: () => setIsNew(false) })
  ] });
}
function People({
  people,
  canChange
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    data: session
  } = useQuery(sessionQuery);
  const own = session?.person.id;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t2(
    /*i18n*/
    {
      id: "1wdjme"
    }
  ), rows: people, rowKey: (person) => person.id, columns: [{
    key: "name",
    title: _t2(
      /*i18n*/
      {
        id: "6YtxFj"
      }
    ),
    cell: (person) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", children: person.name }),
        person.id === own && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t2(
          /*i18n*/
          {
            id: "av/PD9"
          }
        ) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-xs text-faint", children: person.email })
    ] })
  }, {
    key: "role",
    title: _t2(
      /*i18n*/
      {
        id: "GDvlUT"
      }
    ),
    cell: (person) => /* @__PURE__ */ jsxRuntimeExports.jsx(RoleChoice, { person, canChange: canChange && person.id !== own })
  }, {
    key: "state",
    title: _t2(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ),
    wide: true,
    cell: (person) => /* @__PURE__ */ jsxRuntimeExports.jsx(PersonState, { person })
  }, {
    key: "since",
    title: _t2(
      /*i18n*/
      {
        id: "MEAd9f"
      }
    ),
    wide: true,
    right: true,
    cell: (person) => person.created_at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: person.created_at, className: "text-soft" })
  }, ...canChange ? [{
    key: "act",
    title: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t2(
      /*i18n*/
      {
        id: "7L01XJ"
      }
    ) }),
    right: true,
    cell: (person) => /* @__PURE__ */ jsxRuntimeExports.jsx(PersonMenu, { person, isOwn: person.id === own })
  }] : []] }) });
}
function PersonState({
  person
}) {
  const {
    _: _t3
  } = useLingui();
  if (person.disabled_at) return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t3(
    /*i18n*/
    {
      id: "VhdYDF"
    }
  ) });
  if (person.has_password === false) return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t3(
    /*i18n*/
    {
      id: "SzX5Mh"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t3(
    /*i18n*/
    {
      id: "GPlqpF"
    }
  ) });
}
function useChangePerson(done) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      ...change
    }) => changePerson(id, change),
    onSuccess: (person) => {
      toastDone(done(person));
      void client.invalidateQueries({
        queryKey: ["people"]
      });
    },
    onError: toastError
  });
}
function RoleChoice({
  person,
  canChange
}) {
  const {
    _: _t4
  } = useLingui();
  const {
    names,
    nameOf
  } = useRoles();
  const change = useChangePerson((changed) => _t4(
    /*i18n*/
    {
      id: "J+qg7V",
      values: {
        0: changed.name,
        1: nameOf(changed.role)
      }
    }
  ));
  if (!canChange || person.role === "custom") return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-sm", children: nameOf(person.role) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { "aria-label": _t4(
    /*i18n*/
    {
      id: "S+ND8s",
      values: {
        0: person.name
      }
    }
  ), className: "w-40!", value: person.role, disabled: change.isPending, onChange: (event) => change.mutate({
    id: person.id,
    role: event.target.value
  }), children: names.map((role) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: role, children: nameOf(role) }, role)) });
}
function PersonMenu({
  person,
  isOwn
}) {
  const {
    _: _t5
  } = useLingui();
  const [isAsking, setIsAsking] = reactExports.useState(false);
  const change = useChangePerson((changed) => changed.disabled_at ? _t5(
    /*i18n*/
    {
      id: "AV7Q2h",
      values: {
        0: changed.name
      }
    }
  ) : _t5(
    /*i18n*/
    {
      id: "zw1FEi",
      values: {
        0: changed.name
      }
    }
  ));
  const link = useMutation({
    mutationFn: () => makeLink(person.id),
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t5(
      /*i18n*/
      {
        id: "+tu7Q8",
        values: {
          0: person.name
        }
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 14 }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Link2, { size: 14 }), disabled: Boolean(person.disabled_at), onSelect: () => link.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "k6VGWh"
      } }) }),
      person.disabled_at ? /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 14 }), onSelect: () => change.mutate({
        id: person.id,
        disabled: false
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "xakhwM"
      } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(UserX, { size: 14 }), danger: true, disabled: isOwn, onSelect: () => setIsAsking(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "VWTMVz"
      } }) })
    ] }),
    link.data && /* @__PURE__ */ jsxRuntimeExports.jsx(LinkDialog, { name: person.name, link: link.data, onClose: () => link.reset() }),
    isAsking && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t5(
      /*i18n*/
      {
        id: "LOVrmZ",
        values: {
          0: person.name
        }
      }
    ), about: _t5(
      /*i18n*/
      {
        id: "Y77AAq"
      }
    ), action: _t5(
      /*i18n*/
      {
        id: "VhdYDF"
      }
    ), danger: true, busy: change.isPending, onClose: () => setIsAsking(false), onConfirm: () => change.mutate({
      id: person.id,
      disabled: true
    }, {
      onSettled: () => setIsAsking(false)
    }) })
  ] });
}
export {
  PeopleScreen
};
