//! Lists: every order, paged with a cursor, sees each record exactly once.

use model::filter::{Operand, SortKey};
use model::{RecordId, RecordState};
use store::{CountMode, ListIndex, RecordPage, RecordQuery, StoreError};

use crate::backend::{Bench, on_each};
use crate::batch::create;
use crate::filters::{customers, field};

const DOCS: [&str; 8] = [
    r#"{"name":"b","revenue":{"amount":"10.10","currency":"CNY"},"employees":2}"#,
    r#"{"name":"a","revenue":{"amount":"9.99","currency":"CNY"},"employees":2}"#,
    r#"{"name":"c","revenue":{"amount":"10.1","currency":"CNY"}}"#,
    r#"{}"#,
    r#"{"name":"a","employees":1}"#,
    r#"{"name":"张","revenue":{"amount":"0.1","currency":"CNY"},"employees":-5}"#,
    r#"{"employees":2}"#,
    r#"{"name":"B","revenue":{"amount":"-1","currency":"CNY"}}"#,
];

fn walk(bench: &Bench, query: RecordQuery<'_>) -> Vec<i64> {
    let seen = walk_many(bench, query);
    assert!(seen.len() < 100, "pages go round in circles");
    seen
}

fn walk_many(bench: &Bench, mut query: RecordQuery<'_>) -> Vec<i64> {
    let mut seen = Vec::new();
    loop {
        let mut page = RecordPage::default();
        bench.store.read(|session| session.record_list(&query, &mut page)).expect("lists");
        let Some(last) = page.lines.last() else { return seen };
        query.after = Some((last.sort.clone(), last.id));
        seen.extend(page.lines.iter().map(|line| line.id.0));
        assert!(seen.len() < 10_000, "pages go round in circles");
    }
}

#[test]
fn paging_by_any_order_sees_every_record_once_in_that_order() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        let first = create(&bench.store, &DOCS)[0].0;
        let check = |keys: &[(Operand, bool)], expected: &[i64]| {
            let sort: Vec<SortKey> =
                keys.iter().map(|(operand, descending)| SortKey { operand: operand.clone(), descending: *descending }).collect();
            for limit in [1, 3, 100] {
                let query = RecordQuery { sort: sort.clone(), ..RecordQuery::new(&object, limit) };
                let places: Vec<i64> = walk(bench, query).iter().map(|id| id - first).collect();
                assert_eq!(places, expected, "{}: {keys:?} by {limit}", bench.name);
            }
        };
        let (name, revenue, employees) = (field(&object, "name"), field(&object, "revenue"), field(&object, "employees"));
        check(&[(name.clone(), false)], &[7, 1, 4, 0, 2, 5, 3, 6]);
        check(&[(name.clone(), true)], &[5, 2, 0, 4, 1, 7, 6, 3]);
        check(&[(revenue.clone(), false)], &[7, 5, 1, 0, 2, 3, 4, 6]);
        check(&[(employees.clone(), true)], &[6, 1, 0, 4, 5, 7, 3, 2]);
        check(&[(employees.clone(), true), (name.clone(), false)], &[1, 0, 6, 4, 5, 7, 2, 3]);
        check(&[(name, true), (revenue, true), (employees, false)], &[5, 2, 0, 1, 4, 7, 6, 3]);
        check(&[(Operand::Id, true)], &[7, 6, 5, 4, 3, 2, 1, 0]);
        check(&[(Operand::UpdatedAt, false)], &[0, 1, 2, 3, 4, 5, 6, 7]);
        check(&[], &[0, 1, 2, 3, 4, 5, 6, 7]);
        let down = RecordQuery { descending: true, ..RecordQuery::new(&object, 3) };
        assert_eq!(walk(bench, down).iter().map(|id| id - first).collect::<Vec<_>>(), vec![7, 6, 5, 4, 3, 2, 1, 0]);
    });
}

#[test]
fn a_page_carries_the_documents_and_only_the_states_asked_for() {
    on_each(|bench| {
        let (object, deals) = customers(&bench.store);
        let ids = create(&bench.store, &DOCS);
        let gone = store::RecordRow { state: RecordState::Deleted, ..crate::batch::record(ids[1], 2, DOCS[1]) };
        bench
            .store
            .write(move |session| session.commit_batch(&store::WriteBatch { changed: vec![gone.clone()], ..store::WriteBatch::default() }))
            .expect("deletes");
        let mut page = RecordPage::default();
        let query = RecordQuery { states: vec![RecordState::Deleted], ..RecordQuery::new(&object, 10) };
        bench.store.read(|session| session.record_list(&query, &mut page)).expect("lists");
        assert_eq!(page.lines.iter().map(|line| (line.id, page.doc(line))).collect::<Vec<_>>(), vec![(ids[1], DOCS[1])]);
        let live = RecordQuery::new(&object, 10);
        let count = |query: &RecordQuery<'_>, mode| bench.store.read(|session| session.record_count(query, mode)).expect("counts");
        assert_eq!(count(&live, CountMode::Exact).value, 7);
        assert!(count(&live, CountMode::Estimate).value >= 7);
        assert_eq!(count(&RecordQuery::new(&deals, 10), CountMode::Exact).value, 0);
    });
}

#[test]
fn an_indexed_field_is_found_and_sorted_through_its_index() {
    on_each(|bench| {
        let (mut object, _) = customers(&bench.store);
        create(&bench.store, &DOCS);
        for name in ["name", "revenue", "employees", "email"] {
            let field = object.fields.iter_mut().find(|field| field.name == name).expect("shipped");
            field.indexed = true;
            let (id, definition) = (field.id, object.clone());
            bench.store.list_index_build(&definition, ListIndex::Field(id)).expect("builds");
            bench.store.write(move |session| session.list_index_create(&definition, ListIndex::Field(id))).expect("is there already");
        }
        let name = object.field("name").expect("shipped").id;
        let sort = |descending| vec![SortKey { operand: field(&object, "name"), descending }];
        let place = Some((vec![store::SortValue::Text("m".to_owned())], RecordId(5)));
        let equal = model::filter::Predicate {
            relations: Vec::new(),
            operand: field(&object, "name"),
            test: model::filter::Test::Equal(model::filter::Literal::Text("a".to_owned())),
        };
        let by_index = [
            RecordQuery { filter: Some(model::filter::Filter::Predicate(equal)), ..RecordQuery::new(&object, 50) },
            RecordQuery { sort: sort(false), ..RecordQuery::new(&object, 50) },
            RecordQuery { sort: sort(true), after: place, ..RecordQuery::new(&object, 50) },
        ];
        for query in by_index {
            let plan = bench.store.read(|session| session.record_list_plan(&query)).expect("explains");
            // With so few records PostgreSQL does not bother.
            if bench.name == "sqlite" {
                assert!(
                    plan.contains(&format!("record_field_1_{name}")) && !plan.contains("TEMP B-TREE") && !plan.contains("PRIMARY"),
                    "{:?} {:?}: {plan}",
                    query.filter,
                    query.sort
                );
            }
        }
        let walked = walk(bench, RecordQuery { sort: sort(true), ..RecordQuery::new(&object, 2) });
        assert_eq!(walked.len(), 8);
        let definition = object.clone();
        bench.store.write(move |session| session.list_index_drop(&definition, ListIndex::Field(name))).expect("drops");
        assert_eq!(walk(bench, RecordQuery { sort: sort(true), ..RecordQuery::new(&object, 2) }), walked);
    });
}

#[test]
fn what_is_in_an_index_made_by_use_is_read_from_there_and_nothing_else_changes() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        let docs: Vec<String> =
            (0..1_200).map(|at| format!(r#"{{"name":"n{:04}","city":"{}"}}"#, at * 7 % 1_200, if at == 5 { "b" } else { "a" })).collect();
        create(&bench.store, &docs.iter().map(String::as_str).collect::<Vec<_>>());
        let (name, city) = (object.field("name").expect("shipped").id, object.field("city").expect("shipped").id);
        let equal = |text: &str| {
            Some(model::filter::Filter::Predicate(model::filter::Predicate {
                relations: Vec::new(),
                operand: field(&object, "city"),
                test: model::filter::Test::Equal(model::filter::Literal::Text(text.to_owned())),
            }))
        };
        let key = |operand| vec![SortKey { operand, descending: false }];
        let queries = || {
            [
                RecordQuery { sort: key(field(&object, "name")), ..RecordQuery::new(&object, 300) },
                RecordQuery { sort: key(Operand::UpdatedAt), ..RecordQuery::new(&object, 300) },
                RecordQuery { sort: key(field(&object, "name")), filter: equal("a"), ..RecordQuery::new(&object, 300) },
                RecordQuery { sort: key(field(&object, "name")), filter: equal("b"), ..RecordQuery::new(&object, 300) },
            ]
        };
        let indexes = [ListIndex::Field(name), ListIndex::Field(city), ListIndex::UpdatedAt];
        let seen: Vec<Vec<i64>> = queries().into_iter().map(|query| walk_many(bench, query)).collect();
        assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [1_200, 1_200, 1_199, 1]);
        for query in queries() {
            assert!(!query.helpful_indexes().is_empty() && query.helpful_indexes().iter().all(|index| !query.has_index(*index)));
        }
        for index in indexes {
            bench.store.list_index_build(&object, index).expect("builds");
        }
        let plans: Vec<String> = queries()
            .into_iter()
            .map(|query| RecordQuery { by_use: indexes.to_vec(), ..query })
            .map(|query| bench.store.read(|session| session.record_list_plan(&query)).expect("explains"))
            .collect();
        // PostgreSQL decides by what it knows of the values.
        if bench.name == "sqlite" {
            let by = |index: &str| format!("record_field_1_{index}");
            let expected = [by(&name.to_string()), by("updated"), by(&name.to_string()), by(&city.to_string())];
            for (plan, index) in plans.iter().zip(&expected) {
                assert!(plan.contains(index.as_str()), "{index}: {plan}");
            }
            // What many have is walked in order, what few have is looked up and sorted.
            assert!(!plans[2].contains("TEMP B-TREE") && plans[3].contains("TEMP B-TREE"), "{plans:?}");
        }
        let again: Vec<Vec<i64>> =
            queries().into_iter().map(|query| walk_many(bench, RecordQuery { by_use: indexes.to_vec(), ..query })).collect();
        assert_eq!(again, seen, "{}", bench.name);
        let one = RecordQuery {
            among: Some(vec![RecordId(seen[3][0]), RecordId(seen[0][9])]),
            filter: equal("b"),
            ..RecordQuery::new(&object, 5)
        };
        assert_eq!(walk_many(bench, one), seen[3]);
        let none = RecordQuery { among: Some(Vec::new()), filter: equal("b"), ..RecordQuery::new(&object, 5) };
        assert!(walk_many(bench, none).is_empty());
    });
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    on_each(|bench| {
        let (object, _) = customers(&bench.store);
        let sort = vec![SortKey { operand: field(&object, "name"), descending: false }];
        let query = RecordQuery { sort, after: Some((vec![store::SortValue::Integer(3)], RecordId(1))), ..RecordQuery::new(&object, 5) };
        let refused = bench.store.read(|session| session.record_list(&query, &mut RecordPage::default()));
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
    });
}
