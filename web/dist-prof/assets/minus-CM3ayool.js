import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "minus",
  size: 24,
  node: [["path", { d: "M5 12h14", key: "1ays0h" }]]
};
__iconData.node;
const Minus = createLucideIcon(__iconData);
export {
  Minus as M
};
