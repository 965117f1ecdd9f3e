import { u as useLingui, e as useQuery, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { s as sourceOfRun } from "./runs-BWbsENiS.js";
import { s as syncsQuery } from "./syncs-DezOtluZ.js";
import { aK as State } from "./index-CfIzCVY9.js";
const tones = {
  open: "accent",
  queued: "neutral",
  running: "accent",
  done: "good",
  done_with_rejects: "warn",
  failed: "bad",
  cancelled: "neutral",
  paused: "warn",
  warning: "warn"
};
function useRunStates() {
  const {
    _: _t
  } = useLingui();
  return {
    open: _t(
      /*i18n*/
      {
        id: "1TNIig"
      }
    ),
    queued: _t(
      /*i18n*/
      {
        id: "uUehLT"
      }
    ),
    running: _t(
      /*i18n*/
      {
        id: "RiQMUh"
      }
    ),
    done: _t(
      /*i18n*/
      {
        id: "DPfwMq"
      }
    ),
    done_with_rejects: _t(
      /*i18n*/
      {
        id: "OIfABp"
      }
    ),
    failed: _t(
      /*i18n*/
      {
        id: "7Bj3x9"
      }
    ),
    cancelled: _t(
      /*i18n*/
      {
        id: "vv7kpg"
      }
    ),
    paused: _t(
      /*i18n*/
      {
        id: "URAE3q"
      }
    ),
    warning: _t(
      /*i18n*/
      {
        id: "QUb0Ur"
      }
    )
  };
}
function RunState({
  state
}) {
  const names = useRunStates();
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: tones[state], paused: state === "paused", children: names[state] });
}
function useRunSource() {
  const {
    data: syncs
  } = useQuery(syncsQuery);
  return (run) => syncs?.find((sync) => sync.id === run.sync)?.name ?? sourceOfRun(run);
}
function useRunKind() {
  const {
    _: _t2
  } = useLingui();
  return (kind, report) => {
    if (typeof report === "object" && report !== null && report.dry_run === true) return _t2(
      /*i18n*/
      {
        id: "rdUucN"
      }
    );
    const names = {
      import: _t2(
        /*i18n*/
        {
          id: "l3s5ri"
        }
      ),
      import_preview: _t2(
        /*i18n*/
        {
          id: "Q6Fvyb"
        }
      ),
      rollback: _t2(
        /*i18n*/
        {
          id: "9uI/rE"
        }
      ),
      sync: _t2(
        /*i18n*/
        {
          id: "Nu4DdT"
        }
      ),
      sync_preview: _t2(
        /*i18n*/
        {
          id: "yfcX79"
        }
      ),
      sync_in: _t2(
        /*i18n*/
        {
          id: "J+ZIBh"
        }
      ),
      sync_out: _t2(
        /*i18n*/
        {
          id: "nYj4AI"
        }
      ),
      push: _t2(
        /*i18n*/
        {
          id: "uO9WLl"
        }
      ),
      reconcile: _t2(
        /*i18n*/
        {
          id: "Nx6F8k"
        }
      ),
      push_back: _t2(
        /*i18n*/
        {
          id: "+MYl+x"
        }
      ),
      replay: _t2(
        /*i18n*/
        {
          id: "m290vd"
        }
      ),
      rehearsal: _t2(
        /*i18n*/
        {
          id: "k4aPkn"
        }
      ),
      recompute: _t2(
        /*i18n*/
        {
          id: "1E//u8"
        }
      ),
      index: _t2(
        /*i18n*/
        {
          id: "EIrE3l"
        }
      ),
      source_rank: _t2(
        /*i18n*/
        {
          id: "WWPctB"
        }
      )
    };
    return names[kind] ?? kind.replaceAll("_", " ");
  };
}
export {
  RunState as R,
  useRunSource as a,
  useRunStates as b,
  useRunKind as u
};
