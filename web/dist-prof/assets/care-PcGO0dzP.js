import { u as useLingui, e as useQuery, r as reactExports, j as jsxRuntimeExports, T as Trans, d as useQueryClient, k as useMutation } from "./base-hfMyulGH.js";
import { b as createLucideIcon, S as Select, au as moment, B as Button, G as toastError, b6 as changeProblem, J as Dialog, Z as Segments, F as Field, az as Textarea, H as toastDone, aZ as peopleQuery } from "./index-CfIzCVY9.js";
const __iconData$1 = {
  name: "alarm-clock-off",
  size: 24,
  node: [
    ["path", { d: "M6.87 6.87a8 8 0 1 0 11.26 11.26", key: "3on8tj" }],
    ["path", { d: "M19.9 14.25a8 8 0 0 0-9.15-9.15", key: "15ghsc" }],
    ["path", { d: "m22 6-3-3", key: "1opdir" }],
    ["path", { d: "M6.26 18.67 4 21", key: "yzmioq" }],
    ["path", { d: "m2 2 20 20", key: "1ooewy" }],
    ["path", { d: "M4 4 2 6", key: "1ycko6" }]
  ]
};
__iconData$1.node;
const AlarmClockOff = createLucideIcon(__iconData$1);
const __iconData = {
  name: "alarm-clock",
  size: 24,
  node: [
    ["circle", { cx: "12", cy: "13", r: "8", key: "3y4lt7" }],
    ["path", { d: "M12 9v4l2 2", key: "1c63tq" }],
    ["path", { d: "M5 3 2 6", key: "18tl5t" }],
    ["path", { d: "m22 6-3-3", key: "1opdir" }],
    ["path", { d: "M6.38 18.7 4 21", key: "17xu3x" }],
    ["path", { d: "M17.64 18.67 20 21", key: "kv2oe2" }]
  ]
};
__iconData.node;
const AlarmClock = createLucideIcon(__iconData);
const DAY_MS = 864e5;
function isSnoozed(group, now) {
  return group.snoozed_until !== null && new Date(group.snoozed_until).valueOf() > now;
}
function useCare(group) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) => changeProblem(group.id, change),
    onSettled: () => client.invalidateQueries({
      queryKey: ["problems"]
    }),
    onError: toastError
  });
}
function Care({
  group
}) {
  const {
    _: _t
  } = useLingui();
  const people = useQuery(peopleQuery);
  const care = useCare(group);
  const [isOpen, setIsOpen] = reactExports.useState(false);
  const [now] = reactExports.useState(() => Date.now());
  const snoozed = isSnoozed(group, now);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-wrap items-center gap-x-3 gap-y-2 text-xs text-soft", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("label", { className: "flex items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "RaMQJU"
      } }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs(Select, { className: "h-7 w-40! text-xs max-sm:w-28!", value: group.assignee ?? "", disabled: care.isPending, onChange: (event) => care.mutate({
        assignee: event.target.value || null
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: "", children: _t(
          /*i18n*/
          {
            id: "4TwSLy"
          }
        ) }),
        (people.data ?? []).filter((person) => !person.disabled_at).map((person) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: person.id, children: person.name }, person.id))
      ] })
    ] }),
    snoozed ? /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "g2XPDn",
          values: {
            0: moment(group.snoozed_until ?? "")
          }
        } }),
        group.reason && `: ${group.reason}`
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(AlarmClockOff, { size: 13 }), busy: care.isPending, onClick: () => care.mutate({
        snoozed_until: null,
        reason: null
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "UH55cF"
      } }) })
    ] }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { size: "small", look: "quiet", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(AlarmClock, { size: 13 }), onClick: () => setIsOpen(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "nSOIp9"
    } }) }),
    isOpen && /* @__PURE__ */ jsxRuntimeExports.jsx(SnoozeDialog, { group, onClose: () => setIsOpen(false) })
  ] });
}
function SnoozeDialog({
  group,
  onClose
}) {
  const {
    _: _t2
  } = useLingui();
  const care = useCare(group);
  const [days, setDays] = reactExports.useState("7");
  const [reason, setReason] = reactExports.useState("");
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "VK8FY+"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "MtdTQi"
    }
  ), size: "small", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy: care.isPending, onClick: () => care.mutate({
    snoozed_until: new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
    reason: reason.trim() || null
  }, {
    onSuccess: () => {
      toastDone(_t2(
        /*i18n*/
        {
          id: "RH5nyE"
        }
      ));
      onClose();
    }
  }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "56CICt"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t2(
      /*i18n*/
      {
        id: "b2+Q4g"
      }
    ), value: days, onChange: setDays, options: [{
      value: "1",
      label: _t2(
        /*i18n*/
        {
          id: "/5A5+3"
        }
      )
    }, {
      value: "7",
      label: _t2(
        /*i18n*/
        {
          id: "d+1gqd"
        }
      )
    }, {
      value: "30",
      label: _t2(
        /*i18n*/
        {
          id: "X6FHkK"
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "VJScHU"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "G2qOc+"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Textarea, { rows: 2, maxLength: 500, value: reason, onChange: (event) => setReason(event.target.value) }) })
  ] }) });
}
export {
  AlarmClockOff as A,
  Care as C,
  AlarmClock as a,
  isSnoozed as i
};
