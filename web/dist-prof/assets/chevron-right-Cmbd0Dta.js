import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "chevron-right",
  size: 24,
  node: [["path", { d: "m9 18 6-6-6-6", key: "mthhwq" }]]
};
__iconData.node;
const ChevronRight = createLucideIcon(__iconData);
export {
  ChevronRight as C
};
