//! The search index.

use model::{ObjectId, RecordId};
use store::search_text::{parse_query, segment};

use crate::backend::on_each;

#[test]
fn words_parts_of_names_and_addresses_are_found() {
    on_each(|bench| {
        let id = |object: i16, at: i64| RecordId::new(ObjectId(object), at);
        let texts = [
            (id(1, 1), "上海张伟贸易有限公司 wei.zhang@example.com +8613800001111"),
            (id(1, 2), "Acme Trading GmbH, Zhang Wei"),
            (id(2, 1), "张伟 it's \"quoted\" \\ end"),
        ];
        let rows: Vec<_> = texts.iter().map(|(id, text)| (*id, Some(segment(text)))).collect();
        bench.store.search_update(&rows, 7).expect("indexes");
        let check = |query: &str, objects: &[ObjectId], expected: &[RecordId]| {
            let mut found = bench.store.search(objects, &parse_query(query), 10).expect("finds");
            found.sort_unstable();
            assert_eq!(found, expected, "{}: {query}", bench.name);
        };
        check("张伟", &[], &[id(1, 1), id(2, 1)]);
        check("张伟", &[ObjectId(2)], &[id(2, 1)]);
        check("伟贸", &[], &[id(1, 1)]);
        check("海", &[], &[id(1, 1)]);
        check("伟张", &[], &[]);
        check("wei.zhang@exam", &[], &[id(1, 1)]);
        check("zhang acm", &[], &[id(1, 2)]);
        check("861380000", &[], &[id(1, 1)]);
        check("it's AND \"quoted", &[], &[]);
        check("it's \"quoted", &[], &[id(2, 1)]);
        check("  ", &[], &[]);
        assert_eq!(bench.store.search_position().expect("reads"), 7);
        bench.store.search_update(&[(id(1, 1), None), (id(1, 2), Some(segment("Acme 张伟")))], 9).expect("changes");
        check("张伟", &[], &[id(1, 2), id(2, 1)]);
        check("trading", &[], &[]);
        assert_eq!(bench.store.search_position().expect("reads"), 9);
    });
}
