import { e as useQuery, r as reactExports, q as queryOptions } from "./base-hfMyulGH.js";
import { i as streamQuery, s as sampleQuery, j as suggestionQuery } from "./connections-LupvPEya.js";
import { at as rawText, r as request, i as isStatus } from "./index-CfIzCVY9.js";
function readRule(value) {
  if (typeof value !== "object" || value === null) return void 0;
  const {
    from,
    to,
    transforms,
    values,
    ...more
  } = value;
  if (typeof to !== "string") return void 0;
  return {
    ...more,
    from: Array.isArray(from) ? from.map(String) : typeof from === "string" ? [from] : [],
    to,
    transforms: Array.isArray(transforms) ? transforms : [],
    values: typeof values === "object" && values !== null ? Object.fromEntries(Object.entries(values).map(([key, each]) => [key, String(each)])) : {}
  };
}
function readMapping(value, object) {
  const given = typeof value === "object" && value !== null ? value : {};
  const fields = Array.isArray(given.fields) ? given.fields.flatMap((rule) => readRule(rule) ?? []) : [];
  return {
    ...given,
    version: 1,
    object: typeof given.object === "string" ? given.object : object,
    fields
  };
}
function writeMapping(mapping) {
  return {
    ...mapping,
    fields: mapping.fields.map(({
      from,
      transforms,
      values,
      ...rule
    }) => ({
      ...rule,
      from: from.length === 1 ? from[0] : from,
      ...transforms.length > 0 ? {
        transforms
      } : {},
      ...Object.keys(values).length > 0 ? {
        values
      } : {}
    }))
  };
}
function connect(mapping, column, target) {
  const known = mapping.fields.findIndex((rule) => rule.to === target);
  if (known >= 0) return addColumn(mapping, known, column);
  return {
    ...mapping,
    fields: [...mapping.fields, {
      from: [column],
      to: target,
      transforms: [],
      values: {}
    }]
  };
}
function addColumn(mapping, index, column) {
  const rule = mapping.fields[index];
  if (!rule || rule.from.includes(column)) return mapping;
  return change(mapping, index, {
    from: [...rule.from, column]
  });
}
function change(mapping, index, part) {
  return {
    ...mapping,
    fields: mapping.fields.map((rule, at) => at === index ? {
      ...rule,
      ...part
    } : rule)
  };
}
function remove(mapping, index) {
  return {
    ...mapping,
    fields: mapping.fields.filter((_, at) => at !== index)
  };
}
function disconnect(mapping, index, column) {
  const rule = mapping.fields[index];
  if (!rule) return mapping;
  const from = rule.from.filter((each) => each !== column);
  return from.length === 0 && rule.default === void 0 ? remove(mapping, index) : change(mapping, index, {
    from
  });
}
function accept(mapping, proposed, columns) {
  const isKnown = (rule) => mapping.fields.some((each) => each.to === rule.to && each.from.join("\n") === rule.from.join("\n"));
  const rules = proposed.fields.filter((rule) => rule.from.length > 0 && rule.from.every((column) => columns.has(column)) && !isKnown(rule));
  const covered = new Set(rules.flatMap((rule) => rule.from));
  return {
    ...mapping,
    fields: [...mapping.fields, ...rules],
    ...Array.isArray(mapping.ignore) ? {
      ignore: mapping.ignore.filter((column) => !covered.has(String(column)))
    } : {}
  };
}
function usedColumns(mapping) {
  return new Set(mapping.fields.flatMap((rule) => rule.from));
}
function transformName(transform) {
  return typeof transform === "string" ? transform : Object.keys(transform)[0] ?? "";
}
function transformArguments(transform) {
  if (typeof transform === "string") return [];
  const value = Object.values(transform)[0];
  return value === void 0 ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}
function makeTransform(name, given) {
  const all = given.filter((argument, index) => argument !== "" || index < given.length - 1);
  if (all.length === 0) return name;
  return {
    [name]: all.length === 1 ? all[0] ?? "" : all
  };
}
const kinds = /* @__PURE__ */ new Set(["number", "money", "date", "datetime", "phone", "email", "boolean", "json", "name", "company", "credit_code", "resident_id", "country", "currency", "address"]);
function addTransform(list, transform) {
  const isKind = kinds.has(transformName(transform));
  const plain = list.filter((each) => !kinds.has(transformName(each)));
  const last = isKind ? [transform] : list.filter((each) => kinds.has(transformName(each)));
  return isKind ? [...plain, ...last] : [...plain, transform, ...last];
}
function columnsOf(stream, sample, suggestions) {
  const names = [.../* @__PURE__ */ new Set([...(stream?.fields ?? []).map((field) => field.name), ...sample?.columns ?? [], ...suggestions.map((each) => each.column)])];
  const rows = sample?.rows ?? [];
  return names.map((name) => {
    const field = stream?.fields.find((each) => each.name === name);
    const filled = rows.filter((row) => rawText(row[name]) !== "").length;
    return {
      name,
      label: field?.label || name,
      kind: field?.kind,
      fill: rows.length === 0 ? 0 : filled / rows.length,
      suggestion: suggestions.find((each) => each.column === name && each.target)
    };
  });
}
const SAMPLE_ROWS = 100;
function useSource(connection, stream, object, filter) {
  const isKnown = connection !== "" && stream !== "";
  const description = useQuery({
    ...streamQuery(connection, stream),
    enabled: isKnown
  });
  const sample = useQuery({
    ...sampleQuery(connection, stream, SAMPLE_ROWS, filter),
    enabled: isKnown
  });
  const suggestion = useQuery({
    ...suggestionQuery(connection, stream, object),
    enabled: isKnown && object !== ""
  });
  const columns = reactExports.useMemo(() => columnsOf(description.data, sample.data, suggestion.data?.columns ?? []), [description.data, sample.data, suggestion.data]);
  const proposed = reactExports.useMemo(() => suggestion.data ? readMapping(suggestion.data.mapping, object) : void 0, [suggestion.data, object]);
  return {
    columns,
    proposed,
    sample: sample.data,
    isLoading: description.isLoading || sample.isLoading,
    error: sample.error ?? description.error,
    retry: () => {
      void description.refetch();
      void sample.refetch();
      void suggestion.refetch();
    }
  };
}
const mappingTryQuery = (object, trial) => queryOptions({
  queryKey: ["mapping-try", object, trial.mapping, trial.match, trial.policy, trial.rows.length, trial.rows[0]],
  queryFn: async ({
    signal
  }) => {
    try {
      return await request("POST", `/objects/${object}:try-mapping`, {
        body: trial,
        signal
      });
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 405) || isStatus(error, 422)) return null;
      throw error;
    }
  },
  enabled: trial.rows.length > 0,
  staleTime: 6e4,
  placeholderData: (before) => before,
  retry: false
});
export {
  usedColumns as a,
  addTransform as b,
  transformArguments as c,
  disconnect as d,
  change as e,
  remove as f,
  addColumn as g,
  mappingTryQuery as h,
  accept as i,
  connect as j,
  makeTransform as m,
  readMapping as r,
  transformName as t,
  useSource as u,
  writeMapping as w
};
