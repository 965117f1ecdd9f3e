import { u as useLingui, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { aG as duration, aK as State } from "./index-CfIzCVY9.js";
function syncHealth(sync) {
  if (sync.state !== "live") return sync.state;
  if (sync.freshness?.late) return "late";
  if (sync.freshness?.state === "stale") return "stale";
  return sync.last_success_at ? "fresh" : "waiting";
}
function SyncState({
  sync
}) {
  const {
    _: _t
  } = useLingui();
  const health = syncHealth(sync);
  const names = {
    draft: _t(
      /*i18n*/
      {
        id: "eneWvv"
      }
    ),
    paused: _t(
      /*i18n*/
      {
        id: "URAE3q"
      }
    ),
    archived: _t(
      /*i18n*/
      {
        id: "TdfEV7"
      }
    ),
    late: _t(
      /*i18n*/
      {
        id: "psyqrk"
      }
    ),
    stale: _t(
      /*i18n*/
      {
        id: "vH/GbI"
      }
    ),
    fresh: _t(
      /*i18n*/
      {
        id: "j5CWO4"
      }
    ),
    waiting: _t(
      /*i18n*/
      {
        id: "mfpjXy"
      }
    )
  };
  const tones = {
    draft: "neutral",
    paused: "warn",
    archived: "neutral",
    late: "bad",
    stale: "bad",
    fresh: "good",
    waiting: "accent"
  };
  return /* @__PURE__ */ jsxRuntimeExports.jsx(State, { tone: tones[health], paused: health === "paused", children: names[health] });
}
function useFreshness() {
  const {
    _: _t2
  } = useLingui();
  return (sync) => {
    const {
      age_seconds: age,
      target_seconds: target
    } = sync.freshness ?? {};
    if (age === null || age === void 0) return _t2(
      /*i18n*/
      {
        id: "okg5b3"
      }
    );
    const behind = duration(Math.max(1, age));
    return target ? _t2(
      /*i18n*/
      {
        id: "UIdvmR",
        values: {
          0: duration(target),
          behind
        }
      }
    ) : _t2(
      /*i18n*/
      {
        id: "9o1bIV",
        values: {
          behind
        }
      }
    );
  };
}
function useDirection() {
  const {
    _: _t3
  } = useLingui();
  return (direction) => direction === "out" ? _t3(
    /*i18n*/
    {
      id: "DrbtSE"
    }
  ) : direction === "both" ? _t3(
    /*i18n*/
    {
      id: "ALM+oK"
    }
  ) : _t3(
    /*i18n*/
    {
      id: "r0Hrnj"
    }
  );
}
export {
  SyncState as S,
  useDirection as a,
  syncHealth as s,
  useFreshness as u
};
