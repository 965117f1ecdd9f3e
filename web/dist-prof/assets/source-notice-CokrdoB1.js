import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, k as useMutation, e as useQuery } from "./base-hfMyulGH.js";
import { a as usedColumns, t as transformName, b as addTransform, c as transformArguments, m as makeTransform, d as disconnect, e as change, f as remove, g as addColumn, w as writeMapping, r as readMapping, h as mappingTryQuery, i as accept, j as connect } from "./mapping-try-riMTxBMZ.js";
import { b as createLucideIcon, x as liveFields, Y as fits, W as SearchInput, ak as SkeletonLines, at as rawText, aQ as Check, p as percent, a0 as Popover, a3 as ChoiceList, w as words, g as classes, al as Plus, F as Field, I as Input, B as Button, J as Dialog, h as IconButton, X, ai as Empty, N as Notice, a4 as Menu, a5 as MenuItem, T as TriangleExclamationPoint, C as Checkbox, aR as send, G as toastError, i as isStatus, H as toastDone, aS as FileUp, a8 as MenuLine, aT as KeyRound, V as useDebounced, Z as Segments } from "./index-CfIzCVY9.js";
import { u as useIsPhone } from "./use-is-phone-CFEZKu7c.js";
import { V as Value } from "./value-hS0eKqEf.js";
import { G as GripVertical } from "./grip-vertical-TN_BRnlo.js";
import { L as Link2 } from "./link-2-DGmJAPf4.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
import { S as Shuffle } from "./shuffle-DMupKTRt.js";
import { T as Trash } from "./trash-CpsVe_4Z.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
import { r as reasonText, F as FileSpreadsheet } from "./reason-text-JlUNECws.js";
import { M as Meter } from "./meter-Bj_o0HYA.js";
import { D as Download } from "./download-Cm3gGPWl.js";
import { C as ChevronLeft } from "./chevron-left-Cn4ZlWpS.js";
import { C as ChevronRight } from "./chevron-right-Cmbd0Dta.js";
import { U as Undo2 } from "./undo-2-I8cn7RQu.js";
const __iconData$5 = {
  name: "asterisk",
  size: 24,
  node: [
    ["path", { d: "M12 5v14", key: "s699le" }],
    ["path", { d: "m18.065 8.496-12.125 7", key: "1h26g9" }],
    ["path", { d: "m5.94 8.504 12.125 7", key: "k77sdm" }]
  ]
};
__iconData$5.node;
const Asterisk = createLucideIcon(__iconData$5);
const __iconData$4 = {
  name: "layout-template",
  size: 24,
  node: [
    ["rect", { width: "18", height: "7", x: "3", y: "3", rx: "1", key: "f1a2em" }],
    ["rect", { width: "9", height: "7", x: "3", y: "14", rx: "1", key: "jqznyg" }],
    ["rect", { width: "5", height: "7", x: "16", y: "14", rx: "1", key: "q5h2i8" }]
  ]
};
__iconData$4.node;
const LayoutTemplate = createLucideIcon(__iconData$4);
const __iconData$3 = {
  name: "sparkles",
  size: 24,
  node: [
    [
      "path",
      {
        d: "M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z",
        key: "1s2grr"
      }
    ],
    ["path", { d: "M20 2v4", key: "1rf3ol" }],
    ["path", { d: "M22 4h-4", key: "gwowj6" }],
    ["circle", { cx: "4", cy: "20", r: "2", key: "6kqj1y" }]
  ],
  aliases: ["stars"]
};
__iconData$3.node;
const Sparkles = createLucideIcon(__iconData$3);
const __iconData$2 = {
  name: "table-2",
  size: 24,
  node: [
    ["path", { d: "M3 9h18", key: "1pudct" }],
    ["path", { d: "M9 3v18", key: "fh3hqa" }],
    ["rect", { x: "3", y: "3", width: "18", height: "18", rx: "2", key: "h1oib" }]
  ]
};
__iconData$2.node;
const Table2 = createLucideIcon(__iconData$2);
const __iconData$1 = {
  name: "text-cursor-input",
  size: 24,
  node: [
    ["path", { d: "M12 20h-1a2 2 0 0 1-2-2 2 2 0 0 1-2 2H6", key: "1528k5" }],
    ["path", { d: "M13 8h7a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-7", key: "13ksps" }],
    ["path", { d: "M5 16H4a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h1", key: "1n9rhb" }],
    ["path", { d: "M6 4h1a2 2 0 0 1 2 2 2 2 0 0 1 2-2h1", key: "1mj8rg" }],
    ["path", { d: "M9 6v12", key: "velyjx" }]
  ]
};
__iconData$1.node;
const TextCursorInput = createLucideIcon(__iconData$1);
const __iconData = {
  name: "unplug",
  size: 24,
  node: [
    ["path", { d: "m19 5 3-3", key: "yk6iyv" }],
    ["path", { d: "m2 22 3-3", key: "19mgm9" }],
    [
      "path",
      { d: "M6.3 20.3a2.4 2.4 0 0 0 3.4 0L12 18l-6-6-2.3 2.3a2.4 2.4 0 0 0 0 3.4Z", key: "goz73y" }
    ],
    ["path", { d: "M7.5 13.5 10 11", key: "7xgeeb" }],
    ["path", { d: "M10.5 16.5 13 14", key: "10btkg" }],
    [
      "path",
      { d: "m12 6 6 6 2.3-2.3a2.4 2.4 0 0 0 0-3.4l-2.6-2.6a2.4 2.4 0 0 0-3.4 0Z", key: "1snsnr" }
    ]
  ]
};
__iconData.node;
const Unplug = createLucideIcon(__iconData);
const partNames = {
  province: {
    en: "province",
    zh: "省份"
  },
  city: {
    en: "city",
    zh: "城市"
  },
  district: {
    en: "district",
    zh: "区县"
  },
  street: {
    en: "street",
    zh: "街道"
  },
  postcode: {
    en: "postcode",
    zh: "邮编"
  },
  country: {
    en: "country",
    zh: "国家"
  },
  family: {
    en: "family name",
    zh: "姓"
  },
  given: {
    en: "given name",
    zh: "名"
  },
  amount: {
    en: "amount",
    zh: "金额"
  },
  currency: {
    en: "currency",
    zh: "币种"
  }
};
const parts = {
  address: ["province", "city", "district", "street", "postcode", "country"],
  person: ["family", "given"],
  money: ["amount", "currency"]
};
function isRecommended(field, object) {
  return Boolean(field.match_key) || field.name === object.title_field || field.type === "reference" || ["company", "city", "address", "owner", "status", "stage", "amount", "industry", "created_at"].includes(field.name);
}
function targetsOf(object) {
  const own = [{
    name: "external_id",
    label: {
      en: "Id in the source",
      zh: "来源编号"
    },
    group: "identity",
    required: true,
    matchKey: true
  }, {
    name: "updated_at",
    label: {
      en: "Changed at in the source",
      zh: "来源修改时间"
    },
    group: "identity",
    required: false,
    matchKey: false
  }];
  const fields = liveFields(object).flatMap((field) => {
    const label = {
      en: field.label.en,
      zh: field.label.zh
    };
    const whole = {
      name: field.name,
      label,
      group: field.required ? "identity" : isRecommended(field, object) ? "recommended" : "other",
      type: field.type,
      required: field.required ?? false,
      matchKey: Boolean(field.match_key)
    };
    const pieces = (parts[field.type] ?? []).map((part) => {
      const name = partNames[part] ?? {
        en: part,
        zh: part
      };
      return {
        name: `${field.name}.${part}`,
        label: {
          en: `${label.en} · ${name.en}`,
          zh: `${label.zh} · ${name.zh}`
        },
        group: "other",
        type: "text",
        required: false,
        matchKey: false
      };
    });
    return [whole, ...pieces];
  });
  return [...own, ...fields];
}
function useTypeWord() {
  const {
    _: _t
  } = useLingui();
  return (type) => {
    const names = {
      text: _t(
        /*i18n*/
        {
          id: "F0lHkW"
        }
      ),
      string: _t(
        /*i18n*/
        {
          id: "F0lHkW"
        }
      ),
      long_text: _t(
        /*i18n*/
        {
          id: "UnwZaD"
        }
      ),
      select: _t(
        /*i18n*/
        {
          id: "ikt/5q"
        }
      ),
      multi_select: _t(
        /*i18n*/
        {
          id: "R4k+mi"
        }
      ),
      integer: _t(
        /*i18n*/
        {
          id: "VVexZo"
        }
      ),
      decimal: _t(
        /*i18n*/
        {
          id: "VVexZo"
        }
      ),
      number: _t(
        /*i18n*/
        {
          id: "VVexZo"
        }
      ),
      money: _t(
        /*i18n*/
        {
          id: "90mhpp"
        }
      ),
      boolean: _t(
        /*i18n*/
        {
          id: "GH8juM"
        }
      ),
      date: _t(
        /*i18n*/
        {
          id: "pj68ge"
        }
      ),
      datetime: _t(
        /*i18n*/
        {
          id: "EQOGzB"
        }
      ),
      phone: _t(
        /*i18n*/
        {
          id: "xIi0Y4"
        }
      ),
      email: _t(
        /*i18n*/
        {
          id: "5M8LM2"
        }
      ),
      url: _t(
        /*i18n*/
        {
          id: "c0H/mp"
        }
      ),
      reference: _t(
        /*i18n*/
        {
          id: "MRXPwy"
        }
      ),
      person: _t(
        /*i18n*/
        {
          id: "XmJfZT"
        }
      ),
      address: _t(
        /*i18n*/
        {
          id: "vxHMzr"
        }
      ),
      auto_number: _t(
        /*i18n*/
        {
          id: "VVexZo"
        }
      ),
      json: _t(
        /*i18n*/
        {
          id: "Sp/me1"
        }
      )
    };
    return names[type] ?? type;
  };
}
const COLUMN_TYPE = "application/x-rapport-column";
function SourceList({
  columns,
  mapping,
  targets,
  row,
  isLoading,
  onConnect
}) {
  const {
    _: _t
  } = useLingui();
  const [question, setQuestion] = reactExports.useState("");
  const used = usedColumns(mapping);
  const shown = columns.filter((column) => fits(`${column.name} ${column.label}`, question));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { "aria-label": _t(
    /*i18n*/
    {
      id: "mtvB2w"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "sticky top-0 z-10 border-b border-line bg-panel p-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mb-2 text-xs font-semibold", children: _t(
        /*i18n*/
        {
          id: "wdxz7K"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(SearchInput, { "aria-label": _t(
        /*i18n*/
        {
          id: "rqsWGv"
        }
      ), placeholder: _t(
        /*i18n*/
        {
          id: "rqsWGv"
        }
      ), value: question, onChange: (event) => setQuestion(event.target.value) })
    ] }),
    isLoading && columns.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8, className: "p-4" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "p-1.5", children: shown.map((column) => /* @__PURE__ */ jsxRuntimeExports.jsx(SourceItem, { column, isUsed: used.has(column.name), value: rawText(row[column.name]), targets, onConnect }, column.name)) })
  ] });
}
const SourceItem = reactExports.memo(function SourceItem2({
  column,
  isUsed,
  value,
  targets,
  onConnect
}) {
  const {
    _: _t2
  } = useLingui();
  const [open, setOpen] = reactExports.useState(false);
  const typeWord = useTypeWord();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { draggable: true, "data-column": column.name, onDragStart: (event) => {
    event.dataTransfer.setData(COLUMN_TYPE, column.name);
    event.dataTransfer.setData("text/plain", column.name);
    event.dataTransfer.effectAllowed = "link";
  }, className: classes("group flex cursor-grab items-center gap-1.5 rounded-md px-1.5 py-1 hover:bg-hover active:cursor-grabbing", isUsed && "text-soft"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(GripVertical, { size: 13, className: "shrink-0 text-faint", "aria-hidden": true }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex items-center gap-1.5 text-sm", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", title: column.name, children: column.label }),
        isUsed && /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 12, className: "shrink-0 text-good", "aria-label": _t2(
          /*i18n*/
          {
            id: "n9jyhH"
          }
        ) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex items-center gap-2 text-2xs text-faint", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate", children: value || "–" }),
        column.kind && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "shrink-0", children: typeWord(column.kind) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "shrink-0 tabular-nums", title: _t2(
          /*i18n*/
          {
            id: "RO7AJT"
          }
        ), children: percent(column.fill) })
      ] })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { open, onOpenChange: setOpen, side: "right", label: _t2(
      /*i18n*/
      {
        id: "lkAwAY",
        values: {
          0: column.label
        }
      }
    ), className: "w-72 p-2!", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t2(
      /*i18n*/
      {
        id: "5ZzgbQ",
        values: {
          0: column.label
        }
      }
    ), className: "grid size-6 shrink-0 place-items-center rounded-sm text-faint hover:bg-press hover:text-ink", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Link2, { size: 13 }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ChoiceList, { label: _t2(
      /*i18n*/
      {
        id: "lkAwAY",
        values: {
          0: column.label
        }
      }
    ), choices: targets.map((target) => ({
      value: target.name,
      label: words(target.label),
      words: `${target.label.en} ${target.label.zh}`
    })), onChoose: (target) => {
      onConnect(column.name, target);
      setOpen(false);
    } }) })
  ] });
});
function dropTarget(onColumn) {
  const isColumn = (event) => event.dataTransfer.types.includes(COLUMN_TYPE);
  return {
    onDragOver: (event) => {
      if (!isColumn(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
      event.currentTarget.dataset.over = "";
    },
    onDragLeave: (event) => {
      delete event.currentTarget.dataset.over;
    },
    onDrop: (event) => {
      delete event.currentTarget.dataset.over;
      const column = event.dataTransfer.getData(COLUMN_TYPE);
      if (!column) return;
      event.preventDefault();
      onColumn(column);
    }
  };
}
const dropLook = "data-[over]:outline-2 data-[over]:-outline-offset-2 data-[over]:outline-accent data-[over]:bg-accent-ground";
function useOperators() {
  const {
    _: _t
  } = useLingui();
  const text = _t(
    /*i18n*/
    {
      id: "KJjnap"
    }
  );
  const kind = _t(
    /*i18n*/
    {
      id: "R9ZBLJ"
    }
  );
  return [{
    name: "trim",
    label: _t(
      /*i18n*/
      {
        id: "qBxiip"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "lower",
    label: _t(
      /*i18n*/
      {
        id: "L41DeG"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "upper",
    label: _t(
      /*i18n*/
      {
        id: "a8TP59"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "title",
    label: _t(
      /*i18n*/
      {
        id: "asK1jN"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "text",
    label: _t(
      /*i18n*/
      {
        id: "YWM65u"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "replace",
    label: _t(
      /*i18n*/
      {
        id: "/tyJJt"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "xeiujy"
      }
    ), _t(
      /*i18n*/
      {
        id: "g+0MOn"
      }
    )]
  }, {
    name: "prefix",
    label: _t(
      /*i18n*/
      {
        id: "1uoiJ+"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "xeiujy"
      }
    )]
  }, {
    name: "suffix",
    label: _t(
      /*i18n*/
      {
        id: "auGQ3p"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "xeiujy"
      }
    )]
  }, {
    name: "concat",
    label: _t(
      /*i18n*/
      {
        id: "enTDaw"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "TLh5u5"
      }
    )]
  }, {
    name: "first_non_empty",
    label: _t(
      /*i18n*/
      {
        id: "y7oOq6"
      }
    ),
    group: text,
    arguments: []
  }, {
    name: "split",
    label: _t(
      /*i18n*/
      {
        id: "VlboH9"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "yLq4w4"
      }
    ), _t(
      /*i18n*/
      {
        id: "YgQ4/C"
      }
    )]
  }, {
    name: "regex_extract",
    label: _t(
      /*i18n*/
      {
        id: "30pTx5"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "6Ttbam"
      }
    ), _t(
      /*i18n*/
      {
        id: "Ior3vC"
      }
    )]
  }, {
    name: "value",
    label: _t(
      /*i18n*/
      {
        id: "pozrZu"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "wMHvYH"
      }
    )]
  }, {
    name: "when",
    label: _t(
      /*i18n*/
      {
        id: "dgCTuV"
      }
    ),
    group: text,
    arguments: [_t(
      /*i18n*/
      {
        id: "WtgDbl"
      }
    ), _t(
      /*i18n*/
      {
        id: "wMHvYH"
      }
    )]
  }, {
    name: "phone",
    label: _t(
      /*i18n*/
      {
        id: "xIi0Y4"
      }
    ),
    group: kind,
    arguments: [_t(
      /*i18n*/
      {
        id: "gaKeKH"
      }
    )]
  }, {
    name: "email",
    label: _t(
      /*i18n*/
      {
        id: "5M8LM2"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "date",
    label: _t(
      /*i18n*/
      {
        id: "pj68ge"
      }
    ),
    group: kind,
    arguments: [_t(
      /*i18n*/
      {
        id: "0V0lKz"
      }
    )]
  }, {
    name: "datetime",
    label: _t(
      /*i18n*/
      {
        id: "EQOGzB"
      }
    ),
    group: kind,
    arguments: [_t(
      /*i18n*/
      {
        id: "PGnlgb"
      }
    )]
  }, {
    name: "number",
    label: _t(
      /*i18n*/
      {
        id: "VVexZo"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "money",
    label: _t(
      /*i18n*/
      {
        id: "Om0/tH"
      }
    ),
    group: kind,
    arguments: [_t(
      /*i18n*/
      {
        id: "Jn62JT"
      }
    )]
  }, {
    name: "boolean",
    label: _t(
      /*i18n*/
      {
        id: "GH8juM"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "name",
    label: _t(
      /*i18n*/
      {
        id: "rJigx8"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "company",
    label: _t(
      /*i18n*/
      {
        id: "J3gJNN"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "credit_code",
    label: _t(
      /*i18n*/
      {
        id: "h0OKUx"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "resident_id",
    label: _t(
      /*i18n*/
      {
        id: "CqSZ8O"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "country",
    label: _t(
      /*i18n*/
      {
        id: "bOZ4Rg"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "currency",
    label: _t(
      /*i18n*/
      {
        id: "uhIHk8"
      }
    ),
    group: kind,
    arguments: []
  }, {
    name: "address",
    label: _t(
      /*i18n*/
      {
        id: "vxHMzr"
      }
    ),
    group: kind,
    arguments: []
  }];
}
function TransformChips({
  rule,
  onChange
}) {
  const operators = useOperators();
  const {
    transforms
  } = rule;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    transforms.map((transform, index) => /* @__PURE__ */ jsxRuntimeExports.jsx(TransformChip, { transform, operators, onChange: (next) => onChange(next ? transforms.map((each, at) => at === index ? next : each) : transforms.filter((_, at) => at !== index)) }, `${transformName(transform)} ${index}`)),
    /* @__PURE__ */ jsxRuntimeExports.jsx(AddTransform, { operators, onAdd: (transform) => onChange(addTransform(transforms, transform)) })
  ] });
}
function TransformChip({
  transform,
  operators,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const [open, setOpen] = reactExports.useState(false);
  const name = transformName(transform);
  const operator = operators.find((each) => each.name === name);
  const given = transformArguments(transform);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { open, onOpenChange: setOpen, label: _t2(
    /*i18n*/
    {
      id: "8+sh2D",
      values: {
        0: operator?.label ?? name
      }
    }
  ), className: "w-64", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", className: "inline-flex h-6 max-w-48 items-center gap-1 rounded-sm bg-accent-ground px-1.5 text-xs text-accent-ink hover:brightness-95", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "truncate", children: [
    operator?.label ?? name,
    " ",
    given.join(" → ")
  ] }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ArgumentsForm, { operator: operator ?? {
    name,
    label: name,
    group: "",
    arguments: given.map(() => _t2(
      /*i18n*/
      {
        id: "wMHvYH"
      }
    ))
  }, given, onSave: (next) => {
    onChange(next);
    setOpen(false);
  }, onRemove: () => {
    onChange(null);
    setOpen(false);
  } }) });
}
function AddTransform({
  operators,
  onAdd
}) {
  const {
    _: _t3
  } = useLingui();
  const [open, setOpen] = reactExports.useState(false);
  const [chosen, setChosen] = reactExports.useState();
  const close = () => {
    setOpen(false);
    setChosen(void 0);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { open, onOpenChange: (next) => next ? setOpen(true) : close(), label: _t3(
    /*i18n*/
    {
      id: "eMc2xs"
    }
  ), className: "w-64 p-2!", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t3(
    /*i18n*/
    {
      id: "eMc2xs"
    }
  ), className: "grid size-6 place-items-center rounded-sm border border-dashed border-edge/60 text-faint hover:bg-hover hover:text-ink", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 12 }) }), children: chosen ? /* @__PURE__ */ jsxRuntimeExports.jsx(ArgumentsForm, { operator: chosen, given: [], onSave: (transform) => {
    onAdd(transform);
    close();
  } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(ChoiceList, { label: _t3(
    /*i18n*/
    {
      id: "cj1/wV"
    }
  ), choices: operators.map((operator) => ({
    value: operator.name,
    label: operator.label,
    group: operator.group,
    words: operator.name
  })), onChoose: (name) => {
    const operator = operators.find((each) => each.name === name);
    if (!operator) return;
    if (operator.arguments.length === 0) {
      onAdd(name);
      close();
    } else setChosen(operator);
  } }) });
}
function ArgumentsForm({
  operator,
  given,
  onSave,
  onRemove
}) {
  const {
    _: _t4
  } = useLingui();
  const [values, setValues] = reactExports.useState(() => operator.arguments.map((_, index) => given[index] ?? ""));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { className: "flex flex-col gap-3 p-1", onSubmit: (event) => {
    event.preventDefault();
    onSave(makeTransform(operator.name, values));
  }, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm font-medium", children: operator.label }),
    operator.arguments.map((label, index) => /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus: index === 0, value: values[index] ?? "", onChange: (event) => setValues(values.map((value, at) => at === index ? event.target.value : value)) }) }, label)),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex justify-between gap-2", children: [
      onRemove ? /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "danger", onClick: onRemove, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "t/YqKh"
      } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", {}),
      operator.arguments.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "primary", type: "submit", children: _t4(
        /*i18n*/
        {
          id: "DB8zMK"
        }
      ) })
    ] })
  ] });
}
function ValueTableDialog({
  rule,
  label,
  sample,
  onClose,
  onSave
}) {
  const {
    _: _t
  } = useLingui();
  const [lines, setLines] = reactExports.useState(() => {
    const known = Object.entries(rule.values);
    return known.length > 0 ? known : [[sample ?? "", ""]];
  });
  const set = (index, line) => setLines(lines.map((each, at) => at === index ? line : each));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Dialog, { title: _t(
    /*i18n*/
    {
      id: "bLHloW",
      values: {
        label
      }
    }
  ), about: _t(
    /*i18n*/
    {
      id: "DY0KDC"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: () => {
    onSave(Object.fromEntries(lines.filter(([from]) => from !== "")));
    onClose();
  }, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "DB8zMK"
  } }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-2", children: lines.map(([from, to], index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1fr_16px_1fr_32px] items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t(
        /*i18n*/
        {
          id: "HO9A88"
        }
      ), placeholder: _t(
        /*i18n*/
        {
          id: "HO9A88"
        }
      ), value: from, onChange: (event) => set(index, [event.target.value, to]) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 14, className: "text-faint", "aria-hidden": true }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t(
        /*i18n*/
        {
          id: "1ZAASi"
        }
      ), placeholder: _t(
        /*i18n*/
        {
          id: "1ZAASi"
        }
      ), value: to, onChange: (event) => set(index, [from, event.target.value]) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
        /*i18n*/
        {
          id: "t/YqKh"
        }
      ), onClick: () => setLines(lines.filter((_, at) => at !== index)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) })
    ] }, index)) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", className: "mt-2", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => setLines([...lines, ["", ""]]), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "MwWXCX"
    } }) })
  ] });
}
function DefaultDialog({
  value,
  label,
  onClose,
  onSave
}) {
  const {
    _: _t2
  } = useLingui();
  const [draft, setDraft] = reactExports.useState(value);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "BomZe/",
      values: {
        label
      }
    }
  ), size: "small", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", type: "submit", form: "default-value", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "DB8zMK"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx("form", { id: "default-value", onSubmit: (event) => {
    event.preventDefault();
    onSave(draft);
    onClose();
  }, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
    /*i18n*/
    {
      id: "wMHvYH"
    }
  ), help: _t2(
    /*i18n*/
    {
      id: "YM/4sP"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus: true, value: draft, onChange: (event) => setDraft(event.target.value) }) }) }) });
}
function RuleList({
  object,
  mapping,
  targets,
  columns,
  row,
  result,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  if (mapping.fields.length === 0) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Shuffle, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "8j6VwN"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "s99yea"
    } }) });
  }
  const rank = new Map(targets.map((target, index) => [target.name, index]));
  const rules = mapping.fields.map((rule, index) => ({
    rule,
    index
  })).sort((one, other) => (rank.get(one.rule.to) ?? 999) - (rank.get(other.rule.to) ?? 999));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { "aria-label": _t(
    /*i18n*/
    {
      id: "4EZrJN"
    }
  ), className: "flex flex-col gap-1.5 p-3", children: [
    result?.refused && /* @__PURE__ */ jsxRuntimeExports.jsx("li", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "3ZqSfp",
      values: {
        0: words(result.refused.text)
      }
    } }) }) }),
    rules.map(({
      rule,
      index
    }) => /* @__PURE__ */ jsxRuntimeExports.jsx(RuleLine, { object, rule, index, target: targets.find((target) => target.name === rule.to), mapping, columns, row, result, onChange }, index))
  ] });
}
function RuleLine({
  object,
  rule,
  index,
  target,
  mapping,
  columns,
  row,
  result,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const [open, setOpen] = reactExports.useState();
  const label = target ? words(target.label) : rule.to;
  const findings = result?.findings.filter((finding) => finding.field === rule.to.split(".")[0]) ?? [];
  const valueCount = Object.keys(rule.values).length;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { "data-rule": rule.to, ...dropTarget((column) => onChange(addColumn(mapping, index, column))), className: classes("rounded-md border bg-panel px-3 py-2", dropLook, findings.length > 0 ? "border-bad/50" : "border-line"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-1.5", children: [
      rule.from.map((column) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: classes("inline-flex h-6 max-w-56 items-center gap-1 rounded-sm pl-2 text-xs", isGone(columns, column) ? "bg-bad-ground text-bad" : "bg-hover"), children: [
        isGone(columns, column) && /* @__PURE__ */ jsxRuntimeExports.jsx(Unplug, { size: 11, className: "shrink-0", role: "img", "aria-label": _t2(
          /*i18n*/
          {
            id: "/Hu7nG"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", title: isGone(columns, column) ? _t2(
          /*i18n*/
          {
            id: "/Hu7nG"
          }
        ) : column, children: columns.find((each) => each.name === column)?.label ?? column }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t2(
          /*i18n*/
          {
            id: "5849Nh",
            values: {
              column
            }
          }
        ), className: "grid size-6 place-items-center text-faint hover:text-bad", onClick: () => onChange(disconnect(mapping, index, column)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 11 }) })
      ] }, column)),
      rule.from.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: _t2(
        /*i18n*/
        {
          id: "EyyAiI"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(TransformChips, { rule, type: target?.type, onChange: (transforms) => onChange(change(mapping, index, {
        transforms
      })) }),
      valueCount > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", onClick: () => setOpen("values"), className: "inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Table2, { size: 11, className: "text-faint" }),
        _t2(
          /*i18n*/
          {
            id: "uj3Lxd",
            values: {
              valueCount
            }
          }
        )
      ] }),
      rule.default !== void 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", onClick: () => setOpen("default"), className: "inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover", children: _t2(
        /*i18n*/
        {
          id: "22hoan",
          values: {
            0: rule.default
          }
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 14, className: "ml-auto text-faint", "aria-label": _t2(
        /*i18n*/
        {
          id: "+ShK+W"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1 text-sm font-medium", children: [
        label,
        rule.required && /* @__PURE__ */ jsxRuntimeExports.jsx(Asterisk, { size: 11, className: "text-bad", "aria-label": _t2(
          /*i18n*/
          {
            id: "sW5OjU"
          }
        ) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t2(
        /*i18n*/
        {
          id: "twPQ8C",
          values: {
            label
          }
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 14 }) }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Table2, { size: 14 }), onSelect: () => setOpen("values"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "V8hkm1"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(TextCursorInput, { size: 14 }), onSelect: () => setOpen("default"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "vc70N6"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Asterisk, { size: 14 }), checked: rule.required ?? false, onSelect: () => onChange(change(mapping, index, {
          required: rule.required ? void 0 : true
        })), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "bSUBFd"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Trash, { size: 14 }), danger: true, onSelect: () => onChange(remove(mapping, index)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "XX14bl"
        } }) })
      ] })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(SampleResult, { object, rule, row, result, findings }),
    open === "values" && /* @__PURE__ */ jsxRuntimeExports.jsx(ValueTableDialog, { rule, label, sample: rule.from.map((column) => rawText(row[column])).find(Boolean), onClose: () => setOpen(void 0), onSave: (values) => onChange(change(mapping, index, {
      values
    })) }),
    open === "default" && /* @__PURE__ */ jsxRuntimeExports.jsx(DefaultDialog, { value: rule.default ?? "", label, onClose: () => setOpen(void 0), onSave: (value) => onChange(change(mapping, index, {
      default: value || void 0
    })) })
  ] });
}
function isGone(columns, column) {
  return columns.length > 0 && !columns.some((each) => each.name === column);
}
function SampleResult({
  object,
  rule,
  row,
  result,
  findings
}) {
  const raw = rule.from.map((column) => rawText(row[column])).filter(Boolean).join(" · ");
  const [name = "", part] = rule.to.split(".");
  const field = object.fields.find((each) => each.name === name);
  const whole = name === "external_id" ? result?.external_id : name === "updated_at" ? result?.updated_at ?? result?.values.updated_at : result?.values[name];
  const value = part && typeof whole === "object" && whole !== null ? whole[part] : whole;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-1 flex flex-wrap items-center gap-2 text-xs", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 truncate text-faint", children: raw || "–" }),
    result && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 11, className: "text-faint", "aria-hidden": true }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 truncate font-medium", children: field && !part ? /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value, plain: true }) : rawText(value) || "–" })
    ] }),
    findings.map((finding) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1 text-bad", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 12 }),
      words(finding.text)
    ] }, finding.code))
  ] });
}
function SuggestionsDialog({
  columns,
  targets,
  row,
  onClose,
  onAccept
}) {
  const {
    _: _t
  } = useLingui();
  const [chosen, setChosen] = reactExports.useState(() => new Set(columns.filter((column) => column.suggestion?.used).map((column) => column.name)));
  const toggle = (name) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "lq2leS"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "sTEU9U"
    }
  ), size: "wide", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: chosen.size === 0, onClick: () => {
    onAccept(columns.filter((column) => chosen.has(column.name)));
    onClose();
  }, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "rWr5La",
    values: {
      0: chosen.size
    }
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "divide-y divide-line", children: columns.map((column) => {
    const {
      suggestion
    } = column;
    if (!suggestion?.target) return null;
    const target = targets.find((each) => each.name === suggestion.target);
    const label = target ? words(target.label) : suggestion.target;
    return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-3 py-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { "aria-label": _t(
        /*i18n*/
        {
          id: "rsO4Rd",
          values: {
            0: column.label,
            label
          }
        }
      ), checked: chosen.has(column.name), onChange: () => toggle(column.name) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex flex-wrap items-center gap-1.5 text-sm", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: column.label }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "max-w-40 truncate text-xs text-faint", children: rawText(row[column.name]) }),
          /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 13, className: "text-faint", "aria-hidden": true }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: label })
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: reasonText(suggestion.reason, suggestion.target, label) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "w-20", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Meter, { share: suggestion.confidence, label: _t(
          /*i18n*/
          {
            id: "Lek+XJ"
          }
        ), tone: suggestion.confidence >= 0.9 ? "good" : suggestion.confidence >= 0.7 ? "accent" : "warn" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-2xs text-faint tabular-nums", children: percent(suggestion.confidence) })
      ] })
    ] }, column.name);
  }) }) });
}
async function writeMappingTable(object, mapping, columns) {
  const answer = await send("POST", `/objects/${object}:mapping-table`, {
    body: {
      mapping,
      columns
    },
    headers: {
      Accept: "*/*"
    }
  });
  return await answer.blob();
}
async function readMappingTable(object, file, columns) {
  const body = new FormData();
  body.set("file", file);
  if (columns.length > 0) body.set("columns", JSON.stringify(columns));
  const answer = await send("POST", `/objects/${object}:read-mapping`, {
    body
  });
  return await answer.json();
}
function saveFile(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
}
function TableMenu({
  object,
  mapping,
  columns,
  onRead
}) {
  const {
    _: _t
  } = useLingui();
  const picker = reactExports.useRef(null);
  const [refused, setRefused] = reactExports.useState();
  const write = useMutation({
    mutationFn: () => writeMappingTable(object, writeMapping(mapping), columns),
    onSuccess: (file) => saveFile(file, `mapping-${object}.xlsx`),
    onError: toastError
  });
  const read = useMutation({
    mutationFn: (file) => readMappingTable(object, file, columns.map((column) => column.name)),
    onSuccess: (table) => {
      const {
        rules
      } = table.counts;
      onRead(readMapping(table.mapping, object));
      toastDone(/* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "n0FJfy",
        values: {
          rules
        }
      } }));
    },
    onError: (error) => {
      if (isStatus(error, 422)) setRefused(error);
      else toastError(error);
    }
  });
  const pick = () => picker.current?.click();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", busy: write.isPending || read.isPending, icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FileSpreadsheet, { size: 13 }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "UR8vqQ"
    } }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Download, { size: 14 }), onSelect: () => write.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "A0A1QT"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FileUp, { size: 14 }), onSelect: pick, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "I5qPdZ"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuLine, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(LayoutTemplate, { size: 14 }), onSelect: () => window.location.assign(`/api/v1/${object}/mapping-template?format=xlsx`), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "RmEwFY"
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("input", { ref: picker, type: "file", hidden: true, "aria-label": _t(
      /*i18n*/
      {
        id: "kWQa5L"
      }
    ), accept: ".xlsx,.yaml,.yml", onChange: (event) => {
      const file = event.target.files?.[0];
      event.target.value = "";
      if (file) read.mutate(file);
    } }),
    refused && /* @__PURE__ */ jsxRuntimeExports.jsx(TableFaults, { error: refused, onClose: () => setRefused(void 0), onAgain: () => {
      setRefused(void 0);
      pick();
    } })
  ] });
}
const ROW = /^#\/(rows|settings|lines)\/(\d+)$/;
function TableFaults({
  error,
  onClose,
  onAgain
}) {
  const {
    _: _t2
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "VHvPLZ"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "gwXTDb"
    }
  ), onClose, cancel: _t2(
    /*i18n*/
    {
      id: "yz7wBu"
    }
  ), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: onAgain, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "j7JEzZ"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "divide-y divide-line text-sm", "aria-label": _t2(
    /*i18n*/
    {
      id: "B9bxVi"
    }
  ), children: error.faults.map((fault) => {
    const row = ROW.exec(fault.pointer)?.[2];
    return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-3 py-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "w-16 shrink-0 text-xs/5 text-faint tabular-nums", children: row ? _t2(
        /*i18n*/
        {
          id: "PDoPtb",
          values: {
            row
          }
        }
      ) : _t2(
        /*i18n*/
        {
          id: "4RpEAA"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 break-words", children: fault.detail })
    ] }, `${fault.pointer} ${fault.detail}`);
  }) }) });
}
function TargetList({
  targets,
  mapping,
  onConnect
}) {
  const {
    _: _t
  } = useLingui();
  const [question, setQuestion] = reactExports.useState("");
  const typeWord = useTypeWord();
  const names = {
    identity: _t(
      /*i18n*/
      {
        id: "TMLAx2"
      }
    ),
    recommended: _t(
      /*i18n*/
      {
        id: "WEYdDv"
      }
    ),
    other: _t(
      /*i18n*/
      {
        id: "/IX/7x"
      }
    )
  };
  const mapped = new Set(mapping.fields.map((rule) => rule.to));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("section", { "aria-label": _t(
    /*i18n*/
    {
      id: "WZKF4j"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "sticky top-0 z-10 border-b border-line bg-panel p-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mb-2 text-xs font-semibold", children: _t(
        /*i18n*/
        {
          id: "w80YWM"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(SearchInput, { "aria-label": _t(
        /*i18n*/
        {
          id: "rqsWGv"
        }
      ), placeholder: _t(
        /*i18n*/
        {
          id: "rqsWGv"
        }
      ), value: question, onChange: (event) => setQuestion(event.target.value) })
    ] }),
    Object.keys(names).map((group) => {
      const mine = targets.filter((target) => target.group === group && fits(`${target.name} ${target.label.en} ${target.label.zh}`, question));
      if (mine.length === 0) return null;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "p-1.5", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("h3", { className: "px-2 pt-1 pb-0.5 text-2xs font-medium text-faint", children: names[group] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: mine.map((target) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { "data-target": target.name, ...dropTarget((column) => onConnect(column, target.name)), className: classes("flex h-8 items-center gap-1.5 rounded-md px-2 text-sm", dropLook, mapped.has(target.name) && "text-soft"), children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate", title: target.name, children: words(target.label) }),
          target.matchKey && /* @__PURE__ */ jsxRuntimeExports.jsx(KeyRound, { size: 12, className: "shrink-0 text-faint", "aria-label": _t(
            /*i18n*/
            {
              id: "eo0h5G"
            }
          ) }),
          mapped.has(target.name) ? /* @__PURE__ */ jsxRuntimeExports.jsx(Check, { size: 13, className: "shrink-0 text-good", "aria-label": _t(
            /*i18n*/
            {
              id: "n9jyhH"
            }
          ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "shrink-0 text-2xs text-faint", children: target.type && typeWord(target.type) })
        ] }, target.name)) })
      ] }, group);
    })
  ] });
}
const TYPING_MS = 300;
function MappingEditor({
  object,
  mapping,
  onChange,
  columns,
  sample,
  isLoading,
  proposed
}) {
  const {
    _: _t
  } = useLingui();
  const isPhone = useIsPhone();
  const [row, setRow] = reactExports.useState(0);
  const [past, setPast] = reactExports.useState([]);
  const [suggesting, setSuggesting] = reactExports.useState(false);
  const [part, setPart] = reactExports.useState("rules");
  const targets = reactExports.useMemo(() => targetsOf(object), [object]);
  const rows = reactExports.useMemo(() => sample?.rows ?? [], [sample]);
  const asked = useDebounced(mapping, TYPING_MS);
  const tried = useQuery(mappingTryQuery(object.name, {
    mapping: writeMapping(asked),
    rows,
    columns: sample?.columns
  }));
  const results = tried.data?.rows;
  const at = Math.min(row, Math.max(0, rows.length - 1));
  const current = rows[at] ?? {};
  const isFailing = (index) => Boolean(results?.[index]?.refused) || (results?.[index]?.findings.length ?? 0) > 0;
  const failing = (results ?? []).filter((_, index) => isFailing(index)).length;
  const required = targets.filter((target2) => target2.required);
  const missing = required.filter((target2) => !mapping.fields.some((rule) => rule.to === target2.name));
  const set = (next) => {
    setPast((before) => [...before, mapping].slice(-100));
    onChange(next);
  };
  const undo = () => {
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    onChange(last);
  };
  const nextFailing = () => {
    const order = rows.map((_, index) => (at + 1 + index) % rows.length);
    const found = order.find(isFailing);
    if (found !== void 0) setRow(found);
  };
  const suggestions = columns.filter((column) => column.suggestion && !mapping.fields.some((rule) => rule.from.includes(column.name)));
  const source = /* @__PURE__ */ jsxRuntimeExports.jsx(SourceList, { columns, mapping, targets, row: current, isLoading, onConnect: (column, target2) => set(connect(mapping, column, target2)) });
  const rules = /* @__PURE__ */ jsxRuntimeExports.jsx(RuleList, { object, mapping, targets, columns, row: current, result: results?.[at], onChange: set });
  const target = /* @__PURE__ */ jsxRuntimeExports.jsx(TargetList, { targets, mapping, onConnect: (column, name) => set(connect(mapping, column, name)) });
  const done = required.length - missing.length;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-h-0 flex-1 flex-col", onKeyDown: (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      undo();
    }
  }, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 sm:px-6", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex items-center gap-1", role: "group", "aria-label": _t(
        /*i18n*/
        {
          id: "LcJmOR"
        }
      ), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
          /*i18n*/
          {
            id: "K8xd97"
          }
        ), disabled: rows.length === 0, onClick: () => setRow((at - 1 + rows.length) % rows.length), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronLeft, { size: 14 }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-24 text-center text-xs text-soft tabular-nums", children: rows.length === 0 ? _t(
          /*i18n*/
          {
            id: "p7u3H2"
          }
        ) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "RwM5u3",
          values: {
            0: at + 1,
            1: rows.length
          }
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
          /*i18n*/
          {
            id: "WydKeW"
          }
        ), disabled: rows.length === 0, onClick: () => setRow((at + 1) % rows.length), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronRight, { size: 14 }) }),
        failing > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(TriangleExclamationPoint, { size: 13 }), onClick: nextFailing, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "yMCP4s"
        } }) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex-1" }),
      isPhone && /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
        /*i18n*/
        {
          id: "vgP+9p"
        }
      ), value: part, onChange: setPart, options: [{
        value: "source",
        label: _t(
          /*i18n*/
          {
            id: "wdxz7K"
          }
        )
      }, {
        value: "rules",
        label: _t(
          /*i18n*/
          {
            id: "4EZrJN"
          }
        )
      }, {
        value: "target",
        label: _t(
          /*i18n*/
          {
            id: "vF68cg"
          }
        )
      }] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(TableMenu, { object: object.name, mapping, columns: columns.map(({
        name
      }) => ({
        name,
        sample: rawText(current[name])
      })), onRead: set }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Undo2, { size: 13 }), disabled: past.length === 0, onClick: undo, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "9uI/rE"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Sparkles, { size: 13 }), disabled: suggestions.length === 0, onClick: () => setSuggesting(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "MjAOY3",
        values: {
          0: suggestions.length
        }
      } }) })
    ] }),
    isPhone ? /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 flex-1 overflow-auto", children: {
      source,
      rules,
      target
    }[part] }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid min-h-0 flex-1 grid-cols-[minmax(200px,260px)_1fr_minmax(180px,240px)] overflow-hidden", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 overflow-y-auto border-r border-line bg-panel", children: source }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 overflow-y-auto", children: rules }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 overflow-y-auto border-l border-line bg-panel", children: target })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { role: "status", className: "flex flex-wrap gap-x-4 gap-y-1 border-t border-line bg-panel px-4 py-2 text-xs sm:px-6", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: missing.length > 0 ? "text-warn" : "text-good", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "z7r3e8",
        values: {
          0: required.length,
          done
        }
      } }) }),
      results && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: failing > 0 ? "text-warn" : "text-good", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "8D7+Wc",
        values: {
          0: rows.length,
          failing
        }
      } }) })
    ] }),
    suggesting && /* @__PURE__ */ jsxRuntimeExports.jsx(SuggestionsDialog, { columns: suggestions, targets, row: current, onClose: () => setSuggesting(false), onAccept: (accepted) => set(accept(mapping, proposed ?? accepted.reduce((all, column) => connect(all, column.name, column.suggestion?.target ?? ""), {
      ...mapping,
      fields: []
    }), new Set(accepted.map((column) => column.name)))) })
  ] });
}
function SourceNotice({
  source
}) {
  if (!source.error) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "px-4 pt-3 sm:px-6", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", onClick: source.retry, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "KDw4GX"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "yW3sDE",
    values: {
      0: source.error.message
    }
  } }) }) });
}
export {
  MappingEditor as M,
  SourceNotice as S
};
