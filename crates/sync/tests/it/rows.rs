//! What becomes of rows: the promises of an import, one by one.

use model::FindingCode;
use records::MatchPolicy;
use store::{DeadLetterState, RunState};
use sync::{ImportCounts, ImportError, ImportReport};

use crate::bench::on_each;

const CODE_A: &str = "91110105MA01ABC179";
const CODE_B: &str = "91310115MA1K2DEF5Y";

/// read, created, updated, unchanged, merged, rejected, held.
#[track_caller]
fn check(report: &ImportReport, expected: [u64; 7]) {
    let ImportCounts { read, created, updated, unchanged, merged, rejected, held, .. } = report.counts;
    assert_eq!(
        [read, created, updated, unchanged, merged, rejected, held],
        expected,
        "read, created, updated, unchanged, merged, rejected, held"
    );
}

#[test]
fn the_same_file_twice_changes_nothing() {
    on_each(|bench| {
        let lines = "1,张伟,a@example.com,13812345678,,北京,2026-01-01\n2,Ann,b@example.com,,,London,2026-01-02\n,无编号,c@example.com,,,上海,2026-01-03\n,只有名称,,,,杭州,\n";
        check(&bench.import("shop", lines).report, [4, 4, 0, 0, 0, 0, 0]);
        let before = bench.content();
        check(&bench.import("shop", lines).report, [4, 0, 0, 4, 0, 0, 0]);
        assert_eq!(bench.content(), before);
    });
}

#[test]
fn rows_in_another_order_are_recognised_even_without_ids() {
    on_each(|bench| {
        let lines = [
            "x,a,,",
            ",Bo,b@example.com,,,Rome,",
            ",Bo,b@example.com,,,Paris,",
            ",Bo,b@example.com,,,Rome,",
            ",Cy,,,,Bonn,",
            ",Cy,,,,Bonn,",
        ];
        let file = |order: &[usize]| order.iter().map(|at| format!("{}\n", lines[*at])).collect::<String>();
        check(&bench.import("shop", &file(&[1, 2, 3, 4, 5])).report, [5, 3, 0, 0, 2, 0, 0]);
        check(&bench.import("shop", &file(&[5, 3, 2, 4, 1])).report, [5, 0, 0, 5, 0, 0, 0]);
    });
}

#[test]
fn rows_join_through_chains_within_the_file_and_with_what_is_known() {
    on_each(|bench| {
        let first = bench.import("shop", "1,A,a@example.com,13812345678,,x,2026-01-01\n2,B,b@example.com,,,x,2026-01-02\n3,C,B@EXAMPLE.com ,+86 138-1234-5678,,x,2026-01-03\n");
        check(&first.report, [3, 1, 0, 0, 2, 0, 0]);
        assert_eq!(bench.values("email"), [r#"["b@example.com","a@example.com"]"#]);
        let second = bench.import("erp", "9,D,,0086 13812345678,,y,2026-02-01\n8,E,e@example.com,,,,2026-02-01\n");
        check(&second.report, [2, 1, 1, 0, 1, 0, 0]);
        assert_eq!(bench.values("name"), [r#""D""#, r#""E""#]);
    });
}

#[test]
fn a_newer_row_updates_and_an_older_one_does_not() {
    on_each(|bench| {
        bench.import("shop", "1,A,a@example.com,,,Rome,2026-01-02\n");
        check(&bench.import("shop", "1,A,a@example.com,,,Paris,2026-01-03\n").report, [1, 0, 1, 0, 0, 0, 0]);
        bench.import("shop", "1,A,a@example.com,,,Oslo,2026-01-01\n");
        assert_eq!(bench.values("city"), [r#""Paris""#]);
    });
}

#[test]
fn a_row_that_fits_several_customers_merges_them_or_waits() {
    on_each(|mut bench| {
        bench.import("shop", "1,A,a@example.com,,,x,2026-01-01\n2,B,,13812345678,,x,2026-01-01\n");
        bench.policy = MatchPolicy::Review;
        let held = bench.import("erp", "7,C,a@example.com,13812345678,,y,2026-01-02\n");
        check(&held.report, [1, 0, 0, 0, 0, 0, 1]);
        assert_eq!(held.report.status, "done_with_rejects");
        let letters = bench.dead_letters(&held);
        assert_eq!((letters.len(), letters[0].state, letters[0].code), (1, DeadLetterState::Held, FindingCode::MatchedMultiple));
        assert_eq!(letters[0].candidates.split(',').count(), 2);
        assert!(letters[0].raw.starts_with(r#"{"id":"7","name":"C""#), "{}", letters[0].raw);
        bench.policy = MatchPolicy::Merge;
        let merged = bench.import("erp", "7,C,a@example.com,13812345678,,y,2026-01-02\n");
        check(&merged.report, [1, 0, 1, 0, 1, 0, 0]);
        assert_eq!(bench.values("name"), [r#""C""#]);
    });
}

#[test]
fn a_switchboard_chains_nobody_and_is_reported() {
    on_each(|mut bench| {
        bench.batch_clusters_max = 5;
        let lines: String = (0..14).map(|at| format!("{at},Guest {at},g{at}@example.com,010-12345678,,x,2026-01-01\n")).collect();
        let first = bench.import("shop", &lines);
        check(&first.report, [14, 14, 0, 0, 0, 0, 0]);
        let shared = &first.report.shared_keys;
        assert_eq!((shared.len(), shared[0].kind.as_str(), shared[0].value.as_str(), shared[0].holders), (1, "phone", "+861012345678", 14));
        check(&bench.import("erp", "1,Another,,010-12345678,,x,2026-01-01\n").report, [1, 1, 0, 0, 0, 0, 0]);
    });
}

#[test]
fn one_person_in_many_rows_is_no_switchboard() {
    on_each(|bench| {
        let lines: String = (0..30).map(|at| format!("o{at},陈晨,,13812345678,,x,2026-01-{:02}\n", at % 28 + 1)).collect();
        check(&bench.import("orders", &lines).report, [30, 1, 0, 0, 29, 0, 0]);
    });
}

#[test]
fn different_official_ids_stay_apart_and_pull_nobody_however_batches_fall() {
    for batch_clusters_max in [1, 50_000] {
        on_each(|mut bench| {
            bench.batch_clusters_max = batch_clusters_max;
            let lines = format!(
                "1,A,,13812345678,{CODE_A},x,2026-01-01\n2,B,,13812345678,{CODE_B},x,2026-01-01\n3,C,,13812345678,,x,2026-01-01\n4,D,,13812345678,{CODE_A},x,2026-01-02\n"
            );
            let report = bench.import("shop", &lines).report;
            check(&report, [4, 3, 0, 0, 1, 0, 0]);
            let conflicts: Vec<_> = report.findings.iter().filter(|group| group.code == FindingCode::IdConflict).collect();
            assert_eq!((conflicts.len(), conflicts[0].count), (1, 4));
        });
    }
}

#[test]
fn duplicates_of_one_id_in_the_file_are_one_record_with_the_newest_values() {
    on_each(|bench| {
        let report = bench.import("shop", "1,Old,a@example.com,,,Rome,2026-01-01\n1,New,b@example.com,,,Paris,2026-01-02\n").report;
        check(&report, [2, 1, 0, 0, 1, 0, 0]);
        assert_eq!(bench.values("name"), [r#""New""#]);
    });
}

#[test]
fn a_rejected_row_is_kept_with_its_reason_and_the_run_is_not_green() {
    on_each(|bench| {
        let imported = bench.import("shop", "1,A,a@example.com,,,x,\n,,,,,Rome,\n2,B,n/a,12,,x,\n");
        check(&imported.report, [3, 2, 0, 0, 0, 1, 0]);
        let letters = bench.dead_letters(&imported);
        assert_eq!((letters.len(), letters[0].state, letters[0].row_number), (1, DeadLetterState::Rejected, 3));
        assert!(letters[0].raw.contains(r#""city":"Rome""#), "{}", letters[0].raw);
        let run = bench.store.read(|session| session.run(letters[0].run)).expect("read").expect("a run");
        assert_eq!(run.state, RunState::DoneWithRejects);
        let stored: ImportReport = serde_json::from_str(&run.report).expect("a report");
        assert_eq!(stored.counts, imported.report.counts);
        assert_eq!(stored.findings, imported.report.findings);
    });
}

#[test]
fn a_file_without_rows_is_done_with_a_warning() {
    on_each(|bench| {
        let report = bench.import("shop", "").report;
        check(&report, [0; 7]);
        assert!(report.warnings.iter().any(|note| note.code == "zero_rows"));
    });
}

#[test]
fn without_a_mapping_one_is_proposed_and_used() {
    on_each(|bench| {
        let mut request = bench.request("shop", false);
        request.mapping = None;
        let imported = bench
            .load(request, "1,张伟,a@example.com,13812345678,,北京,2026-01-01\n2,王芳,b@example.com,13912345678,,上海,2026-01-02\n")
            .expect("imported");
        check(&imported.report, [2, 2, 0, 0, 0, 0, 0]);
        let used: Vec<_> = imported.report.suggestions.iter().filter(|note| note.used).filter_map(|note| note.target.as_deref()).collect();
        assert!(used.contains(&"email") && used.contains(&"phone") && used.contains(&"name"), "{used:?}");
    });
}

#[test]
fn only_the_asked_match_keys_match() {
    on_each(|bench| {
        let mut request = bench.request("shop", false);
        request.match_keys = Some(vec!["email".to_owned()]);
        let imported = bench.load(request, "1,A,,13812345678,,x,2026-01-01\n2,B,,13812345678,,x,2026-01-01\n").expect("imported");
        check(&imported.report, [2, 2, 0, 0, 0, 0, 0]);
        let mut request = bench.request("shop", false);
        request.match_keys = Some(vec!["nickname".to_owned()]);
        assert!(matches!(bench.load(request, "1,A,,,,,\n"), Err(ImportError::MatchKeyUnknown { .. })));
    });
}
