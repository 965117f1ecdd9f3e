import { j as jsxRuntimeExports, L as Link } from "./base-hfMyulGH.js";
import { C as ChevronRight } from "./chevron-right-Cmbd0Dta.js";
function Crumb({
  children,
  ...link
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { ...link, className: "truncate hover:text-ink hover:underline", children }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronRight, { size: 12, className: "shrink-0", "aria-hidden": true })
  ] });
}
export {
  Crumb as C
};
