//! Filters mean the same on both databases.

use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{Object, ObjectId, RecordId};
use store::{CountMode, RecordPage, RecordQuery, Store, StoreError};

use crate::backend::{Bench, on_each};
use crate::batch::create;

pub fn customers(store: &Store) -> (Object, Object) {
    let objects = store.read(|session| session.objects()).expect("reads");
    let by_name = |name: &str| objects.iter().find(|object| object.name == name).expect("shipped").clone();
    (by_name("customers"), by_name("deals"))
}

pub fn field(object: &Object, path: &str) -> Operand {
    let (name, member) = path.split_once('.').map_or((path, None), |(name, member)| (name, Some(member.to_owned())));
    Operand::Field(object.field(name).unwrap_or_else(|| panic!("no field {name}")).id, member)
}

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}

fn one(operand: Operand, test: Test) -> Filter {
    Filter::Predicate(Predicate { relations: Vec::new(), operand, test })
}

fn check(bench: &Bench, object: &Object, related: &[&Object], filter: Filter, first: RecordId, expected: &str) {
    let query = RecordQuery { filter: Some(filter.clone()), related: related.to_vec(), ..RecordQuery::new(object, 100) };
    let mut page = RecordPage::default();
    bench
        .store
        .read(|session| session.record_list(&query, &mut page))
        .unwrap_or_else(|error| panic!("{}: {filter:?}: {error:?}", bench.name));
    let found: String =
        page.lines.iter().map(|line| u8::try_from(line.id.0 - first.0).map(|at| char::from(b'a' + at)).expect("few records")).collect();
    assert_eq!(found, expected, "{}: {filter:?}", bench.name);
    let count = bench.store.read(|session| session.record_count(&query, CountMode::Exact)).expect("counts");
    assert_eq!((count.value, count.exact), (i64::try_from(expected.len()).expect("few"), true));
}

const DOCS: [&str; 5] = [
    r#"{"name":"Acme","email":["a@x.com","b@x.com"],"city":"上海","revenue":{"amount":"9.50","currency":"CNY"},"employees":9,"tags":["vip","old"],"birthday":"2000-01-02"}"#,
    r#"{"name":"acme 100%","email":["c@x.com"],"city":"北京","revenue":{"amount":"10.00","currency":"USD"},"employees":10,"tags":"vip"}"#,
    r#"{"name":"Beta_Co","city":"","revenue":{"amount":"-3","currency":"CNY"},"employees":-1,"address":{"city":"上海","text":"上海 1"},"tags":true}"#,
    r#"{"name":"it's \"q\" \\ x","employees":9007199254740993,"birthday":"1999-12-31","tags":{"a":1},"created_at":"1969-01-02T03:04:05.678Z"}"#,
    r#"{"tags":1}"#,
];

#[test]
fn every_test_of_every_type_selects_the_same_records() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        let first = create(&bench.store, &DOCS)[0];
        let f = |path: &str| field(&object, path);
        let created = Operand::CreatedAt(object.field("created_at").map(|field| field.id));
        let decimal = |text: &str| Literal::Decimal(text.to_owned());
        let cases: Vec<(Filter, &str)> = vec![
            (one(f("name"), Test::Equal(text("Acme"))), "a"),
            (one(f("name"), Test::Equal(text("it's \"q\" \\ x"))), "d"),
            (one(f("name"), Test::NotEqual(text("Acme"))), "bcde"),
            (one(f("name"), Test::Less(text("acme"))), "ac"),
            (one(f("name"), Test::Contains("ACME".to_owned())), "ab"),
            (one(f("name"), Test::Contains("0%".to_owned())), "b"),
            (one(f("name"), Test::Contains("a_c".to_owned())), "c"),
            (one(f("name"), Test::Contains("\\".to_owned())), "d"),
            (one(f("name"), Test::StartsWith("ac".to_owned())), "ab"),
            (one(f("name"), Test::In(vec![text("Acme"), text("Beta_Co"), text("x")])), "ac"),
            (one(f("name"), Test::In(vec![])), ""),
            (one(f("name"), Test::NotIn(vec![text("Acme"), text("Beta_Co")])), "bde"),
            (one(f("name"), Test::IsNull), "e"),
            (one(f("city"), Test::IsNotNull), "abc"),
            (one(f("city"), Test::Greater(text("上"))), "ab"),
            (one(f("city"), Test::Less(text("上海"))), "c"),
            (one(f("email"), Test::Equal(text("b@x.com"))), "a"),
            (one(f("email"), Test::NotEqual(text("b@x.com"))), "bcde"),
            (one(f("email"), Test::Has(text("c@x.com"))), "b"),
            (one(f("email"), Test::Contains("X.COM".to_owned())), "ab"),
            (one(f("email"), Test::In(vec![text("b@x.com"), text("c@x.com")])), "ab"),
            (one(f("email"), Test::IsNull), "cde"),
            (one(f("tags"), Test::Has(text("vip"))), "ab"),
            (one(f("tags"), Test::Has(Literal::Boolean(true))), "c"),
            (one(f("tags"), Test::Equal(Literal::Boolean(true))), "c"),
            (one(f("tags"), Test::Has(Literal::Integer(1))), "e"),
            (one(f("tags"), Test::Equal(Literal::Integer(1))), "e"),
            (one(f("employees"), Test::Greater(Literal::Integer(9))), "bd"),
            (one(f("employees"), Test::LessOrEqual(Literal::Integer(9))), "ac"),
            (one(f("employees"), Test::Equal(Literal::Integer(9_007_199_254_740_993))), "d"),
            (one(f("employees"), Test::Less(decimal("9.5"))), "ac"),
            (one(f("revenue"), Test::Greater(decimal("9.5"))), "b"),
            (one(f("revenue.amount"), Test::GreaterOrEqual(decimal("9.50"))), "ab"),
            (one(f("revenue.amount"), Test::Equal(Literal::Integer(10))), "b"),
            (one(f("revenue.currency"), Test::Equal(text("CNY"))), "ac"),
            (one(f("revenue"), Test::IsNull), "de"),
            (one(f("address"), Test::IsNotNull), "c"),
            (one(f("address.city"), Test::Equal(text("上海"))), "c"),
            (one(f("birthday"), Test::Less(text("2000-01-01"))), "d"),
            (one(Operand::Version, Test::Equal(Literal::Integer(1))), "abcde"),
            (one(Operand::Id, Test::Equal(text(&first.to_string()))), "a"),
            (one(Operand::UpdatedAt, Test::Less(text("1970-01-01T00:00:01Z"))), "abcde"),
            (one(created.clone(), Test::Less(text("1970-01-01T00:00:00.000Z"))), "d"),
            (one(created.clone(), Test::GreaterOrEqual(text("1970-01-01T00:00:00.000Z"))), "abce"),
            (one(Operand::CreatedAt(None), Test::GreaterOrEqual(text("1970-01-01T00:00:00.000Z"))), "abcde"),
            (one(created.clone(), Test::IsNull), ""),
            (Filter::And(vec![]), "abcde"),
            (Filter::Or(vec![]), ""),
            (Filter::Not(Box::new(one(f("city"), Test::Equal(text("上海"))))), "bcde"),
            (Filter::Or(vec![one(f("name"), Test::IsNull), one(f("name"), Test::Equal(text("Acme")))]), "ae"),
            (Filter::And(vec![one(f("name"), Test::Contains("e".to_owned())), one(f("employees"), Test::Less(Literal::Integer(0)))]), "c"),
        ];
        for (filter, expected) in cases {
            check(bench, &object, &[], filter, first, expected);
        }
    });
}

#[test]
fn relations_lead_to_other_records() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        let ids = create(&bench.store, &DOCS);
        let objects = bench.store.read(|session| session.objects()).expect("reads");
        let (contacts, reference) = objects
            .iter()
            .find_map(|other| {
                let field = other
                    .fields
                    .iter()
                    .find(|field| matches!(&field.field_type, model::FieldType::Reference { to } if to == "customers"))?;
                Some((other.clone(), field.clone()))
            })
            .expect("some shipped object refers to customers");
        let other = contacts.id;
        let docs =
            [format!("{{\"{}\":\"{}\"}}", reference.name, ids[0]), format!("{{\"{}\":\"{}\"}}", reference.name, ids[1]), "{}".to_owned()];
        let first = create_of(&bench.store, other, &docs);
        let path = |operand: Operand, test: Test| Filter::Predicate(Predicate { relations: vec![reference.id], operand, test });
        let name = field(&object, "name");
        let cases = [
            (path(name.clone(), Test::Equal(text("Acme"))), "a"),
            (path(name.clone(), Test::NotEqual(text("Acme"))), "bc"),
            (path(name.clone(), Test::IsNotNull), "ab"),
            (path(name, Test::IsNull), "c"),
            (path(field(&object, "employees"), Test::Greater(Literal::Integer(9))), "b"),
        ];
        for (filter, expected) in cases {
            check(bench, &contacts, &[&object], filter, first, expected);
        }
    });
}

fn create_of(store: &Store, object: ObjectId, docs: &[String]) -> RecordId {
    let docs = docs.to_vec();
    store
        .write(move |session| {
            let first = session.allocate_record_ids(object, docs.len())?;
            let created = (0..).zip(&docs).map(|(at, doc)| crate::batch::record(RecordId(first.0 + at), 1, doc)).collect();
            session.commit_batch(&store::WriteBatch { created, ..store::WriteBatch::default() })?;
            Ok::<_, StoreError>(first)
        })
        .expect("creates")
}

#[test]
fn filters_that_do_not_fit_are_refused() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        create(&bench.store, &DOCS);
        let many = Filter::And(vec![one(Operand::Version, Test::IsNotNull); 51]);
        let odd = [
            one(Operand::Field(model::FieldId(999), None), Test::IsNull),
            one(field(&object, "employees"), Test::Contains("1".to_owned())),
            one(field(&object, "employees"), Test::Equal(text("many"))),
            one(field(&object, "revenue"), Test::Equal(Literal::Decimal("inf".to_owned()))),
            one(field(&object, "revenue.x' OR 1=1"), Test::IsNotNull),
            many,
        ];
        for filter in odd {
            let query = RecordQuery { filter: Some(filter.clone()), ..RecordQuery::new(&object, 10) };
            let refused = bench.store.read(|session| session.record_list(&query, &mut RecordPage::default()));
            assert!(matches!(refused, Err(StoreError::Invalid(_))), "{filter:?}: {refused:?}");
        }
    });
}
