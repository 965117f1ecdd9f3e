import { r as reactExports, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { o as Count, g as classes } from "./index-CfIzCVY9.js";
const Shown = reactExports.createContext(null);
function Tabs({
  label,
  value,
  onChange,
  tabs,
  children
}) {
  const id = reactExports.useId();
  const list = reactExports.useRef(null);
  const onKeyDown = (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelector(`[data-tab="${next.value}"]`)?.focus();
  };
  const row = /* @__PURE__ */ jsxRuntimeExports.jsx("div", { ref: list, role: "tablist", "aria-label": label, onKeyDown, className: "-mb-px flex gap-1 overflow-x-auto", children: tabs.map((tab) => {
    const isActive = tab.value === value;
    return /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", role: "tab", "data-tab": tab.value, id: `${id}-${tab.value}`, "aria-controls": children && isActive ? `${id}-body` : void 0, "aria-selected": isActive, tabIndex: isActive ? 0 : -1, onClick: () => onChange(tab.value), className: classes("flex h-9 items-center gap-1.5 border-b-2 px-2 text-sm font-medium whitespace-nowrap focus-visible:-outline-offset-2", isActive ? "border-accent text-ink" : "border-transparent text-soft hover:text-ink"), children: [
      tab.label,
      tab.count !== void 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Count, { value: tab.count, tone: tab.tone })
    ] }, tab.value);
  }) });
  if (!children) return row;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0", children: [
    row,
    /* @__PURE__ */ jsxRuntimeExports.jsx(Shown, { value: {
      value,
      id
    }, children })
  ] });
}
function TabBody({
  value,
  children,
  className
}) {
  const shown = reactExports.useContext(Shown);
  if (!shown || shown.value !== value) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { role: "tabpanel", id: `${shown.id}-body`, "aria-labelledby": `${shown.id}-${value}`, className, children });
}
export {
  Tabs as T,
  TabBody as a
};
