//! Customers and orders: the tables, the sample, and a record as JSON.

use serde_json::json;

use crate::clock::{START_MS, iso_ms};
use crate::fragment::{NULL, optional, quoted};
use crate::log::Actor;
use crate::people::{Clerk, Member, Population};
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Field, Presence, Row, Table};

/// Positions of the tables.
pub(super) const CUSTOMERS: usize = 0;
pub(super) const ORDERS: usize = 1;

/// The sample was entered over two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;

const LEVELS: &[&str] = &["普通", "银卡", "金卡", "VIP", "wholesale"];
const STATES: &[&str] = &["paid", "shipped", "delivered", "cancelled", "refunded"];
const GOODS: &[(&str, &str)] =
    &[("龙井茶 250g", "128.00"), ("USB-C cable 2 m", "19.90"), ("办公椅", "899.00"), ("Notebook A5", "4.50"), ("保温杯", "79.00")];

pub(super) fn id(table: usize, number: u64) -> String {
    format!("{}{number:07}", if table == CUSTOMERS { 'C' } else { 'O' })
}

/// Fields of customers, in the order of the cells below.
fn customer_fields() -> Vec<Field> {
    let field = |name: &str, label: &str, class, type_name: &str| Field::new(name, label, class, type_name);
    let mut fields = vec![
        field("id", "编号", Class::Id, "text"),
        field("external_id", "External id", Class::Text, "text"),
        field("name", "姓名", Class::Text, "text"),
        field("phone", "手机", Class::Text, "text"),
        field("email", "E-mail", Class::Text, "text"),
        field("company", "公司", Class::Text, "text"),
        field("credit_code", "统一社会信用代码", Class::Text, "text"),
        field("province", "省", Class::Text, "text"),
        field("city", "市", Class::Text, "text"),
        field("address", "地址", Class::Text, "text"),
        field("birthday", "生日", Class::Time, "date"),
        field("level", "等级", Class::Choice, "choice"),
        field("points", "积分", Class::Number, "number"),
        field("subscribed", "订阅", Class::Flag, "boolean"),
        field("note", "备注", Class::Text, "text"),
    ];
    fields[1].extra = json!({ "unique": true });
    fields[2].extra = json!({ "required": true });
    fields[11].extra = json!({ "choices": LEVELS });
    fields[14].extra = json!({ "free": true });
    fields
}

fn order_fields() -> Vec<Field> {
    let field = |name: &str, label: &str, class, type_name: &str| Field::new(name, label, class, type_name);
    let mut fields = vec![
        field("id", "订单号", Class::Id, "text"),
        field("external_id", "External id", Class::Text, "text"),
        field("customer_id", "客户", Class::Link, "text"),
        field("amount", "金额", Class::Text, "decimal"),
        field("currency", "币种", Class::Choice, "choice"),
        field("status", "状态", Class::Choice, "choice"),
        field("placed_at", "下单时间", Class::Time, "datetime"),
        field("items", "明细", Class::Other, "object"),
        field("quantity", "数量", Class::Number, "number"),
        field("note", "备注", Class::Text, "text"),
    ];
    fields[1].extra = json!({ "unique": true });
    fields[2].extra = json!({ "required": true });
    fields[5].extra = json!({ "choices": STATES });
    fields[9].extra = json!({ "free": true });
    fields
}

/// Makes both tables and gives the last number of each.
pub(super) fn furnish(site: &mut Site, population: &Population) -> [u64; 2] {
    site.tables = vec![Table::new("customers", "客户", customer_fields()), Table::new("orders", "订单", order_fields())];
    let (mut customers, mut orders) = (0_u64, 0_u64);
    let step_ms = SPAN_MS / i64::from(population.records.max(1));
    for (position, member) in (0_i64..).zip(population.members(super::NAME)) {
        customers += 1;
        let customer = id(CUSTOMERS, customers);
        let mut clerk = Clerk::new(population.seed, super::NAME, member.person, member.copy);
        let entered_ms = START_MS - SPAN_MS + position * step_ms;
        let cells = customer_cells(&customer, population, member, &mut clerk);
        let how = How { by: Actor::Ui, stamp: Stamp::At(entered_ms), visible_after_ms: 0 };
        site.insert(CUSTOMERS, &customer, cells, Some(member.person), how);
        for _ in 0..clerk.below(3) {
            orders += 1;
            let order = id(ORDERS, orders);
            let cells = order_cells(&order, &customer, entered_ms, &mut clerk);
            site.insert(ORDERS, &order, cells, None, how);
        }
    }
    [customers, orders]
}

fn customer_cells(id: &str, population: &Population, member: Member, clerk: &mut Clerk) -> Cells {
    let person = population.person(member.person);
    let spelt = clerk.person(&person);
    let firm = population.firm(person.firm);
    let spelt_firm = clerk.firm(&firm);
    let has_firm = clerk.chance(40);
    let or_nothing = |text: &str| if has_firm { optional(text) } else { NULL.to_owned() };
    let fragments = [
        quoted(id),
        NULL.to_owned(),
        optional(&spelt.full_name),
        optional(&spelt.phone),
        optional(&spelt.email),
        or_nothing(&spelt_firm.name),
        or_nothing(&spelt_firm.credit_code),
        optional(person.address.province),
        quoted(person.address.city),
        quoted(&person.address.street),
        optional(&spelt.birthday),
        quoted(clerk.pick(LEVELS)),
        clerk.below(20_000).to_string(),
        clerk.chance(50).to_string(),
        optional(spelt.note),
    ];
    Cells::new(fragments.iter().map(String::as_str))
}

fn order_cells(id: &str, customer: &str, entered_ms: i64, clerk: &mut Clerk) -> Cells {
    let (goods, price) = clerk.pick(GOODS);
    let quantity = 1 + clerk.below(5);
    let cents: usize = price.replace('.', "").parse().unwrap_or(0);
    let total = cents * quantity;
    let fragments = [
        quoted(id),
        NULL.to_owned(),
        quoted(customer),
        quoted(&format!("{}.{:02}", total / 100, total % 100)),
        quoted(clerk.pick(&["CNY", "CNY", "CNY", "USD"])),
        quoted(clerk.pick(STATES)),
        quoted(&iso_ms(entered_ms)),
        json!([{ "name": goods, "price": price, "quantity": quantity }]).to_string(),
        quantity.to_string(),
        NULL.to_owned(),
    ];
    Cells::new(fragments.iter().map(String::as_str))
}

/// Appends a record as the API shows it.
pub(super) fn push_json(out: &mut String, table: &Table, row: &Row) {
    out.push('{');
    for (at, field) in table.visible_fields() {
        // Names of fields are made of letters, digits and underscores, or were given through the control interface: quote both.
        crate::fragment::push_quoted(out, &field.name);
        out.push(':');
        out.push_str(row.cells.get(at));
        out.push(',');
    }
    out.push_str("\"created_at\":\"");
    out.push_str(&iso_ms(row.created_ms));
    out.push_str("\",\"updated_at\":\"");
    out.push_str(&iso_ms(row.stamp_ms));
    out.push('"');
    if row.presence == Presence::Deleted {
        out.push_str(",\"deleted\":true");
    }
    out.push('}');
}

/// A record as the API shows it.
pub(super) fn json_text(table: &Table, row: &Row) -> String {
    let mut out = String::new();
    push_json(&mut out, table, row);
    out
}
