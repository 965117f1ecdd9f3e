import { u as useLingui, b as useRouter, r as reactExports, j as jsxRuntimeExports } from "./base-hfMyulGH.js";
import { L as Logo, l as languages, c as chooseLanguage } from "./index-CfIzCVY9.js";
function Doorway({
  title,
  about,
  children,
  wide
}) {
  const {
    i18n,
    _: _t
  } = useLingui();
  const router = useRouter();
  reactExports.useEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
  return /* @__PURE__ */ jsxRuntimeExports.jsx("main", { className: "flex min-h-full flex-col items-center justify-center overflow-auto px-4 py-10", children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: wide ? "w-full max-w-lg" : "w-full max-w-sm", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "mb-6 flex items-center justify-center gap-2.5 text-xl font-semibold", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Logo, { size: 28 }),
      "Rapport"
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "flex flex-col gap-4 rounded-lg border border-line bg-panel p-6 shadow-low", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("h1", { className: "text-lg font-semibold", children: title }),
        about && /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "mt-1 text-sm text-soft", children: about })
      ] }),
      children
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("div", { className: "mt-4 flex justify-center gap-1", role: "group", "aria-label": _t(
      /*i18n*/
      {
        id: "vXIe7J"
      }
    ), children: languages.map((language) => /* @__PURE__ */ jsxRuntimeExports.jsx("button", { type: "button", "aria-pressed": i18n.locale === language.value, onClick: () => void chooseLanguage(language.value).then(() => router.invalidate()), className: "rounded-md px-2 py-1 text-xs text-soft hover:bg-hover aria-pressed:font-semibold aria-pressed:text-ink", children: language.name }, language.value)) })
  ] }) });
}
export {
  Doorway as D
};
