import { u as useLingui, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { u as useFindingText } from "./finding-text-UJ7j62aI.js";
import { n as number, w as words } from "./index-CfIzCVY9.js";
function Findings({
  findings,
  object
}) {
  const {
    _: _t
  } = useLingui();
  const text = useFindingText();
  if (findings.length === 0) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "bvInds"
    } }) });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
    /*i18n*/
    {
      id: "O+8+CN"
    }
  ), rows: findings, rowKey: (finding) => `${finding.code} ${finding.field}`, columns: [{
    key: "count",
    title: _t(
      /*i18n*/
      {
        id: "fXVIZq"
      }
    ),
    right: true,
    width: "5rem",
    cell: (finding) => number(finding.count)
  }, {
    key: "field",
    title: _t(
      /*i18n*/
      {
        id: "AXjA78"
      }
    ),
    cell: (finding) => words(object?.fields.find((field) => field.name === finding.field)?.label) || (finding.field === "external_id" ? _t(
      /*i18n*/
      {
        id: "BYxXAq"
      }
    ) : finding.field || _t(
      /*i18n*/
      {
        id: "ZenjfE"
      }
    ))
  }, {
    key: "text",
    title: _t(
      /*i18n*/
      {
        id: "1TPLH2"
      }
    ),
    cell: (finding) => text(finding.code)
  }, {
    key: "rows",
    title: _t(
      /*i18n*/
      {
        id: "0+nFj4"
      }
    ),
    wide: true,
    cell: (finding) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft tabular-nums", children: (finding.rows ?? []).map(number).join(", ") })
  }] });
}
export {
  Findings as F
};
