//! The sample of the simulated org: contacts as many as the population says, their accounts, leads, deals and memberships.

use serde_json::json;

use super::Zoho;
use super::schema::USERS;
use super::value::{read_moment, stored};
use super::write::own_values;
use crate::clock::{START_MS, iso_ms};
use crate::fragment::{NULL, as_text, optional, quoted};
use crate::log::Actor;
use crate::people::{Clerk, FIRMS_FROM, Firm, Population};
use crate::site::{How, Site, Stamp};
use crate::table::Cells;

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
const SOURCES: &[&str] = &["Web", "Phone", "Trade Show", "Partner", "其他"];
const STAGES: &[&str] = &["Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost"];

pub(super) fn furnish(zoho: &mut Zoho, site: &mut Site, population: &Population) {
    let mut maker = Maker { zoho, site };
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    let mut last_firm: Option<(u32, String)> = None;
    let mut known = Vec::new();
    for (position, member) in (0_i64..).zip(population.members(super::NAME)) {
        let at_ms = START_MS - SPAN_MS + position * step_ms;
        let person = population.person(member.person);
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let account = match &last_firm {
            Some((firm, id)) if *firm == person.firm => id.clone(),
            _ => maker.account(&population.firm(person.firm), &mut clerk, at_ms),
        };
        last_firm = Some((person.firm, account.clone()));
        let contact = maker.contact(population, member.person, &account, &mut clerk, at_ms);
        if clerk.chance(25) {
            maker.deal(&account, &contact, &mut clerk, at_ms);
        }
        if clerk.chance(20) {
            maker.lead(population, member.person, &mut clerk, at_ms);
        }
        if clerk.chance(10) {
            maker.membership(&contact, &mut clerk, at_ms);
        }
        known.push((member, account, contact, at_ms));
    }
    for (member, account, contact, at_ms) in known {
        let mut clerk = Clerk::new(population.seed, "zoho.cases", member.person, member.copy);
        if clerk.chance(20) {
            maker.case(population, member.person, (&account, &contact), &mut clerk, at_ms);
        }
        let mut clerk = Clerk::new(population.seed, "zoho.orders", member.person, member.copy);
        if clerk.chance(20) {
            maker.order(&account, &contact, &mut clerk, at_ms);
        }
    }
}

struct Maker<'a> {
    zoho: &'a mut Zoho,
    site: &'a mut Site,
}

impl Maker<'_> {
    /// Adds a record; values that the vendor's own pages would refuse are left out, as are unique ones that somebody has.
    fn add(&mut self, module: &str, values: &[(&str, String)], person: Option<u32>, at_ms: i64) -> String {
        let Some(table) = self.site.table(module) else { return String::new() };
        let mut changes = Vec::new();
        for (name, fragment) in values {
            let Some(at) = self.site.tables[table].field(name) else { continue };
            let field = self.site.tables[table].fields[at].clone();
            let is_taken =
                field.extra["unique"] == true && fragment != NULL && !self.site.tables[table].having(at, &as_text(fragment)).is_empty();
            let kept = if field.extra["read_only"] == true { Ok(fragment.clone()) } else { stored(self.site, &field, fragment, "") };
            if let (Ok(fragment), false) = (kept, is_taken) {
                changes.push((at, fragment));
            }
        }
        changes.extend(own_values(&self.site.tables[table], &changes));
        let id = self.zoho.next_id();
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, &id, Cells::default().with(&changes), person, how);
        id
    }

    fn account(&mut self, firm: &Firm, clerk: &mut Clerk, at_ms: i64) -> String {
        let spelt = clerk.firm(firm);
        let values = [
            ("Account_Name", quoted(spelt.name.trim())),
            ("Account_Number", quoted(&format!("K{:07}", firm.number))),
            ("Phone", optional(&spelt.phone)),
            ("Website", quoted(&firm.website)),
            ("Industry", quoted(firm.industry)),
            ("Account_Type", quoted(clerk.pick(&["Customer", "Partner", "Prospect"]))),
            ("Employees", firm.employees.to_string()),
            ("Annual_Revenue", firm.revenue.to_string()),
            ("Billing_Street", quoted(&firm.address.street)),
            ("Billing_City", quoted(firm.address.city)),
            ("Billing_State", optional(firm.address.province)),
            ("Billing_Code", quoted(&firm.address.postcode)),
            ("Billing_Country", quoted(firm.address.country)),
            ("Credit_Code", optional(&spelt.credit_code)),
            ("Owner", json!({ "id": clerk.pick(&[USERS[0].0, USERS[1].0, USERS[2].0]) }).to_string()),
        ];
        self.add("Accounts", &values, Some(FIRMS_FROM + firm.number), at_ms)
    }

    fn contact(&mut self, population: &Population, number: u32, account: &str, clerk: &mut Clerk, at_ms: i64) -> String {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let interests: Vec<&str> = ["Tea", "运动", "Reading"].into_iter().filter(|_| clerk.chance(25)).collect();
        let visit = at_ms.div_euclid(1_000) * 1_000 + i64::try_from(clerk.below(86_400)).unwrap_or(0) * 1_000;
        let values = [
            ("Last_Name", quoted(spelt.last_name.trim())),
            ("First_Name", optional(spelt.first_name.trim())),
            ("Account_Name", json!({ "id": account }).to_string()),
            ("Salutation", if clerk.chance(20) { quoted(clerk.pick(&["Mr.", "Ms."])) } else { NULL.to_owned() }),
            ("Email", optional(spelt.email.trim())),
            ("Mobile", optional(&spelt.phone)),
            ("Title", optional(&spelt.title)),
            ("Date_of_Birth", optional(&spelt.birthday)),
            ("Lead_Source", quoted(clerk.pick(SOURCES))),
            ("Mailing_Street", quoted(&person.address.street)),
            ("Mailing_City", quoted(person.address.city)),
            ("Mailing_State", optional(person.address.province)),
            ("Mailing_Zip", quoted(&person.address.postcode)),
            ("Mailing_Country", quoted(person.address.country)),
            ("Description", optional(spelt.note)),
            ("Email_Opt_Out", clerk.chance(10).to_string()),
            ("Interests", if interests.is_empty() { NULL.to_owned() } else { json!(interests).to_string() }),
            ("Member_Number", quoted(&format!("90071992547{number:07}"))),
            ("Points", clerk.below(10_000).to_string()),
            ("Balance", format!("{}.{:02}", clerk.below(10_000), clerk.below(100))),
            ("Last_Visit", if clerk.chance(50) { quoted(&format!("{}+00:00", &iso_ms(visit)[..19])) } else { NULL.to_owned() }),
            ("WeChat", if clerk.chance(30) { quoted(&format!("wx_{number}")) } else { NULL.to_owned() }),
            ("Score", format!("{}.5", clerk.below(100))),
            ("Owner", json!({ "id": clerk.pick(&[USERS[0].0, USERS[1].0, USERS[2].0]) }).to_string()),
        ];
        debug_assert!(read_moment(&iso_ms(visit)).is_some(), "moments of the sample can be read");
        self.add("Contacts", &values, Some(number), at_ms)
    }

    fn lead(&mut self, population: &Population, number: u32, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let firm = population.firm(person.firm);
        let values = [
            ("Last_Name", quoted(spelt.last_name.trim())),
            ("First_Name", optional(spelt.first_name.trim())),
            ("Company", quoted(clerk.firm(&firm).name.trim())),
            ("Email", optional(spelt.email.trim())),
            ("Mobile", optional(&spelt.phone)),
            ("City", quoted(person.address.city)),
            ("Lead_Source", quoted(clerk.pick(SOURCES))),
            ("Lead_Status", quoted(clerk.pick(&["Not Contacted", "Contacted"]))),
            ("Converted__s", clerk.chance(15).to_string()),
        ];
        self.add("Leads", &values, Some(number), at_ms);
    }

    fn case(&mut self, population: &Population, person: u32, about: (&str, &str), clerk: &mut Clerk, at_ms: i64) {
        let spelt = clerk.person(&population.person(person));
        let values = [
            ("Subject", quoted(clerk.pick(&["发票抬头有误", "Delivery is late", "无法登录", "Wrong item in the box"]))),
            ("Account_Name", json!({ "id": about.0 }).to_string()),
            ("Related_To", json!({ "id": about.1 }).to_string()),
            ("Email", optional(spelt.email.trim())),
            ("Phone", optional(&spelt.phone)),
            ("Status", quoted(clerk.pick(&["New", "On Hold", "Escalated", "Closed"]))),
            ("Priority", quoted(clerk.pick(&["High", "Medium", "Low"]))),
            ("Case_Origin", quoted(clerk.pick(&["Email", "Phone", "Web"]))),
            ("Description", optional(spelt.note)),
        ];
        self.add("Cases", &values, None, at_ms);
    }

    fn order(&mut self, account: &str, contact: &str, clerk: &mut Clerk, at_ms: i64) {
        let total = format!("{}.{:02}", clerk.below(90_000), clerk.below(100));
        let values = [
            ("Subject", quoted(&format!("订单 {}", &iso_ms(at_ms)[..10]))),
            ("Account_Name", json!({ "id": account }).to_string()),
            ("Contact_Name", json!({ "id": contact }).to_string()),
            ("Due_Date", quoted(&iso_ms(at_ms + 14 * 86_400_000)[..10])),
            ("Status", quoted(clerk.pick(&["Created", "Approved", "Delivered", "Cancelled"]))),
            ("Sub_Total", total.clone()),
            ("Grand_Total", total),
        ];
        self.add("Sales_Orders", &values, None, at_ms);
    }

    fn deal(&mut self, account: &str, contact: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("Deal_Name", quoted(&format!("续约 {}", &iso_ms(at_ms)[..7]))),
            ("Account_Name", json!({ "id": account }).to_string()),
            ("Contact_Name", json!({ "id": contact }).to_string()),
            ("Amount", format!("{}.{:02}", clerk.below(900_000), clerk.below(100))),
            ("Stage", quoted(clerk.pick(STAGES))),
            ("Probability", (clerk.below(11) * 10).to_string()),
            ("Closing_Date", quoted(&iso_ms(at_ms + 90 * 86_400_000)[..10])),
        ];
        self.add("Deals", &values, None, at_ms);
    }

    fn membership(&mut self, contact: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("Name", quoted(&format!("会员 {}", clerk.below(100_000)))),
            ("Contact", json!({ "id": contact }).to_string()),
            ("Level", quoted(clerk.pick(&["普通", "银卡", "金卡"]))),
            ("Valid_Until", quoted("2027-12-31")),
        ];
        self.add("Memberships", &values, None, at_ms);
    }
}
