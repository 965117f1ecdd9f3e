import { b as createLucideIcon } from "./index-CfIzCVY9.js";
const __iconData = {
  name: "play",
  size: 24,
  node: [
    [
      "path",
      {
        d: "M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z",
        key: "10ikf1"
      }
    ]
  ]
};
__iconData.node;
const Play = createLucideIcon(__iconData);
export {
  Play as P
};
