//! The sample of the simulated tenant: customers as many as the population says, their contacts, and what is sold to them.
//!
//! Its customers are the firms of the people that all systems share, numbered as everywhere.

use serde_json::json;

use super::Yonyou;
use super::schema::{ORGS, STAFF};
use super::value::{local, stored};
use crate::clock::START_MS;
use crate::fragment::{NULL, optional, quoted};
use crate::log::Actor;
use crate::people::{Clerk, FIRMS_FROM, Firm, Origin, Population};
use crate::site::{How, Site, Stamp};
use crate::table::Cells;

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
const DAY_MS: i64 = 86_400_000;
const STAGES: &[&str] = &["初步接洽", "需求确认", "方案报价", "商务谈判"];
const SOURCES: &[&str] = &["01", "02", "03"];

pub(super) fn furnish(yonyou: &mut Yonyou, site: &mut Site, population: &Population) {
    let mut maker = Maker { yonyou, site };
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    for (position, member) in (0_i64..).zip(population.members(super::NAME)) {
        let at_ms = (START_MS - SPAN_MS + position * step_ms).div_euclid(1_000) * 1_000;
        let firm = population.firm(member.person);
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let merchant = maker.merchant(&firm, member.copy, &mut clerk, at_ms);
        let contacts = 1 + clerk.below(2);
        for at in 0..contacts {
            let number = firm.number * 3 + u32::try_from(at).unwrap_or(0);
            maker.contact(population, number, &merchant, at == 0, &mut clerk, at_ms);
        }
        if clerk.chance(30) {
            maker.order(&merchant, &mut clerk, at_ms + 3 * DAY_MS);
        }
        if clerk.chance(25) {
            maker.receivable(&merchant, &mut clerk, at_ms + 5 * DAY_MS);
        }
        if clerk.chance(20) {
            maker.opportunity(&merchant, &mut clerk, at_ms);
        }
        if clerk.chance(10) {
            maker.contract(&merchant, &mut clerk, at_ms);
        }
        if clerk.chance(15) {
            maker.clue(population, firm.number * 3, &mut clerk, at_ms);
        }
    }
}

struct Maker<'a> {
    yonyou: &'a mut Yonyou,
    site: &'a mut Site,
}

impl Maker<'_> {
    /// Adds a record; values that the vendor's own pages would refuse are left out.
    fn add(&mut self, table: &str, values: &[(&str, String)], person: Option<u32>, at_ms: i64) -> String {
        let Some(table) = self.site.table(table) else { return String::new() };
        let mut changes = Vec::new();
        for (name, fragment) in values {
            let Some(at) = self.site.tables[table].field(name) else { continue };
            let field = &self.site.tables[table].fields[at];
            let kept = match field.type_name.as_str() {
                "local" | "hidden" | "part" | "rows" | "json" => Ok(fragment.clone()),
                _ => stored(self.site, field, fragment),
            };
            if let Ok(fragment) = kept {
                changes.push((at, fragment));
            }
        }
        let id = self.yonyou.next_id();
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms.min(START_MS - DAY_MS)), visible_after_ms: 0 };
        self.site.insert(table, &id, Cells::default().with(&changes), person, how);
        id
    }

    fn merchant(&mut self, firm: &Firm, copy: u32, clerk: &mut Clerk, at_ms: i64) -> String {
        let spelt = clerk.firm(firm);
        let is_used_elsewhere = clerk.chance(12);
        let address = json!([{
            "id": self.yonyou.next_number(), "addressCode": "A1", "address": { "simplifiedName": firm.address.street }, "regionCode": "330100000000",
            "receiver": "收货人", "mobile": spelt.phone, "isDefault": true,
        }]);
        let values = [
            ("code", quoted(&format!("KH{:06}{}", firm.number, if copy > 0 { "B" } else { "" }))),
            ("name", quoted(spelt.name.trim())),
            ("name.englishName", if clerk.chance(30) { quoted(&firm.latin) } else { NULL.to_owned() }),
            ("shortname", quoted(&firm.short)),
            ("createOrgCode", quoted("global00")),
            ("orgs", quoted(if is_used_elsewhere { "global00,hz01" } else { "global00" })),
            ("transTypeCode", quoted("SYCSR001")),
            ("customerClassCode", quoted(clerk.pick(&["01", "01", "02"]))),
            ("enterpriseNature", "0".to_owned()),
            ("enterpriseName", quoted(&firm.name)),
            ("licenseType", if firm.credit_code.is_empty() { "2".to_owned() } else { "0".to_owned() }),
            ("creditCode", optional(&spelt.credit_code)),
            ("taxPayingCategories", clerk.pick(&["0", "0", "1"]).to_owned()),
            ("countryCode", quoted(firm.address.country)),
            ("address", quoted(&format!("{}{}{}", firm.address.province, firm.address.city, firm.address.street))),
            ("postCode", quoted(&firm.address.postcode)),
            ("contactTel", optional(&spelt.phone)),
            ("website", quoted(&firm.website)),
            ("peopleNum", firm.employees.to_string()),
            ("yearMoney", quoted(&format!("{}.{:02}", firm.revenue / 10_000, clerk.below(100)))),
            ("scope", quoted(firm.industry)),
            ("retailInvestors", "false".to_owned()),
            ("internalOrg", "false".to_owned()),
            ("stopStatus", clerk.chance(4).to_string()),
            ("merchantAddressInfos", address.to_string()),
            (
                "merchantCharacter__memberLevel",
                if clerk.chance(40) { quoted(clerk.pick(&["普通", "银卡", "金卡"])) } else { NULL.to_owned() },
            ),
        ];
        self.add("merchant", &values, Some(FIRMS_FROM + firm.number), at_ms)
    }

    fn contact(&mut self, population: &Population, number: u32, merchant: &str, is_default: bool, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let area = if person.origin == Origin::Chinese && clerk.chance(60) { format!("+86-{}", person.mobile) } else { String::new() };
        let values = [
            ("merchant", quoted(merchant)),
            ("fullName", quoted(spelt.full_name.trim())),
            ("gender", clerk.pick(&["0", "1", "2"]).to_owned()),
            ("positionName", optional(&spelt.title)),
            ("areaCodeMobile", optional(&area)),
            ("mobile", optional(&spelt.phone)),
            ("email", optional(spelt.email.trim())),
            ("weChat", if clerk.chance(30) { quoted(&format!("wx_{number}")) } else { NULL.to_owned() }),
            ("remarks", optional(spelt.note)),
            ("isDefault", is_default.to_string()),
        ];
        self.add("contact", &values, Some(number), at_ms);
    }

    fn order(&mut self, merchant: &str, clerk: &mut Clerk, at_ms: i64) {
        let count = 1 + clerk.below(3);
        let lines: Vec<(u64, usize)> = (0..count).map(|_| (self.yonyou.next_number(), 1 + clerk.below(20))).collect();
        let total: usize = lines.iter().map(|(_, qty)| qty * 113).sum();
        let details: Vec<_> = lines
            .iter()
            .zip(1..)
            .map(|((id, qty), line)| json!({ "id": id, "lineno": line * 10, "productId": "1531200000000000901", "productCode": "P0001", "productName": "标准产品", "qty": qty, "subQty": qty, "oriTaxUnitPrice": 113, "oriSum": qty * 113, "orderProductType": "SALE" }))
            .collect();
        let (next, state) = clerk.pick(&[("CONFIRMORDER", "0"), ("DELIVERGOODS", "2"), ("ENDORDER", "2")]);
        let values = [
            ("code", quoted(&format!("UO-{:012}", self.yonyou.next_number() % 1_000_000_000_000))),
            ("vouchdate", quoted(&local(at_ms))),
            ("agentId", quoted(merchant)),
            ("invoiceAgentId", quoted(merchant)),
            ("salesOrgId", quoted(ORGS[0].0)),
            ("settlementOrgId", quoted(ORGS[0].0)),
            ("transactionTypeId", quoted("SO01")),
            ("orderPrices!currency", quoted("CNY")),
            ("orderPrices!natCurrency", quoted("CNY")),
            ("orderPrices!exchRate", "1".to_owned()),
            ("orderPrices!exchangeRateType", quoted("01")),
            ("orderPrices!taxInclusive", "true".to_owned()),
            ("payMoney", total.to_string()),
            ("nextStatus", quoted(next)),
            ("verifystate", state.to_owned()),
            ("orderDetails", json!(details).to_string()),
        ];
        self.add("voucherorder", &values, None, at_ms);
    }

    fn receivable(&mut self, merchant: &str, clerk: &mut Clerk, at_ms: i64) {
        let sum = clerk.below(900_000);
        let settled = if clerk.chance(50) { sum } else { sum / 2 };
        let values = [
            ("code", quoted(&format!("AR{:010}", self.yonyou.next_number() % 10_000_000_000))),
            ("billDate", quoted(&local(at_ms))),
            ("org", quoted(ORGS[0].0)),
            ("customer", quoted(merchant)),
            ("currency", quoted("CNY")),
            ("oriSum", format!("{sum}.{:02}", clerk.below(100))),
            ("settledSum", format!("{settled}.00")),
            ("dueDate", quoted(&local(at_ms + 60 * DAY_MS)[..10])),
            ("verifyState", clerk.pick(&["0", "2", "2"]).to_owned()),
        ];
        self.add("receivable", &values, None, at_ms);
        let receipt = [
            ("code", quoted(&format!("SK{:010}", self.yonyou.next_number() % 10_000_000_000))),
            ("accentity", quoted(ORGS[0].0)),
            ("vouchdate", quoted(&local(at_ms + 9 * DAY_MS))),
            ("caobject", "1".to_owned()),
            ("customer", quoted(merchant)),
            ("currency", quoted("CNY")),
            ("oriSum", format!("{settled}.00")),
            ("natSum", format!("{settled}.00")),
            ("settlestatus", "1".to_owned()),
            ("auditstatus", "1".to_owned()),
            ("verifystate", "2".to_owned()),
        ];
        self.add("receivebill", &receipt, None, at_ms);
    }

    fn opportunity(&mut self, merchant: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("code", quoted(&format!("SJ{:08}", self.yonyou.next_number() % 100_000_000))),
            ("name", quoted(&format!("续约 {}", &local(at_ms)[..7]))),
            ("customer", quoted(merchant)),
            ("org", quoted(ORGS[0].0)),
            ("ower", quoted(clerk.pick(&[STAFF[0].0, STAFF[1].0, STAFF[2].0]))),
            ("opptDate", quoted(&local(at_ms)[..10])),
            ("opptStage", quoted(clerk.pick(STAGES))),
            ("opptState", "0".to_owned()),
            ("winLoseOrderState", "2".to_owned()),
            ("winningRate", (clerk.below(10) * 10).to_string()),
            ("expectSignMoney", format!("{}.{:02}", clerk.below(900_000), clerk.below(100))),
            ("expectSignDate", quoted(&local(at_ms + 90 * DAY_MS)[..10])),
        ];
        self.add("oppt", &values, None, at_ms);
        let followup = [
            ("code", quoted(&format!("GJ{:08}", self.yonyou.next_number() % 100_000_000))),
            ("customer", quoted(merchant)),
            ("org", quoted(ORGS[0].0)),
            ("ower", quoted(STAFF[0].0)),
            ("followContext", quoted("电话回访，客户对报价满意")),
            ("followTime", quoted(&local(at_ms + DAY_MS))),
        ];
        self.add("followup", &followup, None, at_ms);
    }

    fn contract(&mut self, merchant: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("code", quoted(&format!("HT{:08}", self.yonyou.next_number() % 100_000_000))),
            ("name", quoted("年度框架合同")),
            ("vouchdate", quoted(&local(at_ms))),
            ("agentId", quoted(merchant)),
            ("salesOrgId", quoted(ORGS[0].0)),
            ("totalMoney", format!("{}.00", clerk.below(2_000_000))),
            ("beginDate", quoted(&local(at_ms)[..10])),
            ("endDate", quoted(&local(at_ms + 365 * DAY_MS)[..10])),
            ("status", clerk.pick(&["0", "1"]).to_owned()),
        ];
        self.add("sact", &values, None, at_ms);
    }

    fn clue(&mut self, population: &Population, number: u32, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(number);
        let spelt = clerk.person(&person);
        let values = [
            ("code", quoted(&format!("XS{:08}", self.yonyou.next_number() % 100_000_000))),
            ("name", quoted(&format!("{}咨询", spelt.full_name.trim()))),
            ("source_code", quoted(clerk.pick(SOURCES))),
            ("org_code", quoted("global00")),
            ("status", clerk.pick(&["0", "1"]).to_owned()),
            ("companyName", quoted(population.firm(person.firm).name.trim())),
            ("contactPerson", quoted(spelt.full_name.trim())),
            ("cellPhone", optional(&spelt.phone)),
            ("mailbox", optional(spelt.email.trim())),
            ("ower", quoted(STAFF[0].0)),
        ];
        self.add("clue", &values, Some(number), at_ms);
    }
}
