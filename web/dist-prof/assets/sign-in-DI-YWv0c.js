import { u as useLingui, b as useRouter, d as useQueryClient, r as reactExports, k as useMutation, j as jsxRuntimeExports, T as Trans, x as getRouteApi } from "./base-hfMyulGH.js";
import { s as signIn, e as errorText, N as Notice, F as Field, I as Input, B as Button } from "./index-CfIzCVY9.js";
import { D as Doorway } from "./doorway-BjmMqFol.js";
const route = getRouteApi("/sign-in");
function SignIn() {
  const {
    _: _t
  } = useLingui();
  const {
    to
  } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = reactExports.useState("");
  const [password, setPassword] = reactExports.useState("");
  const [hadToken] = reactExports.useState(() => sessionStorage.getItem("rapport.token") !== null);
  reactExports.useEffect(() => sessionStorage.removeItem("rapport.token"), []);
  const enter = useMutation({
    mutationFn: () => signIn({
      email: email.trim(),
      password
    }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(["session"], session);
      router.history.push(to?.startsWith("/") && !to.startsWith("//") ? to : "/");
    }
  });
  const submit = (event) => {
    event.preventDefault();
    enter.mutate();
  };
  const failure = enter.error ? errorText(enter.error) : void 0;
  return /* @__PURE__ */ jsxRuntimeExports.jsxs(Doorway, { title: _t(
    /*i18n*/
    {
      id: "5lWFkC"
    }
  ), children: [
    hadToken && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "warn", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "qR2CVn"
    } }) }),
    /* @__PURE__ */ jsxRuntimeExports.jsxs("form", { onSubmit: submit, className: "flex flex-col gap-4", children: [
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "5Sa1Ss"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "email", name: "email", autoComplete: "username", autoFocus: true, required: true, value: email, onChange: (event) => setEmail(event.target.value) }) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Field, { label: _t(
        /*i18n*/
        {
          id: "8ZsakT"
        }
      ), children: /* @__PURE__ */ jsxRuntimeExports.jsx(Input, { type: "password", name: "password", autoComplete: "current-password", required: true, value: password, onChange: (event) => setPassword(event.target.value) }) }),
      enter.error && /* @__PURE__ */ jsxRuntimeExports.jsx(Notice, { tone: "bad", children: failure?.detail ?? failure?.title ?? _t(
        /*i18n*/
        {
          id: "e5pZfb"
        }
      ) }),
      /* @__PURE__ */ jsxRuntimeExports.jsx(Button, { type: "submit", look: "primary", busy: enter.isPending, className: "w-full", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
      {
        id: "5lWFkC"
      } }) })
    ] }),
    /* @__PURE__ */ jsxRuntimeExports.jsx("p", { className: "text-xs text-faint", children: /* @__PURE__ */ jsxRuntimeExports.jsx(Trans, { .../*i18n*/
    {
      id: "FU/DwM",
      components: {
        0: /* @__PURE__ */ jsxRuntimeExports.jsx("code", { className: "font-mono" })
      }
    } }) })
  ] });
}
export {
  SignIn
};
