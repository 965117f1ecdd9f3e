import { u as useLingui, j as jsxRuntimeExports, L as Link } from "./base-hfMyulGH.js";
import { z as isEmpty, ab as valueText, aF as Badge, _ as optionLabel, aQ as Check, ba as phoneText, u as useObject, D as titleOf } from "./index-CfIzCVY9.js";
import { M as Minus } from "./minus-CM3ayool.js";
const stageTones = {
  won: "good",
  lost: "bad",
  open: "accent"
};
function Value({
  field,
  value,
  expanded,
  plain
}) {
  const {
    _: _t
  } = useLingui();
  if (isEmpty(value)) return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint/70", children: "–" });
  switch (field.type) {
    case "boolean":
      return value ? /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 14, "aria-label": _t(
        /*i18n*/
        {
          id: "l75CjT"
        }
      ), className: "text-good" }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Minus, { size: 14, "aria-label": _t(
        /*i18n*/
        {
          id: "1UzENP"
        }
      ), className: "text-faint" });
    case "select":
    case "multi_select": {
      const values = Array.isArray(value) ? value.map(String) : [String(value)];
      return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "inline-flex max-w-full flex-wrap gap-1", children: values.map((each) => {
        const stage = field.options?.find((option) => option.value === each)?.stage;
        return /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: stage ? stageTones[stage] : "neutral", children: optionLabel(field, each) }, each);
      }) });
    }
    case "reference":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Reference, { object: field.to ?? "", id: String(value), record: expanded, plain });
    case "email":
    case "phone":
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Several, { values: Array.isArray(value) ? value.map(String) : [String(value)], scheme: field.type === "email" ? "mailto:" : "tel:", plain });
    case "url": {
      const text = String(value);
      return plain || !/^https?:/.test(text) ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: text }) : /* @__PURE__ */ jsxRuntimeExports.jsx("a", { href: text, target: "_blank", rel: "noreferrer noopener", className: "text-accent-ink hover:underline", children: text.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "") });
    }
    default:
      return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: valueText(field, value) });
  }
}
function Several({
  values,
  scheme,
  plain
}) {
  const [first = "", ...others] = values;
  const shown = scheme === "tel:" ? phoneText(first) : first;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "inline-flex max-w-full items-center gap-1.5", children: [
    plain ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: shown }) : /* @__PURE__ */ jsxRuntimeExports.jsx("a", { href: `${scheme}${first}`, className: "truncate hover:underline", children: shown }),
    others.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "text-xs text-faint", title: others.join(", "), children: [
      "+",
      others.length
    ] })
  ] });
}
function Reference({
  object,
  id,
  record,
  plain
}) {
  const definition = useObject(object);
  const title = record ? titleOf(record, definition) : `#${id}`;
  if (plain) return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: title });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
    object,
    id
  }, className: "text-accent-ink hover:underline", children: title });
}
export {
  Value as V
};
