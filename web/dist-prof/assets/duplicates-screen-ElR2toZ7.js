import { g as infiniteQueryOptions, u as useLingui, r as reactExports, j as jsxRuntimeExports, k as useMutation, T as Trans, d as useQueryClient, x as getRouteApi, y as useInfiniteQuery } from "./base-hfMyulGH.js";
import { r as request, D as titleOf, g as classes, w as words, G as toastError, H as toastDone, as as unmergeRecord, b8 as mergeRecords, B as Button, m as useObjects, Z as Segments, ai as Empty, b9 as CopyCheck } from "./index-CfIzCVY9.js";
import { A as Answered, M as MoreRows } from "./answered-Bo19G9Hi.js";
import { F as FilterBar, a as FilterSelect } from "./filters-Bpm8rodp.js";
import { P as Panel, a as Page } from "./page-D4x0Hjzw.js";
import { o as oldest, R as RecordColumns, G as GitMerge } from "./merge-dialog-DusfMzIG.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { S as Split } from "./split-DPmdJSaW.js";
import { U as Undo2 } from "./undo-2-I8cn7RQu.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
const duplicatesQuery = (object, state) => infiniteQueryOptions({
  queryKey: ["duplicates", object, state],
  queryFn: ({
    pageParam,
    signal
  }) => request("GET", "/duplicates", {
    query: {
      object,
      state,
      limit: 20,
      cursor: pageParam
    },
    signal
  }),
  initialPageParam: "",
  getNextPageParam: (last) => last.page.has_more ? last.page.next_cursor : void 0,
  refetchInterval: 3e4
});
function dismissDuplicate(id) {
  return request("POST", `/duplicates/${id}:dismiss`);
}
function reopenDuplicate(id) {
  return request("POST", `/duplicates/${id}:reopen`);
}
const POINTS_FULL = 60;
const REASONS_SHOWN = 6;
const LOOK_AGAIN_MS = 1500;
function useRefresh(object) {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [["duplicates"], ["records", object], ["summary"]]) void client.invalidateQueries({
      queryKey
    });
    setTimeout(() => void client.invalidateQueries({
      queryKey: ["duplicates"]
    }), LOOK_AGAIN_MS);
  };
}
function DuplicateCard({
  object,
  group
}) {
  const {
    _: _t
  } = useLingui();
  const {
    write
  } = useRights(object.name);
  const [survivor, setSurvivor] = reactExports.useState(() => group.records.length > 0 ? oldest(group.records).id : "");
  const label = (name) => words(object.fields.find((field) => field.name === name)?.label) || name;
  const named = (outcome) => group.reasons.filter((reason) => reason.outcome === outcome).map((reason) => label(reason.field)).join(", ");
  const first = group.records[0];
  const sentence = [named("same") && _t(
    /*i18n*/
    {
      id: "WHvszj",
      values: {
        0: named("same")
      }
    }
  ), named("similar") && _t(
    /*i18n*/
    {
      id: "t7YmZa",
      values: {
        0: named("similar")
      }
    }
  ), named("different") && _t(
    /*i18n*/
    {
      id: "6pFHue",
      values: {
        0: named("different")
      }
    }
  )].filter(Boolean).join(" ");
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: first ? titleOf(first, object) : _t(
    /*i18n*/
    {
      id: "wA3rUg"
    }
  ), about: sentence, actions: write && /* @__PURE__ */ jsxRuntimeExports.jsx(Decision, { object, group, survivor }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Reasons, { group, label }),
    first && /* @__PURE__ */ jsxRuntimeExports.jsx(RecordColumns, { object, records: group.records, survivor, onSurvivor: write && group.state === "open" ? setSurvivor : void 0, group: group.id })
  ] });
}
function Decision({
  object,
  group,
  survivor
}) {
  const {
    _: _t2
  } = useLingui();
  const refresh = useRefresh(object.name);
  const outcome = {
    onError: toastError,
    onSettled: refresh
  };
  const reopen = useMutation({
    mutationFn: () => reopenDuplicate(group.id),
    ...outcome
  });
  const dismiss = useMutation({
    mutationFn: () => dismissDuplicate(group.id),
    ...outcome,
    onSuccess: () => toastDone(_t2(
      /*i18n*/
      {
        id: "J9iNVQ"
      }
    ), {
      label: _t2(
        /*i18n*/
        {
          id: "9uI/rE"
        }
      ),
      run: () => reopen.mutate()
    })
  });
  const unmerge = useMutation({
    mutationFn: (kept) => unmergeRecord(object.name, kept, group.record_ids.filter((id) => id !== kept)),
    ...outcome,
    onSuccess: () => toastDone(_t2(
      /*i18n*/
      {
        id: "MWwhlo"
      }
    ))
  });
  const merge = useMutation({
    mutationFn: () => mergeRecords(object.name, survivor, group.records.map((record) => record.id).filter((id) => id !== survivor)),
    ...outcome,
    onSuccess: () => toastDone(_t2(
      /*i18n*/
      {
        id: "hwE3JO"
      }
    ), {
      label: _t2(
        /*i18n*/
        {
          id: "KlAaLr"
        }
      ),
      run: () => unmerge.mutate(survivor)
    })
  });
  if (group.state === "merged") {
    const kept = group.records[0]?.id;
    return kept && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Split, { size: 14 }), busy: unmerge.isPending, onClick: () => unmerge.mutate(kept), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "KlAaLr"
    } }) });
  }
  if (group.state === "dismissed") {
    return /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Undo2, { size: 14 }), busy: reopen.isPending, onClick: () => reopen.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "v8oKVq"
    } }) });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", busy: dismiss.isPending, onClick: () => dismiss.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "sC/GPA"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(GitMerge, { size: 14 }), busy: merge.isPending, disabled: group.records.length < 2, onClick: () => merge.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "UODtG8"
    } }) })
  ] });
}
function Reasons({
  group,
  label
}) {
  const {
    _: _t3
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { "aria-label": _t3(
    /*i18n*/
    {
      id: "33+tw4"
    }
  ), className: "mb-3 flex flex-wrap gap-x-5 gap-y-1.5 text-xs", children: group.reasons.slice(0, REASONS_SHOWN).map((reason) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex items-center gap-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: label(reason.field) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { "aria-hidden": true, className: "h-1.5 w-16 overflow-hidden rounded-full bg-press", children: /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: classes("block h-full rounded-full", reason.points < 0 ? "bg-bad" : "bg-good"), style: {
      width: `${Math.min(100, Math.abs(reason.points) / POINTS_FULL * 100)}%`
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "tabular-nums", children: reason.points > 0 ? `+${reason.points}` : reason.points })
  ] }, `${reason.field} ${reason.outcome}`)) });
}
const route = getRouteApi("/app/duplicates");
function DuplicatesScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    object: name = "customers",
    state
  } = route.useSearch();
  const navigate = route.useNavigate();
  const objects = useObjects().filter((object2) => object2.fields.some((field) => field.match_key && !field.archived));
  const object = objects.find((each) => each.name === name) ?? objects[0];
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "cheWPw"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "gGJElB"
    }
  ), bar: /* @__PURE__ */ jsxRuntimeExports.jsxs(FilterBar, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "76o5B6"
      }
    ), value: state ?? "open", onChange: (next) => void navigate({
      search: (before) => ({
        ...before,
        state: next === "open" ? void 0 : next
      })
    }), options: [{
      value: "open",
      label: _t(
        /*i18n*/
        {
          id: "xEOdie"
        }
      )
    }, {
      value: "merged",
      label: _t(
        /*i18n*/
        {
          id: "dBQc5K"
        }
      )
    }, {
      value: "dismissed",
      label: _t(
        /*i18n*/
        {
          id: "ndnMTo"
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(FilterSelect, { label: _t(
      /*i18n*/
      {
        id: "W0i24j"
      }
    ), value: object?.name, choices: objects.map((each) => ({
      value: each.name,
      label: words(each.label)
    })), onChange: (next) => void navigate({
      search: (before) => ({
        ...before,
        object: next
      })
    }) })
  ] }), children: object && /* @__PURE__ */ jsxRuntimeExports.jsx(Queue, { object, state: state ?? "open" }, `${object.name} ${state}`) });
}
function Queue({
  object,
  state
}) {
  const {
    _: _t2
  } = useLingui();
  const query = useInfiniteQuery(duplicatesQuery(object.name, state));
  const groups = query.data?.pages.flatMap((page) => page.items) ?? [];
  const empty = {
    open: _t2(
      /*i18n*/
      {
        id: "vZP2ro"
      }
    ),
    merged: _t2(
      /*i18n*/
      {
        id: "v3hNzR"
      }
    ),
    dismissed: _t2(
      /*i18n*/
      {
        id: "6+qynz"
      }
    )
  }[state];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Answered, { query, empty: groups.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CopyCheck, { size: 20 }), title: empty, children: state === "open" && /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "vuTI7D"
  } }) }), children: [
    groups.map((group) => /* @__PURE__ */ jsxRuntimeExports.jsx(DuplicateCard, { object, group }, group.id)),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MoreRows, { query, className: "border-0" })
  ] });
}
export {
  DuplicatesScreen
};
