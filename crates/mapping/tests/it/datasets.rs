//! The headers and rows of real files get a sensible mapping with nothing told by hand but the object.

use std::io::Read;
use std::path::PathBuf;

use mapping::{Profile, suggest};

use crate::columns::{batch, names, object, profile};

/// The folder with real data beside the project, if this machine has it.
fn shared() -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared/datasets/crm")).find(|folder| folder.is_dir());
    if found.is_none() {
        assert!(std::env::var("CI").is_err(), "the data sets are missing");
        eprintln!("skipped: the folder shared/datasets/crm is not beside the project");
    }
    found
}

fn read(path: &std::path::Path) -> (Vec<String>, Profile) {
    let mut bytes = std::fs::read(path).expect("data set");
    if path.extension().is_some_and(|end| end == "gz") {
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).expect("gzip");
        bytes = unpacked;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned(),
    };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut columns: Vec<String> = Vec::new();
    for name in reader.headers().expect("header") {
        let same = columns.iter().filter(|known| *known == name || known.starts_with(&format!("{name} ("))).count();
        columns.push(if same == 0 { name.to_owned() } else { format!("{name} ({})", same + 1) });
    }
    let rows: Vec<Vec<String>> = reader.records().take(1_000).map(|row| row.expect("row").iter().map(str::to_owned).collect()).collect();
    let batch = batch(&columns, &rows);
    (columns, profile(&batch))
}

#[test]
fn print_all() {
    let Some(folder) = shared() else { return };
    for (file, name) in [
        ("zh-synthetic/customers-gb18030.csv", "customers"), ("maven-crm/accounts.csv", "customers"), ("maven-crm/products.csv", "products"),
        ("maven-crm/sales_pipeline.csv", "deals"), ("telco-churn.csv.gz", "customers"), ("cfpb-complaints-2013.csv.gz", "tickets"),
        ("bank-marketing-full.csv.gz", "customers"), ("febrl/dataset1.csv", "customers"), ("febrl/dataset1.csv", "contacts"),
        ("seeds-salesforce/sf_account_data.csv", "customers"), ("seeds-salesforce/sf_contact_data.csv", "contacts"), ("seeds-salesforce/sf_lead_data.csv", "leads"),
        ("seeds-salesforce/sf_opportunity_data.csv", "deals"), ("seeds-salesforce/sf_order_data.csv", "orders"), ("seeds-salesforce/sf_product_2_data.csv", "products"),
        ("seeds-salesforce/sf_task_data.csv", "activities"), ("seeds-salesforce/sf_event_data.csv", "activities"),
        ("seeds-hubspot/company_data.csv", "customers"), ("seeds-hubspot/contact_data.csv", "contacts"), ("seeds-hubspot/deal_data.csv", "deals"),
        ("seeds-hubspot/ticket_data.csv", "tickets"), ("seeds-zendesk/ticket_data.csv", "tickets"), ("seeds-zendesk/user_data.csv", "contacts"), ("seeds-zendesk/organization_data.csv", "customers"),
    ] {
        let (columns, profile) = read(&folder.join(file));
        let object = object(name);
        let suggestions = suggest(&object, &columns, &profile);
        println!("== {file} -> {name}   guess {:?}", mapping::guess_object(&columns, &profile, &model::standard::objects()));
        for rule in suggestions.rules() { println!("   {:?} -> {} {:?}", rule.from, rule.to, rule.transforms); }
        let listed: Vec<String> = suggestions.unmapped().filter(|s| s.target.is_some()).map(|s| format!("{}~{}:{:.2}", s.column, s.target.as_deref().unwrap_or(""), s.confidence)).collect();
        println!("   listed: {}", listed.join("  "));
        let _ = names(&[]);
    }
}
