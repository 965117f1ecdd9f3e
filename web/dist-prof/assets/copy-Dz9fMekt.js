import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "copy",
  size: 24,
  node: [
    ["rect", { width: "14", height: "14", x: "8", y: "8", rx: "2", ry: "2", key: "17jyea" }],
    ["path", { d: "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2", key: "zix9uf" }]
  ]
};
__iconData.node;
const Copy = createLucideIcon(__iconData);
export {
  Copy as C
};
