import { u as useLingui, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { n as number } from "./index-CfIzCVY9.js";
import { P as Panel, S as Stat } from "./page-D4x0Hjzw.js";
import { P as Progress } from "./meter-Bj_o0HYA.js";
function Outcome({
  report,
  isPreview
}) {
  const {
    _: _t
  } = useLingui();
  const read = report.read ?? 0;
  const figures = [{
    label: _t(
      /*i18n*/
      {
        id: "XeESp5"
      }
    ),
    value: read
  }, {
    label: isPreview ? _t(
      /*i18n*/
      {
        id: "MVgJCv"
      }
    ) : _t(
      /*i18n*/
      {
        id: "d+F6q9"
      }
    ),
    value: report.created ?? 0,
    tone: "good"
  }, {
    label: isPreview ? _t(
      /*i18n*/
      {
        id: "WYjOgo"
      }
    ) : _t(
      /*i18n*/
      {
        id: "cNsIJf"
      }
    ),
    value: report.updated ?? 0,
    tone: "good"
  }, {
    label: _t(
      /*i18n*/
      {
        id: "+KWafD"
      }
    ),
    value: report.merged ?? 0
  }, {
    label: _t(
      /*i18n*/
      {
        id: "uGrC6k"
      }
    ),
    value: report.unchanged ?? 0
  }, {
    label: _t(
      /*i18n*/
      {
        id: "D+ETgA"
      }
    ),
    value: report.held ?? 0,
    tone: "warn"
  }, {
    label: isPreview ? _t(
      /*i18n*/
      {
        id: "nJK06l"
      }
    ) : _t(
      /*i18n*/
      {
        id: "ekCRTP"
      }
    ),
    value: report.rejected ?? 0,
    tone: "bad"
  }];
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { children: /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4 xl:grid-cols-7", children: figures.map(({
    label,
    value,
    tone
  }) => /* @__PURE__ */ jsxRuntimeExports.jsx(Stat, { label, value: number(value), tone: value > 0 ? tone : void 0 }, label)) }) });
}
function Working({
  run,
  title
}) {
  const {
    _: _t
  } = useLingui();
  const progress = run?.progress;
  const stages = {
    reading: _t(
      /*i18n*/
      {
        id: "0oaMjP"
      }
    ),
    clustering: _t(
      /*i18n*/
      {
        id: "Jusv8R"
      }
    ),
    applying: _t(
      /*i18n*/
      {
        id: "9IMh86"
      }
    )
  };
  const stage = progress ? stages[progress.stage] : run ? _t(
    /*i18n*/
    {
      id: "a0Rl/c"
    }
  ) : _t(
    /*i18n*/
    {
      id: "yfyIEA"
    }
  );
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title, children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-2", "aria-live": "polite", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex justify-between gap-3 text-sm text-soft", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx("span", { children: stage }),
      progress && /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "tabular-nums", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "0yQBai",
        values: {
          0: progress?.rows ?? 0
        }
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Progress, { share: progress?.rows_total ? progress.rows / progress.rows_total : null, label: title })
  ] }) });
}
export {
  Outcome as O,
  Working as W
};
