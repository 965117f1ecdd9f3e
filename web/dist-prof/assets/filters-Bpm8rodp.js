import { j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { S as Select } from "./index-CfIzCVY9.js";
function FilterBar({
  children
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex flex-wrap items-center gap-2 pb-2", children });
}
const ALL = "*";
function FilterSelect({
  label,
  all,
  value,
  choices,
  onChange
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { "aria-label": label, className: "w-auto! max-w-44 min-w-32 text-xs max-sm:flex-1", value: value ?? ALL, onChange: (event) => onChange(event.target.value === ALL ? void 0 : event.target.value), children: [
    all && /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: ALL, children: all }),
    choices.map((choice) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: choice.value, children: choice.label }, choice.value))
  ] });
}
export {
  FilterBar as F,
  FilterSelect as a
};
