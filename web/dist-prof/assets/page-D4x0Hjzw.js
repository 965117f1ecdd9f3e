import { r as reactExports, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { g as classes } from "./index-CfIzCVY9.js";
function Page({
  tab,
  title,
  above,
  about,
  actions,
  bar,
  children,
  footer,
  layout = "page",
  narrow
}) {
  const name = tab ?? (typeof title === "string" ? title : void 0);
  reactExports.useEffect(() => {
    document.title = name ? `${name} · Rapport` : "Rapport";
  }, [name]);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex h-full min-w-0 flex-col", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("header", { className: "shrink-0 border-b border-line bg-panel px-4 sm:px-6", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 py-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1 max-sm:min-w-[60%]", children: [
          above && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex items-center gap-1 text-xs text-faint", children: above }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("h1", { className: "line-clamp-2 text-lg font-semibold sm:block sm:truncate", children: title }),
          about && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: about })
        ] }),
        actions && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex flex-wrap items-center gap-2", children: actions })
      ] }),
      bar
    ] }),
    layout === "fill" ? /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex min-h-0 flex-1 flex-col", children }) : /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2", tabIndex: 0, children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes("flex flex-col gap-5 px-4 py-5 sm:px-6", narrow && "max-w-3xl"), children }) }),
    footer && /* @__PURE__ */ jsxRuntimeExports.jsx("footer", { className: "flex shrink-0 items-center justify-between gap-2 border-t border-line bg-panel px-4 py-2.5 sm:px-6", children: footer })
  ] });
}
function Panel({
  title,
  about,
  actions,
  children,
  flush,
  className
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { className: classes("min-w-0 rounded-lg border border-line bg-panel", className), children: [
    (title || actions) && /* @__PURE__ */ jsxRuntimeExports.jsxs("header", { className: "flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1 basis-52", children: [
        title && /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "text-sm font-semibold", children: title }),
        about && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: about })
      ] }),
      actions
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes(flush ? "overflow-hidden rounded-b-lg" : classes("px-4 pb-4", !title && !actions && "pt-4")), children })
  ] });
}
function Facts({
  items,
  columns = 1
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx("dl", { className: classes("grid gap-x-8 gap-y-2 text-sm", columns === 2 && "sm:grid-cols-2", columns === 3 && "sm:grid-cols-2 lg:grid-cols-3"), children: items.map(([label, value], index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-[minmax(6.5rem,32%)_1fr] items-baseline gap-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("dt", { className: "text-xs text-faint", children: label }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("dd", { className: "min-w-0 break-words", children: value })
  ] }, index)) });
}
function Stat({
  label,
  value,
  tone,
  children
}) {
  const color = tone && {
    good: "text-good",
    warn: "text-warn",
    bad: "text-bad"
  }[tone];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate text-xs text-soft", children: label }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: classes("text-xl font-semibold tabular-nums", color), children: value }),
    children && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "text-xs text-faint", children })
  ] });
}
export {
  Facts as F,
  Panel as P,
  Stat as S,
  Page as a
};
