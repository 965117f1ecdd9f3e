import { u as useLingui, r as reactExports, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { D as Deltas, r as readDeltas } from "./deltas-uCm606uL.js";
import { N as Notice, n as number, ab as valueText, aF as Badge, at as rawText } from "./index-CfIzCVY9.js";
import { P as Panel, S as Stat } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
function PreviewBody({
  preview,
  object
}) {
  const {
    _: _t
  } = useLingui();
  const [asked, setPart] = reactExports.useState();
  const report = preview.report ?? {};
  const plan = report.plan ?? {
    examples: [],
    skipped: [],
    refused: []
  };
  const writes = preview.writes;
  const warnings = Array.isArray(report.warnings) ? report.warnings : [];
  const part = asked ?? (plan.examples.length === 0 && writes && writes.writes.length > 0 ? "writes" : "changes");
  const stats = [[_t(
    /*i18n*/
    {
      id: "isRobC"
    }
  ), report.created ?? 0, "good"], [_t(
    /*i18n*/
    {
      id: "cNsIJf"
    }
  ), report.updated ?? 0], [_t(
    /*i18n*/
    {
      id: "elPfMK"
    }
  ), report.merged ?? 0], [_t(
    /*i18n*/
    {
      id: "uGrC6k"
    }
  ), report.unchanged ?? 0], [_t(
    /*i18n*/
    {
      id: "GuRdG0"
    }
  ), report.excluded ?? 0], [_t(
    /*i18n*/
    {
      id: "flnjEn"
    }
  ), report.held ?? 0, "warn"], [_t(
    /*i18n*/
    {
      id: "JHB/Ky"
    }
  ), report.rejected ?? 0, "bad"]];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    warnings.map((warning) => /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: warning.code === "would_pause" ? _t(
      /*i18n*/
      {
        id: "dsWGsh",
        values: {
          0: warning.detail
        }
      }
    ) : warning.detail }, `${warning.code} ${warning.detail}`)),
    preview.report && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7", children: stats.map(([label, value, tone]) => /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label, value: number(value), tone: value > 0 ? tone : void 0 }, label)) }) }),
    writes && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "50QWFK"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "mu+VN7"
        }
      ), value: number(writes.create), tone: writes.create > 0 ? "good" : void 0 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "J/CyOR"
        }
      ), value: number(writes.update) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "Ljz8KW"
        }
      ), value: number(writes.delete), tone: writes.delete > 0 ? "warn" : void 0 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "Wh7pcB"
        }
      ), value: number(writes.in_sync) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "GuRdG0"
        }
      ), value: number(writes.left_out) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "uUehLT"
        }
      ), value: number(writes.waits) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "KGJb9/"
        }
      ), value: number(writes.conflicts), tone: writes.conflicts > 0 ? "warn" : void 0 })
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { flush: true, children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "border-b border-line px-4", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t(
        /*i18n*/
        {
          id: "ZU3zZC"
        }
      ), value: part, onChange: setPart, tabs: [{
        value: "changes",
        label: _t(
          /*i18n*/
          {
            id: "/J2El5"
          }
        ),
        count: plan.examples.length
      }, {
        value: "skipped",
        label: _t(
          /*i18n*/
          {
            id: "deDEuV"
          }
        ),
        count: plan.skipped.length
      }, {
        value: "refused",
        label: _t(
          /*i18n*/
          {
            id: "JHB/Ky"
          }
        ),
        count: plan.refused.length,
        tone: plan.refused.length > 0 ? "bad" : void 0
      }, ...writes ? [{
        value: "writes",
        label: _t(
          /*i18n*/
          {
            id: "MdVk7q"
          }
        ),
        count: writes.writes.length
      }] : []] }) }),
      part === "changes" && /* @__PURE__ */ jsxRuntimeExports.jsx(Changes, { examples: plan.examples, object }),
      part === "skipped" && /* @__PURE__ */ jsxRuntimeExports.jsx(SkippedRows, { rows: plan.skipped, empty: _t(
        /*i18n*/
        {
          id: "Ce81G/"
        }
      ) }),
      part === "refused" && /* @__PURE__ */ jsxRuntimeExports.jsx(SkippedRows, { rows: plan.refused, empty: _t(
        /*i18n*/
        {
          id: "gsmxPb"
        }
      ) }),
      part === "writes" && writes && /* @__PURE__ */ jsxRuntimeExports.jsx(WriteRows, { writes: writes.writes })
    ] })
  ] });
}
function Changes({
  examples,
  object
}) {
  const {
    _: _t2
  } = useLingui();
  const title = object.fields.find((field) => field.name === object.title_field);
  if (examples.length === 0) return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: _t2(
    /*i18n*/
    {
      id: "MtuaXA"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: examples.map((example) => {
    const name = title ? valueText(title, example.fields[title.name]?.n) : "";
    return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm first:border-0 sm:grid-cols-[5.5rem_12rem_1fr]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: example.kind === "create" ? "good" : "accent", children: example.kind === "create" ? _t2(
        /*i18n*/
        {
          id: "Oz0N9s"
        }
      ) : _t2(
        /*i18n*/
        {
          id: "US/X0k"
        }
      ) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", children: name || `#${example.record}` }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Deltas, { object, fields: readDeltas(example.fields), isNew: example.kind === "create" })
    ] }, example.record);
  }) });
}
function useReason() {
  const {
    _: _t3
  } = useLingui();
  return (reason) => {
    const names = {
      unchanged: _t3(
        /*i18n*/
        {
          id: "rPk+pR"
        }
      ),
      share: _t3(
        /*i18n*/
        {
          id: "rgmDZj"
        }
      ),
      filter: _t3(
        /*i18n*/
        {
          id: "g2JKwW"
        }
      ),
      rollout_filter: _t3(
        /*i18n*/
        {
          id: "KFPAQK"
        }
      ),
      outdated: _t3(
        /*i18n*/
        {
          id: "mxKETI"
        }
      ),
      deleted: _t3(
        /*i18n*/
        {
          id: "8bd4XI"
        }
      ),
      record_empty: _t3(
        /*i18n*/
        {
          id: "sYTlRC"
        }
      )
    };
    return names[reason] ?? reason.replaceAll("_", " ");
  };
}
function SkippedRows({
  rows,
  empty
}) {
  const {
    _: _t4
  } = useLingui();
  const reason = useReason();
  if (rows.length === 0) return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: empty });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t4(
    /*i18n*/
    {
      id: "hL5+/P"
    }
  ), rows, rowKey: (row) => `${row.row} ${row.external_id}`, columns: [{
    key: "row",
    title: _t4(
      /*i18n*/
      {
        id: "IqKCNQ"
      }
    ),
    cell: (row) => number(row.row)
  }, {
    key: "id",
    title: _t4(
      /*i18n*/
      {
        id: "o/I/YC"
      }
    ),
    cell: (row) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: row.external_id || "–" })
  }, {
    key: "reason",
    title: _t4(
      /*i18n*/
      {
        id: "VJScHU"
      }
    ),
    cell: (row) => reason(row.reason)
  }] });
}
function WriteRows({
  writes
}) {
  const {
    _: _t5
  } = useLingui();
  if (writes.length === 0) return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: _t5(
    /*i18n*/
    {
      id: "TLJRTj"
    }
  ) });
  const operations = {
    create: _t5(
      /*i18n*/
      {
        id: "Oz0N9s"
      }
    ),
    update: _t5(
      /*i18n*/
      {
        id: "US/X0k"
      }
    ),
    delete: _t5(
      /*i18n*/
      {
        id: "YulJZd"
      }
    )
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t5(
    /*i18n*/
    {
      id: "50QWFK"
    }
  ), rows: writes, rowKey: (write) => String(write.number), columns: [{
    key: "operation",
    title: _t5(
      /*i18n*/
      {
        id: "+YrETt"
      }
    ),
    cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: write.operation === "delete" ? "warn" : "accent", children: operations[write.operation] ?? write.operation })
  }, {
    key: "id",
    title: _t5(
      /*i18n*/
      {
        id: "o/I/YC"
      }
    ),
    cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: write.external_id || "–" })
  }, {
    key: "values",
    title: _t5(
      /*i18n*/
      {
        id: "fXVIZq"
      }
    ),
    cell: (write) => /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "text-xs", children: Object.keys(write.new).map((name) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: name }),
      " ",
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft line-through", children: rawText(write.old[name]) }),
      " ",
      rawText(write.new[name]) || "–"
    ] }, name)) })
  }] });
}
export {
  PreviewBody as P
};
