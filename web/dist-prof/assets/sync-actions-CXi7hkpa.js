import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, d as useQueryClient, k as useMutation, f as useNavigate, L as Link } from "./base-hfMyulGH.js";
import { c as changeSync, e as actOnSync, h as archiveSync } from "./syncs-DezOtluZ.js";
import { b as createLucideIcon, J as Dialog, Z as Segments, F as Field, I as Input, B as Button, G as toastError, H as toastDone, N as Notice, n as number, f as buttonClasses, a4 as Menu, a5 as MenuItem, aU as FlaskConical, aV as CirclePause, a8 as MenuLine, h as IconButton, M as Confirm } from "./index-CfIzCVY9.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { S as Shuffle } from "./shuffle-DMupKTRt.js";
import { C as CirclePlay, A as Archive } from "./circle-play-CEKbK2gd.js";
import { L as Layers } from "./layers-BHdkfCmP.js";
import { P as Play } from "./play-D4fSWQvO.js";
import { E as Ellipsis } from "./ellipsis-DecBRlnO.js";
const __iconData$3 = {
  name: "eye",
  size: 24,
  node: [
    [
      "path",
      {
        d: "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0",
        key: "1nclc0"
      }
    ],
    ["circle", { cx: "12", cy: "12", r: "3", key: "1v7zrd" }]
  ]
};
__iconData$3.node;
const Eye = createLucideIcon(__iconData$3);
const __iconData$2 = {
  name: "git-compare",
  size: 24,
  node: [
    ["circle", { cx: "18", cy: "18", r: "3", key: "1xkwt0" }],
    ["circle", { cx: "6", cy: "6", r: "3", key: "1lh9wr" }],
    ["path", { d: "M13 6h3a2 2 0 0 1 2 2v7", key: "1yeb86" }],
    ["path", { d: "M11 18H8a2 2 0 0 1-2-2V9", key: "19pyzm" }]
  ]
};
__iconData$2.node;
const GitCompare = createLucideIcon(__iconData$2);
const __iconData$1 = {
  name: "rocket",
  size: 24,
  node: [
    ["path", { d: "M12 15v5s3.03-.55 4-2c1.08-1.62 0-5 0-5", key: "qeys4" }],
    [
      "path",
      {
        d: "M4.5 16.5c-1.5 1.26-2 5-2 5s3.74-.5 5-2c.71-.84.7-2.13-.09-2.91a2.18 2.18 0 0 0-2.91-.09",
        key: "u4xsad"
      }
    ],
    [
      "path",
      {
        d: "M9 12a22 22 0 0 1 2-3.95A12.88 12.88 0 0 1 22 2c0 2.72-.78 7.5-6 11a22.4 22.4 0 0 1-4 2z",
        key: "676m9"
      }
    ],
    ["path", { d: "M9 12H4s.55-3.03 2-4c1.62-1.08 5 .05 5 .05", key: "92ym6u" }]
  ]
};
__iconData$1.node;
const Rocket = createLucideIcon(__iconData$1);
const __iconData = {
  name: "workflow",
  size: 24,
  node: [
    ["rect", { width: "8", height: "8", x: "3", y: "3", rx: "2", key: "by2w9f" }],
    ["path", { d: "M7 11v4a2 2 0 0 0 2 2h4", key: "xkn7yn" }],
    ["rect", { width: "8", height: "8", x: "13", y: "13", rx: "2", key: "1cgmvn" }]
  ]
};
__iconData.node;
const Workflow = createLucideIcon(__iconData);
function BackfillDialog({
  busy,
  onClose,
  onRun
}) {
  const {
    _: _t
  } = useLingui();
  const [mode, setMode] = reactExports.useState("full");
  const [from, setFrom] = reactExports.useState("");
  const [to, setTo] = reactExports.useState("");
  const about = {
    auto: _t(
      /*i18n*/
      {
        id: "ZF+CCJ"
      }
    ),
    full: _t(
      /*i18n*/
      {
        id: "YUk3qd"
      }
    ),
    range: _t(
      /*i18n*/
      {
        id: "5ojyFj"
      }
    )
  }[mode];
  const moment = (day) => day ? new Date(day).toISOString() : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "4gl9XW"
    }
  ), size: "small", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy, disabled: mode === "range" && !from, onClick: () => onRun({
    mode,
    from: mode === "range" ? moment(from) : void 0,
    to: mode === "range" ? moment(to) : void 0
  }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "tXkhj/"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "SiOyg5"
      }
    ), value: mode, onChange: setMode, options: [{
      value: "auto",
      label: _t(
        /*i18n*/
        {
          id: "a5zD9f"
        }
      )
    }, {
      value: "full",
      label: _t(
        /*i18n*/
        {
          id: "wqF3jl"
        }
      )
    }, {
      value: "range",
      label: _t(
        /*i18n*/
        {
          id: "coBYsv"
        }
      )
    }] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-sm text-soft", children: about }),
    mode === "range" && /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid grid-cols-2 gap-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "ejVYRQ"
        }
      ), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "datetime-local", value: from, onChange: (event) => setFrom(event.target.value) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "/jQctM"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "datetime-local", value: to, onChange: (event) => setTo(event.target.value) }) })
    ] })
  ] }) });
}
const SHARES = [1, 5, 25, 50, 100];
function WidenDialog({
  sync,
  onClose
}) {
  const {
    _: _t
  } = useLingui();
  const client = useQueryClient();
  const now = rolloutShare(sync);
  const rollout = sync.definition.rollout;
  const [share, setShare] = reactExports.useState(() => SHARES.find((each) => each > now) ?? 100);
  const [filter, setFilter] = reactExports.useState(rollout?.filter ?? "");
  const save = useMutation({
    mutationFn: () => changeSync(sync.id, {
      rollout: {
        share,
        filter: filter.trim() || null
      }
    }),
    onSuccess: () => {
      void client.invalidateQueries({
        queryKey: ["syncs"]
      });
      toastDone(_t(
        /*i18n*/
        {
          id: "McnKIS",
          values: {
            share
          }
        }
      ), {
        label: _t(
          /*i18n*/
          {
            id: "9uI/rE"
          }
        ),
        run: () => void changeSync(sync.id, {
          rollout: {
            share: now
          }
        }).then(() => client.invalidateQueries({
          queryKey: ["syncs"]
        }), toastError)
      });
      onClose();
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t(
    /*i18n*/
    {
      id: "xXdWnP"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "5dmQ7x"
    }
  ), size: "small", onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy: save.isPending, onClick: () => save.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "McnKIS",
    values: {
      share
    }
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Segments, { label: _t(
      /*i18n*/
      {
        id: "Z8lGw6"
      }
    ), value: String(share), onChange: (value) => setShare(Number(value)), options: SHARES.map((each) => ({
      value: String(each),
      label: `${each} %`
    })) }),
    share < now && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "ZLdQiZ",
      values: {
        now
      }
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
      /*i18n*/
      {
        id: "sgIIhV"
      }
    ), help: _t(
      /*i18n*/
      {
        id: "tJtNTx"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: filter, onChange: (event) => setFilter(event.target.value), className: "font-mono text-xs" }) })
  ] }) });
}
function rolloutShare(sync) {
  const rollout = sync.definition.rollout;
  return rollout?.share ?? 100;
}
function SyncActions({
  sync
}) {
  const {
    _: _t
  } = useLingui();
  const rights = useRights(sync.object);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = reactExports.useState();
  const refresh = () => void client.invalidateQueries({
    queryKey: ["syncs"]
  });
  const done = {
    pause: _t(
      /*i18n*/
      {
        id: "URAE3q"
      }
    ),
    resume: _t(
      /*i18n*/
      {
        id: "KvXL5G"
      }
    ),
    "go-live": _t(
      /*i18n*/
      {
        id: "dF6vP6"
      }
    ),
    run: _t(
      /*i18n*/
      {
        id: "JEGlfK"
      }
    ),
    reconcile: _t(
      /*i18n*/
      {
        id: "HrBFhl"
      }
    )
  };
  const act = useMutation({
    mutationFn: ({
      action,
      body
    }) => actOnSync(sync.id, action, body),
    onSuccess: (answer, {
      action
    }) => {
      setOpen(void 0);
      refresh();
      if (action === "reconcile") {
        const found = answer;
        const differing = number(found.different + found.missing_here + found.missing_there);
        toastDone(_t(
          /*i18n*/
          {
            id: "WqXAbQ",
            values: {
              0: number(found.equal),
              differing
            }
          }
        ), {
          label: _t(
            /*i18n*/
            {
              id: "YXrlL6"
            }
          ),
          run: () => void navigate({
            to: "/runs/$id",
            params: {
              id: found.run_id
            },
            search: {
              part: "writes"
            }
          })
        });
      } else toastDone(done[action]);
      if (action === "run") setTimeout(() => void client.invalidateQueries({
        queryKey: ["runs"]
      }), 1500);
    },
    onError: toastError
  });
  const remove = useMutation({
    mutationFn: () => archiveSync(sync.id),
    onSuccess: () => {
      refresh();
      toastDone(_t(
        /*i18n*/
        {
          id: "Q+xyqc",
          values: {
            0: sync.name
          }
        }
      ));
      void navigate({
        to: "/syncs"
      });
    },
    onError: toastError
  });
  if (!rights.admin) return null;
  const isBusy = act.isPending;
  const share = rolloutShare(sync);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id/preview", params: {
      id: sync.id
    }, className: buttonClasses(), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Eye, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "rdUucN"
      } })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/syncs/$id/mapping", params: {
      id: sync.id
    }, className: buttonClasses("plain", "normal", "max-sm:hidden"), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Shuffle, { size: 14 }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "50p3H9"
      } })
    ] }),
    sync.state === "draft" && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Rocket, { size: 14 }), onClick: () => setOpen("live"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "2qtCQl"
    } }) }),
    sync.state === "paused" && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CirclePlay, { size: 14 }), busy: isBusy, onClick: () => act.mutate({
      action: "resume"
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "x3tvNn"
    } }) }),
    sync.state === "live" && share < 100 && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Layers, { size: 14 }), onClick: () => setOpen("widen"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "M5S0Jz",
      values: {
        share
      }
    } }) }),
    sync.state === "live" && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: share < 100 ? "plain" : "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Play, { size: 14 }), busy: isBusy, onClick: () => act.mutate({
      action: "run"
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "Wb3E4g"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs(Menu, { trigger: /* @__PURE__ */ jsxRuntimeExports.jsx(IconButton, { label: _t(
      /*i18n*/
      {
        id: "2FYpfJ"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Ellipsis, { size: 16 }) }), children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Shuffle, { size: 14 }), onSelect: () => void navigate({
        to: "/syncs/$id/mapping",
        params: {
          id: sync.id
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "50p3H9"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Workflow, { size: 14 }), onSelect: () => void navigate({
        to: "/syncs/$id/flow",
        params: {
          id: sync.id
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "ylQd2j"
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FlaskConical, { size: 14 }), onSelect: () => void navigate({
        to: "/sandbox",
        search: {
          sync: sync.id
        }
      }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "AbUsm5"
      } }) }),
      sync.state === "live" && /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Play, { size: 14 }), onSelect: () => setOpen("backfill"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "O4O/tj"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(GitCompare, { size: 14 }), onSelect: () => act.mutate({
          action: "reconcile"
        }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "GlKBOE"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Layers, { size: 14 }), onSelect: () => setOpen("widen"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "cQpPoD"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(CirclePause, { size: 14 }), onSelect: () => act.mutate({
          action: "pause"
        }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "IgrLD/"
        } }) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuLine, {}),
      /* @__PURE__ */ jsxRuntimeExports.jsx(MenuItem, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Archive, { size: 14 }), danger: true, onSelect: () => setOpen("archive"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "JKNV7W"
      } }) })
    ] }),
    open === "backfill" && /* @__PURE__ */ jsxRuntimeExports.jsx(BackfillDialog, { busy: isBusy, onClose: () => setOpen(void 0), onRun: (body) => act.mutate({
      action: "run",
      body
    }) }),
    open === "widen" && /* @__PURE__ */ jsxRuntimeExports.jsx(WidenDialog, { sync, onClose: () => setOpen(void 0) }),
    open === "live" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t(
      /*i18n*/
      {
        id: "h2M1yE",
        values: {
          0: sync.name
        }
      }
    ), about: share < 100 ? _t(
      /*i18n*/
      {
        id: "+ehA8G",
        values: {
          share
        }
      }
    ) : _t(
      /*i18n*/
      {
        id: "GGM5ts"
      }
    ), action: _t(
      /*i18n*/
      {
        id: "2qtCQl"
      }
    ), busy: isBusy, onClose: () => setOpen(void 0), onConfirm: () => act.mutate({
      action: "go-live"
    }) }),
    open === "archive" && /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t(
      /*i18n*/
      {
        id: "LJ2Rpm",
        values: {
          0: sync.name
        }
      }
    ), about: _t(
      /*i18n*/
      {
        id: "rzKpIV"
      }
    ), action: _t(
      /*i18n*/
      {
        id: "oUd7rQ"
      }
    ), danger: true, busy: remove.isPending, onClose: () => setOpen(void 0), onConfirm: () => remove.mutate() })
  ] });
}
export {
  Rocket as R,
  SyncActions as S,
  rolloutShare as r
};
