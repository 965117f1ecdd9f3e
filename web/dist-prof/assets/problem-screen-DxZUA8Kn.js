import { u as useLingui, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans, d as useQueryClient, e as useQuery, L as Link, h as useQueries, y as useInfiniteQuery, x as getRouteApi } from "./base-hfMyulGH.js";
import { b as createLucideIcon, G as toastError, a_ as replayProblem, B as Button, aM as RotateCw, M as Confirm, H as toastDone, f as buttonClasses, a$ as excludeProblem, F as Field, az as Textarea, u as useObject, ap as recordQuery, N as Notice, at as rawText, D as titleOf, b0 as decideProblem, ak as SkeletonLines, b1 as testProblem, I as Input, g as classes, aU as FlaskConical, n as number, d as CircleCheck, w as words, aX as CircleX, b2 as problemNotesQuery, b3 as addNote, aC as Keys, au as moment, aZ as peopleQuery, E as ErrorState, b4 as problemRecordsQuery, Z as Segments, aK as State, b5 as problemQuery } from "./index-CfIzCVY9.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { u as useIsPhone } from "./use-is-phone-CFEZKu7c.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { P as Panel, F as Facts, a as Page } from "./page-D4x0Hjzw.js";
import { T as Tabs } from "./tabs-jHo774Z_.js";
import { A as AlarmClockOff, a as AlarmClock, C as Care } from "./care-PcGO0dzP.js";
import { f as runQuery } from "./runs-BWbsENiS.js";
import { u as useRunKind } from "./run-state-DUmbRvjQ.js";
import { D as Deltas, r as readDeltas } from "./deltas-uCm606uL.js";
import { u as useFindingText } from "./finding-text-UJ7j62aI.js";
import { R as RecordColumns, G as GitMerge } from "./merge-dialog-DusfMzIG.js";
import { U as UserPlus } from "./user-plus-D77f5amP.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { T as Time } from "./time-glN5b9fW.js";
import { A as Answered, M as MoreRows } from "./answered-Bo19G9Hi.js";
import { S as Scale } from "./scale-BIx_24GT.js";
import { M as MessageSquare } from "./message-square-Dw5jJThN.js";
import { C as ChevronLeft } from "./chevron-left-Cn4ZlWpS.js";
import "./chevron-right-Cmbd0Dta.js";
import "./syncs-DezOtluZ.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
import "./arrow-right-B1ZxghoU.js";
const __iconData$2 = {
  name: "circle-slash",
  size: 24,
  node: [
    ["circle", { cx: "12", cy: "12", r: "10", key: "1mglay" }],
    ["line", { x1: "9", x2: "15", y1: "15", y2: "9", key: "1dfufj" }]
  ]
};
__iconData$2.node;
const CircleSlash = createLucideIcon(__iconData$2);
const __iconData$1 = {
  name: "user-round",
  size: 24,
  node: [
    ["circle", { cx: "12", cy: "8", r: "5", key: "1hypcn" }],
    ["path", { d: "M20 21a8 8 0 0 0-16 0", key: "rfgkzh" }]
  ],
  aliases: ["user-2"]
};
__iconData$1.node;
const UserRound = createLucideIcon(__iconData$1);
const __iconData = {
  name: "waypoints",
  size: 24,
  node: [
    ["path", { d: "m10.586 5.414-5.172 5.172", key: "4mc350" }],
    ["path", { d: "m18.586 13.414-5.172 5.172", key: "8c96vv" }],
    ["path", { d: "M6 12h12", key: "8npq4p" }],
    ["circle", { cx: "12", cy: "20", r: "2", key: "144qzu" }],
    ["circle", { cx: "12", cy: "4", r: "2", key: "muu5ef" }],
    ["circle", { cx: "20", cy: "12", r: "2", key: "1xzzfp" }],
    ["circle", { cx: "4", cy: "12", r: "2", key: "1hvhnz" }]
  ]
};
__iconData.node;
const Waypoints = createLucideIcon(__iconData);
const REPLAYED_MAX = 1e4;
function useRefreshProblems() {
  const client = useQueryClient();
  return () => {
    for (const key of ["problems", "reviews", "runs", "records", "imports", "syncs"]) void client.invalidateQueries({
      queryKey: [key]
    });
  };
}
function useTellReplayed() {
  const {
    _: _t
  } = useLingui();
  return (done) => {
    const applied = done.replayed - done.refused;
    if (done.refused > 0) toastError(new Error(_t(
      /*i18n*/
      {
        id: "mqmsvl",
        values: {
          0: done.refused,
          applied
        }
      }
    )));
    else if (done.inbox + done.due > 0) toastDone(_t(
      /*i18n*/
      {
        id: "sHTHu2",
        values: {
          0: done.inbox + done.due
        }
      }
    ));
    else if (done.replayed === 0 && done.superseded > 0) toastDone(_t(
      /*i18n*/
      {
        id: "nTDFbW"
      }
    ));
    else toastDone(_t(
      /*i18n*/
      {
        id: "0sqwab",
        values: {
          applied
        }
      }
    ));
  };
}
function GroupActions({
  group,
  sample
}) {
  const {
    _: _t2
  } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [open, setOpen] = reactExports.useState();
  const replay = useMutation({
    mutationFn: () => replayProblem(group.id, {}),
    onSuccess: (done) => {
      setOpen(void 0);
      tell(done);
      refresh();
    },
    onError: toastError
  });
  const count = Math.min(group.count, REPLAYED_MAX);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(MappingLink, { sample }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => setOpen("exclude"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "FOuFbg"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 14 }), onClick: () => setOpen("replay"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "yqiPRH"
    } }) }),
    open === "replay" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t2(
      /*i18n*/
      {
        id: "jqdHAj",
        values: {
          count
        }
      }
    ), about: _t2(
      /*i18n*/
      {
        id: "ivKpOQ"
      }
    ), action: _t2(
      /*i18n*/
      {
        id: "m290vd"
      }
    ), busy: replay.isPending, onConfirm: () => replay.mutate(), onClose: () => setOpen(void 0) }),
    open === "exclude" && /* @__PURE__ */ jsxRuntimeExports.jsx(ExcludeDialog, { group, count: group.count, onClose: () => setOpen(void 0) })
  ] });
}
function MappingLink({
  sample
}) {
  const run = useQuery({
    ...runQuery(sample?.run ?? ""),
    enabled: sample !== void 0
  });
  const sync = run.data?.report?.sync;
  const icon = /* @__PURE__ */ jsxRuntimeExports.jsx(Waypoints, { size: 14 });
  if (sync !== void 0 && sync !== null) {
    return /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id/mapping", params: {
      id: String(sync)
    }, className: buttonClasses(), children: [
      icon,
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "5vkngA"
      } })
    ] });
  }
  if (run.data?.kind !== "import") return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/imports/$id", params: {
    id: run.data.id
  }, className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "XTY9BR"
  } }) });
}
function ExcludeDialog({
  group,
  records,
  count,
  onClose
}) {
  const {
    _: _t3
  } = useLingui();
  const refresh = useRefreshProblems();
  const [reason, setReason] = reactExports.useState("");
  const exclude = useMutation({
    mutationFn: () => excludeProblem(group.id, {
      records,
      reason: reason.trim()
    }),
    onSuccess: (done) => {
      toastDone(_t3(
        /*i18n*/
        {
          id: "L0K1sL",
          values: {
            0: done.excluded
          }
        }
      ));
      onClose();
      refresh();
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t3(
    /*i18n*/
    {
      id: "1gMWUl",
      values: {
        count
      }
    }
  ), about: _t3(
    /*i18n*/
    {
      id: "d2VDwC"
    }
  ), action: _t3(
    /*i18n*/
    {
      id: "za4vCW"
    }
  ), busy: exclude.isPending, onConfirm: () => reason.trim() !== "" && exclude.mutate(), onClose, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t3(
    /*i18n*/
    {
      id: "VJScHU"
    }
  ), help: _t3(
    /*i18n*/
    {
      id: "tNwsxP"
    }
  ), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { autoFocus: true, rows: 2, maxLength: 500, value: reason, onChange: (event) => setReason(event.target.value) }) }) });
}
function sentOf(record) {
  return typeof record.values === "object" && record.values !== null ? record.values : {};
}
function SentValues({
  group,
  record,
  canWrite
}) {
  const {
    _: _t
  } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const object = useObject(group.object);
  const sent = sentOf(record);
  const [isExcluding, setIsExcluding] = reactExports.useState(false);
  const here = useQuery({
    ...recordQuery(group.object, sent.record ?? ""),
    enabled: Boolean(sent.record)
  });
  const replay = useMutation({
    mutationFn: () => replayProblem(group.id, {
      records: [record.id]
    }),
    onSuccess: (done) => {
      tell(done);
      refresh();
    },
    onError: toastError
  });
  const run = useQuery(runQuery(record.run));
  const system = typeof run.data?.report?.source === "string" ? run.data.report.source : void 0;
  const isOpen = record.state !== "ended";
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    record.detail && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "IZ0XBZ",
      values: {
        0: system ?? _t(
          /*i18n*/
          {
            id: "NB2Cnd"
          }
        ),
        1: record.detail
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: here.data ? titleOf(here.data, object) : _t(
      /*i18n*/
      {
        id: "wDhKHK"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "M+4PVs"
      }
    ), actions: sent.record && /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
      object: group.object,
      id: sent.record
    }, className: buttonClasses("plain", "small"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "LKiuHl"
    } }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: Object.entries(sent.fields ?? {}).map(([name, value]) => [name, rawText(value) || "–"]) }),
      canWrite && isOpen && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-4 flex flex-wrap gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 14 }), busy: replay.isPending, onClick: () => replay.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "J/jxKQ"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", onClick: () => setIsExcluding(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "AfVabU"
        } }) })
      ] })
    ] }),
    isExcluding && /* @__PURE__ */ jsxRuntimeExports.jsx(ExcludeDialog, { group, records: [record.id], count: 1, onClose: () => setIsExcluding(false) })
  ] });
}
function ProblemConversation({
  group,
  record
}) {
  const {
    _: _t
  } = useLingui();
  const kind = useRunKind();
  const run = useQuery(runQuery(record.run));
  const operations = {
    create: _t(
      /*i18n*/
      {
        id: "gJdfqX"
      }
    ),
    update: _t(
      /*i18n*/
      {
        id: "07FUrc"
      }
    ),
    delete: _t(
      /*i18n*/
      {
        id: "HNlEFZ"
      }
    )
  };
  if (group.source === "") {
    const sent = sentOf(record);
    return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "r8PjTL"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t(
        /*i18n*/
        {
          id: "OlFf9i"
        }
      ), operations[sent.operation ?? ""] ?? sent.operation ?? ""], [_t(
        /*i18n*/
        {
          id: "o/I/YC"
        }
      ), /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: sent.external_id ?? "–" }, "id")], ...Object.entries(sent.fields ?? {}).map(([name, value]) => [name, rawText(value) || "–"])] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "TX3FjN",
          values: {
            0: typeof run.data?.report?.source === "string" ? run.data.report.source : _t(
              /*i18n*/
              {
                id: "NB2Cnd"
              }
            )
          }
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm break-words", children: record.detail || _t(
        /*i18n*/
        {
          id: "8qlT+G"
        }
      ) }) })
    ] });
  }
  const file = typeof run.data?.report?.file === "string" ? run.data.report.file : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "FgorM+"
    }
  ), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items: [[_t(
      /*i18n*/
      {
        id: "wdxz7K"
      }
    ), group.source], [_t(
      /*i18n*/
      {
        id: "g+0MOn"
      }
    ), run.data ? kind(run.data.kind) : "…"], ...file ? [[_t(
      /*i18n*/
      {
        id: "J2eKUI"
      }
    ), file]] : [], [_t(
      /*i18n*/
      {
        id: "VOMRpC"
      }
    ), _t(
      /*i18n*/
      {
        id: "JeiswB",
        values: {
          0: String(record.row)
        }
      }
    )], ...record.detail ? [[_t(
      /*i18n*/
      {
        id: "rRDi3Y"
      }
    ), record.detail]] : []] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-3 text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "aP4PM3"
    } }) })
  ] });
}
const SHOWN = 5;
function candidateIds(record) {
  return Array.isArray(record.candidates) ? record.candidates.map(String) : [];
}
function Candidates({
  group,
  record,
  canWrite
}) {
  const {
    _: _t
  } = useLingui();
  const object = useObject(group.object);
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [chosen, setChosen] = reactExports.useState();
  const queries = useQueries({
    queries: candidateIds(record).slice(0, SHOWN).map((id) => recordQuery(group.object, id))
  });
  const records = queries.flatMap((query) => query.data ?? []);
  const isLoading = queries.some((query) => query.isPending);
  const decide = useMutation({
    mutationFn: (decision) => decideProblem(group.id, {
      ...decision,
      records: [record.id]
    }),
    onSuccess: tell,
    onError: toastError,
    onSettled: refresh
  });
  if (!object || !isLoading && records.length === 0) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
    /*i18n*/
    {
      id: "r5fSnW"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "Jpa4ob"
    }
  ), children: [
    isLoading ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 4 }) : /* @__PURE__ */ jsxRuntimeExports.jsx(RecordColumns, { object, records, survivor: chosen, onSurvivor: canWrite ? setChosen : void 0, chooses: _t(
      /*i18n*/
      {
        id: "yKLKhR"
      }
    ), group: record.id }),
    canWrite && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-3 flex flex-wrap gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: chosen === void 0, busy: decide.isPending, onClick: () => decide.mutate({
        choice: "this",
        record: chosen
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "FKPTfY"
      } }) }),
      records.length > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(GitMerge, { size: 14 }), disabled: decide.isPending, onClick: () => decide.mutate({
        choice: "one"
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "0hqecm"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(UserPlus, { size: 14 }), disabled: decide.isPending, onClick: () => decide.mutate({
        choice: "new"
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Tcnh/B"
      } }) })
    ] })
  ] });
}
function ProblemData({
  group,
  record,
  canWrite
}) {
  if (group.source === "") return /* @__PURE__ */ jsxRuntimeExports.jsx(SentValues, { group, record, canWrite });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    record.state === "held" && /* @__PURE__ */ jsxRuntimeExports.jsx(Candidates, { group, record, canWrite }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(RowEditor, { group, record, canWrite: canWrite && record.state !== "ended" })
  ] });
}
function RowEditor({
  group,
  record,
  canWrite
}) {
  const {
    _: _t
  } = useLingui();
  const refresh = useRefreshProblems();
  const tell = useTellReplayed();
  const [fixes, setFixes] = reactExports.useState({});
  const [open, setOpen] = reactExports.useState();
  const values = typeof record.values === "object" && record.values !== null ? record.values : {};
  const columns = Object.keys(values);
  const changed = Object.fromEntries(Object.entries(fixes).filter(([column, value]) => value !== rawText(values[column])));
  const count = Object.keys(changed).length;
  const test = useMutation({
    mutationFn: () => testProblem(group.id, record.id, changed),
    onError: toastError
  });
  const done = (result) => {
    setOpen(void 0);
    tell(result);
    refresh();
  };
  const replay = useMutation({
    mutationFn: () => replayProblem(group.id, {
      records: [record.id],
      values: {
        [record.id]: changed
      }
    }),
    onSuccess: done,
    onError: toastError
  });
  const replayAll = useMutation({
    mutationFn: () => replayProblem(group.id, {
      set: changed
    }),
    onSuccess: done,
    onError: toastError
  });
  const set = (column, value) => {
    setFixes((old) => ({
      ...old,
      [column]: value
    }));
    test.reset();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { title: _t(
      /*i18n*/
      {
        id: "V7QagK"
      }
    ), about: canWrite ? _t(
      /*i18n*/
      {
        id: "/fU1UV"
      }
    ) : void 0, flush: true, children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: columns.map((column) => {
        const value = fixes[column] ?? rawText(values[column]);
        const isChanged = column in changed;
        return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: classes("grid items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5 sm:grid-cols-[minmax(8rem,30%)_1fr]", isChanged && "bg-accent-ground/50"), children: [
          /* @__PURE__ */ jsxRuntimeExports.jsx("label", { htmlFor: `value ${column}`, className: "text-xs break-words text-soft", children: column }),
          canWrite ? /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex flex-col gap-0.5", children: [
            /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { id: `value ${column}`, value, placeholder: _t(
              /*i18n*/
              {
                id: "QOINDn"
              }
            ), onChange: (event) => set(column, event.target.value) }),
            isChanged && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
            {
              id: "PXkrfa",
              values: {
                0: rawText(values[column]) || _t(
                  /*i18n*/
                  {
                    id: "QOINDn"
                  }
                )
              }
            } }) })
          ] }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-sm break-words", children: value || /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint", children: "–" }) })
        ] }, column);
      }) }),
      canWrite && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-2 border-t border-line px-4 py-3", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FlaskConical, { size: 14 }), busy: test.isPending, onClick: () => test.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "MxB2DA"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 14 }), busy: replay.isPending, onClick: () => replay.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "4Y1LSw"
        } }) }),
        count > 0 && group.count > 1 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => setOpen("all"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "5a0HBN",
          values: {
            0: number(group.count)
          }
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "flex-1" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", onClick: () => setOpen("exclude"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "AfVabU"
        } }) })
      ] })
    ] }),
    test.data && /* @__PURE__ */ jsxRuntimeExports.jsx(Tried, { tried: test.data, object: group.object }),
    open === "all" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t(
      /*i18n*/
      {
        id: "/wMC7Y"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "Glo3v+"
      }
    ), action: _t(
      /*i18n*/
      {
        id: "d9wl+d"
      }
    ), busy: replayAll.isPending, onConfirm: () => replayAll.mutate(), onClose: () => setOpen(void 0), children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "text-sm", children: Object.entries(changed).map(([column, value]) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: column }),
      " = ",
      value || _t(
        /*i18n*/
        {
          id: "QOINDn"
        }
      )
    ] }, column)) }) }),
    open === "exclude" && /* @__PURE__ */ jsxRuntimeExports.jsx(ExcludeDialog, { group, records: [record.id], count: 1, onClose: () => setOpen(void 0) })
  ] });
}
function Tried({
  tried,
  object: name
}) {
  const {
    _: _t2
  } = useLingui();
  const text = useFindingText();
  const object = useObject(name);
  const example = tried.examples[0];
  if (!tried.applies) return /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: [_t2(
    /*i18n*/
    {
      id: "GwNfjs"
    }
  ), ...tried.refused.map(text)].join(" ") });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { "aria-live": "polite", className: "flex flex-col gap-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "good", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "5ouXY9"
    } }) }),
    example && /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: example.kind === "create" ? _t2(
      /*i18n*/
      {
        id: "mOeyIi"
      }
    ) : _t2(
      /*i18n*/
      {
        id: "JzweJ9"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Deltas, { object, fields: readDeltas(example.fields), isNew: example.kind === "create", all: true }) })
  ] });
}
function ProblemHistory({
  group,
  record
}) {
  const {
    _: _t
  } = useLingui();
  const actor = useActor();
  const kind = useRunKind();
  const run = useQuery(runQuery(record.run));
  const ended = record.ended;
  const ways = {
    replayed: _t(
      /*i18n*/
      {
        id: "wTOwz+"
      }
    ),
    excluded: _t(
      /*i18n*/
      {
        id: "GuRdG0"
      }
    ),
    superseded: _t(
      /*i18n*/
      {
        id: "9doKSa"
      }
    ),
    inbox: _t(
      /*i18n*/
      {
        id: "/oe8aA"
      }
    ),
    due: _t(
      /*i18n*/
      {
        id: "JkSWIG"
      }
    )
  };
  const fixes = Object.entries(ended?.values ?? {});
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("ol", { className: "flex flex-col gap-4", children: [
    ended && /* @__PURE__ */ jsxRuntimeExports.jsxs(Event, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleCheck, { size: 16, className: "text-good" }), title: ways[ended.how ?? ""] ?? ended.how ?? "", at: ended.at, children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { children: actor(ended.by) }),
      ended.reason && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { children: ended.reason }),
      fixes.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: fixes.map(([column, value]) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { children: [
        column,
        " = ",
        rawText(value) || _t(
          /*i18n*/
          {
            id: "QOINDn"
          }
        )
      ] }, column)) }),
      ended.run && /* @__PURE__ */ jsxRuntimeExports.jsx(RunLink, { id: ended.run })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Event, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleX, { size: 16, className: "text-bad" }), title: words(group.cause), at: run.data?.started_at, children: [
      run.data && /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { children: [
        kind(run.data.kind),
        " ",
        run.data.source
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(RunLink, { id: record.run })
    ] })
  ] });
}
function RunLink({
  id
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
    id
  }, className: "text-accent-ink hover:underline", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "5bVcUz",
    values: {
      id
    }
  } }) });
}
function Event({
  icon,
  title,
  at,
  children
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1.25rem_1fr] gap-x-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "pt-0.5", children: icon }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 text-xs text-soft", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm font-medium text-ink", children: title }),
      at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at, className: "text-faint" }),
      children
    ] })
  ] });
}
const icons = {
  note: /* @__PURE__ */ jsxRuntimeExports.jsx(MessageSquare, { size: 13 }),
  assigned: /* @__PURE__ */ jsxRuntimeExports.jsx(UserRound, { size: 13 }),
  snoozed: /* @__PURE__ */ jsxRuntimeExports.jsx(AlarmClock, { size: 13 }),
  woken: /* @__PURE__ */ jsxRuntimeExports.jsx(AlarmClockOff, { size: 13 }),
  replayed: /* @__PURE__ */ jsxRuntimeExports.jsx(RotateCw, { size: 13 }),
  decided: /* @__PURE__ */ jsxRuntimeExports.jsx(Scale, { size: 13 }),
  excluded: /* @__PURE__ */ jsxRuntimeExports.jsx(CircleSlash, { size: 13 })
};
function ProblemNotes({
  id,
  canWrite
}) {
  const query = useInfiniteQuery(problemNotesQuery(id));
  const notes = query.data?.pages.flatMap((page) => page.items) ?? [];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex max-w-2xl flex-col gap-5", children: [
    canWrite && /* @__PURE__ */ jsxRuntimeExports.jsx(NewNote, { id }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 4, empty: notes.length === 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "cB0seZ"
    } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsx("ol", { className: "flex flex-col gap-4", children: notes.map((note) => /* @__PURE__ */ jsxRuntimeExports.jsx(NoteLine, { note }, note.id)) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MoreRows, { query, className: "border-0" })
  ] });
}
function NewNote({
  id
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const [text, setText] = reactExports.useState("");
  const add = useMutation({
    mutationFn: () => addNote(id, text.trim()),
    onSuccess: () => setText(""),
    onError: toastError,
    onSettled: () => client.invalidateQueries({
      queryKey: problemNotesQuery(id).queryKey
    })
  });
  const canSend = text.trim() !== "" && !add.isPending;
  const onKey = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && canSend) add.mutate();
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { className: "flex flex-col gap-2", onSubmit: (event) => {
    event.preventDefault();
    if (canSend) add.mutate();
  }, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "lG8ooa"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { rows: 2, maxLength: 4e3, value: text, onChange: (event) => setText(event.target.value), onKeyDown: onKey }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center justify-end gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "hidden items-center gap-1 text-2xs text-faint sm:flex", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "ctrl+enter" }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { type: "submit", look: "primary", disabled: !canSend, busy: add.isPending, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "KTKhkk"
      } }) })
    ] })
  ] });
}
function NoteLine({
  note
}) {
  const actor = useActor();
  const said = useSaid();
  const fixes = Object.entries(note.values ?? {});
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1.5rem_1fr] gap-x-3", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "grid size-6 place-items-center rounded-full border border-line bg-panel text-faint", "aria-hidden": true, children: icons[note.kind] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "min-w-0 pt-0.5 text-sm", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("p", { className: "flex flex-wrap items-baseline gap-x-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: actor(note.by) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: said(note) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: note.at, className: "text-xs text-faint" })
      ] }),
      note.text && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-1 break-words whitespace-pre-wrap", children: note.text }),
      fixes.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-1 text-xs text-soft", children: fixes.map(([column, value]) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "mr-3", children: [
        column,
        " → ",
        rawText(value) || "–"
      ] }, column)) })
    ] })
  ] });
}
function useSaid() {
  const {
    _: _t2
  } = useLingui();
  const {
    data: people
  } = useQuery(peopleQuery);
  return (note) => {
    const rows = note.rows ?? 0;
    if (note.kind === "assigned") {
      const name = people?.find((person) => person.id === note.person)?.name;
      return note.person ? _t2(
        /*i18n*/
        {
          id: "3VaDeW",
          values: {
            0: name ?? note.person
          }
        }
      ) : _t2(
        /*i18n*/
        {
          id: "R7RXF0"
        }
      );
    }
    if (note.kind === "snoozed") return _t2(
      /*i18n*/
      {
        id: "lkMTds",
        values: {
          0: moment(note.until ?? "")
        }
      }
    );
    if (note.kind === "woken") return _t2(
      /*i18n*/
      {
        id: "7/TTYi"
      }
    );
    if (note.kind === "replayed") {
      const done = _t2(
        /*i18n*/
        {
          id: "mhvyYl",
          values: {
            rows
          }
        }
      );
      return note.refused ? _t2(
        /*i18n*/
        {
          id: "D900HJ",
          values: {
            0: note.refused,
            done
          }
        }
      ) : done;
    }
    if (note.kind === "decided") {
      if (note.choice === "new") return _t2(
        /*i18n*/
        {
          id: "2ogv1d",
          values: {
            rows
          }
        }
      );
      if (note.choice === "one") return _t2(
        /*i18n*/
        {
          id: "wQk/CF",
          values: {
            rows
          }
        }
      );
      return _t2(
        /*i18n*/
        {
          id: "9ph/TT",
          values: {
            rows
          }
        }
      );
    }
    if (note.kind === "excluded") return _t2(
      /*i18n*/
      {
        id: "SlzpOn",
        values: {
          rows
        }
      }
    );
    return "";
  };
}
const route = getRouteApi("/app/problems/$id");
function ProblemScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    id
  } = route.useParams();
  const group = useQuery(problemQuery(id));
  const back = /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/problems", className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "vPr9oW"
  } }) });
  if (group.error) return /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: group.error, onRetry: () => void group.refetch(), action: back });
  if (group.data === void 0) return /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 10, className: "p-6" });
  if (group.data === null) {
    return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: _t(
      /*i18n*/
      {
        id: "IdW5n8"
      }
    ), above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/problems", children: _t(
      /*i18n*/
      {
        id: "OXdGnd"
      }
    ) }), title: _t(
      /*i18n*/
      {
        id: "IdW5n8"
      }
    ), about: _t(
      /*i18n*/
      {
        id: "0NuEIn"
      }
    ), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
        /*i18n*/
        {
          id: "1DBGsz"
        }
      ), about: _t(
        /*i18n*/
        {
          id: "UwIhHu"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(ProblemNotes, { id, canWrite: false }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { children: back })
    ] });
  }
  return /* @__PURE__ */ jsxRuntimeExports.jsx(OneGroup, { group: group.data }, id);
}
function OneGroup({
  group
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    record: asked,
    state
  } = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useIsPhone();
  const {
    write
  } = useRights(group.object);
  const query = useInfiniteQuery(problemRecordsQuery(group.id, state ?? "open"));
  const records = query.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = records.find((record) => record.id === asked) ?? (isPhone ? void 0 : records[0]);
  const list = /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex min-h-0 flex-col", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "border-b border-line p-3", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t2(
      /*i18n*/
      {
        id: "sBc+YG"
      }
    ), value: state ?? "open", onChange: (next) => void navigate({
      search: {
        state: next === "ended" ? "ended" : void 0
      }
    }), options: [{
      value: "open",
      label: _t2(
        /*i18n*/
        {
          id: "1TNIig"
        }
      )
    }, {
      value: "ended",
      label: _t2(
        /*i18n*/
        {
          id: "KWsCqG"
        }
      )
    }] }) }),
    query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6, className: "p-4" }) : records.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "p-4 text-sm text-soft", children: state === "ended" ? _t2(
      /*i18n*/
      {
        id: "ApzQS+"
      }
    ) : _t2(
      /*i18n*/
      {
        id: "UWeGcY"
      }
    ) }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("ul", { "aria-label": _t2(
      /*i18n*/
      {
        id: "qoq7Om"
      }
    ), className: "min-h-0 flex-1 overflow-y-auto", children: [
      records.map((record) => /* @__PURE__ */ jsxRuntimeExports.jsx(RecordLine, { record, isChosen: record.id === chosen?.id }, record.id)),
      query.hasNextPage && /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "flex justify-center p-2", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", size: "small", busy: query.isFetchingNextPage, onClick: () => void query.fetchNextPage(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "fMPkxb"
      } }) }) })
    ] })
  ] });
  const detail = chosen && /* @__PURE__ */ jsxRuntimeExports.jsx(Detail, { group, record: chosen, canWrite: write }, chosen.id);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { tab: words(group.cause), layout: "fill", above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/problems", children: _t2(
    /*i18n*/
    {
      id: "OXdGnd"
    }
  ) }), title: words(group.cause), about: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    _t2(
      /*i18n*/
      {
        id: "0yQBai",
        values: {
          0: group.count
        }
      }
    ),
    " · ",
    words(group.advice)
  ] }), bar: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-x-3 gap-y-2 pb-2", children: [
    write && /* @__PURE__ */ jsxRuntimeExports.jsx(Care, { group }),
    isPhone && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(MessageSquare, { size: 13 }), onClick: () => void navigate({
      search: (old) => ({
        ...old,
        tab: "notes",
        record: old.record ?? records[0]?.id
      })
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "1DBGsz"
    } }) })
  ] }), actions: write && /* @__PURE__ */ jsxRuntimeExports.jsx(GroupActions, { group, sample: records[0] }), children: isPhone ? /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "min-h-0 flex-1 overflow-y-auto", children: chosen ? /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", className: "m-2", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronLeft, { size: 14 }), onClick: () => void navigate({
      search: {
        state
      }
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tCocGV"
    } }) }),
    detail
  ] }) : list }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid min-h-0 flex-1 grid-cols-[280px_1fr] overflow-hidden lg:grid-cols-[320px_1fr]", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex min-h-0 flex-col overflow-hidden border-r border-line bg-panel", children: list }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "overflow-y-auto", children: detail })
  ] }) });
}
function rowTitle(record) {
  const values = typeof record.values === "object" && record.values !== null ? record.values : {};
  const source = typeof values.fields === "object" && values.fields !== null ? values.fields : values;
  return Object.values(source).map(rawText).filter(Boolean).slice(0, 3).join(" · ");
}
function RecordLine({
  record,
  isChosen
}) {
  const {
    _: _t3
  } = useLingui();
  return /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-b border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { from: "/problems/$id", to: ".", search: (old) => ({
    ...old,
    record: record.id
  }), "aria-current": isChosen ? "true" : void 0, className: classes("block px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2", isChosen && "bg-accent-ground"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-sm", children: rowTitle(record) || _t3(
      /*i18n*/
      {
        id: "LoifP+"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2 text-xs text-faint", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 flex-1 truncate", children: record.detail || _t3(
        /*i18n*/
        {
          id: "31b/Pu",
          values: {
            0: record.run,
            1: String(record.row)
          }
        }
      ) }),
      record.state === "held" && /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: "warn", children: _t3(
        /*i18n*/
        {
          id: "Fxf4Cn"
        }
      ) })
    ] })
  ] }) });
}
function Detail({
  group,
  record,
  canWrite
}) {
  const {
    _: _t4
  } = useLingui();
  const {
    tab
  } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = tab ?? "data";
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "border-b border-line px-4 pt-1 sm:px-6", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Tabs, { label: _t4(
      /*i18n*/
      {
        id: "NG7jMc"
      }
    ), value: shown, onChange: (next) => void navigate({
      search: (old) => ({
        ...old,
        tab: next === "data" ? void 0 : next
      }),
      replace: true
    }), tabs: [{
      value: "data",
      label: _t4(
        /*i18n*/
        {
          id: "HKH+W+"
        }
      )
    }, {
      value: "conversation",
      label: _t4(
        /*i18n*/
        {
          id: "YyNOE7"
        }
      )
    }, {
      value: "history",
      label: _t4(
        /*i18n*/
        {
          id: "0caMy7"
        }
      )
    }, {
      value: "notes",
      label: _t4(
        /*i18n*/
        {
          id: "1DBGsz"
        }
      )
    }] }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "px-4 py-4 sm:px-6", children: [
      shown === "data" && /* @__PURE__ */ jsxRuntimeExports.jsx(ProblemData, { group, record, canWrite }),
      shown === "conversation" && /* @__PURE__ */ jsxRuntimeExports.jsx(ProblemConversation, { group, record }),
      shown === "history" && /* @__PURE__ */ jsxRuntimeExports.jsx(ProblemHistory, { group, record }),
      shown === "notes" && /* @__PURE__ */ jsxRuntimeExports.jsx(ProblemNotes, { id: group.id, canWrite })
    ] })
  ] });
}
export {
  ProblemScreen,
  rowTitle
};
