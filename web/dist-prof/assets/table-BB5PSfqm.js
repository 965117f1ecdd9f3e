import { j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { g as classes } from "./index-CfIzCVY9.js";
function Table({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  selected,
  footer
}) {
  return (
    // Rows that open are stops of their own; other tables are scrolled by keyboard through this one.
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "overflow-x-auto focus-visible:-outline-offset-2", tabIndex: onOpen ? void 0 : 0, children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("table", { "aria-label": label, className: "w-full border-collapse text-sm", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("thead", { children: /* @__PURE__ */ jsxRuntimeExports.jsx("tr", { className: "border-b border-line text-left text-xs text-faint", children: columns.map((column) => /* @__PURE__ */ jsxRuntimeExports.jsx("th", { scope: "col", style: {
          width: column.width
        }, className: classes("h-8 px-4 font-medium whitespace-nowrap max-sm:px-3", column.right && "text-right", column.wide && "hidden md:table-cell"), children: column.title }, column.key)) }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("tbody", { children: rows.map((row) => {
          const key = rowKey(row);
          const open = onOpen && {
            tabIndex: 0,
            onClick: () => onOpen(row),
            onKeyDown: (event) => {
              if (event.key === "Enter" && event.target === event.currentTarget) onOpen(row);
            }
          };
          return /* @__PURE__ */ jsxRuntimeExports.jsx("tr", { ...open, "aria-selected": selected === void 0 ? void 0 : selected === key, className: classes("border-b border-line last:border-0", onOpen && "cursor-pointer hover:bg-hover focus-visible:-outline-offset-2", selected === key && "bg-accent-ground"), children: columns.map((column) => /* @__PURE__ */ jsxRuntimeExports.jsx("td", { className: classes("h-10 max-w-96 px-4 py-1.5 max-sm:max-w-48 max-sm:px-3", column.right && "text-right tabular-nums", column.wide && "hidden md:table-cell"), children: column.cell(row) }, column.key)) }, key);
        }) })
      ] }),
      footer
    ] })
  );
}
export {
  Table as T
};
