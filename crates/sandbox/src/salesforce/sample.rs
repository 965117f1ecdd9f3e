//! The sample of the simulated org.

use super::auth::user_id;
use super::schema::position;
use super::write::add_defaults;
use super::{Salesforce, USERNAME};
use crate::clock::{START_MS, iso_ms};
use crate::fragment::{optional, quoted};
use crate::log::Actor;
use crate::people::{Address, Clerk, FIRMS_FROM, Firm, Population};
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Table};

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
const STAGES: &[&str] = &["Prospecting", "Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost"];
const TROUBLES: &[&str] = &["发票抬头有误", "Delivery is late", "无法登录", "Wrong item in the box", "退款进度查询"];
const SOURCES: &[&str] = &["Web", "Phone Inquiry", "Partner Referral", "Other"];

/// Makes the records: as many contacts as the population says, their accounts, and some of everything else.
pub(super) fn furnish(sf: &mut Salesforce, site: &mut Site, population: &Population) {
    let mut maker = Maker { sf, site, user: user_id(), cases: 0 };
    maker.setup();
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    let mut last_firm: Option<(u32, String)> = None;
    let mut known = Vec::new();
    for (position, member) in (0_i64..).zip(population.members(super::NAME)) {
        let at_ms = START_MS - SPAN_MS + position * step_ms;
        let person = population.person(member.person);
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let account = match &last_firm {
            Some((number, id)) if *number == person.firm => id.clone(),
            _ => {
                let firm = population.firm(person.firm);
                let id = maker.account(&firm, &mut clerk, at_ms);
                last_firm = Some((firm.number, id.clone()));
                id
            }
        };
        let contact = maker.contact(population, member.person, &account, &mut clerk, at_ms);
        known.push((member, account.clone(), contact, at_ms));
        if clerk.chance(25) {
            maker.opportunity(&account, &mut clerk, at_ms);
        }
        if clerk.chance(10) {
            maker.lead(population, member.person, &mut clerk, at_ms);
        }
        if clerk.chance(10) {
            maker.membership(&account, &mut clerk, at_ms);
        }
    }
    for (member, account, contact, at_ms) in known {
        let mut clerk = Clerk::new(population.seed, "salesforce.cases", member.person, member.copy);
        if clerk.chance(20) {
            maker.case(population, member.person, (&account, &contact), &mut clerk, at_ms);
        }
        let mut clerk = Clerk::new(population.seed, "salesforce.orders", member.person, member.copy);
        if clerk.chance(20) {
            maker.order(&account, &mut clerk, at_ms);
        }
    }
}

struct Maker<'a> {
    sf: &'a mut Salesforce,
    site: &'a mut Site,
    user: String,
    /// Cases so far.
    cases: u32,
}

impl Maker<'_> {
    /// Adds a record from names and fragments; names that the object lacks are left out.
    fn add(&mut self, object: &str, values: &[(&str, String)], person: Option<u32>, at_ms: i64) -> String {
        let Some(table) = self.site.table(object) else { return String::new() };
        let place = |table: &Table, name: &str| position(table, name);
        let named = values.iter().filter_map(|(name, fragment)| Some((place(&self.site.tables[table], name)?, fragment.clone())));
        let mut changes: Vec<(usize, String)> = named.collect();
        add_defaults(self.site, table, &self.user, &mut changes);
        let id = self.sf.new_id_of(self.site, table);
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, &id, Cells::default().with(&changes), person, how);
        id
    }

    fn setup(&mut self) {
        let at_ms = START_MS - SPAN_MS;
        let user = |name: &str, first: &str, last: &str, active: bool| {
            [
                ("Username", quoted(name)),
                ("FirstName", optional(first)),
                ("LastName", quoted(last)),
                ("Email", quoted(name)),
                ("IsActive", active.to_string()),
            ]
        };
        self.add("User", &user(USERNAME, "Integration", "User", true), None, at_ms);
        self.add("User", &user("sales@example.com", "丽", "陈", true), None, at_ms);
        self.add("User", &user("gone@example.com", "Former", "Colleague", false), None, at_ms);
        let organisation = [
            ("Name", quoted("Simulated Org")),
            ("InstanceName", quoted("SIM1")),
            ("OrganizationType", quoted("Enterprise Edition")),
            ("LanguageLocaleKey", quoted("zh_CN")),
        ];
        self.site.organisation = self.add("Organization", &organisation, None, at_ms);
    }

    fn account(&mut self, firm: &Firm, clerk: &mut Clerk, at_ms: i64) -> String {
        let spelt = clerk.firm(firm);
        let [street, city, state, postcode, country] = address(&firm.address);
        let values = [
            ("Name", quoted(spelt.name.trim())),
            ("Type", quoted(clerk.pick(&["Prospect", "Customer - Direct", "Customer - Channel"]))),
            ("BillingStreet", street),
            ("BillingCity", city),
            ("BillingState", state),
            ("BillingPostalCode", postcode),
            ("BillingCountry", country),
            ("Phone", optional(&spelt.phone)),
            ("Website", quoted(&firm.website)),
            ("AccountNumber", quoted(&format!("A-{:06}", firm.number))),
            ("Industry", quoted(firm.industry)),
            ("AnnualRevenue", format!("{}.0", firm.revenue)),
            ("NumberOfEmployees", firm.employees.to_string()),
            ("Legacy_Id__c", quoted(&format!("L{}", firm.number / 2))),
            ("Tier__c", quoted(clerk.pick(&["A", "B", "C"]))),
            ("Score__c", format!("{}.{:02}", clerk.below(100), clerk.below(100))),
            ("Since__c", quoted(&iso_ms(at_ms)[..10])),
            ("Tags__c", if clerk.chance(50) { quoted("VIP;中文") } else { "null".to_owned() }),
        ];
        let numbers = [("Credit_Code__c", optional(&spelt.credit_code)), ("ERP_Number__c", quoted(&format!("K{:07}", firm.number)))];
        let values = [values.as_slice(), &self.free(&numbers)].concat();
        self.add("Account", &values, Some(FIRMS_FROM + firm.number), at_ms)
    }

    /// Values of unique fields of accounts that nobody has yet; a firm that was entered twice has its numbers once.
    fn free<'v>(&mut self, numbers: &[(&'v str, String)]) -> Vec<(&'v str, String)> {
        let Some(table) = self.site.table("Account") else { return Vec::new() };
        let mut free = Vec::new();
        for (name, fragment) in numbers {
            let taken =
                position(&self.site.tables[table], name).map(|at| self.site.tables[table].having(at, &crate::fragment::as_text(fragment)));
            if fragment == "null" || taken.is_some_and(|taken| taken.is_empty()) {
                free.push((*name, fragment.clone()));
            }
        }
        free
    }

    fn contact(&mut self, population: &Population, number: u32, account: &str, clerk: &mut Clerk, at_ms: i64) -> String {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let [street, city, state, postcode, country] = address(&person.address);
        let values = [
            ("AccountId", quoted(account)),
            ("LastName", quoted(&spelt.last_name)),
            ("FirstName", optional(&spelt.first_name)),
            ("Salutation", if clerk.chance(20) { quoted(clerk.pick(&["Mr.", "Ms."])) } else { "null".to_owned() }),
            ("MailingStreet", street),
            ("MailingCity", city),
            ("MailingState", state),
            ("MailingPostalCode", postcode),
            ("MailingCountry", country),
            ("MobilePhone", optional(&spelt.phone)),
            ("Email", optional(spelt.email.trim())),
            ("Title", optional(&spelt.title)),
            ("LeadSource", quoted(clerk.pick(SOURCES))),
            ("Birthdate", optional(&spelt.birthday)),
            ("Description", optional(spelt.note)),
            ("HasOptedOutOfEmail", clerk.chance(10).to_string()),
            ("WeChat__c", if clerk.chance(30) { quoted(&format!("wx_{number}")) } else { "null".to_owned() }),
            ("Points__c", format!("{}.0", clerk.below(10_000))),
        ];
        self.add("Contact", &values, Some(number), at_ms)
    }

    fn lead(&mut self, population: &Population, number: u32, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let firm = population.firm(person.firm);
        let values = [
            ("LastName", quoted(&spelt.last_name)),
            ("FirstName", optional(&spelt.first_name)),
            ("Company", quoted(clerk.firm(&firm).name.trim())),
            ("Phone", optional(&spelt.phone)),
            ("Email", optional(spelt.email.trim())),
            ("City", quoted(person.address.city)),
            ("LeadSource", quoted(clerk.pick(SOURCES))),
        ];
        self.add("Lead", &values, Some(number), at_ms);
    }

    fn case(&mut self, population: &Population, person: u32, about: (&str, &str), clerk: &mut Clerk, at_ms: i64) {
        let spelt = clerk.person(&population.person(person));
        self.cases += 1;
        let values = [
            ("AccountId", quoted(about.0)),
            ("ContactId", quoted(about.1)),
            ("CaseNumber", quoted(&format!("{:08}", 1_000 + self.cases))),
            ("Subject", quoted(clerk.pick(TROUBLES))),
            ("Status", quoted(clerk.pick(&["New", "Working", "Escalated", "On Hold", "Closed"]))),
            ("Priority", quoted(clerk.pick(&["High", "Medium", "Low"]))),
            ("Origin", quoted(clerk.pick(&["Phone", "Email", "Web"]))),
            ("SuppliedEmail", optional(spelt.email.trim())),
            ("Description", optional(spelt.note)),
        ];
        self.add("Case", &values, None, at_ms);
    }

    fn order(&mut self, account: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("AccountId", quoted(account)),
            ("EffectiveDate", quoted(&iso_ms(at_ms)[..10])),
            ("Status", quoted(clerk.pick(&["Draft", "Activated", "Activated"]))),
            ("Type", quoted(clerk.pick(&["New", "Renewal"]))),
            ("TotalAmount", format!("{}.{:02}", clerk.below(90_000), clerk.below(100))),
            ("PoNumber", if clerk.chance(40) { quoted(&format!("PO{:06}", clerk.below(1_000_000))) } else { "null".to_owned() }),
        ];
        self.add("Order", &values, None, at_ms);
    }

    fn opportunity(&mut self, account: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("AccountId", quoted(account)),
            ("Name", quoted(&format!("续约 {}", &iso_ms(at_ms)[..7]))),
            ("StageName", quoted(clerk.pick(STAGES))),
            ("Amount", format!("{}.{:02}", clerk.below(900_000), clerk.below(100))),
            ("Probability", format!("{}.0", clerk.below(11) * 10)),
            ("CloseDate", quoted(&iso_ms(at_ms + 90 * 86_400_000)[..10])),
        ];
        self.add("Opportunity", &values, None, at_ms);
    }

    fn membership(&mut self, account: &str, clerk: &mut Clerk, at_ms: i64) {
        let number = self.sf.membership_number();
        let values = [
            ("Name", quoted(&format!("M-{number:06}"))),
            ("Account__c", quoted(account)),
            ("Number__c", quoted(&format!("mB{number:06}"))),
            ("Level__c", quoted(clerk.pick(&["普通", "银卡", "金卡"]))),
            ("Balance__c", format!("{}.{:02}", clerk.below(100_000), clerk.below(100))),
            ("Discount__c", format!("{}.0", clerk.below(30))),
            ("Valid_Until__c", quoted("2027-12-31")),
            ("Place__Latitude__s", "30.274085".to_owned()),
            ("Place__Longitude__s", "120.15507".to_owned()),
            ("Active__c", clerk.chance(80).to_string()),
            ("Interests__c", quoted("Tea;运动")),
        ];
        self.add("Membership__c", &values, None, at_ms);
    }
}

fn address(address: &Address) -> [String; 5] {
    [quoted(&address.street), quoted(address.city), optional(address.province), quoted(&address.postcode), quoted(address.country)]
}
