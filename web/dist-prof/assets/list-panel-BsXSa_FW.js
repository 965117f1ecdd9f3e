import { j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { A as Answered, M as MoreRows } from "./answered-Bo19G9Hi.js";
import { P as Panel } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
function ListPanel({
  query,
  empty,
  ...table
}) {
  const {
    hasNextPage,
    isFetchingNextPage = false,
    fetchNextPage
  } = query;
  const isEmpty = table.rows.length === 0 && !hasNextPage;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, empty: isEmpty && empty, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { ...table, footer: hasNextPage && fetchNextPage && /* @__PURE__ */ jsxRuntimeExports.jsx(MoreRows, { query: {
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage
  } }) }) }) });
}
export {
  ListPanel as L
};
