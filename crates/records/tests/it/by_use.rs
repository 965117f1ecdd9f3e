//! Indexes that lists turn out to need.

use model::filter::{Filter, Literal, Operand, Predicate, SortKey, Test};
use store::rows::RunRow;
use store::{ListIndex, RecordPage, RecordQuery, RunFilter};

use crate::world::{Line, World};

const DAYS_31: i64 = 31 * 86_400_000;

fn worlds() -> Vec<World> {
    std::iter::once(World::new()).chain(World::on_postgres()).collect()
}

fn filled(world: &mut World) {
    let lines: Vec<Line> = (0..30)
        .map(|at| ("shop", format!("C{at}"), format!(r#"{{"name":"n{at}","city":"c{}","email":["p{at}@example.cn"]}}"#, at % 4)))
        .collect();
    world.load(&lines);
}

fn index_runs(world: &World) -> Vec<RunRow> {
    let filter = RunFilter { kinds: vec!["index".to_owned()], ..RunFilter::default() };
    world.records.store().read(|session| session.runs(None, 10, &filter)).expect("lists")
}

fn equal(world: &World, field: &str, text: &str) -> Filter {
    let operand = Operand::Field(world.object.field(field).expect("shipped").id, None);
    Filter::Predicate(Predicate { relations: Vec::new(), operand, test: Test::Equal(Literal::Text(text.to_owned())) })
}

#[test]
fn a_list_gets_the_indexes_it_lacked_and_what_is_not_used_for_a_month_goes() {
    for mut world in worlds() {
        filled(&mut world);
        let city = world.object.field("city").expect("shipped").id;
        let by_city = vec![SortKey { operand: Operand::Field(city, None), descending: false }];
        let query = RecordQuery { sort: by_city, ..RecordQuery::new(&world.object, 5) };
        assert!(world.records.note_list(&query), "is not there");
        assert!(!world.records.note_list(&query), "is known to be needed");
        assert!(world.records.keep_indexes(1_000_000).expect("looks").made.is_empty(), "too few records");
        assert!(world.records.note_list(&query));
        let kept = world.records.keep_indexes(30).expect("looks");
        assert_eq!(kept.made, vec![(world.object.id, ListIndex::Field(city))]);
        assert_eq!(index_runs(&world).len(), 1);
        let by_use = world.records.schema().indexes_by_use(world.object.id).to_vec();
        assert_eq!(by_use, vec![ListIndex::Field(city)]);
        let helped = RecordQuery { by_use, ..query };
        assert!(!world.records.note_list(&helped), "is there now");
        assert_eq!(world.records.keep_indexes(30).expect("looks"), records::IndexesKept::default());
        world.pass(DAYS_31);
        assert!(!world.records.note_list(&helped));
        assert!(world.records.keep_indexes(30).expect("looks").dropped.is_empty(), "was used today");
        world.pass(DAYS_31);
        assert_eq!(world.records.keep_indexes(30).expect("looks").dropped, vec![(world.object.id, ListIndex::Field(city))]);
        assert!(world.records.schema().indexes_by_use(world.object.id).is_empty());
    }
}

#[test]
fn one_value_of_a_match_key_is_looked_up_and_not_searched_for() {
    for mut world in worlds() {
        filled(&mut world);
        let found = |filter: Filter| {
            let mut query = RecordQuery { filter: Some(filter), ..RecordQuery::new(&world.object, 5) };
            let mut page = RecordPage::default();
            let plain = world.records.store().read(|session| session.record_list(&query, &mut page)).map(|()| page.lines.len());
            query.among = world.records.store().read(|session| world.records.among(session, &query)).expect("asks");
            let mut page = RecordPage::default();
            world.records.store().read(|session| session.record_list(&query, &mut page)).expect("lists");
            assert_eq!(plain.expect("lists"), page.lines.len());
            (query.among.map(|among| among.len()), page.lines.len())
        };
        assert_eq!(found(equal(&world, "email", "p7@example.cn")), (Some(1), 1));
        assert_eq!(found(equal(&world, "email", "absent@example.cn")), (Some(0), 0));
        assert_eq!(found(equal(&world, "email", "P7@Example.CN")), (Some(0), 0));
        assert_eq!(found(equal(&world, "email", "no address")), (None, 0));
        assert_eq!(found(Filter::And(vec![equal(&world, "city", "c1"), equal(&world, "email", "p5@example.cn")])), (Some(1), 1));
        assert_eq!(found(Filter::Or(vec![equal(&world, "email", "p5@example.cn"), equal(&world, "email", "p6@example.cn")])), (None, 2));
        assert_eq!(found(Filter::Not(Box::new(equal(&world, "email", "p5@example.cn")))), (None, 5));
    }
}
