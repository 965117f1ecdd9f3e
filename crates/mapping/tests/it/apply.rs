//! One row becomes one document: values, findings, rejections.

use mapping::{Compiled, Mapped, Mapping};
use model::{CellKind, FindingCode, RecordBatch};
use proptest::prelude::*;

use crate::columns::{map, names, object, profile};

fn codes(mapped: &Mapped) -> Vec<FindingCode> {
    mapped.findings.iter().map(|finding| finding.code).collect()
}

/// Maps a row of customers by plain rules, each column to the field of its name.
fn plain(cells: &[(&str, &str)]) -> Mapped {
    let mut yaml = "version: 1\nobject: customers\nfields:\n".to_owned();
    for (column, _) in cells {
        yaml.push_str(&format!("  - {{from: {column}, to: {column}}}\n"));
    }
    let (columns, texts): (Vec<&str>, Vec<&str>) = cells.iter().copied().unzip();
    map(&object("customers"), &yaml, &columns, &texts)
}

fn check(cells: &[(&str, &str)], expected_json: &str, expected_codes: &[FindingCode]) {
    let mapped = plain(cells);
    assert_eq!(mapped.doc.to_json(&object("customers")), expected_json, "{cells:?}");
    assert_eq!(codes(&mapped), expected_codes, "{cells:?}: {:?}", mapped.findings);
}

#[test]
fn the_type_of_the_field_decides_how_a_value_is_read() {
    check(
        &[
            ("name", "  张伟 "),
            ("email", " Li@Example.COM"),
            ("phone", "0086 13800138000"),
            ("country", "中国"),
            ("birthday", "1990年3月7日"),
        ],
        r#"{"name":"张伟","kind":"person","email":["li@example.com"],"phone":["+8613800138000"],"country":"CN","birthday":"1990-03-07"}"#,
        &[],
    );
    check(
        &[("name", "Acme"), ("status", "停用"), ("gender", "Ｆｅｍａｌｅ")],
        r#"{"name":"Acme","kind":"person","gender":"female","status":"inactive"}"#,
        &[],
    );
    check(
        &[("name", "A"), ("revenue", "1.5万"), ("employees", "12")],
        r#"{"name":"A","revenue":{"amount":"15000.00","currency":"CNY"},"employees":12}"#,
        &[],
    );
    check(&[("name", "A"), ("tags", "vip；new, vip")], r#"{"name":"A","tags":["vip","new"]}"#, &[]);
    check(&[("name", "A"), ("website", "Example.com/Path")], r#"{"name":"A","website":"https://example.com/Path"}"#, &[]);
}

#[test]
fn bad_values_of_identifiers_are_kept_and_others_left_out() {
    check(&[("name", "A"), ("phone", "000")], r#"{"name":"A","phone":["000"]}"#, &[FindingCode::PhoneInvalid]);
    check(&[("name", "A"), ("email", "foo@")], r#"{"name":"A","email":["foo@"]}"#, &[FindingCode::EmailInvalid]);
    check(
        &[("name", "A"), ("credit_code", "91110105MA01ABC178")],
        r#"{"name":"A","credit_code":"91110105MA01ABC178"}"#,
        &[FindingCode::CreditCodeInvalid],
    );
    check(&[("name", "A"), ("birthday", "soon")], r#"{"name":"A"}"#, &[FindingCode::DateInvalid]);
    check(&[("name", "A"), ("employees", "many")], r#"{"name":"A"}"#, &[FindingCode::NumberInvalid]);
    check(&[("name", "A"), ("gender", "perhaps")], r#"{"name":"A"}"#, &[FindingCode::OptionUnknown]);
    check(&[("name", "A"), ("country", "Atlantis")], r#"{"name":"A","country":"Atlantis"}"#, &[FindingCode::CountryUnknown]);
}

#[test]
fn null_words_are_no_values() {
    check(&[("name", "A"), ("phone", "无"), ("email", "n/a"), ("birthday", "-"), ("revenue", "NULL")], r#"{"name":"A"}"#, &[]);
}

#[test]
fn a_cell_may_hold_several_phones_and_columns_add_up_without_doubles() {
    let yaml = "version: 1\nobject: customers\nfields:\n  - {from: 姓名, to: name}\n  - {from: [手机, 电话], to: phone}\n";
    let mapped = map(&object("customers"), yaml, &["姓名", "手机", "电话"], &["张伟", "13800138000", "13900139000；138-0013-8000"]);
    assert_eq!(mapped.doc.to_json(&object("customers")), r#"{"name":"张伟","kind":"person","phone":["+8613800138000","+8613900139000"]}"#);
}

#[test]
fn the_country_of_the_row_decides_its_phone() {
    let yaml = "version: 1\nobject: customers\nfields:\n  - {from: n, to: name}\n  - {from: c, to: country}\n  - {from: p, to: phone}\n";
    let phone_of = |country: &str, phone: &str| {
        let mapped = map(&object("customers"), yaml, &["n", "c", "p"], &["Ann Lee", country, phone]);
        let field = object("customers").field("phone").expect("shipped").id;
        mapped.doc.get(field).map(str::to_owned).unwrap_or_default()
    };
    assert_eq!(phone_of("US", "(415) 555-2671"), r#"["+14155552671"]"#);
    assert_eq!(phone_of("United Kingdom", "07911 123456"), r#"["+447911123456"]"#);
    assert_eq!(phone_of("", "13800138000"), r#"["+8613800138000"]"#);
    assert!(phone_of("US", "13800138000").contains("138"));
}

#[test]
fn rows_without_a_name_take_one_and_rows_without_anything_are_refused() {
    check(
        &[("name", ""), ("company", "华信科技有限公司")],
        r#"{"name":"华信科技有限公司","company":"华信科技有限公司"}"#,
        &[FindingCode::RequiredMissing],
    );
    check(
        &[("name", ""), ("email", "a@example.com")],
        r#"{"name":"a@example.com","email":["a@example.com"]}"#,
        &[FindingCode::RequiredMissing],
    );
    let empty = plain(&[("name", " "), ("city", "上海"), ("phone", "")]);
    assert!(empty.rejected);
    assert_eq!(codes(&empty), [FindingCode::RecordEmpty]);
    let yaml = "version: 1\nobject: customers\nfields:\n  - {from: id, to: external_id}\n  - {from: city, to: city}\n";
    let by_id = map(&object("customers"), yaml, &["id", "city"], &["C-1", "上海"]);
    assert!(!by_id.rejected && by_id.external_id == "C-1");
    assert_eq!(by_id.doc.to_json(&object("customers")), r#"{"name":"C-1","city":"上海"}"#);
    let yaml = "version: 1\nobject: customers\nfields:\n  - {from: city, to: city}\n";
    let nameless = map(&object("customers"), yaml, &["city"], &["上海"]);
    assert_eq!(nameless.doc.to_json(&object("customers")), r##"{"name":"#2","city":"上海"}"##);
}

#[test]
fn the_kind_of_a_customer_follows_from_its_name_or_code() {
    check(&[("name", "华信科技有限公司"), ("city", "上海")], r#"{"name":"华信科技有限公司","kind":"company","city":"上海"}"#, &[]);
    check(
        &[("name", "华信"), ("credit_code", "91110105MA01ABC179")],
        r#"{"name":"华信","kind":"company","credit_code":"91110105MA01ABC179"}"#,
        &[],
    );
    check(&[("name", "张伟"), ("gender", "男")], r#"{"name":"张伟","kind":"person","gender":"male"}"#, &[]);
}

#[test]
fn money_takes_its_currency_from_the_text_the_column_or_the_row() {
    let yaml = "version: 1\nobject: orders\nfields:\n  - {from: no, to: number}\n  - {from: sum, to: amount}\n  - {from: cur, to: amount.currency}\n  - {from: paid, to: paid}\n";
    let check = |cells: [&str; 4], expected: &str| {
        let mapped = map(&object("orders"), yaml, &["no", "sum", "cur", "paid"], &cells);
        assert_eq!(mapped.doc.to_json(&object("orders")), expected, "{cells:?}");
    };
    check(
        ["1", "1,200.50", "USD", "200"],
        r#"{"number":"1","amount":{"amount":"1200.50","currency":"USD"},"paid":{"amount":"200.00","currency":"USD"}}"#,
    );
    check(["1", "100", "人民币", ""], r#"{"number":"1","amount":{"amount":"100.00","currency":"CNY"}}"#);
    check(["1", "€100", "USD", ""], r#"{"number":"1","amount":{"amount":"100.00","currency":"EUR"}}"#);
    check(["1", "100", "", ""], r#"{"number":"1","amount":{"amount":"100.00","currency":"CNY"}}"#);
}

#[test]
fn versions_and_ids_leave_the_document() {
    let yaml = "version: 1\nobject: customers\nzone: Asia/Shanghai\nfields:\n  - {from: id, to: external_id}\n  - {from: at, to: updated_at}\n  - {from: n, to: name}\n";
    let mapped = map(&object("customers"), yaml, &["id", "at", "n"], &[" C1 ", "2024-01-01 08:00:00", "A"]);
    assert_eq!((mapped.external_id.as_str(), mapped.version_ms), ("C1", model::parse_ms("2024-01-01T00:00:00Z")));
    let bad = map(&object("customers"), yaml, &["id", "at", "n"], &["C1", "yesterday", "A"]);
    assert_eq!((bad.version_ms, codes(&bad)), (None, vec![FindingCode::DateInvalid]));
}

#[test]
fn damaged_cells_are_reported_and_refuse_a_row_that_nothing_else_identifies() {
    let columns = names(&["name", "email"]);
    let mapping = Mapping::from_yaml("version: 1\nobject: customers\nfields:\n  - {from: name, to: name}\n  - {from: email, to: email}\n")
        .expect("mapping");
    let compiled = Compiled::new(&mapping, &object("customers"), &columns, None).expect("fits");
    let run = |cells: [(CellKind, &str); 2]| {
        let mut batch = RecordBatch::new(columns.clone().into());
        for (kind, text) in cells {
            batch.push_cell(kind, text);
        }
        batch.finish_row(7);
        let mut mapped = Mapped::default();
        compiled.apply(batch.row(0), &mut mapped);
        mapped
    };
    let named = run([(CellKind::Text, "A"), (CellKind::Damaged, "a\u{fffd}@example.com")]);
    assert!(!named.rejected && codes(&named) == [FindingCode::BytesInvalid]);
    let lost = run([(CellKind::Empty, ""), (CellKind::Damaged, "{\"name\": \u{fffd}")]);
    assert!(lost.rejected && codes(&lost).contains(&FindingCode::JsonInvalid), "{:?}", lost.findings);
    // A row with more cells than the header: the last cell's own text counts, and the rest stands in the finding.
    let long = run([(CellKind::Text, "A"), (CellKind::Damaged, "a@example.com | x | y")]);
    let email = object("customers").field("email").map(|field| field.id).expect("shipped");
    assert_eq!((long.rejected, long.doc.get(email)), (false, Some(r#"["a@example.com"]"#)), "{:?}", long.findings);
    assert_eq!((codes(&long), long.findings[0].detail.as_ref()), (vec![FindingCode::RowShape], "a@example.com | x | y"));
    let alone = run([(CellKind::Text, "A"), (CellKind::Damaged, " | x")]);
    assert_eq!((codes(&alone), alone.doc.get(email)), (vec![FindingCode::RowShape], None));
}

#[test]
fn day_and_month_are_told_apart_by_the_column_or_reported() {
    let yaml = "version: 1\nobject: customers\nfields:\n  - {from: n, to: name}\n  - {from: d, to: birthday}\n";
    let columns = names(&["n", "d"]);
    let run = |other: &str| {
        let batch = crate::columns::batch(&columns, &[["A", "03/04/1990"], ["B", other]]);
        let mapping = Mapping::from_yaml(yaml).expect("mapping");
        let compiled = Compiled::new(&mapping, &object("customers"), &columns, Some(&profile(&batch))).expect("fits");
        let mut mapped = Mapped::default();
        compiled.apply(batch.row(0), &mut mapped);
        (mapped.doc.to_json(&object("customers")), codes(&mapped), profile(&batch).unresolved_columns())
    };
    assert_eq!(run("25/12/1990"), (r#"{"name":"A","kind":"person","birthday":"1990-04-03"}"#.to_owned(), vec![], vec![]));
    assert_eq!(run("12/25/1990"), (r#"{"name":"A","kind":"person","birthday":"1990-03-04"}"#.to_owned(), vec![], vec![]));
    assert_eq!(
        run("05/06/1990"),
        (r#"{"name":"A","kind":"person","birthday":"1990-04-03"}"#.to_owned(), vec![FindingCode::DateAmbiguous], vec![1])
    );
}

#[test]
fn transforms_change_values_in_order() {
    let check = |rule: &str, cell: &str, expected: Option<&str>| {
        let yaml = format!("version: 1\nobject: customers\nfields:\n  - {{from: n, to: name}}\n  - {{from: v, to: segment, {rule}}}\n");
        let mapped = map(&object("customers"), &yaml, &["n", "v", "other"], &["A", cell, "Gold"]);
        let field = object("customers").field("segment").expect("shipped").id;
        let got = mapped.doc.get(field).and_then(model::fragment::as_text).map(std::borrow::Cow::into_owned);
        assert_eq!(got.as_deref(), expected, "{rule} on {cell:?}");
    };
    check("transforms: [lower]", "VIP", Some("vip"));
    check("transforms: [{replace: [\"-\", \"\"]}, upper]", "a-b", Some("AB"));
    check("transforms: [title]", "big spender", Some("Big Spender"));
    check("transforms: [{split: [\"/\", \"2\"]}]", "a/b/c", Some("b"));
    check("transforms: [{regex_extract: [\"level (\\\\d+)\", \"1\"]}]", "now level 42!", Some("42"));
    check("transforms: [{prefix: L}, {suffix: X}]", "4", Some("L4X"));
    check("transforms: [{when: [other, gold]}]", "yes", Some("yes"));
    check("transforms: [{when: [other, silver]}]", "yes", None);
    check("transforms: [{value: fixed}]", "whatever", Some("fixed"));
    check("default: none given", "", Some("none given"));
    check("values: {普通: B, vip: A}", "ＶＩＰ", Some("A"));
    check("values: {普通: B, \"*\": C}", "else", Some("C"));
    check("transforms: [{phone: CN}]", "138 0013 8000", Some("+8613800138000"));
}

proptest! {
    #[test]
    fn any_row_maps_without_panic_and_canonical_values_stay_as_they_are(cells in proptest::collection::vec("\\PC{0,24}|[0-9/:. -]{0,20}|[a-z]{1,8}@[a-z]{1,8}\\.com", 12)) {
        const FIELDS: [&str; 12] = ["name", "kind", "email", "phone", "credit_code", "country", "birthday", "created_at", "website", "employees", "segment", "notes"];
        let object = object("customers");
        let pairs: Vec<(&str, &str)> = FIELDS.into_iter().zip(cells.iter().map(String::as_str)).collect();
        let once = plain(&pairs);
        // Texts of the fragments, mapped again, give the same document.
        let texts: Vec<(&str, String)> = FIELDS.into_iter().map(|name| {
            let held = object.field(name).and_then(|field| once.doc.get(field.id)).unwrap_or_default();
            let text = if held.starts_with(['"', '[']) { model::fragment::as_list(held).first().map(|text| text.clone().into_owned()).unwrap_or_default() } else { held.to_owned() };
            (name, text)
        }).collect();
        if once.findings.is_empty() && !once.rejected {
            let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let twice = plain(&pairs);
            for name in ["kind", "country", "birthday", "created_at", "website", "employees"] {
                let field = object.field(name).expect("shipped").id;
                prop_assert_eq!(once.doc.get(field), twice.doc.get(field), "{}", name);
            }
        }
    }
}
