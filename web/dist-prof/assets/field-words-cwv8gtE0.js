import { r as request } from "./index-CfIzCVY9.js";
import { u as useLingui } from "./base-hfMyulGH.js";
function createObject(body) {
  return request("POST", "/objects", {
    body
  });
}
function changeObject(name, body) {
  return request("PATCH", `/objects/${name}`, {
    body
  });
}
function createField(object, body) {
  return request("POST", `/objects/${object}/fields`, {
    body
  });
}
function changeField(object, field, body) {
  return request("PATCH", `/objects/${object}/fields/${field}`, {
    body
  });
}
function useFieldTypes() {
  const {
    _: _t
  } = useLingui();
  return [["text", _t(
    /*i18n*/
    {
      id: "O46NWx"
    }
  )], ["long_text", _t(
    /*i18n*/
    {
      id: "g+zzQs"
    }
  )], ["select", _t(
    /*i18n*/
    {
      id: "HJ1tCV"
    }
  )], ["multi_select", _t(
    /*i18n*/
    {
      id: "zyIY18"
    }
  )], ["integer", _t(
    /*i18n*/
    {
      id: "YK4ZnP"
    }
  )], ["decimal", _t(
    /*i18n*/
    {
      id: "hHhk+k"
    }
  )], ["money", _t(
    /*i18n*/
    {
      id: "nvhLKN"
    }
  )], ["boolean", _t(
    /*i18n*/
    {
      id: "ptrd4F"
    }
  )], ["date", _t(
    /*i18n*/
    {
      id: "mYGY3B"
    }
  )], ["datetime", _t(
    /*i18n*/
    {
      id: "Ud9zHv"
    }
  )], ["phone", _t(
    /*i18n*/
    {
      id: "zmwvG2"
    }
  )], ["email", _t(
    /*i18n*/
    {
      id: "5Sa1Ss"
    }
  )], ["url", _t(
    /*i18n*/
    {
      id: "55l21g"
    }
  )], ["reference", _t(
    /*i18n*/
    {
      id: "yWxNYR"
    }
  )], ["person", _t(
    /*i18n*/
    {
      id: "VNKR85"
    }
  )], ["address", _t(
    /*i18n*/
    {
      id: "Du6bPw"
    }
  )], ["auto_number", _t(
    /*i18n*/
    {
      id: "UjsxZC"
    }
  )], ["json", _t(
    /*i18n*/
    {
      id: "IAIg2h"
    }
  )]];
}
function matchKeysOf(type) {
  if (type === "phone") return ["phone"];
  if (type === "email") return ["email"];
  if (type === "text") return ["text", "credit_code", "resident_id"];
  return [];
}
function useMatchKeyWords() {
  const {
    _: _t2
  } = useLingui();
  return {
    phone: _t2(
      /*i18n*/
      {
        id: "qkUxun"
      }
    ),
    email: _t2(
      /*i18n*/
      {
        id: "ru7MZC"
      }
    ),
    text: _t2(
      /*i18n*/
      {
        id: "Cwjt0H"
      }
    ),
    credit_code: _t2(
      /*i18n*/
      {
        id: "MPDPK2"
      }
    ),
    resident_id: _t2(
      /*i18n*/
      {
        id: "Xd3U3O"
      }
    )
  };
}
function apiName(label) {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 50);
}
function fitsRule(type, rule, value) {
  if (["integer", "decimal", "money"].includes(type)) {
    const number = Number(value);
    if (value.trim() === "" || Number.isNaN(number)) return false;
    return !(rule.min && number < Number(rule.min)) && !(rule.max && number > Number(rule.max));
  }
  if (["date", "datetime"].includes(type)) return !(rule.min && value < rule.min) && !(rule.max && value > rule.max);
  if (!rule.pattern) return true;
  try {
    return new RegExp(`^(?:${rule.pattern})$`, "u").test(value);
  } catch {
    return null;
  }
}
export {
  apiName as a,
  useMatchKeyWords as b,
  createObject as c,
  changeField as d,
  createField as e,
  fitsRule as f,
  changeObject as g,
  matchKeysOf as m,
  useFieldTypes as u
};
