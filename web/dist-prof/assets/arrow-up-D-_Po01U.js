import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData$1 = {
  name: "arrow-down",
  size: 24,
  node: [
    ["path", { d: "M12 5v14", key: "s699le" }],
    ["path", { d: "m19 12-7 7-7-7", key: "1idqje" }]
  ]
};
__iconData$1.node;
const ArrowDown = createLucideIcon(__iconData$1);
const __iconData = {
  name: "arrow-up",
  size: 24,
  node: [
    ["path", { d: "m5 12 7-7 7 7", key: "hav0vg" }],
    ["path", { d: "M12 19V5", key: "x0mq9r" }]
  ]
};
__iconData.node;
const ArrowUp = createLucideIcon(__iconData);
export {
  ArrowUp as A,
  ArrowDown as a
};
