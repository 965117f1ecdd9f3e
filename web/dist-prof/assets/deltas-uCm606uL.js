import { j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { w as words, z as isEmpty, g as classes } from "./index-CfIzCVY9.js";
import { V as Value } from "./value-hS0eKqEf.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
const FIELDS_SHOWN = 6;
const NEW_FIELDS_SHOWN = 12;
function Deltas({
  object,
  fields,
  isNew,
  all
}) {
  const known = (object?.fields ?? []).flatMap((field) => {
    const delta = fields[field.name];
    return delta ? [{
      field,
      delta
    }] : [];
  });
  const shown = all ? known : known.slice(0, isNew ? NEW_FIELDS_SHOWN : FIELDS_SHOWN);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { className: classes("flex min-w-0 text-xs", isNew ? "flex-wrap gap-x-4 gap-y-1" : "flex-col gap-0.5"), children: [
    shown.map(({
      field,
      delta
    }) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex min-w-0 flex-wrap items-center gap-1.5", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: words(field.label) }),
      !isNew && !isEmpty(delta.old) && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft line-through decoration-edge/60", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: delta.old, plain: true }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 11, className: "text-faint", "aria-hidden": true })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 break-words", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: delta.new, plain: true }) })
    ] }, field.name)),
    known.length > shown.length && /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "OT5bZS",
      values: {
        0: known.length - shown.length
      }
    } }) })
  ] });
}
function readDeltas(value) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, delta]) => [name, {
    old: delta?.o,
    new: delta?.n
  }]));
}
export {
  Deltas as D,
  readDeltas as r
};
