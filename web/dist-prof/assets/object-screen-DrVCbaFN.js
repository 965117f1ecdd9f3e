import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, d as useQueryClient, k as useMutation, x as getRouteApi, L as Link } from "./base-hfMyulGH.js";
import { F as Field, I as Input, aK as State, m as useObjects, G as toastError, J as Dialog, S as Select, w as words, C as Checkbox, B as Button, H as toastDone, h as IconButton, X, al as Plus, bb as objectsQuery, u as useObject, ai as Empty, aF as Badge, n as number, f as buttonClasses } from "./index-CfIzCVY9.js";
import { f as fitsRule, u as useFieldTypes, b as useMatchKeyWords, d as changeField, e as createField, m as matchKeysOf, a as apiName, g as changeObject } from "./field-words-cwv8gtE0.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { a as Page, P as Panel } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { G as GripVertical } from "./grip-vertical-TN_BRnlo.js";
import { A as ArrowUp, a as ArrowDown } from "./arrow-up-D-_Po01U.js";
import { S as SearchX } from "./search-x-T0fqwIvk.js";
import "./chevron-right-Cmbd0Dta.js";
const withPattern = ["text", "long_text", "url"];
const withBounds = ["integer", "decimal", "money", "date", "datetime"];
function RuleTest({
  type,
  rule,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const [tried, setTried] = reactExports.useState("");
  const isPattern = withPattern.includes(type);
  if (!isPattern && !withBounds.includes(type)) return null;
  const set = (part) => {
    const next = {
      message: {
        en: "",
        zh: ""
      },
      ...rule,
      ...part
    };
    onChange(next.pattern || next.min || next.max ? next : null);
  };
  const result = tried === "" || !rule ? void 0 : fitsRule(type, rule, tried);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { className: "flex flex-col gap-3 rounded-md border border-line p-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "px-1 text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "cpLvfO"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-3 sm:grid-cols-2", children: [
      isPattern ? /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "px5Egb"
        }
      ), help: _t(
        /*i18n*/
        {
          id: "450AmR"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono", value: rule?.pattern ?? "", placeholder: "[A-Z]{2}\\d{4}", onChange: (event) => set({
        pattern: event.target.value || null
      }) }) }) : /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
          /*i18n*/
          {
            id: "UPgfIN"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: rule?.min ?? "", onChange: (event) => set({
          min: event.target.value || null
        }) }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
          /*i18n*/
          {
            id: "5sJI/R"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: rule?.max ?? "", onChange: (event) => set({
          max: event.target.value || null
        }) }) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "/1U4rZ"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: tried, onChange: (event) => setTried(event.target.value) }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { "aria-live": "polite", className: "h-5 text-xs", children: [
      result === true && /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "good", children: _t(
        /*i18n*/
        {
          id: "nOPbWJ"
        }
      ) }),
      result === false && /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "bad", children: _t(
        /*i18n*/
        {
          id: "/ojmRu"
        }
      ) }),
      result === null && /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t(
        /*i18n*/
        {
          id: "Ay4Ion"
        }
      ) })
    ] }),
    rule && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-3 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "DtJSOf"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: rule.message.en, onChange: (event) => set({
        message: {
          ...rule.message,
          en: event.target.value
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "CsLoP9"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: rule.message.zh, onChange: (event) => set({
        message: {
          ...rule.message,
          zh: event.target.value
        }
      }) }) })
    ] })
  ] });
}
function draftOf(field) {
  if (!field) return {
    name: "",
    label: {
      en: "",
      zh: ""
    },
    type: "text",
    required: false,
    unique: false
  };
  return {
    ...field
  };
}
function FieldDialog({
  object,
  field,
  onClose
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const types = useFieldTypes();
  const keyWords = useMatchKeyWords();
  const objects = useObjects();
  const [draft, setDraft] = reactExports.useState(() => draftOf(field));
  const [isNamed, setIsNamed] = reactExports.useState(false);
  const set = (part) => setDraft((old) => ({
    ...old,
    ...part
  }));
  const done = (text, undo) => {
    void client.invalidateQueries({
      queryKey: ["objects"]
    });
    toastDone(text, undo && {
      label: _t(
        /*i18n*/
        {
          id: "9uI/rE"
        }
      ),
      run: undo
    });
    onClose();
  };
  const label = {
    en: draft.label.en.trim() || draft.label.zh.trim(),
    zh: draft.label.zh.trim() || draft.label.en.trim()
  };
  const options = (draft.options ?? []).filter((option) => option.value.trim() !== "");
  const hasOptions = draft.type === "select" || draft.type === "multi_select";
  const rules = {
    label,
    required: draft.required,
    unique: draft.unique,
    match_key: draft.match_key ?? null,
    protected: draft.protected,
    sensitive: draft.sensitive,
    validation: draft.validation ?? null,
    ...hasOptions ? {
      options
    } : {}
  };
  const save = useMutation({
    mutationFn: () => field ? changeField(object.name, field.name, rules) : createField(object.name, {
      ...rules,
      name: draft.name,
      type: draft.type,
      ...draft.type === "reference" ? {
        to: draft.to ?? objects[0]?.name
      } : {}
    }),
    onSuccess: () => done(field ? _t(
      /*i18n*/
      {
        id: "pNhwS/"
      }
    ) : _t(
      /*i18n*/
      {
        id: "2w8nZw"
      }
    )),
    onError: toastError
  });
  const archive = useMutation({
    mutationFn: () => changeField(object.name, field?.name ?? "", {
      archived: true
    }),
    onSuccess: () => done(_t(
      /*i18n*/
      {
        id: "OJTxCo"
      }
    ), () => void changeField(object.name, field?.name ?? "", {
      archived: false
    }).then(() => client.invalidateQueries({
      queryKey: ["objects"]
    }), toastError)),
    onError: toastError
  });
  const keys = matchKeysOf(draft.type);
  const canSave = (label.en !== "" || label.zh !== "") && draft.name !== "" && (!hasOptions || options.length > 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: field ? words(field.label) : _t(
    /*i18n*/
    {
      id: "kV1LSq"
    }
  ), size: "wide", onClose, beside: field && field.name !== object.title_field && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "danger", busy: archive.isPending, onClick: () => archive.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "oZJqq7"
  } }) }), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !canSave, busy: save.isPending, onClick: () => save.mutate(), children: field ? _t(
    /*i18n*/
    {
      id: "tfDRzk"
    }
  ) : _t(
    /*i18n*/
    {
      id: "52Eb8m"
    }
  ) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-4 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "prcndF"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus: true, value: draft.label.en, onChange: (event) => set({
        label: {
          ...draft.label,
          en: event.target.value
        },
        ...field || isNamed ? {} : {
          name: apiName(event.target.value)
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "c5tpzx"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: draft.label.zh, onChange: (event) => set({
        label: {
          ...draft.label,
          zh: event.target.value
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "+zy2Nq"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { disabled: field !== void 0, value: draft.type, onChange: (event) => set({
        type: event.target.value,
        match_key: null,
        validation: null
      }), children: types.map(([type, name]) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: type, children: name }, type)) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "6H86/+"
        }
      ), help: field ? _t(
        /*i18n*/
        {
          id: "lf5Zrk"
        }
      ) : _t(
        /*i18n*/
        {
          id: "DSaO0v"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono", disabled: field !== void 0, value: draft.name, onChange: (event) => {
        setIsNamed(true);
        set({
          name: event.target.value
        });
      } }) }),
      draft.type === "reference" && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "OU1aFp"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { disabled: field !== void 0, value: draft.to ?? objects[0]?.name, onChange: (event) => set({
        to: event.target.value
      }), children: objects.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each.name, children: words(each.label) }, each.name)) }) })
    ] }),
    hasOptions && /* @__PURE__ */ jsxRuntimeExports.jsx(Options, { options: draft.options ?? [], onChange: (next) => set({
      options: next
    }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { className: "grid gap-2 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "pb-1.5 text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "4EZrJN"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: draft.required ?? false, onChange: (event) => set({
        required: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "edxt2T"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: draft.unique ?? false, onChange: (event) => set({
        unique: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "3WW8v/"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: draft.protected ?? false, onChange: (event) => set({
        protected: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "oZb5lN"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: draft.sensitive ?? false, onChange: (event) => set({
        sensitive: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "uKBHgH"
      } }) })
    ] }),
    keys.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "eZUOcf"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "v76UP5"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: draft.match_key ?? "", onChange: (event) => set({
      match_key: event.target.value || null
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
        /*i18n*/
        {
          id: "1UzENP"
        }
      ) }),
      keys.map((key) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: key, children: _t(
        /*i18n*/
        {
          id: "OF5EJB",
          values: {
            0: keyWords[key]
          }
        }
      ) }, key))
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(RuleTest, { type: draft.type, rule: draft.validation ?? void 0, onChange: (validation) => set({
      validation
    }) })
  ] }) });
}
function Options({
  options,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const set = (place, part) => onChange(options.map((option, index) => index === place ? {
    ...option,
    ...part
  } : option));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "pb-1.5 text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "hPUPHx"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1.5", children: options.map((option, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1fr_1fr_1fr_auto] gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t2(
        /*i18n*/
        {
          id: "adg25/",
          values: {
            0: index + 1
          }
        }
      ), placeholder: _t2(
        /*i18n*/
        {
          id: "50QwC8"
        }
      ), className: "font-mono", value: option.value, onChange: (event) => set(index, {
        value: event.target.value
      }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t2(
        /*i18n*/
        {
          id: "WvxR/5",
          values: {
            0: index + 1
          }
        }
      ), placeholder: _t2(
        /*i18n*/
        {
          id: "lYGfRP"
        }
      ), value: option.label.en, onChange: (event) => set(index, {
        label: {
          ...option.label,
          en: event.target.value
        }
      }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t2(
        /*i18n*/
        {
          id: "ozcIzY",
          values: {
            0: index + 1
          }
        }
      ), placeholder: _t2(
        /*i18n*/
        {
          id: "h1IXFK"
        }
      ), value: option.label.zh, onChange: (event) => set(index, {
        label: {
          ...option.label,
          zh: event.target.value
        }
      }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t2(
        /*i18n*/
        {
          id: "t/YqKh"
        }
      ), onClick: () => onChange(options.filter((_, at) => at !== index)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) })
    ] }, index)) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", className: "mt-1.5", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => onChange([...options, {
      value: "",
      label: {
        en: "",
        zh: ""
      }
    }]), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "2SZ9L+"
    } }) })
  ] });
}
function useFieldOrder(object) {
  const client = useQueryClient();
  const [dragged, setDragged] = reactExports.useState();
  const names = object.fields.map((field) => field.name);
  const save = useMutation({
    mutationFn: (order) => changeObject(object.name, {
      field_order: order
    }),
    onMutate: (order) => client.setQueryData(objectsQuery.queryKey, (objects) => objects?.map((each) => each.name === object.name ? {
      ...each,
      fields: order.flatMap((name) => each.fields.find((field) => field.name === name) ?? [])
    } : each)),
    onError: toastError,
    onSettled: () => client.invalidateQueries({
      queryKey: objectsQuery.queryKey
    })
  });
  const move = (name, to) => {
    const order = names.filter((each) => each !== name);
    order.splice(Math.max(0, to), 0, name);
    if (order.join() !== names.join()) save.mutate(order);
  };
  return {
    /** For the handle of a row. */
    handle: (name) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        setDragged(name);
      },
      onDragEnd: () => setDragged(void 0)
    }),
    /** For the row something is dropped on. */
    place: (name) => ({
      onDragOver: (event) => {
        if (dragged && dragged !== name) event.preventDefault();
      },
      onDrop: (event) => {
        event.preventDefault();
        if (dragged) move(dragged, names.indexOf(name));
        setDragged(void 0);
      }
    }),
    step: (name, by) => move(name, names.indexOf(name) + by)
  };
}
function OrderHandle({
  object,
  name,
  order
}) {
  const {
    _: _t
  } = useLingui();
  const label = words(object.fields.find((field) => field.name === name)?.label) || name;
  const stay = (act) => (event) => {
    event.stopPropagation();
    act();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { ...order.place(name), className: "flex items-center [&_button]:opacity-0 [&_button:focus-visible]:opacity-100 [tr:hover_&_button]:opacity-100", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { ...order.handle(name), className: "cursor-grab p-1 text-faint active:cursor-grabbing", "aria-hidden": true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(GripVertical, { size: 14 }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
      /*i18n*/
      {
        id: "QTww9L",
        values: {
          label
        }
      }
    ), onClick: stay(() => order.step(name, -1)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowUp, { size: 12 }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
      /*i18n*/
      {
        id: "yjnBGo",
        values: {
          label
        }
      }
    ), onClick: stay(() => order.step(name, 1)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowDown, { size: 12 }) })
  ] });
}
const route = getRouteApi("/app/objects/$object");
function ObjectScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    object: name
  } = route.useParams();
  const object = useObject(name);
  if (!object) return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SearchX, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "05FyP/"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Designer, { object });
}
function Designer({
  object
}) {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const types = new Map(useFieldTypes());
  const order = useFieldOrder(object);
  const [edited, setEdited] = reactExports.useState();
  const [withArchived, setWithArchived] = reactExports.useState(false);
  const archived = object.fields.filter((field) => field.archived).length;
  const fields = object.fields.filter((field) => withArchived || !field.archived);
  const restore = useMutation({
    mutationFn: (field) => changeField(object.name, field.name, {
      archived: false
    }),
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["objects"]
      });
      toastDone(_t2(
        /*i18n*/
        {
          id: "KoJCUb"
        }
      ));
    },
    onError: toastError
  });
  const marks = (field) => [...field.name === object.title_field ? [_t2(
    /*i18n*/
    {
      id: "q7F5am"
    }
  )] : [], ...field.required ? [_t2(
    /*i18n*/
    {
      id: "sW5OjU"
    }
  )] : [], ...field.unique ? [_t2(
    /*i18n*/
    {
      id: "dXumIb"
    }
  )] : [], ...field.match_key ? [_t2(
    /*i18n*/
    {
      id: "eo0h5G"
    }
  )] : [], ...field.protected ? [_t2(
    /*i18n*/
    {
      id: "+EWUMB"
    }
  )] : [], ...field.sensitive ? [_t2(
    /*i18n*/
    {
      id: "UwrjHe"
    }
  )] : []];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: words(object.label), above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/objects", children: _t2(
    /*i18n*/
    {
      id: "0Jg1i2"
    }
  ) }), title: words(object.label), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object", params: {
      object: object.name
    }, className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "wDVFgz"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => setEdited("new"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "kV1LSq"
    } }) })
  ] }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, title: _t2(
      /*i18n*/
      {
        id: "vF68cg"
      }
    ), about: _t2(
      /*i18n*/
      {
        id: "MB6Bs/",
        values: {
          0: fields.length
        }
      }
    ), actions: archived > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: withArchived, onChange: (event) => setWithArchived(event.target.checked), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "R3dzwQ",
      values: {
        0: number(archived)
      }
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t2(
      /*i18n*/
      {
        id: "vF68cg"
      }
    ), rows: fields, rowKey: (field) => field.name, onOpen: (field) => field.archived ? restore.mutate(field) : setEdited(field), columns: [{
      key: "order",
      title: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t2(
        /*i18n*/
        {
          id: "UYUgdb"
        }
      ) }),
      wide: true,
      width: "7rem",
      cell: (field) => /* @__PURE__ */ jsxRuntimeExports.jsx(OrderHandle, { object, name: field.name, order })
    }, {
      key: "label",
      title: _t2(
        /*i18n*/
        {
          id: "AXjA78"
        }
      ),
      cell: (field) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { ...order.place(field.name), className: "block", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate font-medium", children: words(field.label) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs text-faint", children: field.name })
      ] })
    }, {
      key: "type",
      title: _t2(
        /*i18n*/
        {
          id: "+zy2Nq"
        }
      ),
      cell: (field) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: types.get(field.type) ?? field.type })
    }, {
      key: "marks",
      title: _t2(
        /*i18n*/
        {
          id: "4EZrJN"
        }
      ),
      wide: true,
      cell: (field) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-wrap gap-1", children: [
        marks(field).map((mark) => /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: mark }, mark)),
        field.archived && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: "warn", children: _t2(
          /*i18n*/
          {
            id: "INtWxw"
          }
        ) })
      ] })
    }, {
      key: "zh",
      title: _t2(
        /*i18n*/
        {
          id: "WNJo6w"
        }
      ),
      wide: true,
      cell: (field) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: words(field.label) === field.label.zh ? field.label.en : field.label.zh })
    }] }) }),
    edited && /* @__PURE__ */ jsxRuntimeExports.jsx(FieldDialog, { object, field: edited === "new" ? void 0 : edited, onClose: () => setEdited(void 0) })
  ] });
}
export {
  ObjectScreen
};
