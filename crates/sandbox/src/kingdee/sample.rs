//! The sample: customers as many as the population says (firms, and people who buy for themselves), the contacts in them, orders with
//! lines, receivables, received bills, contracts; a tenth of the customers is shared with a second organisation.

use serde_json::{Value, json};

use super::write::own_values;
use super::{Kingdee, ORGANISATIONS};
use crate::clock::{START_MS, iso_ms};
use crate::fragment::{NULL, optional, quoted};
use crate::log::Actor;
use crate::people::{Clerk, Firm, Member, Population};
use crate::site::{How, Site, Stamp};
use crate::table::Cells;

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
const DAY_MS: i64 = 86_400_000;

/// Dictionaries: form, then number, name and what else.
const DICTIONARIES: &[(&str, &[(&str, &str)])] = &[
    ("BD_Currency", &[("PRE001", "人民币"), ("PRE002", "香港元"), ("PRE003", "欧元"), ("PRE007", "美元")]),
    ("BD_UNIT", &[("Pcs", "Pcs"), ("kg", "千克"), ("xiang", "箱")]),
    ("BOS_BillType", &[("XSDD01_SYS", "标准销售订单"), ("YSD01_SYS", "标准应收单"), ("SKDLX01_SYS", "销售收款单")]),
    ("BD_RecCondition", &[("SKTJ01_SYS", "货到收款"), ("SKTJ02_SYS", "月结30天")]),
    ("BD_CustomerGroup", &[("KHFZ01", "重点客户"), ("KHFZ02", "普通客户"), ("KHFZ03", "渠道客户")]),
    ("BOS_ASSISTANTDATA_SELECT", &[("China", "中国"), ("US", "美国"), ("GB", "英国"), ("DE", "德国")]),
    ("SEC_User", &[("webapi", "webapi"), ("zhang.wei", "张伟")]),
    ("BD_Saler", &[("XSY001", "王强"), ("XSY002", "陈莉"), ("XSY003", "赵敏")]),
    ("BD_MATERIAL", &[("MAT001", "龙井茶 250g"), ("MAT002", "普洱茶饼 357g"), ("MAT003", "茶具套装"), ("MAT004", "包装服务")]),
];

/// Fills the tables.
pub(super) fn furnish(kingdee: &mut Kingdee, site: &mut Site, population: &Population) {
    let begin_ms = START_MS - SPAN_MS - 30 * DAY_MS;
    let mut maker = Maker { kingdee, site };
    for (id, number, name) in ORGANISATIONS {
        maker.known("ORG_Organizations", id, &[("FNumber", quoted(number)), ("FName", quoted(name))], begin_ms);
    }
    for (form, entries) in DICTIONARIES {
        for (number, name) in *entries {
            let code = if *number == "PRE001" { "CNY" } else { "USD" };
            let key = match *form {
                "SEC_User" => "FUserAccount",
                _ => "FNumber",
            };
            let name_key = if *form == "BOS_ASSISTANTDATA_SELECT" { "FDataValue" } else { "FName" };
            maker.add(form, &[(key, quoted(number)), (name_key, quoted(name)), ("FCODE", quoted(code))], "C", None, begin_ms);
        }
    }
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    for (position, member) in (0_i64..).zip(population.members(super::NAME)) {
        let at_ms = START_MS - SPAN_MS + position * step_ms;
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let customer = maker.customer(population, member, &mut clerk, at_ms);
        maker.contact(population, member, &customer, &mut clerk, at_ms);
        if clerk.chance(30) {
            maker.order(&customer, &mut clerk, at_ms);
        }
        if clerk.chance(20) {
            maker.receivable(&customer, &mut clerk, at_ms);
        }
        if clerk.chance(8) {
            maker.contract(&customer, &mut clerk, at_ms);
        }
    }
}

struct Maker<'a> {
    kingdee: &'a mut Kingdee,
    site: &'a mut Site,
}

impl Maker<'_> {
    fn known(&mut self, form: &str, id: &str, values: &[(&str, String)], at_ms: i64) {
        let Some(table) = self.site.table(form) else { return };
        let mut changes: Vec<(usize, String)> =
            values.iter().filter_map(|(key, fragment)| Some((self.site.tables[table].field(key)?, fragment.clone()))).collect();
        changes.extend(own_values(self.kingdee, self.site, table, &changes, "C", "100"));
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, id, Cells::default().with(&changes), None, how);
    }

    /// Adds a record and gives its id.
    fn add(&mut self, form: &str, values: &[(&str, String)], status: &str, person: Option<u32>, at_ms: i64) -> String {
        let Some(table) = self.site.table(form) else { return String::new() };
        let mut changes: Vec<(usize, String)> =
            values.iter().filter_map(|(key, fragment)| Some((self.site.tables[table].field(key)?, fragment.clone()))).collect();
        changes.extend(own_values(self.kingdee, self.site, table, &changes, status, "100"));
        if status == "C"
            && let Some(at) = self.site.tables[table].field("FApproveDate")
        {
            changes.push((at, quoted(&iso_ms(at_ms + 8 * 3_600_000)[..19])));
        }
        let id = self.kingdee.next_id();
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, &id, Cells::default().with(&changes), person, how);
        id
    }

    /// A reference to the record of this number.
    fn to(&mut self, form: &str, number: &str) -> String {
        let Some(target) = self.site.table(form) else { return NULL.to_owned() };
        let key = if form == "SEC_User" { "FUserAccount" } else { "FNumber" };
        let Some(at) = self.site.tables[target].field(key) else { return NULL.to_owned() };
        let row = self.site.tables[target].having(at, number).first().copied();
        row.and_then(|row| self.site.tables[target].row(row)).map_or_else(|| NULL.to_owned(), |row| quoted(&row.id))
    }

    fn customer(&mut self, population: &Population, member: Member, clerk: &mut Clerk, at_ms: i64) -> String {
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let firm = population.firm(person.firm);
        let spelt_firm = clerk.firm(&firm);
        let is_firm = clerk.chance(60);
        let name = if is_firm { spelt_firm.name.trim() } else { spelt.full_name.trim() };
        let status = clerk.pick(&["C", "C", "C", "C", "C", "C", "C", "C", "B", "A"]);
        let address = if is_firm { &firm.address } else { &person.address };
        let when = |is_so: bool, fragment: String| if is_so { fragment } else { NULL.to_owned() };
        let country = match address.country {
            "CN" => "China",
            other => other,
        };
        let values = [
            ("FName", quoted(name)),
            ("FShortName", when(is_firm, quoted(&firm.short))),
            ("FGroup", self.to("BD_CustomerGroup", clerk.pick(&["KHFZ01", "KHFZ02", "KHFZ03"]))),
            ("FCOUNTRY", self.to("BOS_ASSISTANTDATA_SELECT", country)),
            ("FADDRESS", quoted(&format!("{}{}", address.city, address.street))),
            ("FZIP", quoted(&address.postcode)),
            ("FWEBSITE", when(is_firm, quoted(&firm.website))),
            ("FTEL", optional(&spelt.phone)),
            ("FINVOICETITLE", when(is_firm, quoted(&firm.name))),
            ("FSOCIALCRECODE", when(is_firm, optional(&spelt_firm.credit_code))),
            ("FRegisterFund", when(is_firm, format!("{}.0", firm.revenue / 1_000))),
            ("FTRADINGCURRID", self.to("BD_Currency", if address.country == "CN" { "PRE001" } else { "PRE007" })),
            ("FRECCONDITIONID", self.to("BD_RecCondition", clerk.pick(&["SKTJ01_SYS", "SKTJ02_SYS"]))),
            ("FSELLER", self.to("BD_Saler", clerk.pick(&["XSY001", "XSY002", "XSY003"]))),
            ("FPriority", clerk.below(5).to_string()),
            ("FISCREDITCHECK", clerk.chance(30).to_string()),
            ("FIsTrade", "true".to_owned()),
            ("FDescription", optional(spelt.note)),
            ("FT_BD_CUSTBANK", when(is_firm, self.bank(&firm, clerk))),
        ];
        let id = self.add("BD_Customer", &values, status, Some(member.person), at_ms);
        if clerk.chance(10) && status == "C" {
            self.shared(&id, at_ms);
        }
        id
    }

    fn bank(&mut self, firm: &Firm, clerk: &mut Clerk) -> String {
        let line = json!([{ "FEntryID": self.line_id(), "FBANKCODE": format!("6222{:012}", u64::from(firm.number) * 97 + 11),
                            "FACCOUNTNAME": firm.name, "FOPENBANKNAME": clerk.pick(&["中国银行", "招商银行", "工商银行"]) }]);
        line.to_string()
    }

    /// The copy of a customer that the second organisation uses.
    fn shared(&mut self, id: &str, at_ms: i64) {
        let Some(table) = self.site.table("BD_Customer") else { return };
        let found = self.site.tables[table].by_id(id).and_then(|row| self.site.tables[table].row(row).cloned());
        let (Some(original), Some(at)) = (found, self.site.tables[table].field("FUseOrgId")) else { return };
        let copy = self.kingdee.next_id();
        let how = How { by: Actor::Ui, stamp: Stamp::At(at_ms), visible_after_ms: 0 };
        self.site.insert(table, &copy, original.cells.with(&[(at, quoted(ORGANISATIONS[1].0))]), original.person, how);
    }

    fn line_id(&mut self) -> Value {
        super::reply::id_json(&self.kingdee.next_id())
    }

    fn contact(&mut self, population: &Population, member: Member, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let values = [
            ("FName", quoted(spelt.full_name.trim())),
            ("FMobile", optional(&spelt.phone)),
            ("FEmail", optional(spelt.email.trim())),
            ("FPost", optional(&spelt.title)),
            ("FBizAddress", quoted(&person.address.street)),
            ("FCompany", quoted(customer)),
            ("FCustId", quoted(customer)),
            ("FDescription", optional(spelt.note)),
        ];
        self.add("BD_CommonContact", &values, "C", Some(member.person), at_ms);
    }

    fn order(&mut self, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let mut total = 0.0;
        let mut lines = Vec::new();
        for _ in 0..1 + clerk.below(4) {
            let (quantity, cents) = (1 + clerk.below(50), 100 + clerk.below(90_000));
            let price = f64::from(u32::try_from(cents).unwrap_or(100)) / 100.0;
            total += price * f64::from(u32::try_from(quantity).unwrap_or(1));
            let material = self.to("BD_MATERIAL", clerk.pick(&["MAT001", "MAT002", "MAT003", "MAT004"]));
            let unit = self.to("BD_UNIT", "Pcs");
            lines.push(json!({ "FEntryID": self.line_id(), "FMaterialId": crate::fragment::value(&material), "FUnitID": crate::fragment::value(&unit),
                               "FQty": quantity, "FPrice": price, "FTaxPrice": price, "FEntryTaxRate": 13.0, "FDeliveryDate": day(at_ms + 14 * DAY_MS) }));
        }
        let values = [
            ("FBillTypeID", self.to("BOS_BillType", "XSDD01_SYS")),
            ("FDate", quoted(&day(at_ms))),
            ("FSaleOrgId", quoted(ORGANISATIONS[0].0)),
            ("FCustId", quoted(customer)),
            ("FSalerId", self.to("BD_Saler", clerk.pick(&["XSY001", "XSY002", "XSY003"]))),
            ("FSettleCurrId", self.to("BD_Currency", "PRE001")),
            ("FBillAllAmount", format!("{total:.2}")),
            ("FNote", if clerk.chance(20) { quoted("请尽快发货") } else { NULL.to_owned() }),
            ("FSaleOrderEntry", json!(lines).to_string()),
        ];
        self.add("SAL_SaleOrder", &values, clerk.pick(&["C", "C", "C", "B", "A", "Z"]), None, at_ms);
    }

    fn receivable(&mut self, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let amount = format!("{}.{:02}", 100 + clerk.below(90_000), clerk.below(100));
        let is_paid = clerk.chance(60);
        let material = self.to("BD_MATERIAL", "MAT001");
        let line = json!([{ "FEntryID": self.line_id(), "FMATERIALID": crate::fragment::value(&material), "FPriceQty": 1.0,
                            "FTaxPrice": crate::fragment::value(&amount), "FALLAMOUNTFOR_D": crate::fragment::value(&amount) }]);
        let values = [
            ("FBillTypeID", self.to("BOS_BillType", "YSD01_SYS")),
            ("FDATE", quoted(&day(at_ms))),
            ("FENDDATE_H", quoted(&day(at_ms + 30 * DAY_MS))),
            ("FCUSTOMERID", quoted(customer)),
            ("FSETTLEORGID", quoted(ORGANISATIONS[0].0)),
            ("FCURRENCYID", self.to("BD_Currency", "PRE001")),
            ("FALLAMOUNTFOR", amount.clone()),
            ("FRECEIVEAMOUNT", if is_paid { amount.clone() } else { "0.0".to_owned() }),
            ("FEntityDetail", line.to_string()),
        ];
        self.add("AR_receivable", &values, clerk.pick(&["C", "C", "C", "A"]), None, at_ms);
        if !is_paid {
            return;
        }
        let paid = crate::fragment::value(&amount);
        let line = json!([{ "FEntryID": self.line_id(), "FRECTOTALAMOUNTFOR": paid, "FSETTLERECAMOUNTFOR": paid }]);
        let values = [
            ("FBillTypeID", self.to("BOS_BillType", "SKDLX01_SYS")),
            ("FDATE", quoted(&day(at_ms + 20 * DAY_MS))),
            ("FCONTACTUNIT", quoted(customer)),
            ("FPAYORGID", quoted(ORGANISATIONS[0].0)),
            ("FCURRENCYID", self.to("BD_Currency", "PRE001")),
            ("FRECEIVEAMOUNTFOR_H", amount),
            ("FRECEIVEBILLENTRY", line.to_string()),
        ];
        self.add("AR_RECEIVEBILL", &values, "C", None, at_ms);
    }

    fn contract(&mut self, customer: &str, clerk: &mut Clerk, at_ms: i64) {
        let values = [
            ("FName", quoted(&format!("年度框架合同 {}", &iso_ms(at_ms)[..4]))),
            ("FDate", quoted(&day(at_ms))),
            ("FSaleOrgId", quoted(ORGANISATIONS[0].0)),
            ("FCustId", quoted(customer)),
            ("FSalerId", self.to("BD_Saler", clerk.pick(&["XSY001", "XSY002"]))),
            ("FSettleCurrId", self.to("BD_Currency", "PRE001")),
            ("FBillAllAmount", format!("{}.0", 10_000 + clerk.below(900_000))),
            ("FValiStartDate", quoted(&day(at_ms))),
            ("FValiEndDate", quoted(&day(at_ms + 365 * DAY_MS))),
        ];
        self.add("CRM_Contract", &values, "C", None, at_ms);
    }
}

fn day(at_ms: i64) -> String {
    format!("{}T00:00:00", &iso_ms(at_ms)[..10])
}
