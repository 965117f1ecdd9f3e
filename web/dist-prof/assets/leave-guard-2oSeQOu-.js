import { u as useLingui, B as useBlocker, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { M as Confirm } from "./index-CfIzCVY9.js";
function LeaveGuard({
  isChanged
}) {
  const {
    _: _t
  } = useLingui();
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true
  });
  if (blocker.status !== "blocked") return null;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Confirm, { title: _t(
    /*i18n*/
    {
      id: "9RUHh1"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "w83KwS"
    }
  ), action: _t(
    /*i18n*/
    {
      id: "Mv8CyJ"
    }
  ), danger: true, onClose: blocker.reset, onConfirm: blocker.proceed });
}
export {
  LeaveGuard as L
};
