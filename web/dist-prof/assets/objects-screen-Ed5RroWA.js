import { u as useLingui, r as reactExports, j as jsxRuntimeExports, T as Trans, x as getRouteApi, d as useQueryClient, k as useMutation } from "./base-hfMyulGH.js";
import { m as useObjects, O as ObjectIcon, w as words, aF as Badge, x as liveFields, n as number, B as Button, al as Plus, G as toastError, H as toastDone, J as Dialog, F as Field, I as Input } from "./index-CfIzCVY9.js";
import { a as apiName, c as createObject } from "./field-words-cwv8gtE0.js";
import { a as Page, P as Panel } from "./page-D4x0Hjzw.js";
import { T as Table } from "./table-BB5PSfqm.js";
const route = getRouteApi("/app/objects");
function ObjectsScreen() {
  const {
    _: _t
  } = useLingui();
  const objects = useObjects();
  const navigate = route.useNavigate();
  const [isNew, setIsNew] = reactExports.useState(false);
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Page, { title: _t(
    /*i18n*/
    {
      id: "0Jg1i2"
    }
  ), about: _t(
    /*i18n*/
    {
      id: "raKdSV"
    }
  ), actions: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", icon: /* @__PURE__ */ jsxRuntimeExports.jsx(Plus, { size: 14 }), onClick: () => setIsNew(true), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "dSV8fI"
  } }) }), children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Panel, { flush: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Table, { label: _t(
      /*i18n*/
      {
        id: "B3toQF"
      }
    ), rows: objects, rowKey: (object) => object.name, onOpen: (object) => void navigate({
      to: "/objects/$object",
      params: {
        object: object.name
      }
    }), columns: [{
      key: "label",
      title: _t(
        /*i18n*/
        {
          id: "W0i24j"
        }
      ),
      cell: (object) => /* @__PURE__ */ jsxRuntimeExports.jsxs("span", { className: "flex items-center gap-2.5 font-medium", children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx(ObjectIcon, { object: object.name, size: 15, className: "text-faint" }),
        " ",
        words(object.label)
      ] })
    }, {
      key: "name",
      title: _t(
        /*i18n*/
        {
          id: "6H86/+"
        }
      ),
      wide: true,
      cell: (object) => /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono text-xs text-soft", children: object.name })
    }, {
      key: "kind",
      title: _t(
        /*i18n*/
        {
          id: "KSCnVQ"
        }
      ),
      cell: (object) => object.standard ? /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { children: _t(
        /*i18n*/
        {
          id: "okX9Bk"
        }
      ) }) : /* @__PURE__ */ jsxRuntimeExports.jsx(Badge, { tone: "accent", children: _t(
        /*i18n*/
        {
          id: "S5/uMg"
        }
      ) })
    }, {
      key: "keys",
      title: _t(
        /*i18n*/
        {
          id: "g4Odd4"
        }
      ),
      wide: true,
      cell: (object) => /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "text-soft", children: liveFields(object).filter((field) => field.match_key).map((field) => words(field.label)).join(", ") })
    }, {
      key: "fields",
      title: _t(
        /*i18n*/
        {
          id: "vF68cg"
        }
      ),
      right: true,
      cell: (object) => number(liveFields(object).length)
    }] }) }),
    isNew && /* @__PURE__ */ jsxRuntimeExports.jsx(NewObjectDialog, { onClose: () => setIsNew(false), onMade: (name) => void navigate({
      to: "/objects/$object",
      params: {
        object: name
      }
    }) })
  ] });
}
function NewObjectDialog({
  onClose,
  onMade
}) {
  const {
    _: _t2
  } = useLingui();
  const client = useQueryClient();
  const [en, setEn] = reactExports.useState("");
  const [zh, setZh] = reactExports.useState("");
  const [given, setGiven] = reactExports.useState();
  const name = given ?? apiName(en);
  const make = useMutation({
    mutationFn: () => createObject({
      name,
      label: {
        en: en.trim() || zh.trim(),
        zh: zh.trim() || en.trim()
      },
      title_field: "name",
      fields: [{
        name: "name",
        label: {
          en: "Name",
          zh: "名称"
        },
        type: "text",
        required: true
      }]
    }),
    onSuccess: async (object) => {
      await client.invalidateQueries({
        queryKey: ["objects"]
      });
      toastDone(_t2(
        /*i18n*/
        {
          id: "ZyQOSe"
        }
      ));
      onMade(object.name);
    },
    onError: toastError
  });
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Dialog, { title: _t2(
    /*i18n*/
    {
      id: "dSV8fI"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "lb1fsg"
    }
  ), onClose, action: /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { look: "primary", busy: make.isPending, disabled: name === "" || en.trim() === "" && zh.trim() === "", onClick: () => make.mutate(), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
  {
    id: "bX0pB+"
  } }) }), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-4 sm:grid-cols-2", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "PuXnGf"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { autoFocus: true, value: en, placeholder: _t2(
      /*i18n*/
      {
        id: "s8OcrP"
      }
    ), onChange: (event) => setEn(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "+FDTN2"
      }
    ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { value: zh, onChange: (event) => setZh(event.target.value) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "6H86/+"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "DSaO0v"
      }
    ), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { className: "font-mono", value: name, onChange: (event) => setGiven(event.target.value) }) })
  ] }) });
}
export {
  ObjectsScreen
};
