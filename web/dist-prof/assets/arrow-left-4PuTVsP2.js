import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "arrow-left",
  size: 24,
  node: [
    ["path", { d: "m12 19-7-7 7-7", key: "1l729n" }],
    ["path", { d: "M19 12H5", key: "x3x0zl" }]
  ]
};
__iconData.node;
const ArrowLeft = createLucideIcon(__iconData);
export {
  ArrowLeft as A
};
