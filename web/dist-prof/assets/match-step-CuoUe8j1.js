import { u as useLingui, e as useQuery, j as jsxRuntimeExports, h as useQueries, L as Link, T as Trans } from "./base-hfMyulGH.js";
import { ak as SkeletonLines, n as number, ap as recordQuery, ab as valueText, D as titleOf, x as liveFields, w as words, aT as KeyRound, C as Checkbox, h as IconButton, F as Field, S as Select } from "./index-CfIzCVY9.js";
import { P as Panel, S as Stat } from "./page-D4x0Hjzw.js";
import { u as useSource, r as readMapping, h as mappingTryQuery, w as writeMapping } from "./mapping-try-riMTxBMZ.js";
import { A as ArrowUp, a as ArrowDown } from "./arrow-up-D-_Po01U.js";
const SHOWN = 5;
function MatchTrial({
  connection,
  definition,
  object
}) {
  const {
    _: _t
  } = useLingui();
  const source = useSource(connection, definition.stream, definition.object, definition.source_filter);
  const chosen = readMapping(definition.mapping, object.name);
  const mapping = chosen.fields.length > 0 || !source.proposed ? chosen : {
    ...source.proposed,
    ...chosen.match ? {
      match: chosen.match
    } : {}
  };
  const rows = source.sample?.rows ?? [];
  const tried = useQuery({
    ...mappingTryQuery(object.name, {
      mapping: writeMapping(mapping),
      rows,
      columns: source.sample?.columns,
      match: Array.isArray(mapping.match) ? mapping.match.map(String) : void 0,
      policy: definition.policy
    }),
    enabled: rows.length > 0 && mapping.fields.length > 0
  });
  if (tried.data === null || source.sample && rows.length === 0) return null;
  const title = _t(
    /*i18n*/
    {
      id: "75ArPu"
    }
  );
  if (!tried.data) {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title, children: /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 2 }) });
  }
  const {
    counts
  } = tried.data;
  const several = tried.data.rows.filter((row) => row.match?.outcome === "several").slice(0, SHOWN);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title, about: chosen.fields.length > 0 ? void 0 : _t(
    /*i18n*/
    {
      id: "B9aapU"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { "aria-live": "polite", className: "grid grid-cols-2 gap-4 sm:grid-cols-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "hL5+/P"
        }
      ), value: number(counts.rows) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "ryuWuu"
        }
      ), value: number(counts.found), tone: counts.found > 0 ? "good" : void 0 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "isRobC"
        }
      ), value: number(counts.new) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label: _t(
        /*i18n*/
        {
          id: "ZTuePv"
        }
      ), value: number(counts.several), tone: counts.several > 0 ? "warn" : void 0 })
    ] }),
    several.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "mt-4 divide-y divide-line border-t border-line text-sm", children: several.map((row, index) => /* @__PURE__ */ jsxRuntimeExports.jsx(Several, { row, object }, index)) })
  ] });
}
function Several({
  row,
  object
}) {
  const title = object.fields.find((field) => field.name === object.title_field);
  const ids = row.match?.records.slice(0, SHOWN) ?? [];
  const records = useQueries({
    queries: ids.map((id) => recordQuery(object.name, id))
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,14rem)_1fr]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", children: title ? valueText(title, row.values[title.name]) : "" }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex flex-wrap gap-x-3 text-xs", children: records.map((record, index) => /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
      object: object.name,
      id: ids[index] ?? ""
    }, target: "_blank", className: "text-accent-ink hover:underline", children: record.data ? titleOf(record.data, object) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "ZjxjJv",
      values: {
        0: ids[index]
      }
    } }) }, ids[index])) })
  ] });
}
function MatchStep({
  connection,
  definition,
  object,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const all = liveFields(object).filter((field) => field.match_key);
  const mapping = readMapping(definition.mapping, object.name);
  const chosen = Array.isArray(mapping.match) ? mapping.match.map(String) : ["external_id", ...all.map((field) => field.name)];
  const labels = new Map([["external_id", _t(
    /*i18n*/
    {
      id: "BYxXAq"
    }
  )], ...all.map((field) => [field.name, words(field.label)])]);
  const set = (match) => onChange({
    ...definition,
    mapping: writeMapping({
      ...mapping,
      match
    })
  });
  const move = (name, by) => {
    const at = chosen.indexOf(name);
    const next = chosen.filter((each) => each !== name);
    next.splice(Math.max(0, at + by), 0, name);
    set(next);
  };
  const others = [...labels.keys()].filter((name) => !chosen.includes(name));
  const choice = /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "WLGTAp"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "Pi4IGy"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1", children: [...chosen, ...others].map((name) => {
      const isOn = chosen.includes(name);
      const label = labels.get(name) ?? name;
      return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex h-9 items-center gap-2 rounded-md px-2 hover:bg-hover", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(KeyRound, { size: 14, className: "text-faint" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { className: "flex-1", checked: isOn, disabled: name === "external_id", onChange: () => set(isOn ? chosen.filter((each) => each !== name) : [...chosen, name]), children: label }),
        isOn && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
            /*i18n*/
            {
              id: "QTww9L",
              values: {
                label
              }
            }
          ), onClick: () => move(name, -1), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowUp, { size: 13 }) }),
          /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { size: "small", label: _t(
            /*i18n*/
            {
              id: "yjnBGo",
              values: {
                label
              }
            }
          ), onClick: () => move(name, 1), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowDown, { size: 13 }) })
        ] })
      ] }, name);
    }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-4 max-w-md", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "63dO3s"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: definition.policy, onChange: (event) => onChange({
      ...definition,
      policy: event.target.value
    }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "merge", children: _t(
        /*i18n*/
        {
          id: "w6KGlw"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "review", children: _t(
        /*i18n*/
        {
          id: "/kxPL4"
        }
      ) })
    ] }) }) }),
    all.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-3 text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "CrSOQo"
    } }) })
  ] });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    choice,
    connection && /* @__PURE__ */ jsxRuntimeExports.jsx(MatchTrial, { connection, definition, object })
  ] });
}
export {
  MatchStep as M
};
