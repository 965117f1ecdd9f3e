import { j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { g as classes } from "./index-CfIzCVY9.js";
function Meter({
  share,
  label,
  tone = "accent",
  className
}) {
  const color = {
    accent: "bg-accent",
    good: "bg-good",
    warn: "bg-warn",
    bad: "bg-bad"
  }[tone];
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { role: "meter", "aria-label": label, "aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100, className: classes("h-1.5 overflow-hidden rounded-full bg-press", className), children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes("h-full rounded-full transition-[width]", color), style: {
    width: `${percent}%`
  } }) });
}
function Progress({
  share,
  label
}) {
  const percent = share === null ? void 0 : Math.round(Math.min(1, share) * 100);
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { role: "progressbar", "aria-label": label, "aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100, className: "h-1.5 overflow-hidden rounded-full bg-press", children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes("h-full rounded-full bg-accent transition-[width] duration-300", percent === void 0 && "shimmer"), style: {
    width: `${percent ?? 100}%`
  } }) });
}
function Bars({
  bars,
  label,
  height = 88
}) {
  const most = Math.max(1, ...bars.map((bar) => bar.value + (bar.bad ?? 0)));
  return /* @__PURE__ */ jsxRuntimeExports.jsx("figure", { "aria-label": label, className: "flex items-end gap-0.5 border-b border-line", style: {
    height
  }, children: bars.map((bar, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "group relative flex h-full flex-1 flex-col justify-end", title: `${bar.label}: ${bar.value}${bar.bad ? ` + ${bar.bad}` : ""}`, children: [
    Boolean(bar.bad) && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "rounded-t-sm bg-bad", style: {
      height: `${(bar.bad ?? 0) / most * 100}%`
    } }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes("bg-accent/70 group-hover:bg-accent", !bar.bad && "rounded-t-sm"), style: {
      height: `${bar.value / most * 100}%`,
      minHeight: bar.value > 0 ? 2 : 0
    } })
  ] }, index)) });
}
export {
  Bars as B,
  Meter as M,
  Progress as P
};
