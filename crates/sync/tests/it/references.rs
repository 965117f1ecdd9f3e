//! References to other records: found by what the source calls them, in any order of files and rows, undone and found again.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use mapping::Mapping;
use model::{Caller, Doc, FindingCode, Object, RecordId, RecordState, RunId};
use records::Records;
use store::{RecordPage, RecordQuery, StoreError};
use sync::{Import, ImportError, ImportReport, ImportRequest, Imported};

use crate::bench::{Bench, on_each};
use crate::standing::mapping_yaml;

static CUSTOMERS: LazyLock<String> = LazyLock::new(|| mapping_yaml(&["id", "name", "email", "phone", "code"]));

/// A mapping of orders whose customer is found by `reference`.
fn orders(reference: &str) -> String {
    format!(
        "version: 1\nobject: orders\nfields:\n  - {{from: no, to: external_id}}\n  - {{from: no, to: number}}\n  - {{from: customer, to: customer{reference}}}\n"
    )
}

impl Bench {
    fn records(&self) -> Records {
        Records::new(self.store.clone()).expect("records")
    }

    fn object(&self, name: &str) -> Arc<Object> {
        self.records().object(name).expect("an object")
    }

    fn try_file(&self, mapping: &str, source: &str, lines: &str, dry_run: bool) -> Result<Imported, ImportError> {
        let mapping = Mapping::from_yaml(mapping).expect("valid");
        let file = self.folder.join("file.csv");
        std::fs::write(&file, lines).expect("written");
        let mut reader = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
        let request =
            ImportRequest { object: Object::clone(&self.object(&mapping.object)), mapping: Some(mapping), ..self.request(source, dry_run) };
        Import::new(&self.store, request, self.settings()).run(reader.as_mut(), &mut |_| ())
    }

    fn file(&self, mapping: &str, source: &str, lines: &str) -> ImportReport {
        self.try_file(mapping, source, lines, false).expect("imported").report
    }

    /// Live records of an object: title and one field as text, and the title of the record that a reference leads to.
    fn shown(&self, object: &str, field: &str) -> BTreeMap<String, String> {
        let object = self.object(object);
        let ids = self.titles(&object);
        let field = object.field(field).expect("a field");
        let target = match &field.field_type {
            model::FieldType::Reference { to } => self.titles(&self.object(to)),
            _ => BTreeMap::new(),
        };
        ids.values()
            .map(|(title, doc)| {
                let value = doc.get(field.id).and_then(model::fragment::as_text).map(std::borrow::Cow::into_owned).unwrap_or_default();
                let named = RecordId::parse(&value).and_then(|id| target.get(&id)).map_or(value, |(title, _)| title.clone());
                (title.clone(), named)
            })
            .collect()
    }

    fn titles(&self, object: &Object) -> BTreeMap<RecordId, (String, Doc)> {
        let mut page = RecordPage::default();
        self.store.read(|session| session.record_list(&RecordQuery::new(object, 100_000), &mut page)).expect("read");
        let title = object.field(&object.title_field).expect("a title").id;
        let lines = page.lines.iter().filter(|line| line.state == RecordState::Live);
        lines
            .map(|line| {
                let doc = Doc::from_json(object, &page.text[line.doc.clone()]).expect("a document");
                let name = doc.get(title).and_then(model::fragment::as_text).unwrap_or_default().into_owned();
                (line.id, (name, doc))
            })
            .collect()
    }

    fn waiting(&self) -> bool {
        self.store.read(|session| session.waiting_any()).expect("read")
    }

    fn undo(&self, report: &ImportReport) {
        let run = RunId(report.run_id.parse().expect("an id"));
        let undone = self.records().rollback(&Caller::system(), run, false).expect("undone");
        assert_eq!(undone.kept, 0, "{undone:?}");
    }
}

fn unknown(report: &ImportReport) -> Option<(u64, Vec<u64>)> {
    report.findings.iter().find(|finding| finding.code == FindingCode::ReferenceUnknown).map(|found| (found.count, found.rows.clone()))
}

fn pairs(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(left, right)| ((*left).to_owned(), (*right).to_owned())).collect()
}

const PEOPLE: &str = "id,name,email,phone,code\n17,张伟,a@example.com,13812345678,91110105MA01ABC179\n18,Ann,b@example.com,,\n";

#[test]
fn an_order_finds_the_customer_of_its_own_source_by_the_id_there() {
    on_each(|bench| {
        bench.file(&CUSTOMERS, "erp", "id,name,email,phone,code\n17,Other,,,\n");
        bench.file(&CUSTOMERS, "shop", PEOPLE);
        let report = bench.file(&orders(""), "shop", "no,customer\nA,17\nB,18\nC,\n");
        assert_eq!(unknown(&report), None);
        assert_eq!(bench.shown("orders", "customer"), pairs(&[("A", "张伟"), ("B", "Ann"), ("C", "")]));
        bench.file(&orders(", reference: {by: external_id, source: erp}"), "other", "no,customer\nD,17\n");
        assert_eq!(bench.shown("orders", "customer")["D"], "Other");
        assert!(!bench.waiting());
    });
}

#[test]
fn every_spelling_finds_the_record_and_nothing_else() {
    let cases = [
        ("", "A@Example.com", "张伟"),
        ("", "138 1234 5678", "张伟"),
        ("", "91110105MA01ABC179", "张伟"),
        ("", " Ann ", "Ann"),
        (", reference: email", "a@example.com", "张伟"),
        (", reference: phone", "+86 138-1234-5678", "张伟"),
        (", reference: credit_code", "91110105ma01abc179", "张伟"),
        (", reference: name", "张伟", "张伟"),
        (", reference: {by: external_id, source: shop}", "18", "Ann"),
        (", reference: email", "18", ""),
        (", reference: external_id", "张伟", ""),
        ("", "nobody", ""),
    ];
    on_each(|bench| {
        bench.file(&CUSTOMERS, "shop", PEOPLE);
        for (at, (reference, text, expected)) in cases.iter().enumerate() {
            let report = bench.file(&orders(reference), "web", &format!("no,customer\nN{at},{text}\n"));
            assert_eq!(bench.shown("orders", "customer")[&format!("N{at}")], *expected, "{reference} {text}");
            assert_eq!(unknown(&report).is_some(), expected.is_empty(), "{reference} {text}");
        }
        let invoices =
            "version: 1\nobject: invoices\nfields:\n  - {from: no, to: number}\n  - {from: order, to: order, reference: number}\n";
        bench.file(invoices, "web", "no,order\nI1,N0\n");
        assert_eq!(bench.shown("invoices", "order"), pairs(&[("I1", "N0")]));
        let refused = bench.try_file(&orders(", reference: number"), "web", "no,customer\nX,1\n", false).expect_err("refused");
        let text = refused.to_text();
        assert!(text.contains("line 6") && text.contains("credit_code, email, external_id, id, name"), "{text}");
    });
}

#[test]
fn a_title_finds_a_record_only_while_no_other_has_it() {
    on_each(|bench| {
        bench.file(&CUSTOMERS, "shop", "id,name,email,phone,code\n1,Twin,a@example.com,,\n2,Twin,b@example.com,,\n3,Solo,,,\n");
        let report = bench.file(&orders(""), "web", "no,customer\nA,Twin\nB,Solo\n");
        assert_eq!(unknown(&report), Some((1, vec![2])));
        assert_eq!(bench.shown("orders", "customer"), pairs(&[("A", ""), ("B", "Solo")]));
    });
}

#[test]
fn what_comes_before_its_record_waits_and_is_found_when_the_record_appears() {
    on_each(|bench| {
        let lines = "no,customer\nA,17\nB,18\nC,13812345678\n";
        let rehearsed = bench.try_file(&orders(""), "shop", lines, true).expect("rehearsed").report;
        let first = bench.file(&orders(""), "shop", lines);
        assert_eq!(unknown(&first), Some((3, vec![2, 3, 4])));
        assert_eq!((rehearsed.counts, &rehearsed.findings), (first.counts, &first.findings));
        assert_eq!(bench.shown("orders", "customer"), pairs(&[("A", ""), ("B", ""), ("C", "")]));
        let again = bench.file(&orders(""), "shop", lines);
        assert_eq!((again.counts.unchanged, unknown(&again)), (3, unknown(&first)));

        let predicted = bench.try_file(&CUSTOMERS, "shop", PEOPLE, true).expect("rehearsed").report;
        assert!(bench.waiting(), "a rehearsal resolves nothing");
        let parents = bench.file(&CUSTOMERS, "shop", PEOPLE);
        assert_eq!((parents.counts.created, parents.counts.updated, parents.counts.resolved), (2, 0, 3));
        assert_eq!(predicted.counts, parents.counts);
        let expected = pairs(&[("A", "张伟"), ("B", "Ann"), ("C", "张伟")]);
        assert_eq!(bench.shown("orders", "customer"), expected);
        assert!(!bench.waiting());

        bench.undo(&parents);
        assert_eq!(bench.shown("orders", "customer"), pairs(&[("A", ""), ("B", ""), ("C", "")]));
        assert!(bench.waiting());
        let parents = bench.file(&CUSTOMERS, "shop", PEOPLE);
        assert_eq!((parents.counts.created, parents.counts.resolved), (2, 3));
        assert_eq!(bench.shown("orders", "customer"), expected);

        bench.undo(&first);
        assert_eq!(bench.shown("orders", "customer"), BTreeMap::new(), "a found reference keeps no order alive");
        bench.undo(&parents);
        bench.file(&CUSTOMERS, "shop", PEOPLE);
        bench.file(&orders(""), "shop", lines);
        assert_eq!(bench.shown("orders", "customer"), expected);
    });
}

#[test]
fn a_record_made_by_hand_is_found_and_the_source_record_says_what_it_waited_for() {
    on_each(|bench| {
        bench.file(&orders(""), "shop", "no,customer\nA,c@example.com\nB,Zoe\n");
        let (records, orders, customers) = (bench.records(), bench.object("orders"), bench.object("customers"));
        let order = *bench.titles(&orders).keys().next().expect("an order");
        let seen = records.sources(&Caller::system(), &orders, order).expect("sources");
        assert!(seen[0].doc.contains(r#""customer":{"text":"c@example.com"}"#), "{}", seen[0].doc);
        assert!(seen[0].findings.as_deref().is_some_and(|findings| findings.contains("reference_unknown")), "{seen:?}");
        let zoe = Doc::from_json(&customers, r#"{"name":"Zoe"}"#).expect("a document");
        let zoe = records.create(&Caller::system(), &customers, zoe).wait().expect("made");
        let mut patch = records::Patch::default();
        patch.set.set(customers.field("email").expect("a field").id, r#"["c@example.com"]"#);
        records.patch(&Caller::system(), &customers, zoe.id, patch, records::Expect::default()).wait().expect("changed");
        assert_eq!(bench.shown("orders", "customer"), pairs(&[("A", "Zoe"), ("B", "Zoe")]));
        let seen = records.sources(&Caller::system(), &orders, order).expect("sources");
        assert_eq!(seen[0].findings, None);
        assert!(!bench.waiting());
    });
}

#[test]
fn computing_again_finds_what_became_unambiguous() {
    on_each(|bench| {
        bench.file(&CUSTOMERS, "shop", "id,name,email,phone,code\n1,Twin,a@example.com,,\n2,Twin,b@example.com,,\n");
        bench.file(&orders(""), "web", "no,customer\nA,Twin\n");
        let (records, customers) = (bench.records(), bench.object("customers"));
        let twin = *bench.titles(&customers).keys().next().expect("a customer");
        records.delete(&Caller::system(), &customers, twin, records::Expect::default()).wait().expect("deleted");
        assert_eq!(bench.shown("orders", "customer")["A"], "");
        let done = records.recompute(&Caller::system(), &bench.object("orders"), false).expect("computed");
        assert_eq!(done.changed, 1);
        assert_eq!(bench.shown("orders", "customer")["A"], "Twin");
    });
}

#[test]
fn more_may_wait_for_one_record_than_are_computed_at_once() {
    let bench = Bench::sqlite();
    let lines: String = (0..4_500).map(|at| format!("{at},boss@example.com\n")).collect();
    bench.file(&orders(""), "shop", &format!("no,customer\n{lines}"));
    let report = bench.file(&CUSTOMERS, "crm", "id,name,email,phone,code\n1,Boss,boss@example.com,,\n");
    assert_eq!(report.counts.resolved, 4_500);
    assert!(bench.shown("orders", "customer").values().all(|customer| customer == "Boss"));
    assert!(!bench.waiting());
}

/// SplitMix64.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Companies whose parents stand in the same files, before or after them, in rings and with themselves.
#[test]
fn the_order_of_rows_and_files_does_not_matter_within_one_object() {
    const ROWS: u64 = 60;
    for (seed, batch_clusters_max) in [(1, 1), (2, 7), (3, 50_000), (4, 13)] {
        on_each(|mut bench| {
            bench.batch_clusters_max = batch_clusters_max;
            let mut field = bench.object("orders").field("customer").expect("a field").clone();
            field.name = "parent".to_owned();
            bench.records().field_add(&Caller::system(), "customers", field).expect("added");
            let mapping = format!("{}  - {{from: parent, to: parent}}\n", *CUSTOMERS);
            let mut state = seed;
            let mut order: Vec<u64> = (0..ROWS).collect();
            for at in (1..order.len()).rev() {
                order.swap(at, usize::try_from(random(&mut state) % (at as u64 + 1)).expect("small"));
            }
            let mut truth = BTreeMap::new();
            let mut lines = Vec::new();
            let mut missing = 0;
            for id in order {
                // Some parents never come.
                let parent = random(&mut state) % (ROWS + 5);
                missing += u64::from(parent >= ROWS);
                truth.insert(format!("Firm {id}"), if parent < ROWS { format!("Firm {parent}") } else { String::new() });
                lines.push(format!("F{id},Firm {id},,,,F{parent}\n"));
            }
            let whole = |lines: &[String]| format!("id,name,email,phone,code,parent\n{}", lines.concat());
            let rehearsed = bench.try_file(&mapping, "crm", &whole(&lines), true).expect("rehearsed").report;
            let report = bench.file(&mapping, "crm", &whole(&lines));
            assert_eq!(bench.shown("customers", "parent"), truth, "seed {seed}");
            assert_eq!(unknown(&report).map_or(0, |found| found.0), missing, "seed {seed}");
            assert_eq!((rehearsed.counts, &rehearsed.findings), (report.counts, &report.findings), "seed {seed}");
            assert_eq!((report.counts.created, report.counts.updated, report.counts.resolved), (ROWS, 0, 0), "seed {seed}");
            bench.undo(&report);
            let (first, second) = lines.split_at(lines.len() / 2);
            bench.file(&mapping, "crm", &whole(first));
            bench.file(&mapping, "crm", &whole(second));
            assert_eq!(bench.shown("customers", "parent"), truth, "seed {seed}, two files");
        });
    }
}

#[test]
fn a_run_in_which_nothing_waits_leaves_the_list_alone() {
    on_each(|bench| {
        bench.file(&CUSTOMERS, "shop", PEOPLE);
        assert!(!bench.waiting());
        let none = bench.store.read(|session| session.waiting_lookup(&[1, 2], (i64::MIN, RecordId(i64::MIN)), 10));
        assert_eq!(none.map_err(|error: StoreError| error.to_string()), Ok(Vec::new()));
    });
}
