use std::sync::Arc;

use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{Object, standard};
use proptest::prelude::*;

use super::*;

fn lookup(name: &str) -> Option<Arc<Object>> {
    standard::objects().into_iter().find(|object| object.name == name).map(Arc::new)
}

fn read(object: &str, text: &str) -> Result<Filter, FilterError> {
    parse(text, &lookup(object).expect("shipped"), &lookup, Region::CN)
}

fn written(object: &str, text: &str) -> String {
    let filter = read(object, text).expect(text);
    print(&filter, &lookup(object).expect("shipped"), &lookup)
}

#[test]
fn what_people_write_is_understood() {
    for (text, expected) in [
        (r#"status = "active""#, r#"status = "active""#),
        ("status=active and city = 上海", r#"status = "active" AND city = "上海""#),
        ("(city = a OR city = b) AND kind != company", r#"(city = "a" OR city = "b") AND kind != "company""#),
        ("city = a OR city = b AND kind = person", r#"city = "a" OR (city = "b" AND kind = "person")"#),
        ("NOT (city IS NULL)", "NOT city IS NULL"),
        (r#"phone IN ("+8613800138000", "+862161234567")"#, r#"phone IN ("+8613800138000", "+862161234567")"#),
        (r#"phone IN ("138 0013 8000", "0086-21-6123 4567", 12345)"#, r#"phone IN ("+8613800138000", "+862161234567", "12345")"#),
        ("phone = '(021) 6123-4567'", r#"phone = "+862161234567""#),
        ("phone ~ '8000 12'", r#"phone ~ "800012""#),
        ("email:wei@example.cn", r#"email:"wei@example.cn""#),
        ("email = Wei@Example.CN AND email ^ WEI", r#"email = "wei@example.cn" AND email ^ "wei""#),
        ("name = 'O\\'Brien \"x\"'", r#"name = "O'Brien \"x\"""#),
        ("name = O'Brien", r#"name = "O'Brien""#),
        ("revenue >= 10000.50", "revenue.amount >= 10000.50"),
        ("revenue.currency = CNY", r#"revenue.currency = "CNY""#),
        ("employees < 10", "employees < 10"),
        ("created_at >= 2026-03-31", r#"created_at >= "2026-03-31T00:00:00.000Z""#),
        ("created_at >= 2026-03-31T08:15:00+08:00", r#"created_at >= "2026-03-31T00:15:00.000Z""#),
        ("updated_at > 2026-01-01", r#"updated_at > "2026-01-01T00:00:00.000Z""#),
        ("tags:vip", r#"tags:"vip""#),
        (r#"name ~ "a \"b\"""#, r#"name ~ "a \"b\"""#),
        ("name ^ 张 AND city NOT IN (北京)", r#"name ^ "张" AND city NOT IN ("北京")"#),
        ("address.city = 上海", r#"address.city = "上海""#),
    ] {
        assert_eq!(written("customers", text), expected);
    }
    assert_eq!(written("orders", "customer.city = 上海"), r#"customer.city = "上海""#);
}

#[test]
fn a_mistake_is_told_with_its_place_and_the_nearest_names() {
    let error = read("customers", "citty = x").expect_err("unknown");
    assert_eq!(error.offset, 0);
    assert!(matches!(&error.reason, FilterReason::UnknownField { nearest, .. } if nearest.first().is_some_and(|name| name == "city")));
    for (text, offset) in [
        ("", 0),
        ("city", 4),
        ("city =", 6),
        ("city = a b", 9),
        ("city = \"a", 7),
        ("employees = many", 12),
        ("employees ~ 1", 10),
        ("city = a AND (kind = b", 22),
        ("city.x = 1", 0),
        ("= 1", 0),
        ("city IN (a", 10),
        ("birthday > 2026-02-30", 11),
    ] {
        assert_eq!(read("customers", text).expect_err(text).offset, offset, "{text}");
    }
    let many = vec!["city = a"; 51].join(" AND ");
    assert_eq!(read("customers", &many).expect_err("too many").reason, FilterReason::TooManyPredicates);
    let deep = format!("{}city = a{}", "(".repeat(40), ")".repeat(40));
    assert_eq!(read("customers", &deep).expect_err("too deep").reason, FilterReason::TooNested);
}

#[test]
fn a_number_without_a_country_is_one_of_the_region() {
    let object = lookup("customers").expect("shipped");
    let germany = Region::parse("DE").expect("a country");
    let json = serde_json::json!({"field": "phone", "op": "in", "value": ["030 1234567"]});
    for (region, expected) in [(germany, "+49301234567"), (Region::CN, "030 1234567")] {
        let text = parse("phone IN ('030 1234567')", &object, &lookup, region);
        assert_eq!(text.as_ref().map(|filter| print(filter, &object, &lookup)), Ok(format!("phone IN (\"{expected}\")")));
        assert_eq!(json::parse(&json, &object, &lookup, region), text);
    }
}

#[test]
fn both_spellings_mean_the_same() {
    let object = lookup("orders").expect("shipped");
    for (text, json) in [
        ("status = open", r#"{"field":"status","value":"open"}"#),
        (
            "amount > 5 AND NOT customer.city IN (a, b)",
            r#"{"and":[{"field":"amount","op":">","value":5},{"not":{"field":"customer.city","op":"in","value":["a","b"]}}]}"#,
        ),
        ("notes IS NULL OR line != 3", r#"{"or":[{"field":"notes","op":"is_null"},{"field":"line","op":"!=","value":3}]}"#),
    ] {
        let json: serde_json::Value = serde_json::from_str(json).expect("json");
        assert_eq!(json::parse(&json, &object, &lookup, Region::CN), read("orders", text));
    }
    for (json, pointer) in [
        (r#"{"and":[{"field":"statsu","value":"x"}]}"#, "/and/0/field"),
        (r#"{"or":[]}"#, "/or"),
        (r#"{"field":"line","op":"=","value":{}}"#, "/value"),
        (r#"{"field":"line","op":"fly","value":1}"#, "/op"),
        (r#"{"field":"line","extra":1}"#, ""),
        ("[]", ""),
    ] {
        let json: serde_json::Value = serde_json::from_str(json).expect("json");
        assert_eq!(json::parse(&json, &object, &lookup, Region::CN).expect_err("refused").pointer, pointer);
    }
}

#[test]
fn an_order_names_fields_and_directions() {
    let object = lookup("customers").expect("shipped");
    let keys = parse_sort("-updated_at,name,revenue", &object).expect("order");
    assert_eq!(keys.len(), 3);
    assert!(keys[0].descending && keys[0].operand == Operand::UpdatedAt && !keys[1].descending);
    assert!(matches!(&keys[2].operand, Operand::Field(_, Some(member)) if member == "amount"));
    assert!(matches!(parse_sort("nmae", &object).expect_err("unknown").reason, FilterReason::UnknownField { .. }));
    assert!(matches!(parse_sort("tags", &object).expect_err("json").reason, FilterReason::NotSortable(_)));
    assert!(parse_sort("", &object).is_err());
    assert_eq!(parse_sort("name,city,kind,owner,source,segment", &object).expect_err("six").reason, FilterReason::TooManySortKeys);
}

fn predicates() -> impl Strategy<Value = Filter> {
    let object = lookup("customers").expect("shipped");
    let id = |name: &str| object.field(name).expect("shipped").id;
    let (name, email, employees, revenue, created, kind) =
        (id("name"), id("email"), id("employees"), id("revenue"), id("created_at"), id("kind"));
    let text = prop_oneof![".{0,20}", "[\"\\\\ \n\t\r()=:]{0,8}"];
    let predicate = |operand: Operand, test: Test| Filter::Predicate(Predicate { relations: Vec::new(), operand, test });
    prop_oneof![
        text.clone().prop_map(move |text| predicate(Operand::Field(name, None), Test::Equal(Literal::Text(text)))),
        text.clone().prop_map(move |text| predicate(Operand::Field(name, None), Test::Contains(text))),
        text.clone().prop_map(move |text| predicate(Operand::Field(email, None), Test::Has(Literal::Text(text)))),
        any::<i64>().prop_map(move |value| predicate(Operand::Field(employees, None), Test::Less(Literal::Integer(value)))),
        (1_i64..i64::MAX).prop_map(move |value| predicate(Operand::Id, Test::In(vec![Literal::Integer(value), Literal::Integer(1)]))),
        (-62_000_000_000_000_i64..253_000_000_000_000)
            .prop_map(move |ms| predicate(Operand::UpdatedAt, Test::Greater(Literal::Integer(ms)))),
        (0_i64..253_000_000_000_000)
            .prop_map(move |ms| predicate(Operand::CreatedAt(Some(created)), Test::LessOrEqual(Literal::Text(model::format_ms(ms))))),
        "-?[0-9]{1,12}(\\.[0-9]{1,6})?".prop_map(move |text| predicate(
            Operand::Field(revenue, Some("amount".to_owned())),
            Test::GreaterOrEqual(Literal::Decimal(text))
        )),
        prop::collection::vec(text, 1..4)
            .prop_map(move |texts| predicate(Operand::Field(kind, None), Test::NotIn(texts.into_iter().map(Literal::Text).collect()))),
        Just(predicate(Operand::Field(kind, None), Test::IsNotNull)),
    ]
}

fn filters() -> impl Strategy<Value = Filter> {
    predicates().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::Or),
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
        ]
    })
}

proptest! {
    #[test]
    fn printing_and_reading_gives_the_same_tree(filter in filters()) {
        let object = lookup("customers").expect("shipped");
        let text = print(&filter, &object, &lookup);
        prop_assert_eq!(parse(&text, &object, &lookup, Region::CN), Ok(filter), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}") {
        let _ = read("customers", &text);
        let _ = parse_sort(&text, &lookup("customers").expect("shipped"));
    }

    #[test]
    fn no_mixture_of_tokens_makes_the_reader_panic(tokens in prop::collection::vec(prop::sample::select(vec!["city", "revenue.", "=", "!=", "IN", "NOT", "(", ")", ",", "\"", "\\", "AND", "OR", "IS", "NULL", "2026-03-31", "12:30", "张", ".", ":", " "]), 0..30)) {
        let _ = read("customers", &tokens.concat());
        let _ = read("customers", &tokens.join(" "));
    }
}
