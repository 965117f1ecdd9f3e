//! The written form of mappings and what is refused, with the place.

use mapping::{Compiled, Mapping};

use crate::columns::{names, object};

const HEAD: &str = "version: 1\nobject: customers\nfields:\n";

fn check_refused(rules: &str, expected: &[&str]) {
    let yaml = format!("{HEAD}{rules}");
    let columns = names(&["Customer Name", "手机", "birth"]);
    let refused = match Mapping::from_yaml(&yaml) {
        Ok(mapping) => Compiled::new(&mapping, &object("customers"), &columns, None).err().map(|error| error.to_string()),
        Err(error) => Some(error.to_string()),
    };
    let text = refused.expect(&yaml);
    for part in expected {
        assert!(text.contains(part), "{text:?} does not say {part:?}");
    }
}

#[test]
fn errors_name_the_line_and_what_was_probably_meant() {
    check_refused("  - from: Customer Name\n    to: nmae\n", &["line 4", "\"nmae\"", "did you mean \"name\""]);
    check_refused(
        "  - {from: Customer Name, to: name}\n  - {from: Custmer Nam, to: company}\n",
        &["line 5", "did you mean \"Customer Name\""],
    );
    check_refused("  - {from: 手机, to: phone, transforms: [{phon: CN}]}\n", &["line 4", "did you mean phone"]);
    check_refused("  - {from: 手机, to: phone, transforms: [{phone: Atlantis}]}\n", &["line 4", "phone", "country code"]);
    check_refused(
        "  - {from: birth, to: birthday, transforms: [{date: upside_down}]}\n",
        &["day_first, month_first, year_first or republic_year"],
    );
    check_refused("  - {from: birth, to: birthday, transforms: [email]}\n", &["line 4", "email", "birthday"]);
    check_refused("  - {from: birth, to: birthday, transforms: [{date: day_first}, trim]}\n", &["line 4", "stands last"]);
    check_refused("  - {from: birth, to: address.planet}\n", &["line 4", "address.country"]);
    check_refused("  - {from: birth, to: notes, transforms: [{regex_extract: \"(\"}]}\n", &["line 4", "not a regular expression"]);
    check_refused("  - {to: name}\n", &["line 4", "source column"]);
    check_refused("  - {from: birth, too: birthday}\n", &["line 4", "unknown field `too`"]);
    check_refused("  - {from: birth, to: notes, values: {a: b, a: c}}\n", &["twice"]);
}

#[test]
fn settings_are_checked() {
    let columns = names(&["a"]);
    let check = |setting: &str, expected: &str| {
        let yaml = format!("version: 1\nobject: customers\n{setting}\nfields:\n  - {{from: a, to: name}}\n");
        let mapping = Mapping::from_yaml(&yaml).expect("form");
        let error = Compiled::new(&mapping, &object("customers"), &columns, None).expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("region: Nowhere", "country code");
    check("zone: Mars/Base", "Asia/Shanghai");
    check("currency: Shells", "CNY");
    check("match: [city]", "no match key");
    check("match: [emial]", "did you mean \"email\"");
}

#[test]
fn columns_are_found_whatever_their_spelling() {
    let mapping = Mapping::from_yaml(&format!("{HEAD}  - {{from: customer_name, to: name}}\n")).expect("form");
    let columns = names(&["Other", "Customer Name"]);
    let compiled = Compiled::new(&mapping, &object("customers"), &columns, None).expect("found");
    assert_eq!(compiled.unmapped_columns(), [0]);
}

#[test]
fn the_fingerprint_changes_with_the_meaning_only() {
    let print = |rules: &str| {
        let mapping = Mapping::from_yaml(&format!("{HEAD}{rules}")).expect("form");
        Compiled::new(&mapping, &object("customers"), &names(&["a", "b"]), None).expect("fits").fingerprint()
    };
    assert_eq!(print("  - {from: a, to: name}\n"), print("\n  # remark\n  - from: a\n    to: name\n"));
    assert_ne!(print("  - {from: a, to: name}\n"), print("  - {from: b, to: name}\n"));
}

#[test]
fn numbers_and_words_of_yaml_are_texts() {
    let mapping = Mapping::from_yaml(&format!("{HEAD}  - {{from: a, to: status, default: 1, values: {{1: active, false: inactive}}}}\n"))
        .expect("form");
    let rule = mapping.fields.first().expect("rule");
    assert_eq!(rule.default.as_deref(), Some("1"));
    assert_eq!(rule.values, [("1".to_owned(), "active".to_owned()), ("false".to_owned(), "inactive".to_owned())]);
}
