//! How fast each simulated system is read through the whole chain: signed in, listed, mapped, matched, committed with history.

use serde_json::{Value, json};

use super::Bench;
use super::outcome::{Bar, Outcomes};
use super::program::{Finished, fresh, run};
use super::simulator::Simulator;
use super::syncs::{told, write};

/// People of one system, and which of its columns are a customer's.
struct System {
    /// Name of the simulator, and of the table in its control interface whose labels are columns, where they are.
    vendor: &'static str,
    labels_of: Option<&'static str>,
    stream: &'static str,
    /// Id and time of change, then name, phone and e-mail address.
    columns: [&'static str; 5],
    /// How much one request brings.
    page: &'static str,
    /// The setting that paces requests by the vendor's terms. It is opened wide: the machinery is measured, not the terms.
    pace: Option<&'static str>,
    /// The setting of how much one request brings, and the most that the vendor takes.
    most: Option<(&'static str, u32)>,
}

/// Requests in a time, more than anything here makes.
pub(super) const PACE: u32 = 100_000;

const SYSTEMS: [System; 6] = [
    System {
        vendor: "salesforce",
        labels_of: None,
        stream: "Contact",
        columns: ["Id", "SystemModstamp", "Name", "MobilePhone", "Email"],
        page: "pages of 10,000",
        pace: Some("requests_per_second"),
        most: None,
    },
    System {
        vendor: "zoho",
        labels_of: None,
        stream: "Contacts",
        columns: ["id", "Modified_Time", "Full_Name", "Mobile", "Email"],
        page: "one bulk job",
        pace: Some("requests_per_second"),
        most: None,
    },
    System {
        vendor: "jiandaoyun",
        labels_of: Some("customers"),
        stream: "",
        columns: ["_id", "updateTime", "客户名称", "手机", "邮箱"],
        page: "pages of 100",
        pace: Some("requests_per_second"),
        most: None,
    },
    System {
        vendor: "kingdee",
        labels_of: None,
        stream: "BD_CommonContact",
        columns: ["FCONTACTID", "FModifyDate", "FName", "FMobile", "FEmail"],
        page: "pages of 2,000",
        pace: Some("requests_per_second"),
        most: None,
    },
    System {
        vendor: "yonyou",
        labels_of: None,
        stream: "merchant",
        columns: ["id", "modifyTime", "name", "contactTel", "email"],
        page: "pages of 5,000",
        pace: Some("requests_per_minute"),
        most: Some(("customers_per_page", 5_000)),
    },
    System {
        vendor: "shop",
        labels_of: None,
        stream: "files",
        columns: ["id", "updated_at", "name", "phone", "email"],
        page: "one file",
        pace: None,
        most: None,
    },
];

/// What reading a million records may take. A full read keeps eight bytes of each id, for what it did not show; a segment keeps hashes and places
/// of its rows; the rest does not grow.
const MEMORY_MB_MAX: f64 = 250.0;
/// Whose memory is looked at with many records: those whose lists have no end that comes earlier.
const LARGE: [&str; 4] = ["salesforce", "zoho", "kingdee", "yonyou"];

/// Reads each system once, and four with ten times as many for its memory.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    for system in &SYSTEMS {
        let (read, used) = read_all(bench, system, bench.rows)?;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let rate = read.count("read") as f64 / read.seconds;
        let note = format!("{}; {}; {:.2} s; the simulator used {used:.2} s of the same cores", system.page, told(&read), read.seconds);
        outcomes.add(&format!("read of {}", system.vendor), rate, "/s", Some(Bar::AtLeast(50_000.0)), note);
    }
    if bench.large > 0 {
        for system in SYSTEMS.iter().filter(|system| LARGE.contains(&system.vendor)) {
            let (read, _) = read_all(bench, system, bench.large)?;
            let note = format!("{}; {:.1} s", told(&read), read.seconds);
            outcomes.add(
                &format!("read of {} records of {}, peak memory", bench.large, system.vendor),
                read.peak_mb,
                "MB",
                Some(Bar::AtMost(MEMORY_MB_MAX)),
                note,
            );
        }
    }
    Ok(())
}

fn read_all(bench: &Bench, system: &System, records: u32) -> Result<(Finished, f64), String> {
    let simulator = Simulator::start(bench, system.vendor, records, &[])?;
    let data = fresh(bench, "vendors")?;
    let place = data.to_string_lossy().into_owned();
    let file = data.join("rapport.json");
    let configuration = configuration(system, &simulator, &data)?;
    write(&file, &configuration.to_string())?;
    run(bench, &["config", "apply", &file.to_string_lossy(), "--json", "--data", &place])?;
    simulator.used(|| run(bench, &["sync", "run", "People", "--json", "--data", &place]))
}

fn configuration(system: &System, simulator: &Simulator, data: &std::path::Path) -> Result<Value, String> {
    let account = simulator.account()?;
    let port = simulator.url.rsplit(':').next().and_then(|port| port.trim_end_matches('/').parse::<u16>().ok());
    let mut secrets = json!({});
    for (name, secret) in account["secrets"].as_object().into_iter().flatten() {
        let file = data.join(format!("{name}.txt"));
        write(&file, secret.as_str().unwrap_or_default())?;
        secrets[name] = json!({"file": file});
    }
    let (mut stream, mut columns) = (system.stream.to_owned(), system.columns.map(str::to_owned));
    if let Some(table) = system.labels_of {
        let found = simulator.call("GET", &format!("/_control/{}/tables", system.vendor), &Value::Null)?;
        let table =
            found["tables"].as_array().and_then(|tables| tables.iter().find(|known| known["name"] == table)).cloned().unwrap_or_default();
        let connector = account["connector"].as_str().unwrap_or_default();
        table["streams"][connector].as_str().unwrap_or_default().clone_into(&mut stream);
        for column in &mut columns {
            let field = table["fields"].as_array().and_then(|fields| fields.iter().find(|field| field["label"] == column.as_str()));
            if let Some(widget) = field.and_then(|field| field["extra"]["widget"].as_str()) {
                widget.clone_into(column);
            }
        }
    }
    let mut settings = account["settings"].clone();
    if let Some(pace) = system.pace {
        settings[pace] = json!(PACE);
    }
    if let Some((setting, most)) = system.most {
        settings[setting] = json!(most);
    }
    let targets = ["external_id", "updated_at", "name", "phone", "email"];
    let fields: Vec<Value> = columns.iter().zip(targets).map(|(from, to)| json!({"from": from, "to": to})).collect();
    Ok(json!({
        "version": 1,
        "settings": {"network": {"allowed_addresses": ["127.0.0.1"], "allowed_ports": [port]}},
        "connections": [{"name": "System", "connector": account["connector"], "settings": settings, "secrets": secrets}],
        "syncs": [{
            "name": "People", "state": "live", "connection": "System", "stream": stream, "object": "customers", "direction": "in",
            "limits": {"changed_share_max": 1, "protected_share_max": 1, "error_share_max": 1},
            "mapping": {"version": 1, "object": "customers", "fields": fields},
            "triggers": {"push": false, "change": false},
        }],
    }))
}
