import { l as useRouterState, j as jsxRuntimeExports, x as getRouteApi, u as useLingui, r as reactExports, T as Trans, L as Link } from "./base-hfMyulGH.js";
import { m as useObjects, V as useDebounced, aD as useFindEverywhere, W as SearchInput, E as ErrorState, ai as Empty, aE as Search, ak as SkeletonLines, O as ObjectIcon, D as titleOf, x as liveFields, z as isEmpty, ab as valueText, w as words } from "./index-CfIzCVY9.js";
import { a as Page, P as Panel } from "./page-D4x0Hjzw.js";
import { S as SearchX } from "./search-x-T0fqwIvk.js";
const route = getRouteApi("/app/search");
const PER_OBJECT = 25;
const TYPING_MS = 120;
const FACTS = 4;
function SearchScreen() {
  const {
    q = ""
  } = route.useSearch();
  const place = useRouterState({
    select: (state) => state.location.state.__TSR_index
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Searching, { q }, place);
}
function Searching({
  q
}) {
  const {
    _: _t
  } = useLingui();
  const navigate = route.useNavigate();
  const objects = useObjects();
  const [typed, setTyped] = reactExports.useState(q);
  const question = useDebounced(typed.trim(), TYPING_MS);
  const {
    found,
    isLoading,
    error
  } = useFindEverywhere(objects, question, PER_OBJECT);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t(
    /*i18n*/
    {
      id: "A1taO8"
    }
  ), narrow: true, children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SearchInput, { autoFocus: true, "aria-label": _t(
      /*i18n*/
      {
        id: "u0UVrY"
      }
    ), placeholder: _t(
      /*i18n*/
      {
        id: "C4w+Pj"
      }
    ), value: typed, onChange: (event) => {
      setTyped(event.target.value);
      void navigate({
        search: {
          q: event.target.value || void 0
        },
        replace: true
      });
    } }),
    error ? /* @__PURE__ */ jsxRuntimeExports.jsx(ErrorState, { error }) : question === "" ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Search, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "qq00pq"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tldH/H"
    } }) }) : found.length === 0 && isLoading ? /* @__PURE__ */ jsxRuntimeExports.jsx(SkeletonLines, { lines: 6 }) : found.length === 0 ? /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(SearchX, { size: 20 }), title: _t(
      /*i18n*/
      {
        id: "5nWv5w",
        values: {
          question
        }
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "/6fXaU"
    } }) }) : objects.map((object) => {
      const mine = found.filter((each) => each.object.name === object.name);
      if (mine.length === 0) return null;
      return /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { title: words(object.label), flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx("ul", { children: mine.map(({
        record
      }) => /* @__PURE__ */ jsxRuntimeExports.jsx("li", { className: "border-t border-line", children: /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/records/$object/$id", params: {
        object: object.name,
        id: record.id
      }, className: "flex items-center gap-3 px-4 py-2 hover:bg-hover", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 15, className: "shrink-0 text-faint" }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "shrink-0 font-medium", children: titleOf(record, object) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "min-w-0 truncate text-xs text-soft", children: liveFields(object).filter((field) => field.name !== object.title_field && ["text", "phone", "email", "select", "money"].includes(field.type) && !isEmpty(record[field.name])).slice(0, FACTS).map((field) => valueText(field, record[field.name])).join(" · ") })
      ] }) }, record.id)) }) }, object.name);
    })
  ] });
}
export {
  SearchScreen
};
