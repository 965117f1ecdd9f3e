import { u as useLingui } from "./base-hfMyulGH.js";
function useAlertWords() {
  const {
    _: _t
  } = useLingui();
  return (kind) => {
    const kinds = {
      late: _t(
        /*i18n*/
        {
          id: "5qRVUm"
        }
      ),
      stale: _t(
        /*i18n*/
        {
          id: "hoBqo+"
        }
      ),
      failing: _t(
        /*i18n*/
        {
          id: "7ZLXyc"
        }
      ),
      paused: _t(
        /*i18n*/
        {
          id: "B5MHBG"
        }
      ),
      warning: _t(
        /*i18n*/
        {
          id: "ZEXnyf"
        }
      )
    };
    return kinds[kind] ?? kind.replaceAll("_", " ");
  };
}
export {
  useAlertWords as u
};
