//! Typed JSON of the API and the rules of fields.

use mapping::normalise::Region;
use mapping::{fragment_from_json, fragment_from_json_lenient, validate};
use model::schema::{Field, Label, Validation};
use model::{FieldType, FindingCode, Object};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::columns::object;

fn field<'a>(object: &'a Object, name: &str) -> &'a Field {
    object.field(name).expect("shipped field")
}

fn check(name: &str, value: Value, expected: Result<Option<&str>, FindingCode>) {
    let object = object("customers");
    let got = fragment_from_json(field(&object, name), &object, &value, Region::CN);
    match (&got, expected) {
        (Ok(fragment), Ok(expected)) => assert_eq!(fragment.as_deref(), expected, "{name} = {value}"),
        (Err(findings), Err(code)) => {
            assert!(findings.iter().any(|finding| finding.code == code && finding.field == name), "{name} = {value}: {findings:?}")
        }
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => assert_eq!(got.is_ok(), expected.is_ok(), "{name} = {value}: {got:?}"),
    }
}

#[test]
fn values_of_the_api_become_canonical_fragments() {
    check("name", json!(" 张伟 "), Ok(Some("\"张伟\"")));
    check("name", json!(null), Ok(None));
    check("name", json!(""), Ok(None));
    check("email", json!("A@Example.com"), Ok(Some("[\"a@example.com\"]")));
    check("email", json!(["a@example.com", "A@EXAMPLE.com", "b@example.com"]), Ok(Some("[\"a@example.com\",\"b@example.com\"]")));
    check("email", json!([]), Ok(None));
    check("phone", json!("13800138000"), Ok(Some("[\"+8613800138000\"]")));
    check("kind", json!("company"), Ok(Some("\"company\"")));
    check("kind", json!("企业"), Ok(Some("\"company\"")));
    check("birthday", json!("1990-03-07"), Ok(Some("\"1990-03-07\"")));
    check("created_at", json!("2026-03-31T16:15:00+08:00"), Ok(Some("\"2026-03-31T08:15:00.000Z\"")));
    check("employees", json!(12), Ok(Some("12")));
    check("revenue", json!({"amount": "12.50", "currency": "USD"}), Ok(Some("{\"amount\":\"12.50\",\"currency\":\"USD\"}")));
    check("revenue", json!(12.5), Ok(Some("{\"amount\":\"12.50\",\"currency\":\"CNY\"}")));
    check("tags", json!(["a", {"b": 1}]), Ok(Some("[\"a\",{\"b\":1}]")));
    check(
        "address",
        json!({"city": "上海市", "street": "人民路1号"}),
        Ok(Some("{\"city\":\"上海市\",\"street\":\"人民路1号\",\"text\":\"上海市人民路1号\"}")),
    );
}

#[test]
fn values_that_do_not_fit_are_refused() {
    check("email", json!("foo@"), Err(FindingCode::EmailInvalid));
    check("email", json!({"a": 1}), Err(FindingCode::EmailInvalid));
    check("phone", json!("000"), Err(FindingCode::PhoneInvalid));
    check("kind", json!("robot"), Err(FindingCode::OptionUnknown));
    check("birthday", json!("soon"), Err(FindingCode::DateInvalid));
    check("birthday", json!(1990), Err(FindingCode::DateInvalid));
    check("employees", json!("many"), Err(FindingCode::NumberInvalid));
    check("employees", json!(1.5), Err(FindingCode::NumberInvalid));
    check("revenue", json!({"amount": "1", "currency": "Shells"}), Err(FindingCode::CurrencyUnknown));
    check("revenue", json!({"currency": "USD"}), Err(FindingCode::NumberInvalid));
    check("credit_code", json!("91110105MA01ABC178"), Err(FindingCode::CreditCodeInvalid));
    check("website", json!("not a site"), Err(FindingCode::UrlInvalid));
    check("name", json!(["a"]), Err(FindingCode::ValidationFailed));
    check("address", json!({"planet": "Mars"}), Err(FindingCode::ValidationFailed));
    check("name", json!("x".repeat(1_001)), Err(FindingCode::TooLong));
}

#[test]
fn a_lenient_call_keeps_what_an_import_would_keep() {
    let object = object("customers");
    let (fragment, findings) = fragment_from_json_lenient(field(&object, "phone"), &object, &json!(["000", "13800138000"]), Region::CN);
    assert_eq!(fragment.as_deref(), Some("[\"000\",\"+8613800138000\"]"));
    assert_eq!(findings.len(), 1);
}

#[test]
fn validation_rules_speak_with_their_own_message() {
    let message = Label { en: "Wrong.".to_owned(), zh: "不对。".to_owned() };
    let check =
        |name: &str, field_type: FieldType, pattern: Option<&str>, min: Option<&str>, max: Option<&str>, fragment: &str, fits: bool| {
            let mut field = field(&object("customers"), name).clone();
            field.field_type = field_type;
            let text = |text: Option<&str>| text.map(str::to_owned);
            field.validation = Some(Validation { pattern: text(pattern), min: text(min), max: text(max), message: message.clone() });
            let finding = validate(&field, fragment);
            assert_eq!(finding.is_none(), fits, "{fragment} {finding:?}");
            if let Some(finding) = finding {
                assert!(
                    finding.code == FindingCode::ValidationFailed && finding.detail.contains("Wrong.") && finding.detail.contains("不对。")
                );
            }
        };
    check("segment", FieldType::Text, Some("[A-C]"), None, None, "\"B\"", true);
    check("segment", FieldType::Text, Some("[A-C]"), None, None, "\"BB\"", false);
    check("segment", FieldType::Text, Some("a|bc"), None, None, "\"bc\"", true);
    check("segment", FieldType::Text, None, Some("2"), Some("3"), "\"张伟明\"", true);
    check("segment", FieldType::Text, None, Some("2"), Some("3"), "\"abcd\"", false);
    check("employees", FieldType::Integer, None, Some("0"), Some("100"), "100", true);
    check("employees", FieldType::Integer, None, Some("0"), Some("100"), "101", false);
    check("revenue", FieldType::Money, None, Some("0"), None, "{\"amount\":\"-0.01\",\"currency\":\"CNY\"}", false);
    check("birthday", FieldType::Date, None, Some("1900-01-01"), Some("2020-12-31"), "\"2020-12-31\"", true);
    check("birthday", FieldType::Date, None, Some("1900-01-01"), Some("2020-12-31"), "\"2021-01-01\"", false);
    check("email", FieldType::Email, Some(".*@example\\.com"), None, None, "[\"a@example.com\",\"b@example.org\"]", false);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
        "[a-z]{1,5}@[a-z]{1,5}\\.(com|cn)".prop_map(Value::from),
        "1[3-9][0-9]{9}".prop_map(Value::from),
        "-?[0-9]{1,9}(\\.[0-9]{1,4})?".prop_map(Value::from),
        prop_oneof![Just("company"), Just("女"), Just("active"), Just("example.com")].prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(
                (
                    prop_oneof![Just("amount"), Just("currency"), Just("city"), Just("text"), Just("full"), Just("family"), Just("other")],
                    inner
                ),
                0..4
            )
            .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_fragment_read_again_is_itself_and_nothing_panics(value in any_json()) {
        for object in [object("customers"), object("contacts"), object("orders")] {
            for field in &object.fields {
                let (fragment, _) = fragment_from_json_lenient(field, &object, &value, Region::CN);
                let Some(fragment) = fragment else { continue };
                let json: Value = serde_json::from_str(&fragment).expect("a fragment is JSON");
                let (again, _) = fragment_from_json_lenient(field, &object, &json, Region::CN);
                prop_assert_eq!(again.as_deref(), Some(fragment.as_str()), "{} of {}", field.name, object.name);
            }
        }
    }
}
