import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "scale",
  size: 24,
  node: [
    ["path", { d: "M12 3v18", key: "108xh3" }],
    ["path", { d: "m19 8 3 8a5 5 0 0 1-6 0zV7", key: "zcdpyk" }],
    ["path", { d: "M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1", key: "1yorad" }],
    ["path", { d: "m5 8 3 8a5 5 0 0 1-6 0zV7", key: "eua70x" }],
    ["path", { d: "M7 21h10", key: "1b0cd5" }]
  ]
};
__iconData.node;
const Scale = createLucideIcon(__iconData);
export {
  Scale as S
};
