import { r as reactExports, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { bd as ago, be as exactMoment } from "./index-CfIzCVY9.js";
const FIRST_YEAR = 1990;
function Time({
  at,
  className
}) {
  const [now, setNow] = reactExports.useState(() => Date.now());
  reactExports.useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 3e4);
    return () => clearInterval(timer);
  }, []);
  if (new Date(at).getFullYear() < FIRST_YEAR) return /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className, children: "–" });
  return /* @__PURE__ */ jsxRuntimeExports.jsx("time", { dateTime: at, title: exactMoment(at), className, children: ago(at, now) });
}
export {
  Time as T
};
