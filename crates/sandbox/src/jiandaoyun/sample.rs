//! The sample: customers with the people in them, contacts that look them up, deals.

use serde_json::json;

use super::forms::position;
use super::staff::MEMBERS;
use super::{Jiandaoyun, cell};
use crate::clock::{START_MS, iso_ms};
use crate::fragment::{NULL, quoted};
use crate::log::Actor;
use crate::people::{Address, Clerk, Member, Population};
use crate::site::{How, Site, Stamp};
use crate::table::Cells;

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;

const LEVELS: &[&str] = &["普通客户", "重点客户", "VIP客户"];
const TAGS: &[&str] = &["老客户", "展会", "转介绍", "需回访", "价格敏感"];
const INDUSTRIES: &[&str] = &["制造业", "批发零售", "信息技术", "教育培训", "餐饮服务"];
const STAGES: &[&str] = &["初步接触", "需求确认", "方案报价", "赢单", "输单"];
const HOBBIES: &[&str] = &["运动", "茶", "阅读", "旅行"];

/// Makes as many customers as the population says, and about half as many contacts and a quarter as many deals.
pub(super) fn furnish(jdy: &mut Jiandaoyun, site: &mut Site, population: &Population) {
    let mut maker = Maker { jdy, site };
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    for (number, member) in (0_i64..).zip(population.members(super::NAME)) {
        let at_ms = START_MS - SPAN_MS + number * step_ms;
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let customer = maker.customer(population, member, &mut clerk, at_ms);
        if clerk.chance(50) {
            maker.contact(population, member, &customer, &mut clerk, at_ms);
        }
        if clerk.chance(25) {
            maker.deal(&customer, &mut clerk, at_ms);
        }
    }
}

struct Maker<'a> {
    jdy: &'a mut Jiandaoyun,
    site: &'a mut Site,
}

impl Maker<'_> {
    /// Adds a record from names or labels of widgets and fragments.
    fn add(&mut self, form: &str, values: &[(&str, String)], creator: &str, person: Option<u32>, at_ms: i64) -> String {
        let Some(table) = self.site.table(form) else { return String::new() };
        let fields = &self.site.tables[table];
        let place = |name: &str| {
            position(fields, name).or_else(|| fields.fields.iter().position(|field| field.label == name || field.name == name))
        };
        let mut changes: Vec<(usize, String)> =
            values.iter().filter_map(|(name, fragment)| Some((place(name)?, fragment.clone()))).collect();
        changes.extend(super::write::own_values(self.site, table, creator));
        let id = self.jdy.object_id(at_ms);
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, &id, Cells::default().with(&changes), person, how);
        id
    }

    fn customer(&mut self, population: &Population, member: Member, clerk: &mut Clerk, at_ms: i64) -> String {
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let firm = population.firm(person.firm);
        let spelt_firm = clerk.firm(&firm);
        let is_firm = clerk.chance(40);
        let owner = clerk.pick(MEMBERS).username;
        let tags: Vec<&str> = TAGS.iter().copied().filter(|_| clerk.chance(25)).collect();
        let row_id = self.jdy.object_id(at_ms);
        let contact = json!([{ "_id": row_id, "contact_name": spelt.full_name, "contact_phone": spelt.phone }]);
        let phone = json!({ "phone": spelt.phone, "verified": clerk.chance(30) }).to_string();
        let file = json!([{ "key": format!("card-{}", member.person), "name": "名片.jpg", "size": 20_480 + clerk.below(90_000), "mime": "image/jpeg" }]);
        let since = iso_ms(at_ms.div_euclid(86_400_000) * 86_400_000 - 8 * 3_600_000);
        let when = |is_so: bool, fragment: String| if is_so { fragment } else { NULL.to_owned() };
        let name = if is_firm { &spelt_firm.name } else { &spelt.full_name };
        let values = [
            ("customer_name", cell(name)),
            ("customer_type", quoted(if is_firm { "企业" } else { "个人" })),
            ("credit_code", when(is_firm, cell(&spelt_firm.credit_code))),
            ("mobile", when(!spelt.phone.is_empty(), phone)),
            ("phone", when(is_firm, cell(&spelt_firm.phone))),
            ("email", cell(&spelt.email)),
            ("address", address(&person.address)),
            ("level", quoted(clerk.pick(LEVELS))),
            ("tags", when(!tags.is_empty(), json!(tags).to_string())),
            ("industry", when(is_firm, quoted(clerk.pick(INDUSTRIES)))),
            ("owner", quoted(owner)),
            ("team", when(clerk.chance(20), json!(["chenli", "zhaomin"]).to_string())),
            ("dept", (2 + clerk.below(2)).to_string()),
            ("revenue", when(is_firm, format!("{}.{:02}", clerk.below(90_000_000), clerk.below(100)))),
            ("since", when(clerk.chance(60), quoted(&since))),
            ("备注", cell(spelt.note)),
            ("名片", when(clerk.chance(10), file.to_string())),
            ("contacts", when(is_firm, contact.to_string())),
        ];
        self.add("customers", &values, owner, Some(member.person), at_ms)
    }

    fn contact(&mut self, population: &Population, member: Member, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let hobbies: Vec<&str> = HOBBIES.iter().copied().filter(|_| clerk.chance(30)).collect();
        let values = [
            ("name", cell(&spelt.full_name)),
            ("customer", quoted(customer)),
            ("source_customer", quoted(customer)),
            ("mobile", cell(&spelt.phone)),
            ("email", cell(&spelt.email)),
            ("gender", quoted(clerk.pick(&["男", "女"]))),
            ("title", cell(&spelt.title)),
            ("birthday", if spelt.birthday.is_empty() { NULL.to_owned() } else { quoted(&birthday(&spelt.birthday)) }),
            ("hobbies", if hobbies.is_empty() { NULL.to_owned() } else { json!(hobbies).to_string() }),
            ("简介", if clerk.chance(10) { quoted("<p>重要联系人</p>") } else { NULL.to_owned() }),
        ];
        self.add("contacts", &values, "chenli", Some(member.person), at_ms);
    }

    fn deal(&mut self, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("title", quoted(&format!("{} 采购", &iso_ms(at_ms)[..7]))),
            ("customer", quoted(customer)),
            ("amount", format!("{}.{:02}", clerk.below(900_000), clerk.below(100))),
            ("stage", quoted(clerk.pick(STAGES))),
            ("expected", quoted(&iso_ms(at_ms + 90 * 86_400_000))),
            ("owner", quoted("wangqiang")),
            (super::forms::FLOW_STATE, clerk.below(4).to_string()),
        ];
        self.add("deals", &values, "wangqiang", None, at_ms);
    }
}

fn address(address: &Address) -> String {
    if address.country != "CN" {
        return json!({ "province": "", "city": address.city, "district": "", "detail": address.street }).to_string();
    }
    json!({ "province": address.province, "city": address.city, "district": "", "detail": address.street }).to_string()
}

/// A day in Beijing, as the moment that the vendor keeps.
fn birthday(day: &str) -> String {
    super::value::day(day).map_or_else(String::new, iso_ms)
}
