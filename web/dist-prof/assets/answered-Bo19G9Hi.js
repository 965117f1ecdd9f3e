import { j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { E as ErrorState, ak as SkeletonLines, B as Button, g as classes } from "./index-CfIzCVY9.js";
function Answered({
  query,
  lines = 8,
  action,
  empty,
  className,
  children
}) {
  if (query.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch(), action, className });
  if (query.isPending) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines, className });
  return empty || children;
}
function MoreRows({
  query,
  className
}) {
  if (!query.hasNextPage) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: classes("flex justify-center border-t border-line p-2", className), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", size: "small", busy: query.isFetchingNextPage, onClick: () => void query.fetchNextPage(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "fMPkxb"
  } }) }) });
}
export {
  Answered as A,
  MoreRows as M
};
