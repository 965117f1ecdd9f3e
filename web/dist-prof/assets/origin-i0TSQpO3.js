import { j as jsxRuntimeExports, u as useLingui, e as useQuery } from "./base-hfMyulGH.js";
import { aZ as peopleQuery } from "./index-CfIzCVY9.js";
function useActor() {
  const {
    _: _t
  } = useLingui();
  const {
    data: people
  } = useQuery(peopleQuery);
  return (actor) => {
    if (!actor || actor === "system") return _t(
      /*i18n*/
      {
        id: "h2BZVz"
      }
    );
    const [kind, id] = actor.split(":");
    if (kind === "run") return _t(
      /*i18n*/
      {
        id: "LNKrfq",
        values: {
          0: id ?? ""
        }
      }
    );
    if (kind === "key") return _t(
      /*i18n*/
      {
        id: "Ax4HEZ",
        values: {
          0: id ?? ""
        }
      }
    );
    if (kind === "user") return people?.find((person) => person.id === id)?.name ?? _t(
      /*i18n*/
      {
        id: "N52paF",
        values: {
          0: id ?? ""
        }
      }
    );
    return actor;
  };
}
function useOrigin() {
  const {
    _: _t2
  } = useLingui();
  const actor = useActor();
  return (origin) => {
    if (origin.kind === "source") return origin.source ?? _t2(
      /*i18n*/
      {
        id: "6mYvCu"
      }
    );
    if (origin.kind === "default") return _t2(
      /*i18n*/
      {
        id: "A+sIKw"
      }
    );
    return origin.cut ? _t2(
      /*i18n*/
      {
        id: "jyLMar"
      }
    ) : _t2(
      /*i18n*/
      {
        id: "WokMkp",
        values: {
          0: actor(origin.actor)
        }
      }
    );
  };
}
function useRule() {
  const {
    _: _t3
  } = useLingui();
  return (rule) => {
    const names = {
      newest: _t3(
        /*i18n*/
        {
          id: "9JEv51"
        }
      ),
      oldest: _t3(
        /*i18n*/
        {
          id: "jLQVn1"
        }
      ),
      source_rank: _t3(
        /*i18n*/
        {
          id: "RaknkO"
        }
      ),
      longest: _t3(
        /*i18n*/
        {
          id: "Wm7mh3"
        }
      ),
      most_frequent: _t3(
        /*i18n*/
        {
          id: "BT6LHq"
        }
      ),
      manual: _t3(
        /*i18n*/
        {
          id: "QCtzJR"
        }
      ),
      default: _t3(
        /*i18n*/
        {
          id: "UZvFgX"
        }
      )
    };
    return names[rule] ?? rule;
  };
}
const hues = [212, 152, 32, 280, 340, 190, 60, 250];
function sourceMark(name) {
  const clean = name.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const isChinese = /\p{Script=Han}/u.test(clean);
  const parts = clean.split(" ");
  const letters = isChinese ? [...clean].slice(0, 1).join("") : parts.length > 1 ? `${parts[0]?.[0] ?? ""}${parts[1]?.[0] ?? ""}` : clean.slice(0, 2);
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return {
    letters: letters.toUpperCase(),
    hue: hues[sum % hues.length] ?? 212
  };
}
function SourceMark({
  name,
  size = 16
}) {
  const {
    letters,
    hue
  } = sourceMark(name);
  return /* @__PURE__ */ jsxRuntimeExports.jsx(
    "span",
    {
      "aria-hidden": true,
      "data-letters": letters,
      className: "inline-grid shrink-0 place-items-center rounded-sm font-semibold before:content-[attr(data-letters)]",
      style: {
        width: size,
        height: size,
        fontSize: size * 0.5,
        background: `light-dark(hsl(${hue} 55% 89%), hsl(${hue} 30% 26%))`,
        color: `light-dark(hsl(${hue} 70% 24%), hsl(${hue} 60% 84%))`
      }
    }
  );
}
export {
  SourceMark as S,
  useRule as a,
  useActor as b,
  useOrigin as u
};
