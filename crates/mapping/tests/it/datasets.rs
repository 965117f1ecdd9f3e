//! The headers and rows of real files get a sensible mapping with nothing told by hand but the object.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::PathBuf;

use mapping::{Compiled, Mapped, Profile, suggest};

use crate::columns::{batch, object, profile};

/// The folder with real data beside the project, if this machine has it.
fn shared() -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/datasets/crm"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "the data sets are missing");
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

/// The targets that the file must reach, and the columns that must stay out.
fn check(folder: &std::path::Path, file: &str, object_name: &str, targets: &[&str], left_out: &[&str]) {
    let (columns, profile) = read(&folder.join(file));
    let object = object(object_name);
    let suggestions = suggest(&object, &columns, &profile);
    for target in targets {
        assert!(suggestions.rules().iter().any(|rule| rule.to == *target), "{file}: nothing feeds {target}: {:?}", suggestions.rules());
    }
    for column in left_out {
        assert!(suggestions.unmapped().any(|known| known.column == *column), "{file}: {column} is used");
    }
    let mapping = suggestions.into_mapping();
    Compiled::new(&mapping, &object, &columns, Some(&profile)).expect("a proposal is a valid mapping");
}

/// File, object, targets that it must reach, columns that must stay out.
type Case = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const CASES: [Case; 23] = [
    (
        "zh-synthetic/customers-gb18030.csv",
        "customers",
        &["external_id", "name", "contact_name", "phone", "email", "address", "created_at", "status", "credit_code", "notes"],
        &["信用额度"],
    ),
    (
        "maven-crm/accounts.csv",
        "customers",
        &["name", "industry", "revenue", "employees", "country"],
        &["year_established", "subsidiary_of"],
    ),
    ("maven-crm/products.csv", "products", &["name", "category", "price"], &[]),
    (
        "maven-crm/sales_pipeline.csv",
        "deals",
        &["external_id", "owner", "product_name", "customer_name", "stage", "engaged_on", "closed_on", "amount", "name"],
        &[],
    ),
    ("telco-churn.csv.gz", "customers", &["external_id", "gender", "total_spent"], &["Contract", "PhoneService", "Churn", "PaymentMethod"]),
    (
        "cfpb-complaints-2013.csv.gz",
        "tickets",
        &["opened_at", "product_name", "subject", "company", "region", "postcode", "channel", "resolution"],
        &["Consumer disputed?"],
    ),
    ("bank-marketing-full.csv.gz", "customers", &[], &["poutcome", "balance", "y", "day"]),
    (
        "febrl/dataset1.csv",
        "contacts",
        &[
            "external_id",
            "name",
            "person.family",
            "person.given",
            "address.street",
            "city",
            "address.postcode",
            "address.province",
            "birthday",
        ],
        &["soc_sec_id"],
    ),
    (
        "febrl/dataset2.csv",
        "customers",
        &["external_id", "name", "address.street", "city", "postcode", "province", "birthday"],
        &["soc_sec_id"],
    ),
    (
        "seeds-salesforce/sf_account_data.csv",
        "customers",
        &["external_id", "name", "city", "country", "postcode", "province", "industry", "phone", "website", "employees", "revenue"],
        &["is_deleted", "_fivetran_synced"],
    ),
    (
        "seeds-salesforce/sf_contact_data.csv",
        "contacts",
        &["external_id", "name", "email", "phone", "department", "title", "created_at", "updated_at", "birthday"],
        &["is_deleted"],
    ),
    (
        "seeds-salesforce/sf_lead_data.csv",
        "leads",
        &["external_id", "name", "email", "phone", "company", "status", "source", "industry"],
        &["is_deleted"],
    ),
    ("seeds-salesforce/sf_opportunity_data.csv", "deals", &["external_id", "name", "amount", "closed_on", "probability"], &["is_won"]),
    (
        "seeds-salesforce/sf_order_data.csv",
        "orders",
        &["external_id", "number", "ordered_at", "status", "amount", "updated_at"],
        &["is_deleted"],
    ),
    ("seeds-salesforce/sf_product_2_data.csv", "products", &["external_id", "name", "code", "category", "active"], &["is_deleted"]),
    (
        "seeds-salesforce/sf_task_data.csv",
        "activities",
        &["external_id", "subject", "happened_at", "done", "kind", "body"],
        &["is_deleted"],
    ),
    ("seeds-hubspot/company_data.csv", "customers", &["external_id", "name", "industry", "city", "country", "revenue"], &["is_deleted"]),
    ("seeds-hubspot/contact_data.csv", "contacts", &["external_id", "name", "email", "title", "created_at"], &["_fivetran_deleted"]),
    ("seeds-hubspot/deal_data.csv", "deals", &["external_id", "name", "amount", "closed_on", "created_at"], &["is_deleted"]),
    ("seeds-hubspot/ticket_data.csv", "tickets", &["external_id", "subject", "description", "created_at", "priority"], &["is_deleted"]),
    (
        "seeds-zendesk/ticket_data.csv",
        "tickets",
        &["external_id", "subject", "status", "priority", "description", "created_at", "updated_at", "channel"],
        &["is_public"],
    ),
    (
        "seeds-zendesk/user_data.csv",
        "contacts",
        &["external_id", "name", "email", "phone", "notes", "created_at", "updated_at"],
        &["suspended"],
    ),
    (
        "seeds-zendesk/organization_data.csv",
        "customers",
        &["external_id", "name", "notes", "created_at", "updated_at"],
        &["shared_tickets"],
    ),
];

#[test]
fn real_files_map_with_nothing_told_but_the_object() {
    let Some(folder) = shared() else { return };
    for (file, object, targets, left_out) in CASES {
        check(&folder, file, object, targets, left_out);
    }
}

#[test]
fn every_row_of_the_chinese_file_becomes_a_record_with_its_keys() {
    let Some(folder) = shared() else { return };
    let bytes = std::fs::read(folder.join("zh-synthetic/customers-gb18030.csv")).expect("data set");
    let text = encoding_rs::GB18030.decode(&bytes).0.into_owned();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut columns: Vec<String> = reader.headers().expect("header").iter().map(str::to_owned).collect();
    if let Some(last) = columns.last_mut() {
        *last = "备注 (2)".to_owned();
    }
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.expect("row").iter().map(str::to_owned).collect()).collect();
    let batch = batch(&columns, &rows);
    let profile = profile(&batch);
    let object = object("customers");
    let mapping = suggest(&object, &columns, &profile).into_mapping();
    let compiled = Compiled::new(&mapping, &object, &columns, Some(&profile)).expect("fits");
    let (mut mobiles, mut emails) = (HashSet::new(), HashSet::new());
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut mapped = Mapped::default();
    for row in batch.rows() {
        compiled.apply(row, &mut mapped);
        assert!(!mapped.rejected && !mapped.external_id.is_empty(), "row {}: {:?}", row.number(), mapped.findings);
        let first = |name: &str| {
            object
                .field(name)
                .and_then(|field| mapped.doc.get(field.id))
                .map(model::fragment::as_list)
                .and_then(|list| list.first().map(|text| text.clone().into_owned()))
        };
        mobiles.extend(first("phone").filter(|phone| model::check_digit::is_e164(phone)));
        emails.extend(first("email").filter(|email| model::check_digit::is_email(email)));
        for finding in &mapped.findings {
            *left_out.entry(format!("{} {}", finding.field, finding.code.name())).or_default() += 1;
        }
    }
    println!("{left_out:?}");
    assert_eq!((rows.len(), mobiles.len(), emails.len()), (2_000, 1_600, 1_600));
    assert!(
        !left_out.keys().any(|key| key.starts_with("created_at") || key.starts_with("status") || key.starts_with("phone")),
        "{left_out:?}"
    );
}
