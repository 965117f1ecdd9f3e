//! The shop's export: GB18030, two title lines above the header, every field typed by somebody else.

use std::fmt::Write;

use crate::calendar::{Moment, push_number};
use crate::quoting::push_csv;
use crate::rng::Rng;
use crate::shop::{Customer, Given, Row, SWITCHBOARD, broken_credit_code};
use crate::spelling::{Country, push_phone};
use crate::words::{NOTE, STREET_EN, STREET_ZH};

const TITLES: &str = "青禾生活旗舰店会员资料\r\n导出时间：2025-06-02 09:30，仅供内部使用\r\n";
const HEADER: &str =
    "会员编号,会员名称,手机号码,电子邮箱,统一社会信用代码,国家,省份,城市,详细地址,注册日期,累计消费,会员等级,最近更新时间,备注\r\n";

/// The bytes of the file.
pub(crate) fn file(rows: &[Row], customers: &[Customer], rng: &mut Rng) -> Vec<u8> {
    let mut out = String::from(TITLES);
    out.push_str(HEADER);
    for (number, row) in rows.iter().enumerate() {
        let Some(customer) = customers.get(row.customer) else { continue };
        let cells = cells(number, row, customer, rng);
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_csv(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    // Every character of the sample exists in GB18030, so nothing is replaced.
    encoding_rs::GB18030.encode(&out).0.into_owned()
}

fn cells(number: usize, row: &Row, customer: &Customer, rng: &mut Rng) -> [String; 14] {
    let mut cells: [String; 14] = Default::default();
    let [id, name, phone, mail, code, country, province, city, address, registered, spent, level, updated, note] = &mut cells;
    let _ = write!(id, "TB{:06}", number + 1);
    row.updated.push_day(updated, '-');
    updated.push(' ');
    row.updated.push_time(updated);
    note.push_str(rng.pick(NOTE));
    if row.is_empty {
        return cells;
    }
    name.push_str(&customer.chinese_name(rng));
    push_identifiers(row, customer, rng, phone, mail, code);
    country.push_str(match customer.country {
        Country::Cn => rng.pick(&["中国", "中国", "CN"]),
        Country::Us => rng.pick(&["美国", "USA"]),
        Country::Gb => "英国",
    });
    (*province, *city) = (customer.place().1.to_owned(), customer.place().0.to_owned());
    if customer.country == Country::Cn && rng.chance(30) {
        city.push('市');
    }
    push_address(address, customer, rng);
    push_chinese_date(registered, row, rng);
    push_spent(spent, rng);
    level.push_str(rng.pick(&["普通会员", "银卡", "金卡", "VIP"]));
    cells
}

/// Phone, e-mail and credit code as the row gives them.
pub(crate) fn push_identifiers(row: &Row, customer: &Customer, rng: &mut Rng, phone: &mut String, mail: &mut String, code: &mut String) {
    match row.phone {
        Given::Valid => push_phone(phone, customer.phone, rng),
        Given::Unusable => phone.push_str(rng.pick(&["000", "12345", "无此号码", "1380013"])),
        Given::Switchboard => phone.push_str(rng.pick(&[SWITCHBOARD, "(010) 5900 0000", "+86 10 59000000"])),
        Given::Missing => {}
    }
    match row.mail {
        Given::Valid => customer.mail.push_messy(mail, rng),
        Given::Unusable => mail.push_str(rng.pick(&["foo@", "www.example.com", "li.example.com", "wang@@example.com"])),
        Given::Switchboard | Given::Missing => {}
    }
    match (row.code, &customer.credit_code) {
        (Given::Valid, Some(valid)) => match rng.below(6) {
            0 => code.push_str(&valid.to_lowercase()),
            1 => code.push_str(&format!(" {valid} ")),
            _ => code.push_str(valid),
        },
        (Given::Unusable, Some(valid)) => code.push_str(&broken_credit_code(valid)),
        (Given::Valid | Given::Unusable | Given::Switchboard | Given::Missing, _) => {}
    }
}

/// A street address of the customer's city.
pub(crate) fn push_address(out: &mut String, customer: &Customer, rng: &mut Rng) {
    let number = rng.below(998) + 1;
    let _ = match customer.country {
        Country::Cn => write!(out, "{}市{}路{number}号", customer.place().0, rng.pick(STREET_ZH)),
        Country::Us | Country::Gb => write!(out, "{number} {} St., {}", rng.pick(STREET_EN), customer.place().0),
    };
}

fn push_chinese_date(out: &mut String, row: &Row, rng: &mut Rng) {
    if !row.date_exists {
        out.push_str(rng.pick(&["2024年2月30日", "2023-13-05", "2024/06/31", "2023年2月29日"]));
        return;
    }
    let Moment { year, month, day, .. } = row.created;
    let _ = match rng.below(4) {
        0 => write!(out, "{year}/{month}/{day}"),
        1 => write!(out, "{year}-{month:02}-{day:02}"),
        2 => write!(out, "{year}.{month:02}.{day:02}"),
        _ => write!(out, "{year}年{month}月{day}日"),
    };
}

fn push_spent(out: &mut String, rng: &mut Rng) {
    let hundreds = rng.below(2_000) + 1;
    let _ = match rng.below(5) {
        0 => write!(out, "{}.{:02}万元", hundreds / 100, hundreds % 100),
        1 => write!(out, "{}.{:02}万", hundreds / 100, hundreds % 100),
        2 => write!(out, "{hundreds}00元"),
        3 => {
            out.push('¥');
            let yuan = u64::from(hundreds) * 100;
            if yuan >= 1_000 {
                push_number(out, yuan / 1_000, 1);
                out.push(',');
                push_number(out, yuan % 1_000, 3);
            } else {
                push_number(out, yuan, 1);
            }
            write!(out, ".00")
        }
        _ => write!(out, "{hundreds}00.00"),
    };
}
