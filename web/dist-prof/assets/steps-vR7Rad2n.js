import { j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { aQ as Check, g as classes } from "./index-CfIzCVY9.js";
function Steps({
  label,
  steps,
  at,
  onGo
}) {
  const place = steps.findIndex((step) => step.key === at);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("nav", { "aria-label": label, className: "py-1.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "pb-1 text-xs text-faint sm:hidden", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "amURk9",
      values: {
        0: place + 1,
        1: steps.length,
        2: steps[place]?.label
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ol", { className: "flex gap-1 sm:flex-wrap", children: steps.map((step, index) => {
      const isHere = step.key === at;
      const isDone = index < place;
      return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "flex-1 sm:flex-none", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", disabled: !step.isOpen && !isHere, "aria-current": isHere ? "step" : void 0, onClick: () => onGo(step.key), className: classes("flex h-1.5 w-full items-center gap-2 rounded-full text-sm whitespace-nowrap disabled:cursor-not-allowed sm:h-8 sm:w-auto sm:rounded-md sm:pr-3 sm:pl-1.5", isHere ? "bg-accent sm:bg-accent-ground sm:font-medium sm:text-accent-ink" : isDone ? "bg-accent/50 text-ink hover:bg-hover sm:bg-transparent" : "bg-press text-faint sm:bg-transparent", !isHere && step.isOpen && "sm:hover:bg-hover"), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: classes("hidden size-5 place-items-center rounded-full text-2xs font-semibold tabular-nums sm:grid", isHere ? "bg-accent text-on-accent" : isDone ? "bg-good-ground text-good" : "bg-press text-soft"), children: isDone ? /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 12 }) : index + 1 }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only sm:not-sr-only", children: step.label })
      ] }) }, step.key);
    }) })
  ] });
}
export {
  Steps as S
};
