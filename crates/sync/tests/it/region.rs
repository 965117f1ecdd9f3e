//! What the region of the installation decides for syncs, and what it leaves alone, on each database.

use mapping::normalise::Region;
use model::{Caller, Doc, fragment};

use crate::bench::on_each;
use crate::plant::{Plant, definition};
use crate::upstream::{Person, person};

fn germany() -> Region {
    Region::parse("DE").expect("a country")
}

/// The phones of all records.
fn phones(plant: &Plant) -> Vec<String> {
    let phone = plant.object.field("phone").expect("shipped").id;
    let docs = plant.bench.content().records.into_iter().map(|record| Doc::from_json(&plant.object, &record.doc).expect("a document"));
    docs.flat_map(|doc| doc.get(phone).map(fragment::as_list).unwrap_or_default().into_iter().map(String::from).collect::<Vec<_>>())
        .collect()
}

/// Somebody with a number that two countries write alike.
fn somebody() -> Person {
    Person { phone: "021 61234567".to_owned(), ..person("Somebody", "Oslo") }
}

#[test]
fn a_mapping_that_was_kept_without_a_region_goes_on_meaning_mainland_china() {
    on_each(|bench| {
        let plant = Plant::new(bench, &definition());
        plant.records.region_save(&Caller::system(), germany()).expect("saved");
        plant.upstream.world().put("P1", somebody());
        plant.upstream.world().now += 100_000;
        plant.done();
        assert_eq!(phones(&plant), ["+862161234567"]);
    });
}

#[test]
fn a_filter_reads_a_number_as_the_mapping_does_and_without_a_mapping_as_the_installation() {
    let mut sync = definition();
    sync.settle(germany(), None);
    sync.filter = Some("phone : '021 61234567'".to_owned());
    on_each(|bench| {
        let plant = Plant::new(bench, &sync);
        plant.upstream.world().put("P1", somebody());
        plant.upstream.world().now += 100_000;
        plant.done();
        assert_eq!(phones(&plant), ["+492161234567"], "the filter lets in what the mapping made of it");
    });
    assert_eq!(sync.region(Region::CN), germany());
    sync.mapping = None;
    assert_eq!(sync.region(Region::CN), Region::CN);
}
