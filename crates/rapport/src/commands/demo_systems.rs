//! The simulated systems of `rapport demo`, each with a connection and a sync that works by itself.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use connector::SecretText;
use sandbox::{Account, ClockSource, Config, ControlHandle, PUSH_SECRET, Running, SandboxError};
use serde_json::{Value, json};
use server::simulators::{OrderedFault, OwnFault, Simulate, SimulatedSystem};
use sync::config::{ConfigFile, Installation};
use sync::connections::{Connections, NetworkSettings};

use super::demo_files::{Folders, Known};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;

/// People in the simulated systems; most of them are known to several.
const PEOPLE: u32 = 200;
/// State of the simulated systems, in the data directory.
pub const STATE_FILE: &str = "simulators.json";

/// What is made for the simulated systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Connections alone: the first sync is made by a person.
    Connections,
    /// Connections, and a sync of each that works by itself.
    All,
}

/// What the server may switch at the simulated systems.
struct Switches(ControlHandle);

impl Simulate for Switches {
    fn systems(&self) -> Vec<SimulatedSystem> {
        let overview = self.0.control("GET", "/", None);
        let faults = self.0.control("GET", "/faults", None);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fault = |fault: &Value| OrderedFault {
            id: fault["id"].as_u64().unwrap_or_default(),
            spec: text(&fault["spec"]),
            struck: fault["struck"].as_u64().unwrap_or_default(),
            is_spent: fault["spent"].as_bool().unwrap_or_default(),
        };
        let own = |own: &Value| OwnFault { order: text(&own["order"]), title: (text(&own["title"]["en"]), text(&own["title"]["zh"])) };
        let vendors = overview["vendors"].as_array().into_iter().flatten();
        vendors
            .map(|vendor| SimulatedSystem {
                name: text(&vendor["name"]),
                address: text(&vendor["base_url"]),
                faults: vendor["name"].as_str().and_then(|name| faults[name].as_array()).into_iter().flatten().map(fault).collect(),
                own_faults: vendor["own_faults"].as_array().into_iter().flatten().map(own).collect(),
            })
            .collect()
    }

    fn order(&self, spec: &str) -> Result<(), String> {
        let answer = self.0.control("POST", "/faults", Some(&json!({ "spec": spec })));
        answer["error"].as_str().map_or(Ok(()), |reason| Err(reason.to_owned()))
    }

    fn clear(&self, system: Option<&str>, fault: Option<u64>) {
        let known: Vec<(String, u64)> = self
            .systems()
            .into_iter()
            .filter(|known| system.is_none_or(|system| system == known.name))
            .flat_map(|known| known.faults.into_iter().map(move |fault| (known.name.clone(), fault.id)))
            .filter(|(_, id)| fault.is_none_or(|fault| fault == *id))
            .collect();
        for (system, id) in known {
            self.0.control("DELETE", &format!("/faults/{system}/{id}"), None);
        }
    }
}

/// What is called from this machine, so that a person sees it arrive.
pub struct Systems {
    running: Running,
    folders: Folders,
}

impl Systems {
    /// Starts the simulators with the state they had; on other ports where the usual ones are taken.
    ///
    /// # Errors
    /// When a port or the state file cannot be used.
    pub fn start(listen: &str, directory: &Path) -> Result<Self, Failure> {
        let listen: SocketAddr = listen.parse().map_err(|error| Failure::usage(format!("--simulators {listen}: {error}")))?;
        let config = |listen| Config {
            records: PEOPLE,
            listen,
            state: Some(directory.join(STATE_FILE)),
            clock: ClockSource::Real,
            ..Config::default()
        };
        let running = match sandbox::start(config(listen)) {
            Err(SandboxError::Listen { .. }) => sandbox::start(config(SocketAddr::new(listen.ip(), 0))),
            started => started,
        };
        let running = running.map_err(|error| Failure::because("simulators", &error))?;
        let folders = Folders::make(directory, &known_people(&running))?;
        Ok(Self { running, folders })
    }

    /// Their switches, for the server.
    pub fn switches(&self) -> Arc<dyn Simulate> {
        Arc::new(Switches(self.running.control_handle()))
    }

    /// What connections may reach: the simulators and the folders for files, and nothing else of this machine.
    pub fn network(&self) -> NetworkSettings {
        let ports = self.running.addresses().into_iter().filter_map(|(_, url)| url.rsplit(':').next()?.parse().ok());
        NetworkSettings {
            allowed_addresses: vec!["127.0.0.1".to_owned()],
            allowed_ports: ports.collect(),
            folders: self.folders.all(),
            ..NetworkSettings::default()
        }
    }

    /// Makes the connections (and syncs), or brings them up to date.
    ///
    /// # Errors
    /// When one of them is refused.
    pub fn connect(&self, context: &Context, parts: Parts) -> Result<(), Failure> {
        let mut configuration = self.configuration();
        if parts == Parts::Connections {
            configuration["syncs"] = json!([]);
        }
        let file = ConfigFile::parse(&configuration.to_string()).map_err(|error| Failure::failed(error.to_string()))?;
        let installation = Installation {
            connections: &context.connections,
            tasks: &context.tasks,
            records: &context.records,
            secrets: &|reference| reference.env.as_deref().and_then(|name| self.secret(name)).map(SecretText::new),
            archive_missing: false,
        };
        let applied = sync::config::apply(&context.caller, &file, &installation).map_err(|error| Failure::failed(one_line(&error)))?;
        match applied.iter().find(|applied| !applied.done) {
            Some(refused) => Err(Failure::failed(format!("{}: {}", refused.item.name, refused.item.problem.clone().unwrap_or_default()))),
            None => Ok(()),
        }
    }

    /// A connection to each simulated system, and to each folder of files.
    fn connection_items(&self) -> Vec<Value> {
        let mut items: Vec<Value> = self
            .accounts()
            .map(|(_, name, account)| {
                let secrets: serde_json::Map<String, Value> = account
                    .secrets
                    .iter()
                    .map(|(setting, _)| ((*setting).to_owned(), json!({"env": format!("{}.{setting}", account.connector)})))
                    .collect();
                json!({"name": name, "connector": account.connector, "settings": account.settings, "secrets": secrets})
            })
            .collect();
        items.extend(self.folders.connections());
        items
    }

    /// Vendor, name of the connection and account of each simulated system that can be connected to.
    fn accounts(&self) -> impl Iterator<Item = (&'static str, String, Account)> {
        let vendors = self.running.addresses().into_iter();
        vendors.flat_map(|(vendor, _)| {
            let accounts = self.running.accounts(vendor).into_iter();
            accounts.map(move |account| (vendor, format!("{} (simulated)", account.title), account))
        })
    }

    /// The secret that the configuration calls `CONNECTOR.SETTING`.
    fn secret(&self, name: &str) -> Option<&'static str> {
        let (connector, setting) = name.split_once('.')?;
        let (_, _, account) = self.accounts().find(|(_, _, account)| account.connector == connector)?;
        account.secrets.into_iter().find(|(known, _)| *known == setting).map(|(_, secret)| secret)
    }

    fn configuration(&self) -> Value {
        let mut syncs = self.system_syncs();
        syncs.extend(Folders::syncs());
        json!({"version": 1, "connections": self.connection_items(), "syncs": syncs})
    }

    /// The sync of each simulated system.
    fn system_syncs(&self) -> Vec<Value> {
        let (app, entry) = sandbox::jiandaoyun::form("customers").unwrap_or_default();
        let widget = |label: &str| self.widget(label);
        // The systems know many of the same people, spelt differently: the first read changes more than a running base would.
        let limits = json!({"changed_share_max": 1, "protected_share_max": 1});
        vec![
            json!({"name": "Salesforce contacts", "state": "live", "connection": "Salesforce (simulated)", "stream": "Contact",
             "object": "customers", "direction": "both", "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "Id", "to": "external_id"}, {"from": "SystemModstamp", "to": "updated_at"}, {"from": "Name", "to": "name"},
                 {"from": "MobilePhone", "to": "phone"}, {"from": "Email", "to": "email"}]},
             "outgoing": {"create": false, "fields": [{"from": "email", "to": "Email"}]},
             "triggers": {"schedule": {"every": "15s"}, "push": true, "change": true}, "freshness": "5m", "limits": limits}),
            json!({"name": "简道云 customers", "state": "live", "connection": "简道云 (simulated)", "stream": format!("{app}/{entry}"),
             "object": "customers", "direction": "both", "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "_id", "to": "external_id"}, {"from": "updateTime", "to": "updated_at"}, {"from": widget("客户名称"), "to": "name"},
                 {"from": widget("手机"), "to": "phone"}, {"from": widget("邮箱"), "to": "email"}]},
             "outgoing": {"create": false, "fields": [{"from": "email", "to": widget("邮箱")}]},
             "triggers": {"schedule": {"every": "1m"}, "push": true, "change": true}, "freshness": "5m", "limits": limits}),
            json!({"name": "Zoho CRM contacts", "state": "live", "connection": "Zoho CRM (simulated)", "stream": "Contacts",
             "object": "customers", "direction": "both", "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "id", "to": "external_id"}, {"from": "Modified_Time", "to": "updated_at"}, {"from": "Full_Name", "to": "name"},
                 {"from": "Mobile", "to": "phone"}, {"from": "Email", "to": "email"}]},
             "outgoing": {"create": false, "fields": [{"from": "email", "to": "Email"}]},
             "triggers": {"schedule": {"every": "30s"}, "push": true, "change": true}, "freshness": "5m", "limits": limits}),
            json!({"name": "金蝶云星空 contacts", "state": "live", "connection": "金蝶云星空 (simulated)", "stream": "BD_CommonContact",
             "object": "customers", "direction": "both", "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "FCONTACTID", "to": "external_id"}, {"from": "FModifyDate", "to": "updated_at"}, {"from": "FName", "to": "name"},
                 {"from": "FMobile", "to": "phone"}, {"from": "FEmail", "to": "email"}]},
             "outgoing": {"create": false, "fields": [{"from": "email", "to": "FEmail"}]},
             "triggers": {"schedule": {"every": "30s"}, "change": true}, "freshness": "5m", "limits": limits}),
            json!({"name": "用友 BIP contacts", "state": "live", "connection": "用友 BIP (simulated)", "stream": "contact",
             "object": "customers", "direction": "both", "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "id", "to": "external_id"}, {"from": "modifyTime", "to": "updated_at"}, {"from": "fullName", "to": "name"},
                 {"from": ["areaCodeMobile", "mobile"], "to": "phone"}, {"from": "email", "to": "email"}]},
             "outgoing": {"create": false, "fields": [{"from": "email", "to": "email"}]},
             "triggers": {"schedule": {"every": "1m"}, "change": true}, "freshness": "5m", "limits": limits}),
            json!({"name": "Shop customers", "state": "live", "connection": "Shop (simulated)", "stream": "events", "object": "customers",
             "mapping": {"version": 1, "object": "customers", "fields": [
                 {"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}, {"from": "phone", "to": "phone"},
                 {"from": "email", "to": "email"}, {"from": "city", "to": "city"}]},
             "triggers": {"push": true}}),
        ]
    }

    /// The widget with this label, which is what columns are called.
    fn widget(&self, label: &str) -> String {
        let tables = self.running.control("GET", "/jiandaoyun/tables", None);
        let fields = tables["tables"][0]["fields"].as_array().cloned().unwrap_or_default();
        let field = fields.iter().find(|field| field["label"] == label);
        field.and_then(|field| field["extra"]["widget"].as_str()).unwrap_or(label).to_owned()
    }

    /// Tells the simulators where the server at `address` takes their calls.
    pub fn call(&self, connections: &Connections, address: SocketAddr) {
        for (vendor, name, account) in self.accounts().filter(|(_, _, account)| account.is_called) {
            let Ok(connection) = connections.by_name(&name) else { continue };
            let path = connections.hook_path(connection.id);
            let mut target = json!({"url": format!("http://{address}{path}"), "secret": PUSH_SECRET, "tables": account.push_tables});
            if !account.push_options.is_null() {
                target["options"] = account.push_options;
            }
            self.running.control("PUT", &format!("/{vendor}/push"), Some(&json!({"targets": [target]})));
        }
    }

    /// What to try: a customer whom two systems know is changed in one and looked at in the other.
    pub fn first_steps(&self, language: Language, address: &str, key: &str) -> String {
        let title = |en: &'static str, zh: &'static str| language.pick(en, zh);
        let control = self.running.control_url();
        let auth = format!("-H 'Authorization: Bearer {key}'");
        let mut text = format!("{}\n", title("Simulated systems, each kept up to date by a sync:", "模拟的外部系统，均由同步保持最新："));
        for (vendor, url) in self.running.addresses() {
            text.push_str(&format!("  {vendor:<12}{url}\n"));
        }
        text.push_str(&format!("  {:<12}{control}\n", title("control", "控制接口")));
        text.push_str(&format!(
            "# {}\ncurl -s {auth} {address}/api/v1/syncs\n",
            title("the syncs: state, freshness, next run", "同步：状态、新鲜度、下次运行")
        ));
        text.push_str(&format!(
            "# {}\nprintf 'id,name,phone,email,city\\n901,王小明,138 0013 8901,wang@example.com,上海\\n' > {}\n",
            title("put a file into the folder; its rows become customers", "把文件放入文件夹，其中的行成为客户"),
            self.folders.drop.join("more.csv").display()
        ));
        if let Some((contact, customer)) = self.known_to_both() {
            text.push_str(&format!(
                "# {}\ncurl -s -X PATCH {control}/salesforce/tables/Contact/records/{contact} -d '{{\"values\":{{\"Email\":\"new.address@example.com\"}}}}'\n\
                 # {}\ncurl -s {auth} {address}/api/v1/customers/by/email/new.address@example.com\n\
                 # {}\ncurl -s {control}/jiandaoyun/tables/customers/records/{customer}\n",
                title("change a customer in Salesforce …", "在 Salesforce 中修改一位客户……"),
                title("… see it here …", "……在这里看到……"),
                title("… and, seconds later, in Jiandaoyun", "……数秒后在简道云中也能看到"),
            ));
            text.push_str(&format!(
                "# {}\ngrep -h new.address {}/*\n",
                title("… and in the files for others", "……以及给其他系统的文件中"),
                self.folders.out.display()
            ));
        }
        text
    }

    /// Ids of one person in Salesforce and Jiandaoyun: the first with the same mobile number.
    fn known_to_both(&self) -> Option<(String, String)> {
        let records = |path: &str| self.running.control("GET", path, None)["records"].as_array().cloned().unwrap_or_default();
        let customers = records("/jiandaoyun/tables/customers/records?limit=500");
        let id = |record: &Value| record["id"].as_str().map(str::to_owned);
        records("/salesforce/tables/Contact/records?limit=500").iter().find_map(|contact| {
            let number = mobile(&contact["values"]["MobilePhone"])?;
            let same = customers.iter().find(|customer| mobile(&customer["values"]["mobile"]).as_ref() == Some(&number))?;
            Some((id(contact)?, id(same)?))
        })
    }

    /// Saves their state.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn stop(self) -> Result<Exit, Failure> {
        self.running.stop().map_err(|error| Failure::because("simulators", &error))?;
        Ok(Exit::Done)
    }
}

/// People whom the simulated Zoho CRM knows with a mobile number of China.
fn known_people(running: &Running) -> Vec<Known> {
    let listed = running.control("GET", "/zoho/tables/Contacts/records?limit=500", None);
    let records = listed["records"].as_array().map_or(&[][..], Vec::as_slice);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let person = |record: &Value| {
        let values = &record["values"];
        let name = ["Last_Name", "First_Name"].map(|name| text(&values[name])).concat();
        // Numbers of America have eleven digits with their code as well.
        let mobile = mobile(&values["Mobile"]).filter(|mobile| mobile.starts_with('1') && !mobile.starts_with("1415"))?;
        Some(Known { name, mobile, email: text(&values["Email"]), city: text(&values["Mailing_City"]) })
    };
    records.iter().filter_map(person).collect()
}

/// The last eleven digits of a phone, where it has so many.
fn mobile(phone: &Value) -> Option<String> {
    // Jiandaoyun's phones are objects.
    let text = phone.as_str().or_else(|| phone["phone"].as_str())?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.get(digits.len().checked_sub(11)?..).map(str::to_owned)
}
