import { u as useLingui, y as useInfiniteQuery, j as jsxRuntimeExports, T as Trans, r as reactExports, e as useQuery, L as Link, d as useQueryClient, k as useMutation, x as getRouteApi } from "./base-hfMyulGH.js";
import { b as createLucideIcon, x as liveFields, an as historyQuery, w as words, B as Button, ak as SkeletonLines, ao as lineageQuery, z as isEmpty, ap as recordQuery, a0 as Popover, aq as duplicatesOfQuery, D as titleOf, ar as sourcesOfQuery, T as TriangleExclamationPoint, G as toastError, H as toastDone, as as unmergeRecord, M as Confirm, J as Dialog, at as rawText, au as moment, m as useObjects, av as timelineQuery, E as ErrorState, ai as Empty, O as ObjectIcon, al as Plus, u as useObject, f as buttonClasses, i as isStatus, N as Notice, aw as restoreRecord, ax as deleteRecord, a4 as Menu, a5 as MenuItem, h as IconButton } from "./index-CfIzCVY9.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { i as isEditable, E as EditValue, R as RotateCcw, u as useEditRecord } from "./edit-value-sCaABTcZ.js";
import { M as MergeDialog, G as GitMerge } from "./merge-dialog-DusfMzIG.js";
import { u as useIsPhone } from "./use-is-phone-CFEZKu7c.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { F as Facts, a as Page } from "./page-D4x0Hjzw.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
import { u as useOrigin, a as useRule, b as useActor, S as SourceMark } from "./origin-i0TSQpO3.js";
import { V as Value } from "./value-hS0eKqEf.js";
import { T as Time } from "./time-glN5b9fW.js";
import { P as Pencil } from "./pencil-5v9L2ZV5.js";
import { u as useFindingText } from "./finding-text-UJ7j62aI.js";
import { S as Split } from "./split-DPmdJSaW.js";
import { D as Deltas } from "./deltas-uCm606uL.js";
import { T as Trash } from "./trash-CpsVe_4Z.js";
import { S as SearchX } from "./search-x-T0fqwIvk.js";
import { C as Copy } from "./copy-Dz9fMekt.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
import "./chevron-right-Cmbd0Dta.js";
import "./minus-CM3ayool.js";
import "./arrow-right-B1ZxghoU.js";
const __iconData = {
  name: "hand",
  size: 24,
  node: [
    ["path", { d: "M18 11V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2", key: "1fvzgz" }],
    ["path", { d: "M14 10V4a2 2 0 0 0-2-2a2 2 0 0 0-2 2v2", key: "1kc0my" }],
    ["path", { d: "M10 10.5V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2v8", key: "10h0bg" }],
    [
      "path",
      {
        d: "M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15",
        key: "1s1gnw"
      }
    ]
  ]
};
__iconData.node;
const Hand = createLucideIcon(__iconData);
const contact = /* @__PURE__ */ new Set(["contact_name", "address", "city", "province", "district", "postcode", "country", "website", "language"]);
const main = /* @__PURE__ */ new Set(["kind", "status", "stage", "priority", "company", "title", "owner", "customer", "subject", "number", "industry", "segment"]);
function groupsOf(object) {
  const groups = {
    main: [],
    contact: [],
    business: [],
    other: []
  };
  for (const field of liveFields(object)) groups[groupOf(field, object)].push(field);
  return Object.keys(groups).map((name) => ({
    name,
    fields: groups[name]
  })).filter((group) => group.fields.length > 0);
}
function groupOf(field, object) {
  if (field.name === object.title_field || main.has(field.name) || field.type === "reference") return "main";
  if (field.type === "email" || field.type === "phone" || contact.has(field.name)) return "contact";
  if (["money", "integer", "decimal", "date", "datetime"].includes(field.type)) return "business";
  return "other";
}
const OTHERS_SHOWN = 6;
function FieldStory({
  object,
  record,
  field,
  lineage,
  onRestore
}) {
  const {
    _: _t
  } = useLingui();
  const origin = useOrigin();
  const rule = useRule();
  const actor = useActor();
  const history = useInfiniteQuery(historyQuery(object.name, record.id));
  const changes = (history.data?.pages.flatMap((page) => page.items) ?? []).filter((change) => field.name in change.fields);
  const others = lineage.others;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4 text-sm", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: words(field.label) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-0.5 font-medium break-words", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: lineage.value, plain: true }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "mt-1.5 flex flex-wrap items-center gap-1.5 text-xs text-soft", children: [
        lineage.origin.kind === "source" && /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: lineage.origin.source ?? "?" }),
        origin(lineage.origin),
        lineage.origin.external_id && /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-2xs", children: lineage.origin.external_id }),
        lineage.origin.at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: lineage.origin.at })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: rule(lineage.rule) })
    ] }),
    others.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("h3", { className: "text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "elnlmi"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "mt-1 flex flex-col gap-1.5", children: others.slice(0, OTHERS_SHOWN).map((other, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-start gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "break-words", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: other.value, plain: true }) }),
          /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex flex-wrap items-center gap-1.5 text-xs text-faint", children: [
            other.origin.kind === "source" && /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: other.origin.source ?? "?", size: 14 }),
            origin(other.origin),
            " ",
            other.origin.at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: other.origin.at })
          ] })
        ] }),
        onRestore && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", onClick: () => onRestore(other.value), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "/EsjyQ"
        } }) })
      ] }, index)) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("h3", { className: "text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "0caMy7"
      } }) }),
      history.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 2, className: "mt-2" }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("ol", { className: "mt-1 flex flex-col gap-1.5", children: [
        changes.map((change) => {
          const {
            old
          } = change.fields[field.name] ?? {};
          return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-start gap-2", children: [
            /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
              /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "break-words", children: old === null || old === void 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: _t(
                /*i18n*/
                {
                  id: "vjokJF"
                }
              ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: old, plain: true }) }),
              /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
              {
                id: "gCuRmg",
                values: {
                  0: actor(change.actor)
                },
                components: {
                  0: /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: change.at })
                }
              } }) })
            ] }),
            onRestore && old !== void 0 && old !== null && change.op !== "create" && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", onClick: () => onRestore(old), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
            {
              id: "yKu/3Y"
            } }) })
          ] }, change.seq);
        }),
        changes.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "text-xs text-faint", children: _t(
          /*i18n*/
          {
            id: "ZHN5om"
          }
        ) })
      ] })
    ] })
  ] });
}
function FieldsPanel({
  object,
  record,
  onEdit
}) {
  const {
    _: _t
  } = useLingui();
  const [showEmpty, setShowEmpty] = reactExports.useState(false);
  const {
    data: lineage
  } = useQuery(lineageQuery(object.name, record.id));
  const names = {
    main: _t(
      /*i18n*/
      {
        id: "D16asK"
      }
    ),
    contact: _t(
      /*i18n*/
      {
        id: "jfC/xh"
      }
    ),
    business: _t(
      /*i18n*/
      {
        id: "1YgfM7"
      }
    ),
    other: _t(
      /*i18n*/
      {
        id: "/IX/7x"
      }
    )
  };
  const groups = groupsOf(object);
  const emptyCount = groups.reduce((sum, group) => sum + group.fields.filter((field) => isEmpty(record[field.name])).length, 0);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-5", children: [
    groups.map((group) => {
      const fields = group.fields.filter((field) => showEmpty || !isEmpty(record[field.name]));
      if (fields.length === 0) return null;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { "aria-label": names[group.name], children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mb-1 text-2xs font-medium text-faint", children: names[group.name] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("div", { children: fields.map((field) => /* @__PURE__ */ jsxRuntimeExports.jsx(FieldLine, { object, record, field, lineage: lineage?.fields[field.name], onEdit }, field.name)) })
      ] }, group.name);
    }),
    emptyCount > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", size: "small", className: "self-start", onClick: () => setShowEmpty(!showEmpty), children: showEmpty ? _t(
      /*i18n*/
      {
        id: "7+0Oqf"
      }
    ) : _t(
      /*i18n*/
      {
        id: "7FeNuf",
        values: {
          emptyCount
        }
      }
    ) })
  ] });
}
function FieldLine({
  object,
  record,
  field,
  lineage,
  onEdit
}) {
  const {
    _: _t2
  } = useLingui();
  const [editing, setEditing] = reactExports.useState(false);
  const label = words(field.label);
  const canEdit = onEdit && isEditable(field) && field.name !== "created_at";
  const target = typeof record[field.name] === "string" && field.type === "reference" ? String(record[field.name]) : "";
  const {
    data: expanded
  } = useQuery({
    ...recordQuery(field.to ?? "", target),
    enabled: target !== "",
    staleTime: 6e4
  });
  const value = /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: record[field.name], expanded });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "group grid grid-cols-[108px_1fr_20px] items-start gap-2 py-0.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate pt-1 text-xs text-faint", title: label, children: label }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-w-0", children: canEdit ? /* @__PURE__ */ jsxRuntimeExports.jsxs(
      "div",
      {
        onClick: (event) => {
          if (!event.target.closest("a, button, form")) setEditing(true);
        },
        className: "relative -mx-1.5 min-h-7 cursor-text rounded-sm border border-transparent px-1.5 py-0.5 text-sm break-words hover:border-line hover:bg-hover",
        children: [
          value,
          /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { open: editing, onOpenChange: setEditing, label: _t2(
            /*i18n*/
            {
              id: "wIP0Ho",
              values: {
                label
              }
            }
          ), className: "w-80", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t2(
            /*i18n*/
            {
              id: "wIP0Ho",
              values: {
                label
              }
            }
          ), className: "absolute top-1 right-0.5 grid size-5 place-items-center rounded-sm bg-hover text-faint opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Pencil, { size: 12 }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(EditValue, { field, value: record[field.name] ?? null, onClose: () => setEditing(false), onSave: (next) => {
            setEditing(false);
            onEdit(field, next);
          } }) })
        ]
      }
    ) : /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-7 py-0.5 text-sm break-words", children: value }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "pt-1", children: lineage && /* @__PURE__ */ jsxRuntimeExports.jsx(OriginMark, { object, record, field, lineage, onRestore: onEdit }) })
  ] });
}
function OriginMark({
  object,
  record,
  field,
  lineage,
  onRestore
}) {
  const {
    _: _t3
  } = useLingui();
  const origin = useOrigin();
  const [open, setOpen] = reactExports.useState(false);
  const label = words(field.label);
  const {
    kind,
    source
  } = lineage.origin;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { open, onOpenChange: setOpen, align: "start", side: "right", label: _t3(
    /*i18n*/
    {
      id: "ZD7ZJt",
      values: {
        label
      }
    }
  ), className: "w-88", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t3(
    /*i18n*/
    {
      id: "olP7xP",
      values: {
        0: origin(lineage.origin),
        label
      }
    }
  ), title: origin(lineage.origin), className: "grid size-5 place-items-center rounded-sm hover:bg-hover", children: kind === "source" ? /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: source ?? "?" }) : kind === "manual" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Hand, { size: 13, className: "text-accent-ink" }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-2xs text-faint", children: "–" }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(FieldStory, { object, record, field, lineage, onRestore: onRestore && ((value) => {
    setOpen(false);
    onRestore(field, value);
  }) }) });
}
function SidePanels({
  object,
  record,
  canWrite
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-6", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Duplicates, { object, record, canWrite }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Sources, { object, record }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Merges, { object, record, canWrite }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Numbers, { record })
  ] });
}
function Section({
  title,
  children
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { "aria-label": title, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mb-1.5 text-2xs font-medium text-faint", children: title }),
    children
  ] });
}
function Sources({
  object,
  record
}) {
  const {
    _: _t
  } = useLingui();
  const {
    data
  } = useQuery(sourcesOfQuery(object.name, record.id));
  const [open, setOpen] = reactExports.useState();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Section, { title: _t(
    /*i18n*/
    {
      id: "z81kJG"
    }
  ), children: [
    !data && /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 2 }),
    data?.items.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "UwcC4V"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "-mx-2 flex flex-col", children: data?.items.map((source) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", onClick: () => setOpen(source), className: "flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(SourceMark, { name: source.source, size: 20 }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0 flex-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-sm", children: source.source }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "block truncate font-mono text-2xs text-faint", children: source.external_id })
      ] }),
      source.findings.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1 text-2xs text-warn", title: _t(
        /*i18n*/
        {
          id: "C9D7N3",
          values: {
            0: source.findings.length
          }
        }
      ), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 12 }),
        source.findings.length
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: source.at, className: "text-2xs text-faint" })
    ] }) }, `${source.source} ${source.external_id}`)) }),
    open && /* @__PURE__ */ jsxRuntimeExports.jsx(SourceDialog, { object, source: open, onClose: () => setOpen(void 0) })
  ] });
}
function SourceDialog({
  object,
  source,
  onClose
}) {
  const {
    _: _t2
  } = useLingui();
  const findings = source.findings;
  const text = useFindingText();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { side: true, title: source.source, about: _t2(
    /*i18n*/
    {
      id: "jXsHLm",
      values: {
        0: moment(source.at)
      }
    }
  ), onClose, children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t2(
      /*i18n*/
      {
        id: "o/I/YC"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: source.external_id })], ...Object.entries(source.values ?? {}).map(([name, value]) => [words(object.fields.find((field) => field.name === name)?.label) || name, rawText(value)])] }),
    findings.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("h3", { className: "mb-1 text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "O+8+CN"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1 text-sm", children: findings.map((finding, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 14, className: "mt-0.5 shrink-0 text-warn" }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { children: [
          words(object.fields.find((field) => field.name === finding.field)?.label) || finding.field,
          ": ",
          text(finding.code),
          " ",
          /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: finding.detail })
        ] })
      ] }, index)) })
    ] })
  ] }) });
}
function Duplicates({
  object,
  record,
  canWrite
}) {
  const {
    _: _t3
  } = useLingui();
  const hasKeys = liveFields(object).some((field) => field.match_key);
  const {
    data
  } = useQuery({
    ...duplicatesOfQuery(object.name, record.id),
    enabled: hasKeys
  });
  const [merging, setMerging] = reactExports.useState();
  const others = data?.items.filter((item) => item.record.id !== record.id) ?? [];
  if (others.length === 0) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Section, { title: _t3(
    /*i18n*/
    {
      id: "6SCkAi"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-2", children: others.map((other) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-2 rounded-md border border-line bg-panel px-3 py-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
          object: object.name,
          id: other.record.id
        }, className: "block truncate text-sm font-medium hover:underline", children: titleOf(other.record, object) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "kANBhF",
          values: {
            0: other.matched_by.map((name) => words(object.fields.find((field) => field.name === name)?.label) || name).join(", ")
          }
        } }) })
      ] }),
      canWrite && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", onClick: () => setMerging(other.record), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "YGShnx"
      } }) })
    ] }, other.record.id)) }),
    merging && /* @__PURE__ */ jsxRuntimeExports.jsx(MergeDialog, { object, records: [record, merging], onClose: () => setMerging(void 0), onMerged: () => setMerging(void 0) })
  ] });
}
function Merges({
  object,
  record,
  canWrite
}) {
  const {
    _: _t4
  } = useLingui();
  const client = useQueryClient();
  const [open, setOpen] = reactExports.useState(false);
  const history = useInfiniteQuery(historyQuery(object.name, record.id));
  const changes = history.data?.pages.flatMap((page) => page.items) ?? [];
  const absorbed = /* @__PURE__ */ new Set();
  for (const change of [...changes].reverse()) {
    for (const id of change.absorbed ?? []) absorbed.add(id);
    for (const id of change.given_back ?? []) absorbed.delete(id);
  }
  const undo = useMutation({
    mutationFn: () => unmergeRecord(object.name, record.id),
    onSuccess: ({
      items
    }) => {
      setOpen(false);
      void client.invalidateQueries({
        queryKey: ["records", object.name]
      });
      toastDone(_t4(
        /*i18n*/
        {
          id: "YYhmIO",
          values: {
            0: items.length
          }
        }
      ));
    },
    onError: toastError
  });
  if (absorbed.size === 0) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Section, { title: _t4(
    /*i18n*/
    {
      id: "cD2C27"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "Ots/Sh",
      values: {
        0: absorbed.size
      }
    } }) }),
    canWrite && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", className: "mt-2", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Split, { size: 13 }), onClick: () => setOpen(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "BYhBkK"
    } }) }),
    open && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t4(
      /*i18n*/
      {
        id: "MwnouF"
      }
    ), about: _t4(
      /*i18n*/
      {
        id: "PCXuk5",
        values: {
          0: absorbed.size
        }
      }
    ), action: _t4(
      /*i18n*/
      {
        id: "KlAaLr"
      }
    ), busy: undo.isPending, onClose: () => setOpen(false), onConfirm: () => undo.mutate() })
  ] });
}
function Numbers({
  record
}) {
  const {
    _: _t5
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Section, { title: _t5(
    /*i18n*/
    {
      id: "++Fp5Q"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t5(
    /*i18n*/
    {
      id: "dFb5Nt"
    }
  ), /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: record.id })], [_t5(
    /*i18n*/
    {
      id: "eE0JZ4"
    }
  ), String(record.version)], [_t5(
    /*i18n*/
    {
      id: "+b7T3G"
    }
  ), /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: record.updated_at })]] }) });
}
const FIELDS_SHOWN = 4;
function Timeline({
  object,
  record
}) {
  const {
    _: _t
  } = useLingui();
  const objects = useObjects();
  const query = useQuery(timelineQuery(object.name, record.id));
  if (query.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() });
  if (!query.data) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8 });
  if (query.data.items.length === 0) return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { title: _t(
    /*i18n*/
    {
      id: "SnIS6k"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { "aria-label": _t(
    /*i18n*/
    {
      id: "cklVjM"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mb-3 text-2xs font-medium text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "cklVjM"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ol", { className: "relative flex flex-col gap-4 before:absolute before:top-2 before:bottom-2 before:left-3 before:w-px before:bg-line", children: query.data.items.map((item, index) => {
      if (item.kind === "change" && item.change) return /* @__PURE__ */ jsxRuntimeExports.jsx(ChangeItem, { object, change: item.change }, `c${item.change.seq}`);
      const related = objects.find((candidate) => candidate.name === item.object);
      const other = item.record;
      if (!related || !other) return null;
      return /* @__PURE__ */ jsxRuntimeExports.jsx(RelatedItem, { object: related, record: other, at: item.at }, `r${index}`);
    }) })
  ] });
}
function Line({
  icon,
  children,
  at
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "relative flex gap-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "z-10 grid size-6 shrink-0 place-items-center rounded-full border border-line bg-panel text-faint", children: icon }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-w-0 flex-1 pt-0.5 text-sm", children }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at, className: "shrink-0 pt-0.5 text-xs text-faint" })
  ] });
}
function RelatedItem({
  object,
  record,
  at
}) {
  const facts = object.fields.filter((field) => !field.archived && ["select", "money", "text"].includes(field.type) && field.name !== object.title_field && !isEmpty(record[field.name]));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Line, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 13 }), at, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: words(object.label) }),
      " ",
      /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
        object: object.name,
        id: record.id
      }, className: "font-medium hover:underline", children: titleOf(record, object) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-0.5 flex flex-wrap gap-x-3 gap-y-1 text-xs text-soft", children: facts.slice(0, FIELDS_SHOWN).map((field) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: record[field.name], plain: true }) }, field.name)) })
  ] });
}
const icons = {
  create: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 13 }),
  update: /* @__PURE__ */ jsxRuntimeExports.jsx(Pencil, { size: 13 }),
  delete: /* @__PURE__ */ jsxRuntimeExports.jsx(Trash, { size: 13 }),
  restore: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCcw, { size: 13 }),
  merge: /* @__PURE__ */ jsxRuntimeExports.jsx(GitMerge, { size: 13 }),
  merged: /* @__PURE__ */ jsxRuntimeExports.jsx(GitMerge, { size: 13 }),
  unmerge: /* @__PURE__ */ jsxRuntimeExports.jsx(Split, { size: 13 }),
  unmerged: /* @__PURE__ */ jsxRuntimeExports.jsx(Split, { size: 13 })
};
function ChangeItem({
  object,
  change
}) {
  const {
    _: _t2
  } = useLingui();
  const actor = useActor();
  const absorbed = change.absorbed?.length ?? 0;
  const givenBack = change.given_back?.length ?? 0;
  const titles = {
    create: _t2(
      /*i18n*/
      {
        id: "d+F6q9"
      }
    ),
    update: _t2(
      /*i18n*/
      {
        id: "cNsIJf"
      }
    ),
    delete: _t2(
      /*i18n*/
      {
        id: "vGjmyl"
      }
    ),
    restore: _t2(
      /*i18n*/
      {
        id: "Us0vaP"
      }
    ),
    merge: _t2(
      /*i18n*/
      {
        id: "nOo/Or",
        values: {
          absorbed
        }
      }
    ),
    merged: _t2(
      /*i18n*/
      {
        id: "w8kmAQ"
      }
    ),
    unmerge: _t2(
      /*i18n*/
      {
        id: "+/zJz7",
        values: {
          givenBack
        }
      }
    ),
    unmerged: _t2(
      /*i18n*/
      {
        id: "PxuPwb"
      }
    )
  };
  const run = change.actor.startsWith("run:") ? change.actor.slice(4) : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Line, { icon: icons[change.op], at: change.at, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: titles[change.op] }),
      " ",
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "t490IT",
        values: {
          0: run ? /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
            id: run
          }, className: "underline decoration-edge/60 hover:text-ink", children: actor(change.actor) }) : actor(change.actor)
        }
      } }) })
    ] }),
    change.op !== "create" && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-1", children: change.op === "update" && Object.keys(change.fields).length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "6l/NDi"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Deltas, { object, fields: change.fields }) })
  ] });
}
const route = getRouteApi("/app/records/$object/$id");
function RecordScreen() {
  const {
    object: name,
    id
  } = route.useParams();
  const object = useObject(name);
  const {
    _: _t
  } = useLingui();
  if (!object) return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SearchX, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "05FyP/"
    }
  ) });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(OneRecord, { object, id }, `${name} ${id}`);
}
function OneRecord({
  object,
  id
}) {
  const {
    _: _t2
  } = useLingui();
  const query = useQuery(recordQuery(object.name, id));
  const back = /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object", params: {
    object: object.name
  }, className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "twyOFW",
    values: {
      0: words(object.label)
    }
  } }) });
  if (query.error) {
    if (isStatus(query.error, 404)) {
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SearchX, { size: 20 }), title: _t2(
        /*i18n*/
        {
          id: "CIT6TP"
        }
      ), action: back, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "mGo1uH"
      } }) });
    }
    return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch(), action: back });
  }
  const record = query.data;
  if (!record) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 12, className: "p-6" });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(LoadedRecord, { object, record, asked: id });
}
function LoadedRecord({
  object,
  record,
  asked
}) {
  const {
    _: _t3
  } = useLingui();
  const rights = useRights(object.name);
  const isPhone = useIsPhone();
  const [tab, setTab] = reactExports.useState("fields");
  const {
    edit,
    dialog
  } = useEditRecord(object);
  const title = titleOf(record, object);
  const fields = /* @__PURE__ */ jsxRuntimeExports.jsx(FieldsPanel, { object, record, onEdit: rights.write ? (field, value) => edit(record, field, value) : void 0 });
  const timeline = /* @__PURE__ */ jsxRuntimeExports.jsx(Timeline, { object, record });
  const side = /* @__PURE__ */ jsxRuntimeExports.jsx(SidePanels, { object, record, canWrite: rights.write });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: title, layout: "fill", above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/records/$object", params: {
    object: object.name
  }, children: words(object.label) }), title: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "grid size-7 shrink-0 place-items-center rounded-md bg-accent-ground text-accent-ink", children: /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 16 }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", children: title })
  ] }), actions: /* @__PURE__ */ jsxRuntimeExports.jsx(RecordActions, { object, record, canWrite: rights.write }), bar: isPhone && /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t3(
    /*i18n*/
    {
      id: "9BN9JE"
    }
  ), value: tab, onChange: setTab, tabs: [{
    value: "fields",
    label: _t3(
      /*i18n*/
      {
        id: "vF68cg"
      }
    )
  }, {
    value: "timeline",
    label: _t3(
      /*i18n*/
      {
        id: "cklVjM"
      }
    )
  }, {
    value: "more",
    label: _t3(
      /*i18n*/
      {
        id: "LHtwrD"
      }
    )
  }] }), children: [
    asked !== record.id && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "px-4 pt-3 sm:px-6", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "accent", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "FRUAyo"
    } }) }) }),
    isPhone ? /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 flex-1 overflow-auto p-4", children: {
      fields,
      timeline,
      more: side
    }[tab] }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid min-h-0 flex-1 grid-cols-[minmax(300px,360px)_1fr] overflow-hidden xl:grid-cols-[minmax(320px,380px)_1fr_300px]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "overflow-y-auto border-r border-line bg-panel px-4 py-4 sm:px-6", children: fields }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "overflow-y-auto px-6 py-4", children: [
        timeline,
        /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-6 xl:hidden", children: side })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "hidden overflow-y-auto border-l border-line px-4 py-4 xl:block", children: side })
    ] }),
    dialog
  ] });
}
function RecordActions({
  object,
  record,
  canWrite
}) {
  const {
    _: _t4
  } = useLingui();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const [open, setOpen] = reactExports.useState();
  const hasKeys = liveFields(object).some((field) => field.match_key);
  const duplicates = useQuery({
    ...duplicatesOfQuery(object.name, record.id),
    enabled: hasKeys
  });
  const others = duplicates.data?.items.filter((item) => item.record.id !== record.id).slice(0, 4) ?? [];
  const remove = useMutation({
    mutationFn: () => deleteRecord(object.name, record.id),
    onSuccess: () => {
      toastDone(_t4(
        /*i18n*/
        {
          id: "yQYU7s",
          values: {
            0: titleOf(record, object)
          }
        }
      ), {
        label: _t4(
          /*i18n*/
          {
            id: "9uI/rE"
          }
        ),
        run: () => void restoreRecord(object.name, record.id).then(() => client.invalidateQueries({
          queryKey: ["records", object.name]
        }), toastError)
      });
      void client.invalidateQueries({
        queryKey: ["records", object.name, "list"]
      });
      void navigate({
        to: "/records/$object",
        params: {
          object: object.name
        }
      });
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    canWrite && others.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(GitMerge, { size: 14 }), onClick: () => setOpen("merge"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "At4T4s"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t4(
      /*i18n*/
      {
        id: "2FYpfJ"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 16 }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Copy, { size: 14 }), onSelect: () => void navigator.clipboard.writeText(location.href).then(() => toastDone(_t4(
        /*i18n*/
        {
          id: "edWbV6"
        }
      )), toastError), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "VJ5W1o"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCcw, { size: 14 }), onSelect: () => void client.invalidateQueries({
        queryKey: ["records", object.name, "one", record.id]
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "4gl9XW"
      } }) }),
      canWrite && /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Trash, { size: 14 }), danger: true, onSelect: () => setOpen("delete"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Jb6/SB"
      } }) })
    ] }),
    open === "delete" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t4(
      /*i18n*/
      {
        id: "Tf88pC",
        values: {
          0: titleOf(record, object)
        }
      }
    ), about: _t4(
      /*i18n*/
      {
        id: "0BPMW3"
      }
    ), action: _t4(
      /*i18n*/
      {
        id: "cnGeoo"
      }
    ), danger: true, busy: remove.isPending, onClose: () => setOpen(void 0), onConfirm: () => remove.mutate() }),
    open === "merge" && /* @__PURE__ */ jsxRuntimeExports.jsx(MergeDialog, { object, records: [record, ...others.map((item) => item.record)], onClose: () => setOpen(void 0), onMerged: () => setOpen(void 0) })
  ] });
}
export {
  RecordScreen
};
