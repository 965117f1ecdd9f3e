//! Real and realistic files, imported as they are, against the counts that are known of them.

use serde_json::Value;

use crate::program::{Place, Ran, shared};

/// Imports one of the files into a fresh directory; `None` where the files are not there.
fn import(file: &str, object: &str, more: &[&str]) -> Option<(Place, Ran)> {
    let path = shared()?.join("datasets").join("crm").join(file);
    let place = Place::new();
    let path = path.to_string_lossy();
    let rejected = place.path("rejected.csv");
    let rejected = rejected.to_string_lossy();
    let mut words = vec!["import", &path, "--object", object, "--json", "--rejected", &rejected];
    words.extend_from_slice(more);
    let ran = place.run(&words);
    assert!(ran.exit == 0 || ran.exit == 1, "{file}: {}", ran.err);
    Some((place, ran))
}

/// Sum of a money field in hundredths.
fn sum(place: &Place, object: &str, field: &str) -> i64 {
    let lines = place.run(&["export", object, "--format", "jsonl"]).exits(0).out;
    let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    records.filter_map(|record| record[field]["amount"].as_str().map(hundredths)).sum()
}

fn hundredths(amount: &str) -> i64 {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let cents: i64 = format!("{part:0<2}").parse().expect("decimals");
    whole.parse::<i64>().expect("whole") * 100 + sign * cents
}

#[test]
fn two_thousand_rows_in_gb18030_are_sixteen_hundred_customers() {
    let Some((_, ran)) = import("zh-synthetic/customers-gb18030.csv", "customers", &[]) else { return };
    assert_eq!((ran.count("read"), ran.count("created"), ran.count("merged"), ran.count("rejected")), (2_000, 1_600, 400, 0));
}

#[test]
fn a_report_with_merged_headers_keeps_its_lines_and_sums() {
    let Some((place, ran)) = import("zh-synthetic/orders-merged-headers.xlsx", "orders", &[]) else { return };
    assert_eq!((ran.count("read"), ran.count("created")), (349, 349));
    assert_eq!(sum(&place, "orders", "amount"), 1_558_489_613);
    assert_eq!(sum(&place, "orders", "paid"), 950_851_635);
}

#[test]
fn every_row_of_every_file_is_read() {
    for (file, object, more, rows) in [
        ("febrl/dataset1.csv", "customers", &[][..], 1_000),
        ("febrl/dataset2.csv", "customers", &[], 5_000),
        ("cfpb-complaints-2013.csv.gz", "tickets", &[], 3_186),
        ("maven-crm/accounts.csv", "customers", &[], 85),
        ("maven-crm/sales_pipeline.csv", "deals", &[], 8_800),
        ("maven-crm/products.csv", "products", &[], 7),
        ("telco-churn.csv.gz", "customers", &[], 7_043),
        ("online-retail-ii-subset.xlsx", "orders", &[], 14_269 + 20_497),
    ] {
        let Some((_, ran)) = import(file, object, more) else { return };
        assert_eq!(ran.count("read"), rows, "{file}");
        assert!(ran.count("created") > 0, "{file}");
    }
}

#[test]
fn an_export_of_real_customers_imports_again_without_a_difference() {
    let Some((place, _)) = import("zh-synthetic/customers-gb18030.csv", "customers", &[]) else { return };
    for (format, name) in [("csv", "out.csv"), ("xlsx", "out.xlsx")] {
        place.run(&["export", "customers", "--format", format, "--output", name]).exits(0);
        let copy = Place::new();
        let ran = copy.import(&place.path(name), &["--source", "copy"]).exits(0);
        assert_eq!((ran.count("read"), ran.count("created")), (1_600, 1_600), "{format}");
        assert!(copy.canonical("customers") == place.canonical("customers"), "{format}: some customers differ");
    }
}
