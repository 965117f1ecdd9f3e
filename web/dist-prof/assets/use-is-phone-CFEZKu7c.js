import { r as reactExports } from "./base-hfMyulGH.js";
const narrow = window.matchMedia("(max-width: 639px)");
function useIsPhone() {
  return reactExports.useSyncExternalStore((listener) => {
    narrow.addEventListener("change", listener);
    return () => narrow.removeEventListener("change", listener);
  }, () => narrow.matches);
}
export {
  useIsPhone as u
};
