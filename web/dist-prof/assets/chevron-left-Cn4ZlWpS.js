import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "chevron-left",
  size: 24,
  node: [["path", { d: "m15 18-6-6 6-6", key: "1wnfg3" }]]
};
__iconData.node;
const ChevronLeft = createLucideIcon(__iconData);
export {
  ChevronLeft as C
};
