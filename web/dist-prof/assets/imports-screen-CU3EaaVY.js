import { u as useLingui, y as useInfiniteQuery, j as jsxRuntimeExports, L as Link, T as Trans, x as getRouteApi } from "./base-hfMyulGH.js";
import { m as useObjects, al as Plus, f as buttonClasses, aF as Badge, w as words, ai as Empty, aS as FileUp, n as number } from "./index-CfIzCVY9.js";
import { g as importsQuery } from "./runs-BWbsENiS.js";
import { b as useActor } from "./origin-i0TSQpO3.js";
import { R as RunState } from "./run-state-DUmbRvjQ.js";
import { T as Time } from "./time-glN5b9fW.js";
import { L as ListPanel } from "./list-panel-BsXSa_FW.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import "./syncs-DezOtluZ.js";
import "./answered-Bo19G9Hi.js";
import "./table-BB5PSfqm.js";
const route = getRouteApi("/app/imports");
function ImportsScreen() {
  const {
    _: _t
  } = useLingui();
  const actor = useActor();
  const objects = useObjects();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(importsQuery);
  const imports = query.data?.pages.flatMap((page) => page.items) ?? [];
  const report = (run) => run.report ?? {};
  const count = (value, className) => value ? /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className, children: number(value) }) : /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-faint/70", children: "–" });
  const begin = /* @__PURE__ */ jsxRuntimeExports.jsxs(Link, { to: "/imports/new", className: buttonClasses("primary"), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "2xoyqj"
    } })
  ] });
  const isEmpty = query.data && imports.length === 0 && !query.hasNextPage;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Page, { title: _t(
    /*i18n*/
    {
      id: "02i3WU"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "UWWZQj"
    }
  ), actions: !isEmpty && begin, children: /* @__PURE__ */ jsxRuntimeExports.jsx(ListPanel, { query, empty: /* @__PURE__ */ jsxRuntimeExports.jsx(Empty, { icon: /* @__PURE__ */ jsxRuntimeExports.jsx(FileUp, { size: 20 }), title: _t(
    /*i18n*/
    {
      id: "GPokDX"
    }
  ), action: begin, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "2LXVhG"
  } }) }), label: _t(
    /*i18n*/
    {
      id: "02i3WU"
    }
  ), rows: imports, rowKey: (run) => run.id, onOpen: (run) => void navigate({
    to: "/imports/$id",
    params: {
      id: run.id
    }
  }), columns: [{
    key: "file",
    title: _t(
      /*i18n*/
      {
        id: "J2eKUI"
      }
    ),
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex min-w-0 items-center gap-2", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "truncate font-medium", children: run.file || run.source || `#${run.id}` }),
        run.undone_by && /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t(
          /*i18n*/
          {
            id: "VXRy2B"
          }
        ) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: run.started_at, className: "text-xs text-faint md:hidden" })
    ] })
  }, {
    key: "object",
    title: _t(
      /*i18n*/
      {
        id: "W0i24j"
      }
    ),
    wide: true,
    cell: (run) => words(objects.find((object) => object.name === run.object)?.label) || run.object
  }, {
    key: "state",
    title: _t(
      /*i18n*/
      {
        id: "RS0o7b"
      }
    ),
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx(RunState, { state: run.state })
  }, {
    key: "read",
    title: _t(
      /*i18n*/
      {
        id: "XeESp5"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).read)
  }, {
    key: "created",
    title: _t(
      /*i18n*/
      {
        id: "d+F6q9"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).created)
  }, {
    key: "updated",
    title: _t(
      /*i18n*/
      {
        id: "cNsIJf"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).updated)
  }, {
    key: "rejected",
    title: _t(
      /*i18n*/
      {
        id: "ekCRTP"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => count(report(run).rejected, "text-bad font-medium")
  }, {
    key: "by",
    title: _t(
      /*i18n*/
      {
        id: "g+0MOn"
      }
    ),
    wide: true,
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: actor(run.actor) })
  }, {
    key: "at",
    title: _t(
      /*i18n*/
      {
        id: "JEGlfK"
      }
    ),
    right: true,
    wide: true,
    cell: (run) => /* @__PURE__ */ jsxRuntimeExports.jsx(Time, { at: run.started_at, className: "whitespace-nowrap text-soft" })
  }] }) });
}
export {
  ImportsScreen
};
