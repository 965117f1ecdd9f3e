import { u as useLingui, e as useQuery, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { i as streamQuery } from "./connections-LupvPEya.js";
import { u as useObject, x as liveFields, w as words, N as Notice, K as Combobox, h as IconButton, X, B as Button, al as Plus, C as Checkbox, F as Field, S as Select, I as Input, Z as Segments } from "./index-CfIzCVY9.js";
import { A as ArrowRight } from "./arrow-right-B1ZxghoU.js";
function newDefinition(object) {
  return {
    name: "",
    connection: "",
    stream: "",
    object,
    direction: "in",
    conflict: "source_wins",
    policy: "merge",
    empty_values: "clear",
    deletions: {
      policy: "unlink"
    },
    triggers: {
      schedule: {
        every: "5m"
      },
      push: true
    },
    freshness: "15m",
    rollout: {
      share: 5
    },
    limits: {}
  };
}
function readDefinition(value) {
  const given = value ?? {};
  return {
    ...newDefinition(given.object ?? "customers"),
    ...given,
    rollout: {
      share: 100,
      ...given.rollout
    },
    triggers: given.triggers ?? {},
    freshness: given.freshness
  };
}
function patchOf(before, after) {
  const patch = {};
  for (const name of /* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name];
    const now = after[name];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    if (now === void 0) patch[name] = null;
    else if (isPlain(old) && isPlain(now)) patch[name] = patchOf(old, now);
    else patch[name] = now;
  }
  return patch;
}
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function OutgoingForm({
  connection,
  definition,
  onChange
}) {
  const {
    _: _t
  } = useLingui();
  const object = useObject(definition.object);
  const stream = useQuery({
    ...streamQuery(connection, definition.stream),
    enabled: connection !== "" && definition.stream !== ""
  });
  const outgoing = definition.outgoing ?? {
    fields: [],
    create: false,
    delete: false
  };
  const set = (part) => onChange({
    ...definition,
    outgoing: {
      ...outgoing,
      ...part
    }
  });
  const ours = object ? liveFields(object).map((field) => ({
    value: field.name,
    label: words(field.label),
    words: `${field.label.en} ${field.label.zh}`
  })) : [];
  const known = (stream.data?.fields ?? []).filter((field) => field.updatable !== false || field.creatable !== false).map((field) => ({
    value: field.name,
    label: field.label || field.name,
    detail: field.name
  }));
  const theirs = [...known, ...outgoing.fields.filter((rule) => rule.to && !known.some((choice) => choice.value === rule.to)).map((rule) => ({
    value: rule.to,
    label: rule.to
  }))];
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "mb-2 text-sm font-semibold", children: _t(
      /*i18n*/
      {
        id: "50QWFK"
      }
    ) }),
    stream.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "5fkKUB"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { className: "flex flex-col gap-2", children: outgoing.fields.map((rule, index) => /* @__PURE__ */ jsxRuntimeExports.jsxs("li", { className: "grid grid-cols-[1fr_16px_1fr_32px] items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t(
        /*i18n*/
        {
          id: "zMtbt7"
        }
      ), none: _t(
        /*i18n*/
        {
          id: "2Tr92Z"
        }
      ), value: rule.from, choices: ours, onChange: (from) => set({
        fields: outgoing.fields.map((each, at) => at === index ? {
          ...each,
          from
        } : each)
      }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(ArrowRight, { size: 14, className: "text-faint", "aria-hidden": true }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Combobox, { label: _t(
        /*i18n*/
        {
          id: "CKNtO1"
        }
      ), none: _t(
        /*i18n*/
        {
          id: "2Tr92Z"
        }
      ), value: rule.to, choices: theirs, onChange: (to) => set({
        fields: outgoing.fields.map((each, at) => at === index ? {
          ...each,
          to
        } : each)
      }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
        /*i18n*/
        {
          id: "t/YqKh"
        }
      ), onClick: () => set({
        fields: outgoing.fields.filter((_, at) => at !== index)
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(X, { size: 14 }) })
    ] }, index)) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", className: "mt-2", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => set({
      fields: [...outgoing.fields, {
        from: "",
        to: ""
      }]
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "fthKiH"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mt-3 flex flex-col gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: outgoing.create ?? false, onChange: (event) => set({
        create: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "Q/d68O"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: outgoing.delete ?? false, onChange: (event) => set({
        delete: event.target.checked
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "plQ6Hr"
      } }) })
    ] })
  ] });
}
const EVERY = ["15s", "1m", "5m", "15m", "1h", "6h", "1d"];
const PROMISES = ["5m", "15m", "1h", "6h", "1d"];
function Group({
  title,
  children
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { className: "grid gap-x-5 gap-y-4 @md:grid-cols-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx("legend", { className: "mb-2 text-sm font-semibold", children: title }),
    children
  ] });
}
function usePeriod() {
  const {
    _: _t
  } = useLingui();
  return (period) => {
    const [, count = "", unit = ""] = /^(\d+)([smhd])$/.exec(period) ?? [];
    const span = Number(count);
    const units = {
      s: _t(
        /*i18n*/
        {
          id: "YsWKXk",
          values: {
            span
          }
        }
      ),
      m: _t(
        /*i18n*/
        {
          id: "XRnJct",
          values: {
            span
          }
        }
      ),
      h: _t(
        /*i18n*/
        {
          id: "KXX3VI",
          values: {
            span
          }
        }
      ),
      d: _t(
        /*i18n*/
        {
          id: "+Pf4s3",
          values: {
            span
          }
        }
      )
    };
    return units[unit] ?? period;
  };
}
function RulesForm({
  definition,
  onChange
}) {
  const {
    _: _t2
  } = useLingui();
  const period = usePeriod();
  const set = (part) => onChange({
    ...definition,
    ...part
  });
  const {
    triggers,
    limits,
    deletions
  } = definition;
  const every = triggers.schedule?.every;
  const percentOf = (share, fallback) => String(Math.round((share ?? fallback) * 100));
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "@container flex flex-col gap-7", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Group, { title: _t2(
      /*i18n*/
      {
        id: "1ZF9KQ"
      }
    ), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "g9TZ2P"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: every ?? (triggers.schedule?.cron ? "cron" : ""), onChange: (event) => set({
        triggers: {
          ...triggers,
          schedule: event.target.value === "" ? void 0 : event.target.value === "cron" ? {
            cron: "0 * * * *"
          } : {
            ...triggers.schedule,
            every: event.target.value,
            cron: void 0
          }
        }
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t2(
          /*i18n*/
          {
            id: "pYByc8"
          }
        ) }),
        [.../* @__PURE__ */ new Set([...EVERY, ...every ? [every] : []])].map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each, children: period(each) }, each)),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "cron", children: _t2(
          /*i18n*/
          {
            id: "ts5Vv4"
          }
        ) })
      ] }) }),
      triggers.schedule?.cron !== void 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "GdgCoi"
        }
      ), help: _t2(
        /*i18n*/
        {
          id: "0HGTjo"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono", value: triggers.schedule.cron, onChange: (event) => set({
        triggers: {
          ...triggers,
          schedule: {
            ...triggers.schedule,
            cron: event.target.value
          }
        }
      }) }) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "LzEr7r"
        }
      ), help: _t2(
        /*i18n*/
        {
          id: "wIUZUS"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: triggers.schedule?.hours ?? "", disabled: !triggers.schedule, onChange: (event) => set({
        triggers: {
          ...triggers,
          schedule: {
            ...triggers.schedule,
            hours: event.target.value || void 0
          }
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: triggers.push ?? false, onChange: (event) => set({
        triggers: {
          ...triggers,
          push: event.target.checked
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "0Of6Sn"
      } }) }),
      definition.direction !== "in" && /* @__PURE__ */ jsxRuntimeExports.jsx(Checkbox, { checked: triggers.change ?? false, onChange: (event) => set({
        triggers: {
          ...triggers,
          change: event.target.checked
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "QK2+G3"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "jdrcQt"
        }
      ), help: _t2(
        /*i18n*/
        {
          id: "5OYCX8"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: definition.freshness ?? "", onChange: (event) => set({
        freshness: event.target.value || void 0
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t2(
          /*i18n*/
          {
            id: "r/FDxa"
          }
        ) }),
        [.../* @__PURE__ */ new Set([...PROMISES, ...definition.freshness ? [definition.freshness] : []])].map((each) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: each, children: _t2(
          /*i18n*/
          {
            id: "5Isycq",
            values: {
              0: period(each)
            }
          }
        ) }, each))
      ] }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Group, { title: _t2(
      /*i18n*/
      {
        id: "+k20yC"
      }
    ), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "@md:col-span-2", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t2(
        /*i18n*/
        {
          id: "MRB7nI"
        }
      ), value: definition.direction, onChange: (direction) => set({
        direction
      }), options: [{
        value: "in",
        label: _t2(
          /*i18n*/
          {
            id: "jVrTMx"
          }
        )
      }, {
        value: "out",
        label: _t2(
          /*i18n*/
          {
            id: "1LTw9I"
          }
        )
      }, {
        value: "both",
        label: _t2(
          /*i18n*/
          {
            id: "NfUt8o"
          }
        )
      }] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "QZyYSn"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: definition.conflict, onChange: (event) => set({
        conflict: event.target.value
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "source_wins", children: _t2(
          /*i18n*/
          {
            id: "V9xldi"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "rapport_wins", children: _t2(
          /*i18n*/
          {
            id: "zx6Gp2"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "newest", children: _t2(
          /*i18n*/
          {
            id: "C+7OWR"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "ask", children: _t2(
          /*i18n*/
          {
            id: "/kxPL4"
          }
        ) })
      ] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "63dO3s"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: definition.policy, onChange: (event) => set({
        policy: event.target.value
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "merge", children: _t2(
          /*i18n*/
          {
            id: "w6KGlw"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "review", children: _t2(
          /*i18n*/
          {
            id: "/kxPL4"
          }
        ) })
      ] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "l010lW"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: definition.empty_values, onChange: (event) => set({
        empty_values: event.target.value
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "clear", children: _t2(
          /*i18n*/
          {
            id: "Aioiby"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "keep", children: _t2(
          /*i18n*/
          {
            id: "Q35Mhz"
          }
        ) })
      ] }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "h3jQK/"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { value: deletions.policy, onChange: (event) => set({
        deletions: {
          ...deletions,
          policy: event.target.value
        }
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "ignore", children: _t2(
          /*i18n*/
          {
            id: "M+cGLe"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "unlink", children: _t2(
          /*i18n*/
          {
            id: "RD6r6l"
          }
        ) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "delete", children: _t2(
          /*i18n*/
          {
            id: "Hr9McO"
          }
        ) })
      ] }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Group, { title: _t2(
      /*i18n*/
      {
        id: "PSv4Px"
      }
    ), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "z3K2Z1"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "number", min: 0, max: 100, value: percentOf(limits.error_share_max, 0.1), onChange: (event) => set({
        limits: {
          ...limits,
          error_share_max: Number(event.target.value) / 100
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "jZEJt1"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "number", min: 0, max: 100, value: percentOf(limits.changed_share_max, 1), onChange: (event) => set({
        limits: {
          ...limits,
          changed_share_max: Number(event.target.value) / 100
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "vKLLuV"
        }
      ), help: _t2(
        /*i18n*/
        {
          id: "c27OZ3"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "number", min: 0, max: 100, value: percentOf(limits.protected_share_max, 0.2), onChange: (event) => set({
        limits: {
          ...limits,
          protected_share_max: Number(event.target.value) / 100
        }
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "SlXpAx"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "number", min: 0, max: 100, value: percentOf(deletions.share_max, 0.1), onChange: (event) => set({
        deletions: {
          ...deletions,
          share_max: Number(event.target.value) / 100
        }
      }) }) })
    ] })
  ] });
}
export {
  OutgoingForm as O,
  RulesForm as R,
  newDefinition as n,
  patchOf as p,
  readDefinition as r,
  usePeriod as u
};
