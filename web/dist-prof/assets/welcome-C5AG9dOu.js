import { u as useLingui, d as useQueryClient, f as useNavigate, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans } from "./base-hfMyulGH.js";
import { a as setUp, A as ApiError, e as errorText, F as Field, I as Input, P as PASSWORD_CHARS_MIN, c as chooseLanguage, S as Select, C as Checkbox, N as Notice, B as Button } from "./index-CfIzCVY9.js";
import { L as LanguageSelect } from "./language-select-CgwNCAYI.js";
import { D as Doorway } from "./doorway-BjmMqFol.js";
function useRegions() {
  const {
    _: _t
  } = useLingui();
  return [{
    value: "CN",
    name: _t(
      /*i18n*/
      {
        id: "fz3AHP"
      }
    )
  }, {
    value: "HK",
    name: _t(
      /*i18n*/
      {
        id: "EtLSZx"
      }
    )
  }, {
    value: "TW",
    name: _t(
      /*i18n*/
      {
        id: "BHrGme"
      }
    )
  }, {
    value: "SG",
    name: _t(
      /*i18n*/
      {
        id: "8MF6Jg"
      }
    )
  }, {
    value: "JP",
    name: _t(
      /*i18n*/
      {
        id: "TA/bMy"
      }
    )
  }, {
    value: "US",
    name: _t(
      /*i18n*/
      {
        id: "SaF52C"
      }
    )
  }, {
    value: "GB",
    name: _t(
      /*i18n*/
      {
        id: "hUnpn/"
      }
    )
  }, {
    value: "DE",
    name: _t(
      /*i18n*/
      {
        id: "B8qQyQ"
      }
    )
  }];
}
function Welcome() {
  const {
    _: _t2,
    i18n
  } = useLingui();
  const regions = useRegions();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [input, setInput] = reactExports.useState({
    token: sessionStorage.getItem("rapport.token") ?? "",
    name: "",
    email: "",
    password: "",
    language: i18n.locale,
    region: i18n.locale === "zh-CN" ? "CN" : "US",
    sample: true,
    sandbox: true
  });
  const set = (part) => setInput((before) => ({
    ...before,
    ...part
  }));
  const begin = useMutation({
    mutationFn: () => setUp({
      ...input,
      token: input.token.trim(),
      email: input.email.trim(),
      name: input.name.trim()
    }),
    onSuccess: async (session) => {
      sessionStorage.removeItem("rapport.token");
      client.clear();
      client.setQueryData(["setup"], {
        needed: false
      });
      client.setQueryData(["session"], session);
      await navigate({
        to: "/"
      });
    }
  });
  const faults = begin.error instanceof ApiError ? begin.error.faults : [];
  const fault = (name) => faults.find((candidate) => candidate.pointer === `#/${name}`)?.detail;
  const submit = (event) => {
    event.preventDefault();
    begin.mutate();
  };
  const failure = begin.error && faults.length === 0 ? errorText(begin.error) : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsx(Doorway, { wide: true, title: _t2(
    /*i18n*/
    {
      id: "QH0gAF"
    }
  ), about: _t2(
    /*i18n*/
    {
      id: "qoFBt3"
    }
  ), children: /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { onSubmit: submit, className: "flex flex-col gap-4", children: [
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "/NdV5C"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "kYf9c1"
      }
    ), error: fault("token"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, value: input.token, onChange: (event) => set({
      token: event.target.value
    }), className: "font-mono" }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-4 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "q8yluz"
        }
      ), error: fault("name"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, autoComplete: "name", value: input.name, onChange: (event) => set({
        name: event.target.value
      }) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "5Sa1Ss"
        }
      ), error: fault("email"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, type: "email", autoComplete: "username", value: input.email, onChange: (event) => set({
        email: event.target.value
      }) }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
      /*i18n*/
      {
        id: "8ZsakT"
      }
    ), help: _t2(
      /*i18n*/
      {
        id: "q9sCqG",
        values: {
          PASSWORD_CHARS_MIN
        }
      }
    ), error: fault("password"), required: true, children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { required: true, type: "password", autoComplete: "new-password", minLength: PASSWORD_CHARS_MIN, value: input.password, onChange: (event) => set({
      password: event.target.value
    }) }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("div", { className: "grid gap-4 sm:grid-cols-2", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "vXIe7J"
        }
      ), error: fault("language"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(LanguageSelect, { value: input.language, onChange: (language) => {
        set({
          language
        });
        void chooseLanguage(language);
      } }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t2(
        /*i18n*/
        {
          id: "uJ+Ve2"
        }
      ), help: _t2(
        /*i18n*/
        {
          id: "bzlfbk"
        }
      ), error: fault("region"), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Select, { value: input.region, onChange: (event) => set({
        region: event.target.value
      }), children: regions.map((region) => /* @__PURE__ */ jsxRuntimeExports.jsx("option", { value: region.value, children: region.name }, region.value)) }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("fieldset", { className: "flex flex-col gap-3 rounded-md border border-line p-3", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsxs(Checkbox, { checked: input.sample, onChange: (event) => set({
        sample: event.target.checked
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "b/zjTD"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "3Z0dXd"
        } }) })
      ] }),
      /* @__PURE__ */ jsxRuntimeExports.jsxs(Checkbox, { checked: input.sandbox, onChange: (event) => set({
        sandbox: event.target.checked
      }), children: [
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "font-medium", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "vMT9um"
        } }) }),
        /* @__PURE__ */ jsxRuntimeExports.jsx("span", { className: "block text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
        {
          id: "7lK9T7"
        } }) })
      ] })
    ] }),
    failure && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: failure.detail ?? failure.title ?? _t2(
      /*i18n*/
      {
        id: "e5pZfb"
      }
    ) }),
    /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { type: "submit", look: "primary", busy: begin.isPending, className: "w-full", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "gpCYVr"
    } }) })
  ] }) });
}
export {
  Welcome
};
