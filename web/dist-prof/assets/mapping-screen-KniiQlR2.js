import { e as useQuery, j as jsxRuntimeExports, x as getRouteApi, u as useLingui, r as reactExports, L as Link, T as Trans } from "./base-hfMyulGH.js";
import { u as useObject, f as buttonClasses, B as Button } from "./index-CfIzCVY9.js";
import { d as syncQuery } from "./syncs-DezOtluZ.js";
import { C as Crumb } from "./crumb-BkLZNJhE.js";
import { u as useRights } from "./use-rights-P3a7iCyc.js";
import { A as Answered } from "./answered-Bo19G9Hi.js";
import { a as Page } from "./page-D4x0Hjzw.js";
import { L as LeaveGuard } from "./leave-guard-2oSeQOu-.js";
import { S as SourceNotice, M as MappingEditor } from "./source-notice-CokrdoB1.js";
import { r as readMapping, w as writeMapping, u as useSource } from "./mapping-try-riMTxBMZ.js";
import { u as useSaveSync } from "./use-save-sync-DW1nh4uu.js";
import "./chevron-right-Cmbd0Dta.js";
import "./use-is-phone-CFEZKu7c.js";
import "./value-hS0eKqEf.js";
import "./minus-CM3ayool.js";
import "./grip-vertical-TN_BRnlo.js";
import "./link-2-DGmJAPf4.js";
import "./arrow-right-B1ZxghoU.js";
import "./shuffle-DMupKTRt.js";
import "./trash-CpsVe_4Z.js";
import "./ellipsis-DecBRlnO.js";
import "./reason-text-JlUNECws.js";
import "./meter-Bj_o0HYA.js";
import "./download-Cm3gGPWl.js";
import "./chevron-left-Cn4ZlWpS.js";
import "./undo-2-I8cn7RQu.js";
import "./connections-LupvPEya.js";
const route = getRouteApi("/app/syncs/$id/mapping");
function MappingScreen() {
  const {
    id
  } = route.useParams();
  const query = useQuery({
    ...syncQuery(id),
    refetchInterval: false
  });
  const object = useObject(query.data?.object ?? "");
  if (!query.data || !object) return /* @__PURE__ */ jsxRuntimeExports.jsx(Answered, { query, lines: 12, className: "p-6", children: null });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(SyncMapping, { sync: query.data, object }, query.data.version);
}
function SyncMapping({
  sync,
  object
}) {
  const {
    _: _t
  } = useLingui();
  const navigate = route.useNavigate();
  const rights = useRights(sync.object);
  const definition = sync.definition;
  const [mapping, setMapping] = reactExports.useState(() => readMapping(definition.mapping, sync.object));
  const before = JSON.stringify(writeMapping(readMapping(definition.mapping, sync.object)));
  const isChanged = JSON.stringify(writeMapping(mapping)) !== before;
  const source = useSource(sync.connection_id, sync.stream, sync.object, definition.source_filter);
  const save = useSaveSync(sync, void 0, {
    label: _t(
      /*i18n*/
      {
        id: "rdUucN"
      }
    ),
    run: () => void navigate({
      to: "/syncs/$id/preview",
      params: {
        id: sync.id
      }
    })
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { tab: _t(
    /*i18n*/
    {
      id: "JE5YIg",
      values: {
        0: sync.name
      }
    }
  ), layout: "fill", above: /* @__PURE__ */ jsxRuntimeExports.jsx(Crumb, { to: "/syncs/$id", params: {
    id: sync.id
  }, children: sync.name }), title: _t(
    /*i18n*/
    {
      id: "50p3H9"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsxs(jsxRuntimeExports.Fragment, { children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Link, { to: "/syncs/$id/preview", params: {
      id: sync.id
    }, className: buttonClasses(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "rdUucN"
    } }) }),
    rights.admin && /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", disabled: !isChanged, busy: save.isPending, onClick: () => save.mutate({
      mapping: writeMapping(mapping)
    }), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "tfDRzk"
    } }) })
  ] }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(SourceNotice, { source }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(MappingEditor, { object, mapping, onChange: setMapping, columns: source.columns, sample: source.sample, isLoading: source.isLoading, proposed: source.proposed }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(LeaveGuard, { isChanged: isChanged && !save.isPending })
  ] });
}
export {
  MappingScreen
};
