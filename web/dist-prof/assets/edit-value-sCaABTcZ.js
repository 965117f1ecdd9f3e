import { b as createLucideIcon, ay as changeRecord, H as toastDone, w as words, i as isStatus, G as toastError, J as Dialog, B as Button, D as titleOf, I as Input, az as Textarea, C as Checkbox, S as Select, u as useObject, V as useDebounced, ap as recordQuery, y as recordsQuery, aA as searchQuery, a0 as Popover, W as SearchInput, g as classes, a9 as ChevronDown, aB as controlClasses, X, F as Field, aC as Keys } from "./index-CfIzCVY9.js";
import { u as useLingui, d as useQueryClient, r as reactExports, j as jsxRuntimeExports, T as Trans, e as useQuery, y as useInfiniteQuery } from "./base-hfMyulGH.js";
import { V as Value } from "./value-hS0eKqEf.js";
const __iconData = {
  name: "rotate-ccw",
  size: 24,
  node: [
    ["path", { d: "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8", key: "1357e3" }],
    ["path", { d: "M3 3v5h5", key: "1xhq8a" }]
  ]
};
__iconData.node;
const RotateCcw = createLucideIcon(__iconData);
function showRecord(client, object, record) {
  client.setQueryData(["records", object, "one", record.id], (old) => old ? {
    ...record,
    expanded: old.expanded,
    external_ids: record.external_ids ?? old.external_ids
  } : old);
  client.setQueriesData({
    queryKey: ["records", object, "list"]
  }, (old) => old && {
    ...old,
    pages: old.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => item.id === record.id ? {
        ...item,
        ...record,
        expanded: item.expanded
      } : item)
    }))
  });
}
function useEditRecord(object) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const [conflict, setConflict] = reactExports.useState();
  const save = async (record, field, value, isUndo = false) => {
    if (JSON.stringify(record[field.name] ?? null) === JSON.stringify(value ?? null)) return;
    showRecord(client, object.name, {
      ...record,
      [field.name]: value
    });
    try {
      const saved = await changeRecord(object.name, record.id, {
        [field.name]: value
      }, record.version);
      showRecord(client, object.name, saved);
      void client.invalidateQueries({
        queryKey: ["records", object.name, "one", record.id]
      });
      if (!isUndo) {
        toastDone(_t(
          /*i18n*/
          {
            id: "fb49GQ",
            values: {
              0: words(field.label)
            }
          }
        ), {
          label: _t(
            /*i18n*/
            {
              id: "9uI/rE"
            }
          ),
          run: () => void save(saved, field, record[field.name] ?? null, true)
        });
      }
    } catch (error) {
      const current = isStatus(error, 412) ? error.problem.current : void 0;
      showRecord(client, object.name, current ?? record);
      if (current) setConflict({
        record,
        current,
        field,
        value
      });
      else toastError(error);
    }
  };
  const dialog = conflict && /* @__PURE__ */ jsxRuntimeExports.jsx(ConflictDialog, { object, conflict, onClose: () => setConflict(void 0), onMine: () => {
    setConflict(void 0);
    void save(conflict.current, conflict.field, conflict.value);
  } });
  return {
    edit: (record, field, value) => void save(record, field, value),
    dialog
  };
}
function ConflictDialog({
  object,
  conflict,
  onClose,
  onMine
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    record,
    current,
    field,
    value
  } = conflict;
  const sides = [{
    key: "before",
    label: _t2(
      /*i18n*/
      {
        id: "TzL9lL"
      }
    ),
    value: record[field.name]
  }, {
    key: "now",
    label: _t2(
      /*i18n*/
      {
        id: "RN0m9x"
      }
    ),
    value: current[field.name]
  }, {
    key: "mine",
    label: _t2(
      /*i18n*/
      {
        id: "q48J96"
      }
    ),
    value
  }];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "uWSTx1"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "Vme5hR",
      values: {
        0: titleOf(current, object)
      }
    }
  ), onClose, cancel: _t2(
    /*i18n*/
    {
      id: "xZX8Vu"
    }
  ), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: onMine, autoFocus: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "qLUNrZ"
  } }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mb-2 text-xs font-medium text-soft", children: words(field.label) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("dl", { className: "grid gap-2 sm:grid-cols-3", children: sides.map((side) => /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "rounded-md border border-line p-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("dt", { className: "text-xs text-faint", children: side.label }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("dd", { className: "mt-1 text-sm break-words", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: side.value, plain: true }) })
    ] }, side.key)) })
  ] });
}
function isEditable(field) {
  return field.type !== "auto_number" && !field.archived;
}
function text(value, name) {
  if (value === null || value === void 0) return "";
  if (name) return typeof value === "object" ? String(value[name] ?? "") : "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
const orNull = (value) => value.trim() === "" ? null : value;
function ValueEditor({
  field,
  value,
  onChange,
  autoFocus
}) {
  const {
    _: _t
  } = useLingui();
  const label = words(field.label);
  switch (field.type) {
    case "long_text":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { autoFocus, rows: 4, value: text(value), onChange: (event) => onChange(orNull(event.target.value)) });
    case "boolean":
      return /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { autoFocus, value: value === true ? "yes" : value === false ? "no" : "", onChange: (event) => onChange(event.target.value === "" ? null : event.target.value === "yes"), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: "–" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "yes", children: _t(
          /*i18n*/
          {
            id: "l75CjT"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "no", children: _t(
          /*i18n*/
          {
            id: "1UzENP"
          }
        ) })
      ] });
    case "select":
      return /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { autoFocus, value: text(value), onChange: (event) => onChange(orNull(event.target.value)), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: "–" }),
        field.options?.map((option) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: option.value, children: words(option.label) || option.value }, option.value))
      ] });
    case "multi_select": {
      const chosen = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
      return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { role: "group", "aria-label": label, className: "flex max-h-48 flex-col gap-1.5 overflow-auto rounded-md border border-line p-2", children: field.options?.map((option) => /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: chosen.includes(option.value), onChange: (event) => {
        const next = event.target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value);
        onChange(next.length === 0 ? null : next);
      }, children: words(option.label) || option.value }, option.value)) });
    }
    case "integer":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus, inputMode: "numeric", value: text(value), onChange: (event) => onChange(/^-?\d+$/.test(event.target.value) ? Number(event.target.value) : orNull(event.target.value)) });
    case "decimal":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus, inputMode: "decimal", value: text(value), onChange: (event) => onChange(orNull(event.target.value)) });
    case "money":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(MoneyEditor, { value, onChange, autoFocus });
    case "date":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "date", autoFocus, value: text(value).slice(0, 10), onChange: (event) => onChange(orNull(event.target.value)) });
    case "datetime":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "datetime-local", autoFocus, value: localMoment(text(value)), onChange: (event) => onChange(event.target.value === "" ? null : new Date(event.target.value).toISOString()) });
    case "email":
    case "phone":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(SeveralEditor, { field, value, onChange, autoFocus });
    case "person":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus, value: text(value, "full") || (typeof value === "string" ? value : ""), onChange: (event) => onChange(event.target.value.trim() === "" ? null : {
        full: event.target.value
      }) });
    case "address":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(AddressEditor, { value, onChange, autoFocus });
    case "reference":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(ReferenceEditor, { field, value, onChange });
    case "json":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { autoFocus, className: "font-mono text-xs", value: typeof value === "string" ? value : text(value), onChange: (event) => onChange(readJson(event.target.value)) });
    default:
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus, value: text(value), onChange: (event) => onChange(orNull(event.target.value)) });
  }
}
function readJson(value) {
  if (value.trim() === "") return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
function localMoment(value) {
  const at = new Date(value);
  if (Number.isNaN(at.valueOf())) return "";
  return new Date(at.valueOf() - at.getTimezoneOffset() * 6e4).toISOString().slice(0, 16);
}
const currencies = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD"];
function MoneyEditor({
  value,
  onChange,
  autoFocus
}) {
  const {
    _: _t2
  } = useLingui();
  const amount = text(value, "amount");
  const currency = text(value, "currency") || "CNY";
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus, inputMode: "decimal", value: amount, onChange: (event) => onChange(event.target.value.trim() === "" ? null : {
      amount: event.target.value,
      currency
    }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("select", { "aria-label": _t2(
      /*i18n*/
      {
        id: "Q2lUR2"
      }
    ), className: classes(controlClasses, "h-8 w-24!"), value: currency, onChange: (event) => onChange(amount === "" ? null : {
      amount,
      currency: event.target.value
    }), children: currencies.map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { children: each }, each)) })
  ] });
}
function SeveralEditor({
  field,
  value,
  onChange,
  autoFocus
}) {
  const {
    _: _t3
  } = useLingui();
  const values = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  const lines = values.length === 0 ? [""] : values;
  const set = (next) => onChange(next.every((each) => each.trim() === "") ? null : next.length === 1 ? next : next.filter((each, index) => each !== "" || index === next.length - 1));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-col gap-1.5", children: [
    lines.map((line, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex gap-1", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("input", { type: field.type === "email" ? "email" : "tel", "aria-label": lines.length > 1 ? `${words(field.label)} ${index + 1}` : words(field.label), autoFocus: autoFocus && index === 0, className: classes(controlClasses, "h-8"), value: line, onChange: (event) => set(lines.map((each, at) => at === index ? event.target.value : each)) }),
      lines.length > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t3(
        /*i18n*/
        {
          id: "t/YqKh"
        }
      ), className: "rounded-md px-1.5 text-faint hover:bg-hover", onClick: () => set(lines.filter((_, at) => at !== index)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) })
    ] }, index)),
    lines.length < 20 && lines.every((line) => line !== "") && /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", className: "self-start text-xs text-accent-ink hover:underline", onClick: () => onChange([...lines, ""]), children: _t3(
      /*i18n*/
      {
        id: "L1uMzn"
      }
    ) })
  ] });
}
function AddressEditor({
  value,
  onChange,
  autoFocus
}) {
  const {
    _: _t4
  } = useLingui();
  const parts = typeof value === "object" && value !== null ? value : {};
  const names = {
    province: _t4(
      /*i18n*/
      {
        id: "pOticu"
      }
    ),
    city: _t4(
      /*i18n*/
      {
        id: "3wV73y"
      }
    ),
    district: _t4(
      /*i18n*/
      {
        id: "ljr1fl"
      }
    ),
    street: _t4(
      /*i18n*/
      {
        id: "Uv4dnT"
      }
    ),
    postcode: _t4(
      /*i18n*/
      {
        id: "OKJUcC"
      }
    )
  };
  const set = (name, next) => {
    const all = {
      ...parts,
      [name]: next
    };
    delete all.text;
    const given = Object.fromEntries(Object.entries(all).filter(([, part]) => part));
    onChange(Object.keys(given).length === 0 ? null : given);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "grid grid-cols-2 gap-2", children: Object.entries(names).map(([name, label], index) => /* @__PURE__ */ jsxRuntimeExports.jsx("input", { "aria-label": label, placeholder: label, autoFocus: autoFocus && index === 0, className: classes(controlClasses, "h-8", name === "street" && "col-span-2"), value: parts[name] ?? "", onChange: (event) => set(name, event.target.value) }, name)) });
}
const TYPING_MS = 150;
function ReferenceEditor({
  field,
  value,
  onChange
}) {
  const {
    _: _t5
  } = useLingui();
  const object = field.to ?? "";
  const definition = useObject(object);
  const [open, setOpen] = reactExports.useState(false);
  const [typed, setTyped] = reactExports.useState("");
  const question = useDebounced(typed, TYPING_MS);
  const id = typeof value === "string" ? value : "";
  const current = useQuery({
    ...recordQuery(object, id),
    enabled: id !== ""
  });
  const newest = useInfiniteQuery({
    ...recordsQuery(object, {
      limit: 10,
      sort: "-updated_at"
    }),
    enabled: open && question === ""
  });
  const found = useQuery({
    ...searchQuery(object, question, 10),
    enabled: open && question !== ""
  });
  const items = question === "" ? newest.data?.pages[0]?.items ?? [] : found.data?.items ?? [];
  const choose = (next) => {
    onChange(next);
    setOpen(false);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Popover, { open, onOpenChange: setOpen, label: words(field.label), className: "w-80 p-2!", trigger: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", "aria-label": words(field.label), className: classes(controlClasses, "flex h-8 items-center gap-2 text-left"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: classes("min-w-0 flex-1 truncate", !id && "text-faint"), children: current.data ? titleOf(current.data, definition) : id ? `#${id}` : _t5(
      /*i18n*/
      {
        id: "yACdQL"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronDown, { size: 14, className: "text-faint" })
  ] }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SearchInput, { autoFocus: true, "aria-label": _t5(
      /*i18n*/
      {
        id: "A1taO8"
      }
    ), placeholder: _t5(
      /*i18n*/
      {
        id: "A1taO8"
      }
    ), value: typed, onChange: (event) => setTyped(event.target.value) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { className: "mt-2 max-h-64 overflow-auto", children: [
      id && /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", className: "h-8 w-full rounded-sm px-2 text-left text-sm text-soft hover:bg-hover", onClick: () => choose(null), children: _t5(
        /*i18n*/
        {
          id: "l5LiXX"
        }
      ) }) }),
      items.map((record) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", className: "h-8 w-full truncate rounded-sm px-2 text-left text-sm hover:bg-hover", onClick: () => choose(record.id), children: titleOf(record, definition) }) }, record.id))
    ] })
  ] });
}
function EditValue({
  field,
  value,
  onSave,
  onClose
}) {
  const [draft, setDraft] = reactExports.useState(value);
  const submit = (event) => {
    event.preventDefault();
    onSave(draft);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { onSubmit: submit, className: "flex flex-col gap-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: words(field.label), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ValueEditor, { field, value: draft, onChange: setDraft, autoFocus: true }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex items-center justify-end gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", onClick: onClose, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "dEgA5A"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs(Button, { size: "small", look: "primary", type: "submit", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "tfDRzk"
        } }),
        field.type !== "long_text" && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "ml-1.5 opacity-80", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "enter" }) })
      ] })
    ] })
  ] });
}
export {
  EditValue as E,
  RotateCcw as R,
  ValueEditor as V,
  isEditable as i,
  useEditRecord as u
};
