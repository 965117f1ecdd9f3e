import { u as useLingui, j as jsxRuntimeExports, T as Trans, e as useQuery, L as Link, d as useQueryClient, r as reactExports, k as useMutation, x as getRouteApi } from "./base-hfMyulGH.js";
import { p as percent, n as number, B as Button, aC as Keys, u as useObject, w as words, at as rawText, g as classes, ap as recordQuery, D as titleOf, G as toastError, H as toastDone, b7 as settleReview, E as ErrorState, ak as SkeletonLines, ai as Empty, v as Inbox, M as Confirm, Z as Segments, m as useObjects, C as Checkbox, j as sessionQuery, t as reviewsQuery } from "./index-CfIzCVY9.js";
import { T as Time } from "./time-glN5b9fW.js";
import { u as useIsPhone } from "./use-is-phone-CFEZKu7c.js";
import { F as FilterBar } from "./filters-Bpm8rodp.js";
import { P as Panel, F as Facts, a as Page } from "./page-D4x0Hjzw.js";
import { d as syncQuery } from "./syncs-DezOtluZ.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { V as Value } from "./value-hS0eKqEf.js";
import { C as ChevronLeft } from "./chevron-left-Cn4ZlWpS.js";
import "./minus-CM3ayool.js";
function factsOf(review) {
  return typeof review.detail === "object" && review.detail !== null ? review.detail : {};
}
function useReviewWords() {
  const {
    _: _t
  } = useLingui();
  const kind = (review) => {
    const names = {
      conflict: _t(
        /*i18n*/
        {
          id: "IInnZo"
        }
      ),
      threshold: _t(
        /*i18n*/
        {
          id: "P+DEhF"
        }
      ),
      deletion_guard: _t(
        /*i18n*/
        {
          id: "0+eWlD"
        }
      ),
      schema_drift: _t(
        /*i18n*/
        {
          id: "3afr+f"
        }
      ),
      organisation: _t(
        /*i18n*/
        {
          id: "uYwbwv"
        }
      ),
      unknown_outcome: _t(
        /*i18n*/
        {
          id: "vHytOZ"
        }
      ),
      matched_multiple: _t(
        /*i18n*/
        {
          id: "YjB/eU"
        }
      ),
      duplicate_there: _t(
        /*i18n*/
        {
          id: "mT9UxU"
        }
      ),
      gone_there: _t(
        /*i18n*/
        {
          id: "KtqYkD"
        }
      ),
      field_unsettled: _t(
        /*i18n*/
        {
          id: "kxfcAL"
        }
      )
    };
    return names[review.kind] ?? review.kind.replaceAll("_", " ");
  };
  const sentence = (review) => {
    const facts = factsOf(review);
    const count = (name) => number(Number(facts[name] ?? 0));
    const share = percent(Number(facts.share_max ?? 0), 1);
    switch (review.kind) {
      case "conflict":
        return _t(
          /*i18n*/
          {
            id: "78i3xJ"
          }
        );
      case "threshold":
        if (facts.limit === "error_share_max") return _t(
          /*i18n*/
          {
            id: "407bb1",
            values: {
              0: count("count"),
              1: count("looked"),
              share
            }
          }
        );
        if (facts.limit === "protected_share_max") return _t(
          /*i18n*/
          {
            id: "gm6lqi",
            values: {
              0: count("count"),
              1: count("looked"),
              share
            }
          }
        );
        return _t(
          /*i18n*/
          {
            id: "NXJgk+",
            values: {
              0: count("count"),
              1: count("looked"),
              share
            }
          }
        );
      case "deletion_guard":
        if (facts.outward === true) return _t(
          /*i18n*/
          {
            id: "alSsU4",
            values: {
              0: count("deletions")
            }
          }
        );
        return _t(
          /*i18n*/
          {
            id: "nhqmlL",
            values: {
              0: count("removals"),
              1: count("known"),
              share
            }
          }
        );
      case "schema_drift":
        return _t(
          /*i18n*/
          {
            id: "dZD5l2"
          }
        );
      case "organisation":
        return _t(
          /*i18n*/
          {
            id: "VScczO"
          }
        );
      case "unknown_outcome":
        return _t(
          /*i18n*/
          {
            id: "VYbk5p"
          }
        );
      case "matched_multiple":
        return _t(
          /*i18n*/
          {
            id: "EBO6gT"
          }
        );
      case "duplicate_there":
        return _t(
          /*i18n*/
          {
            id: "Q6s2Lu"
          }
        );
      case "gone_there":
        return _t(
          /*i18n*/
          {
            id: "24u0Q6"
          }
        );
      case "field_unsettled":
        return _t(
          /*i18n*/
          {
            id: "RspIml"
          }
        );
      default:
        return review.subject;
    }
  };
  const choice = (review, answer) => {
    const names = {
      approve: _t(
        /*i18n*/
        {
          id: "x3tvNn"
        }
      ),
      reject: _t(
        /*i18n*/
        {
          id: "VXaKm8"
        }
      ),
      here: _t(
        /*i18n*/
        {
          id: "Np6JpY"
        }
      ),
      there: _t(
        /*i18n*/
        {
          id: "rQyNhw"
        }
      ),
      again: _t(
        /*i18n*/
        {
          id: "6RFlZR"
        }
      ),
      dismiss: _t(
        /*i18n*/
        {
          id: "QW4XuQ"
        }
      )
    };
    if (review.kind === "deletion_guard" && answer === "approve") return _t(
      /*i18n*/
      {
        id: "dUJLkV"
      }
    );
    if (review.kind === "deletion_guard" && answer === "reject") return _t(
      /*i18n*/
      {
        id: "Z0KEsT"
      }
    );
    if (review.kind === "schema_drift" && answer === "approve") return _t(
      /*i18n*/
      {
        id: "I1BZ2L"
      }
    );
    return names[answer];
  };
  return {
    kind,
    sentence,
    choice
  };
}
function yesOf(review) {
  return ["approve", "here", "again"].find((choice) => review.choices.includes(choice));
}
function noOf(review) {
  return ["reject", "there", "dismiss"].find((choice) => review.choices.includes(choice));
}
function ReviewDetail({
  review,
  canDecide,
  busy,
  onChoose
}) {
  const {
    _: _t
  } = useLingui();
  const {
    kind,
    sentence,
    choice
  } = useReviewWords();
  const actor = useActor();
  const yes = yesOf(review);
  const no = noOf(review);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-5", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: kind(review) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("h2", { className: "mt-0.5 text-lg font-semibold", children: sentence(review) })
    ] }),
    review.kind === "conflict" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Sides, { review, onChoose: canDecide && review.state === "open" ? onChoose : void 0 }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Particulars, { review }),
    review.state === "open" && canDecide && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-2", children: [
      yes && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy, onClick: () => onChoose(yes), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
        choice(review, yes),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "A" })
      ] }) }),
      no && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { busy, onClick: () => onChoose(no), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
        choice(review, no),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "R" })
      ] }) })
    ] }),
    review.state !== "open" && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: review.state === "obsolete" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "38IH95"
    } }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "/rByBs",
      values: {
        0: actor(review.settled_by ?? void 0),
        1: review.settled_at && /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: review.settled_at })
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: _t(
      /*i18n*/
      {
        id: "RchTZj"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Origin, { review }) })
  ] });
}
function Sides({
  review,
  onChoose
}) {
  const {
    _: _t2
  } = useLingui();
  const object = useObject(review.object ?? "");
  const facts = factsOf(review);
  const field = object?.fields.find((candidate) => candidate.name === facts.field);
  const sides = [{
    key: "before",
    label: _t2(
      /*i18n*/
      {
        id: "J/BKxi"
      }
    ),
    value: facts.before
  }, {
    key: "here",
    label: _t2(
      /*i18n*/
      {
        id: "hrBQxe"
      }
    ),
    value: facts.here,
    action: _t2(
      /*i18n*/
      {
        id: "Np6JpY"
      }
    )
  }, {
    key: "there",
    label: _t2(
      /*i18n*/
      {
        id: "zZDFya"
      }
    ),
    value: facts.there,
    action: _t2(
      /*i18n*/
      {
        id: "rQyNhw"
      }
    )
  }];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "pb-2 text-xs font-medium text-soft", children: words(field?.label) || rawText(facts.field) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("dl", { className: "grid gap-3 sm:grid-cols-3", children: sides.map((side) => /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: classes("flex flex-col gap-2 rounded-lg border border-line p-3", side.key === "before" ? "bg-ground" : "bg-panel"), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("dt", { className: "text-xs text-faint", children: side.label }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("dd", { className: "flex flex-1 flex-col items-start justify-between gap-3 text-sm break-words", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: field ? /* @__PURE__ */ jsxRuntimeExports.jsx(Value, { field, value: side.value, plain: true }) : rawText(side.value) || "–" }),
        side.action && onChoose && side.key !== "before" && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", onClick: () => side.key !== "before" && onChoose(side.key), children: side.action })
      ] })
    ] }, side.key)) })
  ] });
}
const COUNTED = ["threshold", "deletion_guard"];
function Particulars({
  review
}) {
  const {
    _: _t3
  } = useLingui();
  const facts = factsOf(review);
  const names = {
    operation: _t3(
      /*i18n*/
      {
        id: "FZg3wM"
      }
    ),
    reason: _t3(
      /*i18n*/
      {
        id: "VJScHU"
      }
    ),
    field: _t3(
      /*i18n*/
      {
        id: "AXjA78"
      }
    ),
    external_id: _t3(
      /*i18n*/
      {
        id: "o/I/YC"
      }
    ),
    found: _t3(
      /*i18n*/
      {
        id: "cTQUzD"
      }
    ),
    candidates: _t3(
      /*i18n*/
      {
        id: "2bky2l"
      }
    ),
    values: _t3(
      /*i18n*/
      {
        id: "fXVIZq"
      }
    ),
    fields: _t3(
      /*i18n*/
      {
        id: "fXVIZq"
      }
    ),
    before: _t3(
      /*i18n*/
      {
        id: "EmSrGB"
      }
    ),
    now: _t3(
      /*i18n*/
      {
        id: "cH5kXP"
      }
    )
  };
  const items = [];
  for (const [name, value] of Object.entries(facts)) {
    const label = names[name];
    if (name === "reason" && COUNTED.includes(review.kind)) continue;
    if (label && value !== null) items.push([label, /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "break-words", children: rawText(value) }, name)]);
  }
  const columns = Array.isArray(facts.columns) ? facts.columns : [];
  if (items.length === 0 && columns.length === 0) return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Panel, { children: [
    items.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items }),
    columns.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-1 text-sm", children: columns.map((column) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "flex gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs", children: rawText(column.column) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: rawText(column.what ?? column.kind ?? column.change) })
    ] }, rawText(column.column))) })
  ] });
}
function Origin({
  review
}) {
  const {
    _: _t4
  } = useLingui();
  const object = useObject(review.object ?? "");
  const record = useQuery({
    ...recordQuery(review.object ?? "", review.record ?? ""),
    enabled: Boolean(review.object && review.record)
  });
  const sync = useQuery({
    ...syncQuery(review.sync ?? ""),
    enabled: Boolean(review.sync)
  });
  const items = [];
  const link = "text-accent-ink hover:underline";
  if (review.object && review.record) {
    items.push([_t4(
      /*i18n*/
      {
        id: "w80YWM"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/records/$object/$id", params: {
      object: review.object,
      id: review.record
    }, className: link, children: record.data ? titleOf(record.data, object) : `#${review.record}` }, "record")]);
  }
  if (review.sync) {
    items.push([_t4(
      /*i18n*/
      {
        id: "Nu4DdT"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/syncs/$id", params: {
      id: review.sync
    }, className: link, children: sync.data?.name ?? review.sync }, "sync")]);
  }
  if (review.run) {
    items.push([_t4(
      /*i18n*/
      {
        id: "3JjdaA"
      }
    ), /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/runs/$id", params: {
      id: review.run
    }, className: link, children: review.run }, "run")]);
  }
  items.push([_t4(
    /*i18n*/
    {
      id: "ZJGNCv"
    }
  ), /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: review.created_at }, "at")]);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Facts, { items });
}
const route = getRouteApi("/app/reviews");
function ReviewsScreen() {
  const {
    _: _t
  } = useLingui();
  const {
    id,
    state
  } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const isPhone = useIsPhone();
  const {
    data: session
  } = useQuery(sessionQuery);
  const query = useQuery(reviewsQuery(state ?? "open"));
  const reviews = query.data ?? [];
  const chosen = reviews.find((review) => review.id === id) ?? (isPhone ? void 0 : reviews[0]);
  const [marked, setMarked] = reactExports.useState([]);
  const [asked, setAsked] = reactExports.useState();
  const canDecide = (review) => Boolean(session?.person.admin || session?.person.scopes.some((scope) => scope === "*:write" || scope === `${review.object ?? ""}:write`));
  const settle = useMutation({
    mutationFn: async (answers2) => {
      for (const {
        review,
        choice
      } of answers2) await settleReview(review.id, choice);
      return answers2.length;
    },
    onSuccess: (count, answers2) => {
      const place = reviews.findIndex((review) => review.id === answers2[0]?.review.id);
      const next = count === 1 ? reviews[place + 1] ?? reviews[place - 1] : void 0;
      void navigate({
        search: (old) => ({
          ...old,
          id: next?.id
        }),
        replace: true
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "DD00Rl",
          values: {
            count
          }
        }
      ));
      setMarked([]);
    },
    onError: toastError,
    onSettled: () => {
      setAsked(void 0);
      for (const key of ["reviews", "problems", "syncs", "runs", "records"]) void client.invalidateQueries({
        queryKey: [key]
      });
    }
  });
  const go = (review) => review && void navigate({
    search: (old) => ({
      ...old,
      id: review.id
    }),
    replace: true
  });
  const mark = (review) => setMarked((old) => old.includes(review) ? old.filter((each) => each !== review) : [...old, review]);
  reactExports.useEffect(() => {
    const onKey = (event) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=checkbox]), textarea, select, dialog, [role=menu]")) return;
      const place = reviews.findIndex((review) => review.id === chosen?.id);
      const key = event.key.toLowerCase();
      if (key === "j") go(reviews[place + 1]);
      else if (key === "k") go(reviews[place - 1]);
      else if (key === "x" && chosen) mark(chosen.id);
      else if ((key === "a" || key === "r") && chosen && chosen.state === "open" && !settle.isPending && canDecide(chosen)) {
        if (marked.length > 0) setAsked(key === "a" ? "yes" : "no");
        else {
          const choice = key === "a" ? yesOf(chosen) : noOf(chosen);
          if (choice) settle.mutate([{
            review: chosen,
            choice
          }]);
        }
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  const answers = reviews.filter((review) => marked.includes(review.id)).flatMap((review) => {
    const choice = asked === "no" ? noOf(review) : yesOf(review);
    return choice ? [{
      review,
      choice
    }] : [];
  });
  const list = /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { "aria-label": _t(
    /*i18n*/
    {
      id: "cvagGg"
    }
  ), className: "min-h-0 flex-1 overflow-y-auto", children: reviews.map((review) => /* @__PURE__ */ jsxRuntimeExports.jsx(ReviewLine, { review, isChosen: review.id === chosen?.id, isMarked: marked.includes(review.id), onMark: state ? void 0 : () => mark(review.id), onGo: () => go(review) }, review.id)) });
  const detail = chosen && /* @__PURE__ */ jsxRuntimeExports.jsx(ReviewDetail, { review: chosen, canDecide: canDecide(chosen), busy: settle.isPending, onChoose: (choice) => settle.mutate([{
    review: chosen,
    choice
  }]) }, chosen.id);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { layout: "fill", title: _t(
    /*i18n*/
    {
      id: "cvagGg"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "jNJL2c"
    }
  ), actions: marked.length > 0 && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-xs text-soft", children: _t(
      /*i18n*/
      {
        id: "GuIpR3",
        values: {
          0: number(marked.length)
        }
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { onClick: () => setAsked("no"), children: _t(
      /*i18n*/
      {
        id: "FhSsSu"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", onClick: () => setAsked("yes"), children: _t(
      /*i18n*/
      {
        id: "tEWeb4"
      }
    ) })
  ] }), bar: /* @__PURE__ */ jsxRuntimeExports.jsxs(FilterBar, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "jUH/Qw"
      }
    ), value: state ?? "open", onChange: (next) => void navigate({
      search: {
        state: next === "open" ? void 0 : next
      }
    }), options: [{
      value: "open",
      label: _t(
        /*i18n*/
        {
          id: "1TNIig"
        }
      )
    }, {
      value: "settled",
      label: _t(
        /*i18n*/
        {
          id: "KWsCqG"
        }
      )
    }, {
      value: "obsolete",
      label: _t(
        /*i18n*/
        {
          id: "mTNwjg"
        }
      )
    }] }),
    !isPhone && reviews.length > 0 && !state && /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-3 text-xs text-faint", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "J" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "K" }),
        " ",
        _t(
          /*i18n*/
          {
            id: "bH7NWD"
          }
        )
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "A" }),
        " ",
        _t(
          /*i18n*/
          {
            id: "pFWOuv"
          }
        )
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "R" }),
        " ",
        _t(
          /*i18n*/
          {
            id: "EzkEy3"
          }
        )
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-1", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Keys, { keys: "X" }),
        " ",
        _t(
          /*i18n*/
          {
            id: "X7n7qa"
          }
        )
      ] })
    ] })
  ] }), children: [
    query.error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error: query.error, onRetry: () => void query.refetch() }) : query.isPending ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 8, className: "p-6" }) : reviews.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Inbox, { size: 20 }), title: state ? _t(
      /*i18n*/
      {
        id: "HsCdy8"
      }
    ) : _t(
      /*i18n*/
      {
        id: "fBwzfZ"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "hUfjrD"
    } }) }) : isPhone ? /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex min-h-0 flex-1 flex-col overflow-y-auto", children: chosen ? /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "p-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "quiet", className: "mb-3 -ml-2", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(ChevronLeft, { size: 14 }), onClick: () => void navigate({
        search: {
          state
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "GZBIv0"
      } }) }),
      detail
    ] }) : list }) : /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid min-h-0 flex-1 grid-cols-[300px_1fr] overflow-hidden lg:grid-cols-[360px_1fr]", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "flex min-h-0 flex-col border-r border-line bg-panel", children: list }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "overflow-y-auto p-6", children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "max-w-3xl", children: detail }) })
    ] }),
    asked && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: asked === "yes" ? _t(
      /*i18n*/
      {
        id: "VB9Mub",
        values: {
          0: answers.length
        }
      }
    ) : _t(
      /*i18n*/
      {
        id: "VsWiRv",
        values: {
          0: answers.length
        }
      }
    ), about: asked === "yes" ? _t(
      /*i18n*/
      {
        id: "UQ3Dqk"
      }
    ) : _t(
      /*i18n*/
      {
        id: "s6RXsX"
      }
    ), action: asked === "yes" ? _t(
      /*i18n*/
      {
        id: "Z7ZXbT"
      }
    ) : _t(
      /*i18n*/
      {
        id: "1t/NnN"
      }
    ), busy: settle.isPending, onConfirm: () => settle.mutate(answers), onClose: () => setAsked(void 0) })
  ] });
}
function ReviewLine({
  review,
  isChosen,
  isMarked,
  onMark,
  onGo
}) {
  const {
    _: _t2
  } = useLingui();
  const {
    kind,
    sentence
  } = useReviewWords();
  const objects = useObjects();
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: classes("flex items-start gap-3 border-b border-line px-4 py-2.5", isChosen ? "bg-accent-ground" : "hover:bg-hover"), children: [
    onMark && /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { className: "mt-0.5", "aria-label": _t2(
      /*i18n*/
      {
        id: "0ayvPs",
        values: {
          0: kind(review)
        }
      }
    ), checked: isMarked, onChange: onMark }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("button", { type: "button", onClick: onGo, "aria-current": isChosen ? "true" : void 0, className: "min-w-0 flex-1 text-left", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block truncate text-sm font-medium", children: kind(review) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "line-clamp-2 text-xs text-soft", children: sentence(review) }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex gap-2 text-xs text-faint", children: [
        words(objects.find((object) => object.name === review.object)?.label),
        " ",
        /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: review.created_at })
      ] })
    ] })
  ] });
}
export {
  ReviewsScreen
};
