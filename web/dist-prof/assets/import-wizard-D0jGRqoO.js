import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, q as queryOptions, e as useQuery, x as getRouteApi, k as useMutation } from "./base-hfMyulGH.js";
import { b as createLucideIcon, aS as FileUp, f as buttonClasses, g as classes, G as toastError, aY as bytes, B as Button, F as Field, S as Select, ak as SkeletonLines, N as Notice, n as number, a0 as Popover, I as Input, C as Checkbox, aF as Badge, w as words, h as IconButton, K as Combobox, p as percent, aK as State, at as rawText, ab as valueText, aN as take, aO as api, O as ObjectIcon, m as useObjects, E as ErrorState, j as sessionQuery } from "./index-CfIzCVY9.js";
import { f as runQuery, h as applyImport, j as createImport, i as isWorking } from "./runs-BWbsENiS.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { P as Panel, a as Page } from "./page-D4x0Hjzw.js";
import { S as Steps } from "./steps-vR7Rad2n.js";
import { F as FileSpreadsheet, r as reasonText } from "./reason-text-JlUNECws.js";
import { V as Value } from "./value-hS0eKqEf.js";
import { C as ChevronLeft } from "./chevron-left-Cn4ZlWpS.js";
import { C as ChevronRight } from "./chevron-right-Cmbd0Dta.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
import { r as readDeltas, D as Deltas } from "./deltas-uCm606uL.js";
import { F as Findings } from "./findings-YPabiz6X.js";
import { T as Tabs, a as TabBody } from "./tabs-jHo774Z_.js";
import { u as useFindingText } from "./finding-text-UJ7j62aI.js";
import { T as Table } from "./table-BB5PSfqm.js";
import { O as Outcome, W as Working } from "./working-hysPaVq6.js";
import { D as Download } from "./download-Cm3gGPWl.js";
import "./minus-CM3ayool.js";
import "./meter-Bj_o0HYA.js";
const __iconData = {
  name: "sliders-horizontal",
  size: 24,
  node: [
    ["path", { d: "M10 5H3", key: "1qgfaw" }],
    ["path", { d: "M12 19H3", key: "yhmn1j" }],
    ["path", { d: "M14 3v4", key: "1sua03" }],
    ["path", { d: "M16 17v4", key: "1q0r14" }],
    ["path", { d: "M21 12h-9", key: "1o4lsq" }],
    ["path", { d: "M21 19h-5", key: "1rlt1p" }],
    ["path", { d: "M21 5h-7", key: "1oszz2" }],
    ["path", { d: "M8 10v4", key: "tgpxqk" }],
    ["path", { d: "M8 12H3", key: "a7s4jb" }]
  ]
};
__iconData.node;
const SlidersHorizontal = createLucideIcon(__iconData);
const DELIMITERS = [",", "	", ";", "|"];
function guessDelimiter(text) {
  const lines = text.split(/\r?\n/, 6).filter((line) => line.trim() !== "");
  const score = (delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length);
    const least = Math.min(...counts);
    return lines.length === 0 || least < 2 ? 0 : least;
  };
  return DELIMITERS.reduce((best, delimiter) => score(delimiter) > score(best) ? delimiter : best, ",");
}
function readDelimited(text, delimiter, rowsMax) {
  const rows = [];
  let row = [];
  let cell = "";
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.some((each) => each !== "")) rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length && rows.length < rowsMax; at++) {
    const letter = text[at];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (rows.length < rowsMax && (cell !== "" || row.length > 0)) endRow();
  return rows;
}
const END_RECORD_MAX = 65557;
const TEXT_MAX = 24e6;
class Workbook {
  sheets;
  file;
  entries;
  shared;
  constructor(file, entries, sheets) {
    this.file = file;
    this.entries = entries;
    this.sheets = sheets;
  }
  static async open(file) {
    const entries = await readEntries(file);
    const book = xml(await partText(file, entries, "xl/workbook.xml", TEXT_MAX));
    const relations = xml(await partText(file, entries, "xl/_rels/workbook.xml.rels", TEXT_MAX));
    const targets = new Map([...relations.getElementsByTagName("Relationship")].map((each) => [each.getAttribute("Id"), each.getAttribute("Target") ?? ""]));
    const sheets = [...book.getElementsByTagName("sheet")].map((each) => {
      const target = targets.get(each.getAttribute("r:id")) ?? "";
      return {
        name: each.getAttribute("name") ?? "",
        isHidden: (each.getAttribute("state") ?? "visible") !== "visible",
        part: target.startsWith("/") ? target.slice(1) : `xl/${target}`
      };
    });
    return new Workbook(file, entries, sheets);
  }
  /** The first rows of a sheet, empty ones left out. */
  async rows(sheet, rowsMax) {
    const text = await partText(this.file, this.entries, sheet.part, TEXT_MAX, (so) => so.split("</row>").length > rowsMax + 1);
    this.shared ??= await this.sharedTexts();
    const end = text.lastIndexOf("</row>");
    if (end < 0) return [];
    const start = text.indexOf("<row");
    const rows = xml(`<rows>${text.slice(start, end + 6)}</rows>`).getElementsByTagName("row");
    return [...rows].slice(0, rowsMax).map((row) => this.cells(row)).filter((row) => row.some((cell) => cell !== ""));
  }
  cells(row) {
    const cells = [];
    for (const cell of row.getElementsByTagName("c")) {
      const place = columnOf(cell.getAttribute("r") ?? "") ?? cells.length;
      if (place > 2e3) break;
      while (cells.length < place) cells.push("");
      const value = cell.getElementsByTagName("v")[0]?.textContent ?? "";
      const kind = cell.getAttribute("t");
      if (kind === "s") cells[place] = this.shared?.[Number(value)] ?? "";
      else if (kind === "inlineStr") cells[place] = textOf(cell);
      else cells[place] = value;
    }
    return cells;
  }
  async sharedTexts() {
    if (!this.entries.has("xl/sharedStrings.xml")) return [];
    const text = await partText(this.file, this.entries, "xl/sharedStrings.xml", TEXT_MAX);
    const end = text.lastIndexOf("</si>");
    const start = text.indexOf("<si");
    if (end < 0 || start < 0) return [];
    return [...xml(`<all>${text.slice(start, end + 5)}</all>`).getElementsByTagName("si")].map(textOf);
  }
}
function textOf(element) {
  return [...element.getElementsByTagName("t")].filter((part) => part.parentElement?.tagName !== "rPh").map((part) => part.textContent ?? "").join("");
}
function columnOf(reference) {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (!letters) return void 0;
  return [...letters].reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 64), 0) - 1;
}
function xml(text) {
  const clean = text.replace(/ (?!r:id)[a-z0-9]+:[A-Za-z]+="[^"]*"/g, (found) => found.startsWith(" xmlns:") ? found : "");
  const document = new DOMParser().parseFromString(clean, "application/xml");
  if (document.getElementsByTagName("parsererror").length > 0) throw new Error("unreadable part");
  return document;
}
async function readEntries(file) {
  const tailStart = Math.max(0, file.size - END_RECORD_MAX);
  const tail = new DataView(await file.slice(tailStart).arrayBuffer());
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== 101010256) at--;
  if (at < 0) throw new Error("not a ZIP file");
  const size = tail.getUint32(at + 12, true);
  const start = tail.getUint32(at + 16, true);
  const list = new DataView(await file.slice(start, start + size).arrayBuffer());
  const names = new TextDecoder();
  const entries = /* @__PURE__ */ new Map();
  for (let place = 0; place + 46 <= list.byteLength && list.getUint32(place, true) === 33639248; ) {
    const nameBytes = list.getUint16(place + 28, true);
    const name = names.decode(new Uint8Array(list.buffer, place + 46, nameBytes));
    entries.set(name, {
      isDeflated: list.getUint16(place + 10, true) === 8,
      compressed: list.getUint32(place + 20, true),
      offset: list.getUint32(place + 42, true)
    });
    place += 46 + nameBytes + list.getUint16(place + 30, true) + list.getUint16(place + 32, true);
  }
  return entries;
}
async function partText(file, entries, name, max, isEnough) {
  const entry = entries.get(name);
  if (!entry) throw new Error(`no part ${name}`);
  const head = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(start, start + entry.compressed).stream();
  const stream = entry.isDeflated ? packed.pipeThrough(new DecompressionStream("deflate-raw")) : packed;
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (; ; ) {
    const {
      done,
      value
    } = await reader.read();
    if (value) text += decoder.decode(value, {
      stream: true
    });
    if (done) return text;
    if (text.length > max || isEnough?.(text)) {
      await reader.cancel();
      return text;
    }
  }
}
const HEAD_BYTES = 262144;
const ROWS_MAX = 60;
const encodings = ["utf-8", "gb18030", "big5", "utf-16le", "windows-1252"];
async function readFileSample(file, as) {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    if (head[0] === 80 && head[1] === 75) return await workbookSample(file, as);
    const encoding = as.encoding ?? guessEncoding(head);
    const text = new TextDecoder(encoding).decode(head);
    const whole = file.size <= HEAD_BYTES ? text : text.slice(0, text.lastIndexOf("\n") + 1);
    if (/^\s*[[{]/.test(text)) return {
      kind: "json",
      sheets: [],
      encoding,
      rows: jsonRows(whole)
    };
    return {
      kind: "delimited",
      sheets: [],
      encoding,
      rows: readDelimited(whole, guessDelimiter(whole), ROWS_MAX)
    };
  } catch {
    return {
      kind: "other",
      sheets: [],
      rows: []
    };
  }
}
async function workbookSample(file, as) {
  const book = await Workbook.open(file);
  const seen = book.sheets.filter((sheet) => !sheet.isHidden);
  const chosen = book.sheets.find((sheet) => sheet.name === as.sheet) ?? seen[0];
  const rows = chosen ? await book.rows(chosen, ROWS_MAX) : [];
  return {
    kind: "workbook",
    sheets: seen.map((sheet) => sheet.name),
    sheet: chosen?.name,
    rows
  };
}
function guessEncoding(head) {
  if (head[0] === 255 && head[1] === 254) return "utf-16le";
  try {
    new TextDecoder("utf-8", {
      fatal: true
    }).decode(head, {
      stream: true
    });
    return "utf-8";
  } catch {
    return "gb18030";
  }
}
function jsonRows(text) {
  const records = jsonRecords(text).slice(0, ROWS_MAX);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value) => value === null || value === void 0 ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return records.length === 0 ? [] : [columns, ...records.map((record) => columns.map((column) => cell(record[column])))];
}
function jsonRecords(text) {
  const parsed = (one) => {
    try {
      return JSON.parse(one);
    } catch {
      return void 0;
    }
  };
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.filter(isRecord);
  return text.split("\n").map((line) => parsed(line)).filter(isRecord);
}
function columnSamples(sample, column, headerRow2) {
  const header = sample?.rows[headerRow2 - 1];
  const place = header?.findIndex((cell) => cell.trim() === column.trim()) ?? -1;
  if (!sample || place < 0) return [];
  return sample.rows.slice(headerRow2).map((row) => row[place] ?? "");
}
const ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.json,.jsonl,.ndjson";
function DropZone({
  onFile,
  small
}) {
  const {
    _: _t
  } = useLingui();
  const [isOver, setIsOver] = reactExports.useState(false);
  const id = reactExports.useId();
  const take2 = (files) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size === 0) toastError(new Error(_t(
      /*i18n*/
      {
        id: "mdPaqd",
        values: {
          0: file.name
        }
      }
    )));
    else onFile(file);
  };
  const onDrop = (event) => {
    event.preventDefault();
    setIsOver(false);
    take2(event.dataTransfer.files);
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { onDragOver: (event) => {
    event.preventDefault();
    setIsOver(true);
  }, onDragLeave: () => setIsOver(false), onDrop, className: classes("flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 text-center transition-colors", small ? "py-5" : "py-14", isOver ? "border-accent bg-accent-ground" : "border-edge/60 bg-panel"), children: [
    !small && /* @__PURE__ */ jsxRuntimeExports.jsx(FileUp, { size: 24, className: "text-faint", "aria-hidden": true }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-base font-semibold", children: isOver ? _t(
      /*i18n*/
      {
        id: "3mypwc"
      }
    ) : _t(
      /*i18n*/
      {
        id: "uD0qXQ"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "Wq7MPO"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("input", { id, type: "file", accept: ENDINGS, className: "peer sr-only", onChange: (event) => take2(event.target.files) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("label", { htmlFor: id, className: buttonClasses("primary", "normal", "mt-2 cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "FpIIE4"
    } }) })
  ] });
}
const COLUMNS_MAX = 30;
function SampleTable({
  rows,
  rowsMax = 12
}) {
  const {
    _: _t
  } = useLingui();
  const width = Math.min(COLUMNS_MAX, Math.max(0, ...rows.slice(0, rowsMax).map((row) => row.length)));
  return /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "max-h-96 overflow-auto", tabIndex: 0, role: "region", "aria-label": _t(
    /*i18n*/
    {
      id: "GKmJHY"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsx("table", { className: "border-collapse text-xs", children: /* @__PURE__ */ jsxRuntimeExports.jsx("tbody", { children: rows.slice(0, rowsMax).map((row, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("tr", { className: classes("border-t border-line first:border-0", index === 0 && "sticky top-0 bg-ground font-medium"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("th", { scope: "row", className: "w-10 px-3 py-1.5 text-right font-normal text-faint tabular-nums", children: index + 1 }),
    Array.from({
      length: width
    }, (_, place) => /* @__PURE__ */ jsxRuntimeExports.jsx("td", { className: "max-w-60 truncate px-3 py-1.5 whitespace-nowrap", title: row[place], children: row[place] }, place))
  ] }, index)) }) }) });
}
const encodingNames = {
  "utf-8": "UTF-8",
  gb18030: "GB 18030 (GBK, GB 2312)",
  big5: "Big5",
  "utf-16le": "UTF-16",
  "windows-1252": "Windows-1252"
};
function FileStep({
  draft,
  onFile,
  onReadAs
}) {
  const {
    _: _t
  } = useLingui();
  const {
    file,
    sample
  } = draft;
  if (!file) return /* @__PURE__ */ jsxRuntimeExports.jsx(DropZone, { onFile });
  const rows = sample?.rows ?? [];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-3", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(FileSpreadsheet, { size: 20, className: "text-faint", "aria-hidden": true }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 flex-1", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate font-medium", children: file.name }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-soft", children: bytes(file.size) })
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => onFile(void 0), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "PEzWFx"
        } }) })
      ] }),
      sample && (sample.sheets.length > 1 || sample.kind === "delimited") && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-4 grid max-w-2xl gap-4 sm:grid-cols-2", children: [
        sample.sheets.length > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
          /*i18n*/
          {
            id: "5nK0bw"
          }
        ), help: _t(
          /*i18n*/
          {
            id: "Tde0Xx"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value: sample.sheet, onChange: (event) => onReadAs({
          sheet: event.target.value
        }), children: sample.sheets.map((sheet) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { children: sheet }, sheet)) }) }),
        sample.kind === "delimited" && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
          /*i18n*/
          {
            id: "o0XA5y"
          }
        ), help: _t(
          /*i18n*/
          {
            id: "JeRNfk"
          }
        ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: draft.encoding ?? "", onChange: (event) => onReadAs({
          encoding: event.target.value || void 0
        }), children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
            /*i18n*/
            {
              id: "x6M0ql",
              values: {
                0: encodingNames[sample.encoding] ?? sample.encoding ?? ""
              }
            }
          ) }),
          encodings.map((encoding) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: encoding, children: encodingNames[encoding] }, encoding))
        ] }) })
      ] })
    ] }),
    !sample ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6 }) : rows.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "1hwiNC"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
      /*i18n*/
      {
        id: "LN5TD5"
      }
    ), about: sample.kind === "workbook" ? _t(
      /*i18n*/
      {
        id: "S4VkVk"
      }
    ) : void 0, flush: true, children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(SampleTable, { rows }),
      rows.length > 12 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "border-t border-line px-4 py-2 text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "uspTec",
        values: {
          0: number(12)
        }
      } }) })
    ] })
  ] });
}
function readMapping(mapping, object) {
  const given = typeof mapping === "object" && mapping !== null ? mapping : {};
  const fields = (given.fields ?? []).map((rule) => ({
    ...rule,
    from: typeof rule.from === "string" ? [rule.from] : rule.from ?? []
  }));
  return {
    ...given,
    version: 1,
    object,
    fields
  };
}
function ruleOf(mapping, column) {
  return mapping.fields.find((rule) => rule.from.includes(column));
}
function aim(mapping, column, to) {
  const rule = ruleOf(mapping, column);
  if (rule?.to === to) return mapping;
  const without = mapping.fields.flatMap((each) => {
    if (!each.from.includes(column)) return [each];
    const from = each.from.filter((name) => name !== column);
    return from.length === 0 ? [] : [{
      ...each,
      from
    }];
  });
  const place = rule ? mapping.fields.indexOf(rule) : without.length;
  const fields = to === void 0 ? without : [...without.slice(0, place), {
    from: [column],
    to
  }, ...without.slice(place)];
  return {
    ...mapping,
    fields
  };
}
function adjust(mapping, column, change) {
  return {
    ...mapping,
    fields: mapping.fields.map((rule) => {
      if (!rule.from.includes(column)) return rule;
      return Object.fromEntries(Object.entries({
        ...rule,
        ...change
      }).filter(([, value]) => value !== void 0));
    })
  };
}
function missingFields(mapping, object) {
  const fed = new Set(mapping.fields.map((rule) => rule.to.split(".")[0]));
  return object.fields.filter((field) => field.required && !field.archived && field.default == null && !fed.has(field.name)).map((field) => field.name);
}
function keysOf(object) {
  return ["external_id", ...object.fields.filter((field) => field.match_key && !field.archived).map((field) => field.name)];
}
function sourceName(fileName) {
  const stem = fileName.replace(/\.[^.]+$/, "");
  return stem.replace(/\s*\(\d+\)$/, "").replace(/[-_ ]?(rejected-?\d*|\d{4}-?\d{2}-?\d{2}.*)$/, "").slice(0, 60) || stem.slice(0, 60) || "upload";
}
function headerRow(report) {
  const told = report?.notes?.find((note) => note.code === "header_row")?.detail ?? "";
  return Number(/^\d+/.exec(told)?.[0] ?? 1);
}
const VALUES_SHOWN = 20;
const texts = ["trim", "lower", "upper", "title"];
function hasOperator(rule, name) {
  return (rule.transforms ?? []).some((operator) => operator === name || typeof operator === "object" && operator !== null && name in operator);
}
function withOperator(rule, names, next) {
  const others = (rule.transforms ?? []).filter((operator) => !names.some((name) => operator === name || typeof operator === "object" && operator !== null && name in operator));
  const all = next === void 0 ? others : texts.includes(next) ? [next, ...others] : [...others, next];
  return all.length === 0 ? void 0 : all;
}
function dateOrder(rule) {
  const found = (rule.transforms ?? []).find((operator) => typeof operator === "object" && operator !== null && "date" in operator);
  return found?.date ?? "";
}
function RuleOptions({
  column,
  rule,
  field,
  values,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const count = (rule.transforms?.length ?? 0) + (rule.default ? 1 : 0) + (rule.values ? 1 : 0) + (rule.required ? 1 : 0);
  const isText = !field || ["text", "long_text"].includes(field.type);
  const isDate = field && ["date", "datetime"].includes(field.type);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Popover, { align: "end", label: _t(
    /*i18n*/
    {
      id: "J2G240",
      values: {
        column
      }
    }
  ), className: "w-96", trigger: /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-label": _t(
    /*i18n*/
    {
      id: "J2G240",
      values: {
        column
      }
    }
  ), className: classes("grid size-8 place-items-center rounded-md hover:bg-hover", count > 0 ? "text-accent-ink" : "text-faint"), children: count > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: "accent", children: count }) : /* @__PURE__ */ jsxRuntimeExports.jsx(SlidersHorizontal, { size: 14 }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    isText && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "kYIPNr"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: texts.find((name) => name !== "trim" && hasOperator(rule, name)) ?? "", onChange: (event) => onChange({
      transforms: withOperator(rule, texts, event.target.value || void 0)
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
        /*i18n*/
        {
          id: "XjNXeG"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "lower", children: _t(
        /*i18n*/
        {
          id: "vaw2aD"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "upper", children: _t(
        /*i18n*/
        {
          id: "9L/JDt"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "title", children: _t(
        /*i18n*/
        {
          id: "jjcZvt"
        }
      ) })
    ] }) }),
    isDate && /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "s1H1ed"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "dw9iQG"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: dateOrder(rule), onChange: (event) => onChange({
      transforms: withOperator(rule, ["date"], event.target.value ? {
        date: event.target.value
      } : void 0)
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
        /*i18n*/
        {
          id: "OP1bhS"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "day_first", children: _t(
        /*i18n*/
        {
          id: "LQAxjU"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "month_first", children: _t(
        /*i18n*/
        {
          id: "sVPvlJ"
        }
      ) })
    ] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "4vdjGe"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: rule.default ?? "", placeholder: _t(
      /*i18n*/
      {
        id: "0bSRxE"
      }
    ), onChange: (event) => onChange({
      default: event.target.value || void 0
    }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: rule.required ?? false, onChange: (event) => onChange({
      required: event.target.checked || void 0
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "BI3FCy"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ValueTable, { rule, field, values, onChange })
  ] }) });
}
function ValueTable({
  rule,
  field,
  values,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const table = rule.values ?? {};
  const options2 = field?.options ?? [];
  const different = [.../* @__PURE__ */ new Set([...Object.keys(table), ...values.map((value) => value.trim()).filter(Boolean)])];
  const isChosen = !field || ["text", "select", "multi_select", "boolean"].includes(field.type);
  if (!isChosen || different.length === 0 || options2.length === 0 && different.length > VALUES_SHOWN) return null;
  const set = (value, to) => {
    const next = Object.fromEntries(Object.entries({
      ...table,
      [value]: to
    }).filter(([, target]) => target !== ""));
    onChange({
      values: Object.keys(next).length === 0 ? void 0 : next
    });
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "border-t border-line pt-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "pb-2 text-xs font-medium text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "KlVBUd"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1.5", children: different.slice(0, VALUES_SHOWN).map((value) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1fr_auto_1fr] items-center gap-2 text-sm", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate", title: value, children: value }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", "aria-hidden": true, children: "→" }),
      options2.length > 0 ? /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { "aria-label": _t2(
        /*i18n*/
        {
          id: "syJTzD",
          values: {
            value
          }
        }
      ), value: table[value] ?? "", onChange: (event) => set(value, event.target.value), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t2(
          /*i18n*/
          {
            id: "EW6+N1"
          }
        ) }),
        options2.map((option) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: option.value, children: words(option.label) || option.value }, option.value))
      ] }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { "aria-label": _t2(
        /*i18n*/
        {
          id: "syJTzD",
          values: {
            value
          }
        }
      ), value: table[value] ?? "", placeholder: _t2(
        /*i18n*/
        {
          id: "EW6+N1"
        }
      ), onChange: (event) => set(value, event.target.value) })
    ] }, value)) })
  ] });
}
const parts = {
  address: ["province", "city", "district", "street", "postcode", "country"],
  person: ["family", "given"],
  money: ["amount", "currency"]
};
function useTargets(object) {
  const {
    _: _t
  } = useLingui();
  const partNames = {
    province: _t(
      /*i18n*/
      {
        id: "pOticu"
      }
    ),
    city: _t(
      /*i18n*/
      {
        id: "3wV73y"
      }
    ),
    district: _t(
      /*i18n*/
      {
        id: "ljr1fl"
      }
    ),
    street: _t(
      /*i18n*/
      {
        id: "Uv4dnT"
      }
    ),
    postcode: _t(
      /*i18n*/
      {
        id: "OKJUcC"
      }
    ),
    country: _t(
      /*i18n*/
      {
        id: "JNCzPW"
      }
    ),
    family: _t(
      /*i18n*/
      {
        id: "082j0J"
      }
    ),
    given: _t(
      /*i18n*/
      {
        id: "1acVXr"
      }
    ),
    amount: _t(
      /*i18n*/
      {
        id: "hehnjM"
      }
    ),
    currency: _t(
      /*i18n*/
      {
        id: "Q2lUR2"
      }
    )
  };
  const fields = object.fields.filter((field) => !field.archived && field.type !== "auto_number" && field.name !== "created_at");
  const groupOf = (field) => field.required ? _t(
    /*i18n*/
    {
      id: "TMLAx2"
    }
  ) : field.match_key ? _t(
    /*i18n*/
    {
      id: "BVsDHO"
    }
  ) : _t(
    /*i18n*/
    {
      id: "QeQ/oY"
    }
  );
  const rank = (field) => field.required ? 0 : field.match_key ? 1 : 2;
  const ofFields = [...fields].sort((one, other) => rank(one) - rank(other)).flatMap((field) => {
    const label = words(field.label);
    const group = groupOf(field);
    const known = `${field.label.en} ${field.label.zh} ${field.name}`;
    return [{
      value: field.name,
      label,
      group,
      words: known
    }, ...(parts[field.type] ?? []).map((part) => ({
      value: `${field.name}.${part}`,
      label: `${label} · ${partNames[part] ?? part}`,
      group: _t(
        /*i18n*/
        {
          id: "d36rgA"
        }
      ),
      words: known
    }))];
  });
  const order = [_t(
    /*i18n*/
    {
      id: "TMLAx2"
    }
  ), _t(
    /*i18n*/
    {
      id: "BVsDHO"
    }
  ), _t(
    /*i18n*/
    {
      id: "vwGfJG"
    }
  ), _t(
    /*i18n*/
    {
      id: "QeQ/oY"
    }
  ), _t(
    /*i18n*/
    {
      id: "d36rgA"
    }
  )];
  const all = [...ofFields, {
    value: "external_id",
    label: _t(
      /*i18n*/
      {
        id: "BYxXAq"
      }
    ),
    group: _t(
      /*i18n*/
      {
        id: "vwGfJG"
      }
    ),
    words: "external_id 外部编号"
  }, {
    value: "updated_at",
    label: _t(
      /*i18n*/
      {
        id: "rmMYiY"
      }
    ),
    group: _t(
      /*i18n*/
      {
        id: "vwGfJG"
      }
    ),
    words: "updated_at 更新时间"
  }];
  return all.sort((one, other) => order.indexOf(one.group ?? "") - order.indexOf(other.group ?? ""));
}
function MappingStep({
  draft,
  object,
  report,
  mapping,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const [at, setAt] = reactExports.useState(0);
  const [onlyOpen, setOnlyOpen] = reactExports.useState(false);
  const header = headerRow(report);
  const columns = allColumns(report, mapping);
  const samples = new Map(columns.map(({
    column
  }) => [column, columnSamples(draft.sample, column, header)]));
  const rows = Math.max(0, ...[...samples.values()].map((values) => values.length));
  const missing = missingFields(mapping, object);
  const used = columns.filter(({
    column
  }) => ruleOf(mapping, column)).length;
  const shown = onlyOpen ? columns.filter(({
    column
  }) => !ruleOf(mapping, column)) : columns;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    missing.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "sIvlj3",
      values: {
        0: missing.map((name) => words(object.fields.find((field) => field.name === name)?.label) || name).join(", ")
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, title: _t(
      /*i18n*/
      {
        id: "vsZ47l"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "26n/Tj",
        values: {
          0: number(used),
          1: number(columns.length)
        }
      }
    ), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: onlyOpen ? "plain" : "quiet", "aria-pressed": onlyOpen, onClick: () => setOnlyOpen(!onlyOpen), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "fu7KHe"
      } }) }),
      rows > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1 text-xs text-soft tabular-nums", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
          /*i18n*/
          {
            id: "/VNAyZ"
          }
        ), size: "small", disabled: at === 0, onClick: () => setAt(at - 1), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronLeft, { size: 14 }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "JeiswB",
          values: {
            0: number(at + 1 + header)
          }
        } }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
          /*i18n*/
          {
            id: "4Cf5vy"
          }
        ), size: "small", disabled: at >= rows - 1, onClick: () => setAt(at + 1), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronRight, { size: 14 }) })
      ] })
    ] }), children: shown.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "px-4 pb-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "xF5l8t"
    } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: shown.map((suggestion) => /* @__PURE__ */ jsxRuntimeExports.jsx(ColumnLine, { suggestion, values: samples.get(suggestion.column) ?? [], at, fileRow: at + 1 + header, object, report, mapping, onChange }, suggestion.column)) }) })
  ] });
}
function allColumns(report, mapping) {
  const suggested = report.suggestions ?? [];
  const named = new Set(suggested.map((each) => each.column));
  const others = [...mapping.fields.flatMap((rule) => rule.from), ...report.unmapped_columns ?? []].filter((column) => !named.has(column));
  return [...suggested, ...[...new Set(others)].map((column) => ({
    column,
    target: null,
    confidence: 0,
    reason: {
      en: "",
      zh: ""
    },
    used: false
  }))];
}
function ColumnLine({
  suggestion,
  values,
  at,
  fileRow,
  object,
  report,
  mapping,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const targets = useTargets(object);
  const {
    column
  } = suggestion;
  const rule = ruleOf(mapping, column);
  const field = object.fields.find((candidate) => candidate.name === rule?.to.split(".")[0]);
  const reason = reasonText(suggestion.reason, suggestion.target, words(field?.label));
  const isProposal = rule !== void 0 && suggestion.target === rule.to;
  const raw = values[at] ?? "";
  const made = report.examples?.find((example) => example.rows.includes(fileRow) && example.rows.length === 1);
  const result = isProposal && field && !rule.transforms && !rule.values ? made?.fields[field.name]?.n : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: classes("grid items-center gap-x-4 gap-y-1.5 border-t border-line px-4 py-2 lg:grid-cols-[minmax(0,1fr)_1rem_minmax(0,18rem)_minmax(0,1.2fr)]", !rule && "bg-ground/60"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: classes("truncate text-sm", rule ? "font-medium" : "text-soft"), children: column }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate text-xs text-faint", title: raw, children: raw || _t2(
        /*i18n*/
        {
          id: "QOINDn"
        }
      ) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 14, className: "hidden text-faint lg:block", "aria-hidden": true }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-w-0 items-center gap-1", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t2(
        /*i18n*/
        {
          id: "+nbRQY",
          values: {
            column
          }
        }
      ), value: rule?.to ?? "", choices: [{
        value: "",
        label: _t2(
          /*i18n*/
          {
            id: "za4vCW"
          }
        )
      }, ...targets], onChange: (to) => onChange(aim(mapping, column, to || void 0)), className: classes("min-w-0 flex-1", !rule && "border-dashed") }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex w-8 shrink-0 justify-end", children: rule && /* @__PURE__ */ jsxRuntimeExports.jsx(RuleOptions, { column, rule, field, values, onChange: (change) => onChange(adjust(mapping, column, change)) }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 text-xs", children: [
      rule && result !== void 0 && field && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "truncate text-sm", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: result, plain: true }) }),
      isProposal ? /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex items-center gap-1.5 text-faint", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Confidence, { value: suggestion.confidence }),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 truncate", title: reason, children: reason })
      ] }) : rule ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-faint", children: _t2(
        /*i18n*/
        {
          id: "IvIZEd"
        }
      ) }) : suggestion.target && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", onClick: () => onChange(aim(mapping, column, suggestion.target ?? void 0)), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "yOt68N",
        values: {
          0: targets.find((target) => target.value === suggestion.target)?.label ?? suggestion.target,
          1: percent(suggestion.confidence)
        }
      } }) })
    ] })
  ] });
}
function Confidence({
  value
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: value >= 0.9 ? "good" : value >= 0.6 ? "accent" : "warn", children: percent(value) });
}
const CELLS_SHOWN = 6;
function RejectedRows({
  rows
}) {
  const {
    _: _t
  } = useLingui();
  const text = useFindingText();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
    /*i18n*/
    {
      id: "3CY04W"
    }
  ), rows, rowKey: (row) => `${row.row} ${row.code} ${row.field}`, columns: [{
    key: "row",
    title: _t(
      /*i18n*/
      {
        id: "IqKCNQ"
      }
    ),
    right: true,
    width: "5rem",
    cell: (row) => number(row.row)
  }, {
    key: "why",
    title: _t(
      /*i18n*/
      {
        id: "VJScHU"
      }
    ),
    cell: (row) => text(row.code)
  }, {
    key: "values",
    title: _t(
      /*i18n*/
      {
        id: "Q0hoia"
      }
    ),
    wide: true,
    cell: (row) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "line-clamp-2 text-xs text-soft", children: Object.entries(row.raw ?? {}).filter(([, value]) => rawText(value) !== "").slice(0, CELLS_SHOWN).map(([name, value]) => `${name}: ${rawText(value)}`).join(" · ") || _t(
      /*i18n*/
      {
        id: "LoifP+"
      }
    ) })
  }] });
}
function PreviewStep({
  run,
  report,
  object
}) {
  const {
    _: _t
  } = useLingui();
  const [part, setPart] = reactExports.useState("records");
  const examples = (report.examples ?? []).filter((example) => example.kind !== "unchanged");
  const findings = report.findings ?? [];
  const rejected = report.rejected_rows ?? [];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Outcome, { report, isPreview: true }),
    (report.warnings ?? []).map((warning) => /* @__PURE__ */ jsxRuntimeExports.jsxs(Notice, { tone: "warn", children: [
      warning.code.replaceAll("_", " "),
      ": ",
      warning.detail
    ] }, `${warning.code} ${warning.detail}`)),
    /* @__PURE__ */ jsxRuntimeExports.jsx("section", { className: "min-w-0 rounded-lg border border-line bg-panel", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Tabs, { label: _t(
      /*i18n*/
      {
        id: "TlAWsJ"
      }
    ), value: part, onChange: setPart, tabs: [{
      value: "records",
      label: _t(
        /*i18n*/
        {
          id: "PWlTvh"
        }
      ),
      count: examples.length
    }, {
      value: "findings",
      label: _t(
        /*i18n*/
        {
          id: "O+8+CN"
        }
      ),
      count: findings.reduce((sum, finding) => sum + finding.count, 0),
      tone: findings.length > 0 ? "warn" : "neutral"
    }, {
      value: "rejected",
      label: _t(
        /*i18n*/
        {
          id: "izuW/W"
        }
      ),
      count: rejected.length,
      tone: rejected.length > 0 ? "bad" : "neutral"
    }], children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(TabBody, { value: "records", className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Examples, { examples, object }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(TabBody, { value: "findings", className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Findings, { findings, object }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(TabBody, { value: "rejected", className: "border-t border-line", children: rejected.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "I0ctRo"
      } }) }) : /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-3 px-4 py-3 text-sm text-soft", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsxs("a", { href: `/api/v1/imports/${run.id}/rejected?format=xlsx`, download: true, className: buttonClasses("plain", "small"), children: [
            /* @__PURE__ */ jsxRuntimeExports.jsx(Download, { size: 13 }),
            /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
            {
              id: "1TyhiR"
            } })
          ] }),
          /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "cJmXgm"
          } })
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(RejectedRows, { rows: rejected })
      ] }) })
    ] }) })
  ] });
}
const STEP = 50;
const tones = {
  create: "good",
  update: "accent",
  merge: "accent",
  restore: "good",
  unchanged: "neutral"
};
function Examples({
  examples,
  object
}) {
  const {
    _: _t2
  } = useLingui();
  const [shown, setShown] = reactExports.useState(STEP);
  const kinds = {
    create: _t2(
      /*i18n*/
      {
        id: "Oz0N9s"
      }
    ),
    update: _t2(
      /*i18n*/
      {
        id: "f39PSH"
      }
    ),
    merge: _t2(
      /*i18n*/
      {
        id: "iVP62F"
      }
    ),
    restore: _t2(
      /*i18n*/
      {
        id: "QvqDe8"
      }
    ),
    delete: _t2(
      /*i18n*/
      {
        id: "7tn8Zy"
      }
    )
  };
  const title = object.fields.find((field) => field.name === object.title_field);
  if (examples.length === 0) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "i2NVkQ"
    } }) });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: examples.slice(0, shown).map((example) => {
      const fields = readDeltas(example.fields);
      const isNew = example.kind === "create";
      const name = title ? valueText(title, fields[title.name]?.new) : "";
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm first:border-0 sm:grid-cols-[5.5rem_13rem_1fr]", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: tones[example.kind] ?? "neutral", children: kinds[example.kind] ?? example.kind }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "min-w-0", children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate font-medium", children: name || `#${example.record}` }),
          /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-xs text-faint tabular-nums", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
          {
            id: "JeiswB",
            values: {
              0: example.rows.slice(0, 5).map(number).join(", ")
            }
          } }) })
        ] }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Deltas, { object, fields: isNew && title ? {
          ...fields,
          [title.name]: void 0
        } : fields, isNew })
      ] }, `${example.record} ${example.kind}`);
    }) }),
    examples.length > shown && /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex justify-center border-t border-line p-2", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", size: "small", onClick: () => setShown(shown + STEP), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "fMPkxb"
    } }) }) })
  ] });
}
const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/sources", {
    signal
  }))).items,
  staleTime: 3e4
});
function TargetStep({
  draft,
  objects,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const object = objects.find((candidate) => candidate.name === draft.object);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "pypDft"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { role: "radiogroup", "aria-label": _t(
      /*i18n*/
      {
        id: "pypDft"
      }
    ), className: "grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4", children: objects.map((each) => {
      const isChosen = each.name === draft.object;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("label", { className: classes("flex cursor-pointer items-center gap-2.5 rounded-md border px-3 py-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent", isChosen ? "border-accent bg-accent-ground font-medium text-accent-ink" : "border-line hover:bg-hover"), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("input", { type: "radio", name: "object", className: "sr-only", checked: isChosen, onChange: () => onChange({
          object: each.name,
          match: void 0,
          mapping: void 0
        }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: each.name, size: 16, className: isChosen ? void 0 : "text-faint" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate", children: words(each.label) })
      ] }, each.name);
    }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Source, { draft, onChange }),
    object && /* @__PURE__ */ jsxRuntimeExports.jsx(Matching, { draft, object, onChange })
  ] });
}
function Source({
  draft,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const sources = useQuery(sourcesQuery);
  const id = reactExports.useId();
  const isKnown = sources.data?.some((source) => source.name === draft.source);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t2(
    /*i18n*/
    {
      id: "9y4sfv"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "Ny3U4Q"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "VMpcH5"
      }
    ), help: isKnown ? _t2(
      /*i18n*/
      {
        id: "Mj48l+"
      }
    ) : void 0, required: true, className: "max-w-md", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { list: id, value: draft.source, maxLength: 60, onChange: (event) => onChange({
      source: event.target.value
    }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("datalist", { id, children: (sources.data ?? []).map((source) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: source.name, children: source.label }, source.id)) })
  ] });
}
function Matching({
  draft,
  object,
  onChange
}) {
  const {
    _: _t3
  } = useLingui();
  const objects = useObjects();
  const known = keysOf(objects.find((each) => each.name === object.name) ?? object);
  const chosen = draft.match ?? known;
  const name = (key) => key === "external_id" ? _t3(
    /*i18n*/
    {
      id: "BYxXAq"
    }
  ) : words(object.fields.find((field) => field.name === key)?.label) || key;
  const toggle = (key) => {
    const next = known.filter((each) => each === key ? !chosen.includes(key) : chosen.includes(each));
    onChange({
      match: next.length === known.length ? void 0 : next
    });
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t3(
    /*i18n*/
    {
      id: "erowd6"
    }
  ), about: _t3(
    /*i18n*/
    {
      id: "8W0QS0"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "sr-only", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "g4Odd4"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex flex-wrap gap-x-6 gap-y-2", children: known.map((key) => /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: chosen.includes(key), disabled: chosen.length === 1 && chosen.includes(key), onChange: () => toggle(key), children: name(key) }, key)) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-4 border-t border-line pt-3", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Checkbox, { checked: draft.policy === "review", onChange: (event) => onChange({
      policy: event.target.checked ? "review" : "merge"
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "kGorYK"
      } }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Ytpa1V"
      } }) })
    ] }) })
  ] });
}
const route = getRouteApi("/app/imports/new");
const importSteps = ["file", "target", "mapping", "preview"];
function ImportWizard() {
  const {
    again
  } = route.useSearch();
  const earlier = useQuery({
    ...runQuery(again ?? ""),
    enabled: again !== void 0
  });
  if (again && earlier.isPending) return /* @__PURE__ */ jsxRuntimeExports.jsx(Working, { run: void 0, title: "" });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Wizard, { earlier: earlier.data }, again ?? "");
}
const reportOf = (run) => run?.report ?? {};
function useDryRun() {
  const [id, setId] = reactExports.useState();
  const send = useMutation({
    mutationFn: ({
      draft,
      withMapping
    }) => {
      if (!draft.file) throw new Error("no file");
      return createImport(draft.file, {
        ...options(draft, withMapping),
        dry_run: true
      });
    },
    onSuccess: (run2) => setId(run2.id)
  });
  const query = useQuery({
    ...runQuery(id ?? ""),
    enabled: id !== void 0
  });
  const run = id === void 0 ? void 0 : query.data;
  const report = reportOf(run);
  const isDone = run !== void 0 && !isWorking(run);
  const failure = send.error ?? query.error ?? (isDone && (run.state === "failed" || report.error) ? new Error(report.error ?? run.state) : void 0);
  const start = (draft, withMapping) => {
    setId(void 0);
    send.mutate({
      draft,
      withMapping
    });
  };
  return {
    run,
    report,
    isDone: isDone && !failure,
    isStarted: id !== void 0 || send.isPending,
    failure,
    start,
    forget: () => setId(void 0)
  };
}
function options(draft, withMapping) {
  return {
    object: draft.object,
    source: draft.source.trim() || void 0,
    match: draft.match?.join(","),
    policy: draft.policy,
    sheet: draft.sheet,
    encoding: draft.encoding,
    mapping: withMapping && draft.mapping ? JSON.stringify(draft.mapping) : void 0
  };
}
function Wizard({
  earlier
}) {
  const {
    _: _t
  } = useLingui();
  const {
    step: asked = "file",
    object: wanted
  } = route.useSearch();
  const navigate = route.useNavigate();
  const {
    data: session
  } = useQuery(sessionQuery);
  const objects = useObjects().filter(({
    name
  }) => session?.person.admin || session?.person.scopes.some((scope) => scope === `${name}:write` || scope === "*:write"));
  const before = reportOf(earlier);
  const [draft, setDraft] = reactExports.useState(() => ({
    object: earlier?.object ?? wanted ?? "customers",
    source: earlier?.source ?? before.source ?? "",
    policy: "merge",
    mapping: before.mapping ? readMapping(before.mapping, earlier?.object ?? "customers") : void 0
  }));
  const look = useDryRun();
  const preview = useDryRun();
  const step = draft.file ? asked : "file";
  const object = objects.find((each) => each.name === draft.object);
  const mapping = draft.mapping ?? (look.isDone ? readMapping(look.report.mapping, draft.object) : void 0);
  const go = (to) => void navigate({
    search: (old) => ({
      ...old,
      step: to === "file" ? void 0 : to
    })
  });
  const change = (part) => {
    setDraft((old) => ({
      ...old,
      ...part
    }));
    preview.forget();
    if (!("mapping" in part) || part.mapping === void 0) look.forget();
  };
  const readAs = async (file, as) => {
    const sample = await readFileSample(file, as);
    setDraft((old) => old.file === file ? {
      ...old,
      sample
    } : old);
  };
  const takeFile = (file) => {
    change({
      file,
      sample: void 0,
      sheet: void 0,
      encoding: void 0,
      source: draft.source || (file ? sourceName(file.name) : ""),
      mapping: earlier ? draft.mapping : void 0
    });
    if (file) void readAs(file, {});
  };
  const run = useMutation({
    // What was previewed is done, without sending the file again.
    mutationFn: applyImport,
    onSuccess: (made) => void navigate({
      to: "/imports/$id",
      params: {
        id: made.id
      }
    }),
    onError: toastError
  });
  const toMapping = () => {
    if (!look.isDone) look.start(draft, draft.mapping !== void 0);
    go("mapping");
  };
  const toPreview = () => {
    const next2 = {
      ...draft,
      mapping
    };
    setDraft(next2);
    if (!preview.isDone) preview.start(next2, true);
    go("preview");
  };
  const toTarget = () => go("target");
  const canLook = Boolean(draft.file) && draft.source.trim() !== "" && object !== void 0;
  const rows = (preview.report.created ?? 0) + (preview.report.updated ?? 0) + (preview.report.merged ?? 0);
  const next = {
    file: {
      label: _t(
        /*i18n*/
        {
          id: "iTWqls"
        }
      ),
      act: toTarget,
      can: Boolean(draft.file)
    },
    target: {
      label: _t(
        /*i18n*/
        {
          id: "1yKazO"
        }
      ),
      act: toMapping,
      can: canLook
    },
    mapping: {
      label: _t(
        /*i18n*/
        {
          id: "EWyBFH"
        }
      ),
      act: toPreview,
      can: look.isDone && (mapping?.fields.length ?? 0) > 0
    },
    preview: {
      label: preview.isDone ? _t(
        /*i18n*/
        {
          id: "cTIuZt",
          values: {
            0: preview.report.read ?? 0
          }
        }
      ) : _t(
        /*i18n*/
        {
          id: "l3s5ri"
        }
      ),
      act: () => preview.run && run.mutate(preview.run.id),
      can: preview.isDone && rows > 0
    }
  }[step];
  const onStep = (key) => ({
    file: () => go("file"),
    target: toTarget,
    mapping: toMapping,
    preview: toPreview
  })[key]();
  const back = importSteps[importSteps.indexOf(step) - 1];
  const failure = step === "mapping" ? look.failure : step === "preview" ? preview.failure : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: _t(
    /*i18n*/
    {
      id: "2xoyqj"
    }
  ), above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/imports", children: _t(
    /*i18n*/
    {
      id: "02i3WU"
    }
  ) }), title: _t(
    /*i18n*/
    {
      id: "2xoyqj"
    }
  ), footer: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { disabled: !back, onClick: () => back && go(back), children: _t(
      /*i18n*/
      {
        id: "iH8pgl"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !next.can, busy: run.isPending, onClick: next.act, children: next.label })
  ] }), bar: /* @__PURE__ */ jsxRuntimeExports.jsx(Steps, { label: _t(
    /*i18n*/
    {
      id: "MQMZs2"
    }
  ), at: step, onGo: onStep, steps: [{
    key: "file",
    label: _t(
      /*i18n*/
      {
        id: "J2eKUI"
      }
    ),
    isOpen: true
  }, {
    key: "target",
    label: _t(
      /*i18n*/
      {
        id: "W0i24j"
      }
    ),
    isOpen: Boolean(draft.file)
  }, {
    key: "mapping",
    label: _t(
      /*i18n*/
      {
        id: "vF68cg"
      }
    ),
    isOpen: canLook
  }, {
    key: "preview",
    label: _t(
      /*i18n*/
      {
        id: "rdUucN"
      }
    ),
    isOpen: look.isDone && canLook
  }] }), children: [
    earlier && step === "file" && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "accent", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "hXX+0z",
      values: {
        0: before.file ?? `#${earlier.id}`
      }
    } }) }),
    failure ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: failure, onRetry: () => step === "mapping" ? look.start(draft, draft.mapping !== void 0) : toPreview(), action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => go("file"), children: _t(
      /*i18n*/
      {
        id: "PEzWFx"
      }
    ) }) }) : step === "file" ? /* @__PURE__ */ jsxRuntimeExports.jsx(FileStep, { draft, onFile: takeFile, onReadAs: (as) => {
      const next2 = {
        sheet: draft.sheet,
        encoding: draft.encoding,
        ...as
      };
      change({
        ...next2,
        mapping: earlier ? draft.mapping : void 0
      });
      if (draft.file) void readAs(draft.file, next2);
    } }) : step === "target" ? /* @__PURE__ */ jsxRuntimeExports.jsx(TargetStep, { draft, objects, onChange: change }) : step === "mapping" ? look.isDone && mapping && object ? /* @__PURE__ */ jsxRuntimeExports.jsx(MappingStep, { draft, object, report: look.report, mapping, onChange: (changed) => change({
      mapping: changed
    }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Working, { run: look.run, title: _t(
      /*i18n*/
      {
        id: "8SuXA8"
      }
    ) }) : preview.isDone && preview.run && object ? /* @__PURE__ */ jsxRuntimeExports.jsx(PreviewStep, { run: preview.run, report: preview.report, object }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Working, { run: preview.run, title: _t(
      /*i18n*/
      {
        id: "NoEs12"
      }
    ) })
  ] });
}
export {
  ImportWizard,
  importSteps
};
