import { b as createLucideIcon, G as toastError, H as toastDone, as as unmergeRecord, b8 as mergeRecords, J as Dialog, B as Button, x as liveFields, z as isEmpty, D as titleOf, ab as valueText, w as words, g as classes } from "./index-CfIzCVY9.js";
import { u as useLingui, d as useQueryClient, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { V as Value } from "./value-hS0eKqEf.js";
const __iconData = {
  name: "git-merge",
  size: 24,
  node: [
    ["circle", { cx: "18", cy: "18", r: "3", key: "1xkwt0" }],
    ["circle", { cx: "6", cy: "6", r: "3", key: "1lh9wr" }],
    ["path", { d: "M6 21V9a9 9 0 0 0 9 9", key: "7kw0sc" }]
  ]
};
__iconData.node;
const GitMerge = createLucideIcon(__iconData);
function MergeDialog({
  object,
  records,
  onClose,
  onMerged
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const [survivor, setSurvivor] = reactExports.useState(() => oldest(records).id);
  const merge = useMutation({
    mutationFn: () => mergeRecords(object.name, survivor, records.filter((record) => record.id !== survivor).map((record) => record.id)),
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["records", object.name]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "hwE3JO"
        }
      ), {
        label: _t(
          /*i18n*/
          {
            id: "KlAaLr"
          }
        ),
        run: () => void unmergeRecord(object.name, survivor, records.filter((record) => record.id !== survivor).map((record) => record.id)).then(() => client.invalidateQueries({
          queryKey: ["records", object.name]
        }), toastError)
      });
      onMerged(survivor);
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "R4wWzU"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "GLNqmq"
    }
  ), size: "full", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy: merge.isPending, onClick: () => merge.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "UODtG8"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(RecordColumns, { object, records, survivor, onSurvivor: setSurvivor }) });
}
function oldest(records) {
  return records.reduce((best, record) => (record.created_at ?? "") < (best.created_at ?? "") || BigInt(record.id) < BigInt(best.id) ? record : best);
}
function RecordColumns({
  object,
  records,
  survivor,
  onSurvivor,
  chooses,
  group = ""
}) {
  const {
    _: _t2
  } = useLingui();
  const fields = liveFields(object).filter((field) => records.some((record) => !isEmpty(record[field.name])));
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "overflow-x-auto rounded-md border border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("table", { className: "w-full border-collapse text-sm", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("thead", { children: /* @__PURE__ */ jsxRuntimeExports.jsxs("tr", { className: "border-b border-line bg-ground text-left", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("td", { className: "px-3 py-2 text-xs whitespace-nowrap text-faint sm:w-36", children: onSurvivor ? chooses ?? _t2(
        /*i18n*/
        {
          id: "G1k1Hd"
        }
      ) : "" }),
      records.map((record) => /* @__PURE__ */ jsxRuntimeExports.jsx("th", { scope: "col", className: "min-w-44 px-3 py-2 font-medium", children: onSurvivor ? /* @__PURE__ */ jsxRuntimeExports.jsxs("label", { className: "flex items-center gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("input", { type: "radio", name: `survivor ${group}`, className: "accent-accent", checked: record.id === survivor, onChange: () => onSurvivor(record.id) }),
        titleOf(record, object)
      ] }) : titleOf(record, object) }, record.id))
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("tbody", { children: fields.map((field) => {
      const given = new Set(records.filter((record) => !isEmpty(record[field.name])).map((record) => valueText(field, record[field.name])));
      const differs = given.size > 1;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("tr", { className: "border-b border-line align-top last:border-0", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("th", { scope: "row", className: "px-3 py-1.5 text-left text-xs font-normal whitespace-nowrap text-faint", children: [
          words(field.label),
          differs && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "sr-only", children: _t2(
            /*i18n*/
            {
              id: "OG1qNz"
            }
          ) })
        ] }),
        records.map((record) => /* @__PURE__ */ jsxRuntimeExports.jsx("td", { className: classes("max-w-72 px-3 py-1.5 break-words max-sm:min-w-44", differs && !isEmpty(record[field.name]) && "bg-warn-ground/60"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: record[field.name], plain: true }) }, record.id))
      ] }, field.name);
    }) })
  ] }) });
}
export {
  GitMerge as G,
  MergeDialog as M,
  RecordColumns as R,
  oldest as o
};
