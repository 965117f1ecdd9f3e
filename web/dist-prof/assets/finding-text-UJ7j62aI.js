import { u as useLingui } from "./base-hfMyulGH.js";
function useFindingText() {
  const {
    _: _t
  } = useLingui();
  return (code) => {
    const texts = {
      required_missing: _t(
        /*i18n*/
        {
          id: "yzJbur"
        }
      ),
      phone_invalid: _t(
        /*i18n*/
        {
          id: "2nLY+f"
        }
      ),
      phone_country_assumed: _t(
        /*i18n*/
        {
          id: "oI0wxE"
        }
      ),
      email_invalid: _t(
        /*i18n*/
        {
          id: "1+aHIi"
        }
      ),
      date_invalid: _t(
        /*i18n*/
        {
          id: "YjXiz1"
        }
      ),
      date_ambiguous: _t(
        /*i18n*/
        {
          id: "XhAv7A"
        }
      ),
      year_missing: _t(
        /*i18n*/
        {
          id: "+MtaPj"
        }
      ),
      number_invalid: _t(
        /*i18n*/
        {
          id: "BV+dq1"
        }
      ),
      digits_lost: _t(
        /*i18n*/
        {
          id: "kQlHxL"
        }
      ),
      boolean_invalid: _t(
        /*i18n*/
        {
          id: "j2NGSn"
        }
      ),
      option_unknown: _t(
        /*i18n*/
        {
          id: "mQRfX0"
        }
      ),
      credit_code_invalid: _t(
        /*i18n*/
        {
          id: "ep2hF/"
        }
      ),
      resident_id_invalid: _t(
        /*i18n*/
        {
          id: "fCBEfw"
        }
      ),
      country_unknown: _t(
        /*i18n*/
        {
          id: "Jjmatg"
        }
      ),
      currency_unknown: _t(
        /*i18n*/
        {
          id: "aNcSHF"
        }
      ),
      url_invalid: _t(
        /*i18n*/
        {
          id: "M9OlA+"
        }
      ),
      too_long: _t(
        /*i18n*/
        {
          id: "V+UCpn"
        }
      ),
      validation_failed: _t(
        /*i18n*/
        {
          id: "ov+YiO"
        }
      ),
      reference_unknown: _t(
        /*i18n*/
        {
          id: "sLDuay"
        }
      ),
      value_unmapped: _t(
        /*i18n*/
        {
          id: "5NG6i2"
        }
      ),
      bytes_invalid: _t(
        /*i18n*/
        {
          id: "Si0QQM"
        }
      ),
      row_shape: _t(
        /*i18n*/
        {
          id: "GR6GFZ"
        }
      ),
      json_invalid: _t(
        /*i18n*/
        {
          id: "tX5HGq"
        }
      ),
      record_empty: _t(
        /*i18n*/
        {
          id: "hou2U3"
        }
      ),
      matched_multiple: _t(
        /*i18n*/
        {
          id: "4Xjz7e"
        }
      ),
      id_conflict: _t(
        /*i18n*/
        {
          id: "DC9Qyb"
        }
      ),
      key_shared: _t(
        /*i18n*/
        {
          id: "NcD/9E"
        }
      ),
      value_taken: _t(
        /*i18n*/
        {
          id: "+KsfjQ"
        }
      ),
      record_deleted: _t(
        /*i18n*/
        {
          id: "vf3uTN"
        }
      ),
      version_stale: _t(
        /*i18n*/
        {
          id: "VnQUE2"
        }
      ),
      target_refused: _t(
        /*i18n*/
        {
          id: "w7J0mr"
        }
      )
    };
    return texts[code] ?? code.replaceAll("_", " ");
  };
}
export {
  useFindingText as u
};
