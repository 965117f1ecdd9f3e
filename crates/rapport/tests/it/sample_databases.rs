//! Sample databases, read by syncs of the SQL connector, against the counts that are known of them.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::program::{Place, Server, shared};

/// A place whose server may open a folder in which the database lies, and a key.
struct Reader {
    place: Place,
    server: Server,
    key: String,
}

/// The bytes of one of the data sets; `None` where they are not there.
fn unpacked(name: &str) -> Option<Vec<u8>> {
    let file = std::fs::File::open(shared()?.join("datasets").join("crm").join(name)).expect("a data set");
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).expect("gzip");
    Some(bytes)
}

/// Stream, object, and what each field of it is read from.
type Wanted<'a> = (&'a str, &'a str, &'a [(&'a str, Value)]);

impl Reader {
    /// With an object for the lines of documents, made while the server runs.
    fn start(put: impl FnOnce(&Path)) -> Self {
        let place = Place::new();
        let folder = place.path("databases");
        std::fs::create_dir(&folder).expect("a folder");
        put(&folder.join("sample.sqlite"));
        let key =
            place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json()["key"].as_str().expect("a key").to_owned();
        let server = Server::start_with(&place, &["--allow-folder", &folder.display().to_string()]);
        let label = |text: &str| json!({"en": text, "zh": text});
        let lines = json!({"name": "lines", "label": label("Lines"), "title_field": "name", "fields": [
            {"name": "name", "label": label("Product"), "type": "text"},
            {"name": "invoice", "label": label("Invoice"), "type": "reference", "to": "invoices"},
            {"name": "order", "label": label("Order"), "type": "reference", "to": "orders"},
            {"name": "quantity", "label": label("Quantity"), "type": "integer"},
            {"name": "price", "label": label("Price"), "type": "money"},
        ]});
        let (status, made) = server.call("POST", "/api/v1/objects", &key, &lines);
        assert_eq!(status, 201, "{made}");
        Self { place, server, key }
    }

    /// Makes the connection and one sync for each stream: name and object, with the columns of each field.
    fn configure(&self, streams: &str, syncs: &[Wanted<'_>]) {
        let file = self.place.path("databases").join("sample.sqlite");
        let syncs: Vec<Value> = syncs
            .iter()
            .map(|(stream, object, fields)| {
                let fields: Vec<Value> = fields.iter().map(|(to, from)| rule(to, from)).collect();
                let mapping = json!({"version": 1, "object": object, "currency": "USD", "fields": fields});
                json!({"name": stream, "connection": "Sample", "stream": stream, "object": object, "mapping": mapping, "state": "live"})
            })
            .collect();
        let settings = json!({"system": "sqlite", "file": file, "streams": streams});
        let configuration =
            json!({"version": 1, "connections": [{"name": "Sample", "connector": "sql", "settings": settings}], "syncs": syncs});
        self.place.write("rapport.json", &configuration.to_string());
        let applied = self.place.run(&["config", "apply", "rapport.json", "--json"]);
        assert_eq!(applied.exit, 0, "{} {}", applied.out, applied.err);
    }

    /// Runs a sync: rows read and records created; whatever else happened to a row fails.
    fn read(&self, sync: &str) -> (u64, u64) {
        let ran = self.place.run(&["sync", "run", sync, "--json"]).exits(0);
        let document = ran.json();
        assert_eq!((ran.count("merged"), ran.count("rejected"), ran.count("held")), (0, 0, 0), "{sync}: {document}");
        let run = document["run_id"].as_str().expect("a run");
        let findings = self.place.run(&["run", "show", run, "--json"]).exits(0).json()["report"]["findings"].clone();
        // A number that cannot be read as one is kept as it came.
        let is_phone = |finding: &Value| finding["field"] == "phone";
        assert!(findings.as_array().is_some_and(|findings| findings.iter().all(is_phone)), "{sync}: {findings}");
        (ran.count("read"), ran.count("created"))
    }

    /// How many records of an object pass a filter, over the API.
    fn count(&self, object: &str, filter: &str) -> u64 {
        let filter = filter.replace(' ', "%20").replace('"', "%22").replace('=', "%3D");
        let (status, body) = self.server.get(&format!("/api/v1/{object}?limit=1&count=exact&filter={filter}"), &self.key);
        assert_eq!(status, 200, "{body}");
        let page: Value = serde_json::from_str(&body).expect("a page");
        page["page"]["count"].as_u64().expect("a count")
    }

    /// All records of an object.
    fn records(&self, object: &str) -> Vec<Value> {
        let lines = self.place.run(&["export", object, "--format", "jsonl"]).exits(0).out;
        lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

/// A rule: a column, several columns joined by a blank, or a column of another stream's ids.
fn rule(to: &str, from: &Value) -> Value {
    match from {
        Value::Array(_) => json!({"from": from, "to": to, "transforms": [{"concat": " "}]}),
        Value::Object(_) => json!({"from": from["id"], "to": to, "reference": "external_id"}),
        _ => json!({"from": from, "to": to}),
    }
}

/// Hundredths of all amounts of a money field.
fn cents(records: &[Value], field: &str) -> i64 {
    records
        .iter()
        .map(|record| {
            let amount = record[field]["amount"].as_str().expect("an amount");
            let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
            whole.parse::<i64>().expect("whole") * 100 + format!("{part:0<2}").parse::<i64>().expect("cents")
        })
        .sum()
}

#[test]
fn a_music_shop_is_read_with_its_invoices_and_their_sum() {
    let Some(database) = unpacked("chinook.sqlite.gz") else { return };
    let reader = Reader::start(|file| std::fs::write(file, database).expect("a database"));
    let streams = "lines: key=InvoiceLineId query=SELECT l.InvoiceLineId, l.InvoiceId, l.UnitPrice, l.Quantity, t.Name FROM InvoiceLine l JOIN Track t ON t.TrackId = l.TrackId";
    let customer = [
        ("external_id", json!("CustomerId")),
        ("name", json!(["FirstName", "LastName"])),
        ("company", json!("Company")),
        ("email", json!("Email")),
        ("city", json!("City")),
        ("country", json!("Country")),
        ("phone", json!("Phone")),
    ];
    let invoice = [
        ("external_id", json!("InvoiceId")),
        ("number", json!("InvoiceId")),
        ("customer", json!({"id": "CustomerId"})),
        ("issued_on", json!("InvoiceDate")),
        ("amount", json!("Total")),
    ];
    let line = [
        ("external_id", json!("InvoiceLineId")),
        ("name", json!("Name")),
        ("invoice", json!({"id": "InvoiceId"})),
        ("quantity", json!("Quantity")),
        ("price", json!("UnitPrice")),
    ];
    reader.configure(streams, &[("Customer", "customers", &customer), ("Invoice", "invoices", &invoice), ("lines", "lines", &line)]);
    assert_eq!(reader.read("Customer"), (59, 59));
    assert_eq!(reader.read("Invoice"), (412, 412));
    assert_eq!(reader.read("lines"), (2_240, 2_240));
    assert_eq!((reader.count("invoices", "customer IS NULL"), reader.count("lines", "invoice IS NULL")), (0, 0), "all know one another");

    let invoices = reader.records("invoices");
    assert_eq!(cents(&invoices, "amount"), 232_860);
    let days = || invoices.iter().filter_map(|invoice| invoice["issued_on"].as_str());
    assert_eq!((days().min(), days().max()), (Some("2021-01-01"), Some("2025-12-22")));
    let lines = reader.records("lines");
    assert!(lines.iter().all(|line| line["quantity"] == 1), "each line is one piece, so the prices are the sum again");
    assert_eq!(cents(&lines, "price"), 232_860);
    assert_eq!(reader.count("customers", "name = \"François Tremblay\""), 1, "accents arrive as they are");
    // Nothing has changed there, so nothing changes here.
    let again = reader.place.run(&["sync", "run", "Invoice", "--full", "--json"]).exits(0);
    assert_eq!((again.count("created"), again.count("updated")), (0, 0), "{}", again.out);
}

#[test]
fn a_trader_s_dump_is_read_with_its_orders_and_their_lines() {
    let Some(dump) = unpacked("northwind.sqlite.sql.gz") else { return };
    let commands = String::from_utf8(dump).expect("text");
    let reader = Reader::start(|file| {
        let database = rusqlite::Connection::open(file).expect("a database");
        database.execute_batch(&format!("PRAGMA foreign_keys = OFF; BEGIN; {commands} ; COMMIT")).expect("the dump");
    });
    // The lines have a key of two columns and a name with a blank.
    let streams = "\"Order Lines\": key=LineID query=SELECT d.OrderID || '-' || d.ProductID AS LineID, d.OrderID, d.UnitPrice, d.Quantity, p.ProductName FROM \"Order Details\" d JOIN Products p ON p.ProductID = d.ProductID";
    let customer = [
        ("external_id", json!("CustomerID")),
        ("name", json!("CompanyName")),
        ("contact_name", json!("ContactName")),
        ("city", json!("City")),
        ("country", json!("Country")),
        ("phone", json!("Phone")),
    ];
    let order = [
        ("external_id", json!("OrderID")),
        ("number", json!("OrderID")),
        ("customer", json!({"id": "CustomerID"})),
        ("ordered_at", json!("OrderDate")),
    ];
    let line = [
        ("external_id", json!("LineID")),
        ("name", json!("ProductName")),
        ("order", json!({"id": "OrderID"})),
        ("quantity", json!("Quantity")),
        ("price", json!("UnitPrice")),
    ];
    reader.configure(streams, &[("Customers", "customers", &customer), ("Orders", "orders", &order), ("Order Lines", "lines", &line)]);
    // The orders come first: they find their customers when these appear.
    let orders = reader.place.run(&["sync", "run", "Orders", "--json"]).exits(0);
    assert_eq!((orders.count("read"), orders.count("created")), (830, 830), "{}", orders.out);
    assert_eq!(reader.count("orders", "customer IS NULL"), 830);
    assert_eq!(reader.read("Customers"), (93, 93));
    assert_eq!(reader.read("Order Lines"), (2_155, 2_155));
    assert_eq!((reader.count("orders", "customer IS NULL"), reader.count("lines", "order IS NULL")), (0, 0), "all know one another");
    let total: i64 = reader
        .records("lines")
        .iter()
        .map(|line| cents(std::slice::from_ref(line), "price") * line["quantity"].as_i64().expect("a number"))
        .sum();
    assert_eq!(total, 135_445_859);
}
