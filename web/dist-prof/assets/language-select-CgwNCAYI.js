import { j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { S as Select, l as languages } from "./index-CfIzCVY9.js";
function LanguageSelect({
  value,
  onChange
}) {
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value, onChange: (event) => onChange(event.target.value), children: languages.map((language) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: language.value, children: language.name }, language.value)) });
}
export {
  LanguageSelect as L
};
