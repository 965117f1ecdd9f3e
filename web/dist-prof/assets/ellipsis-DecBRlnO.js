import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "ellipsis",
  size: 24,
  node: [
    ["circle", { cx: "12", cy: "12", r: "1", key: "41hilf" }],
    ["circle", { cx: "19", cy: "12", r: "1", key: "1wjl8i" }],
    ["circle", { cx: "5", cy: "12", r: "1", key: "1pcz8c" }]
  ],
  aliases: ["more-horizontal"]
};
__iconData.node;
const Ellipsis = createLucideIcon(__iconData);
export {
  Ellipsis as E
};
