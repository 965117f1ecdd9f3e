//! Times the normalisers, one core: microseconds a call for a mix of spellings each.
//!
//! `cargo run --release -p mapping --example normalise_speed`

use std::hint::black_box;
use std::time::Instant;

use mapping::normalise::{Currency, Region, boolean, country, date, email, null, number, phone, unicode};

const CALLS: usize = 600_000;
const REPETITIONS: usize = 5;

/// Median of the repetitions, in nanoseconds a call.
fn time(name: &str, samples: &[&str], mut call: impl FnMut(&str)) {
    let mut medians: Vec<u128> = (0..REPETITIONS)
        .map(|_| {
            let start = Instant::now();
            for sample in samples.iter().cycle().take(CALLS) {
                call(black_box(sample));
            }
            start.elapsed().as_nanos() / CALLS as u128
        })
        .collect();
    medians.sort_unstable();
    println!("{name:<34}{:>8} ns", medians.get(REPETITIONS / 2).copied().unwrap_or_default());
}

fn main() {
    let mobiles =
        ["13812345678", "+86 139-1234-5678", "0086 13712345678", "１５８０９１０１２３６", "(+86)150 1234 5678", "86-186-1234-5678"];
    time("phone: mainland mobiles", &mobiles, |raw| drop(black_box(phone::normalise_phone(raw, Region::CN))));
    let landlines = ["0571-66693984", "0755-12345678-801", "010 5558 7128", "0755-12345678转801", "400-810-6666"];
    time("phone: mainland landlines", &landlines, |raw| drop(black_box(phone::normalise_phone(raw, Region::CN))));
    let american = ["+1 (212) 200-0555", "+44 (0)7400 123456", "001 212 200 0555", "+12122000555"];
    time("phone: North America, British mobile", &american, |raw| drop(black_box(phone::normalise_phone(raw, Region::CN))));
    let others = ["+49 0711 2842222", "+33 01 49 70 65 65", "+81 3-1234-5678", "+852 9123 4567", "+39 06 39733434"];
    time("phone: by the library", &others, |raw| drop(black_box(phone::normalise_phone(raw, Region::CN))));
    let emails = ["user@example.com", "USER@EXAMPLE.COM", " user102@example.com", "Zchen12@Mail.Example.Com"];
    time("email: plain", &emails, |raw| drop(black_box(email::normalise_email(raw))));
    let wrapped = ["user＠example.com", "Jane Doe <jane@example.com>", "mailto:jane@example.com"];
    time("email: wrapped", &wrapped, |raw| drop(black_box(email::normalise_email(raw))));
    let (kind, order, zone) = (date::DateKind::DateTime, date::DateOrder::DayFirst, date::Zone::UTC);
    let iso = ["2024-03-05", "2024-03-05T10:15:30Z", "2024-03-05 10:15:30"];
    time("date: ISO", &iso, |raw| drop(black_box(date::parse_date(raw, kind, order, &zone))));
    let spelled = ["2024年3月5日", "05.03.2024", "Mar 05, 2024", "2024/03/05 10:15:30", "1709625600", "45356"];
    time("date: other spellings", &spelled, |raw| drop(black_box(date::parse_date(raw, kind, order, &zone))));
    let shanghai = date::Zone::parse("Asia/Shanghai").unwrap_or_default();
    time("date: ISO in Asia/Shanghai", &iso, |raw| drop(black_box(date::parse_date(raw, kind, order, &shanghai))));
    time("number: plain", &["36366.84", "12", "-7.5"], |raw| drop(black_box(number::parse_decimal(raw))));
    let money = ["¥21,953.06", "3,687.33元", "1.941102万", "36366.84"];
    time("money", &money, |raw| drop(black_box(number::parse_money(raw, Currency::CNY))));
    time("boolean", &["Y", "停用", "TRUE", "是"], |raw| drop(black_box(boolean::parse_boolean(raw))));
    time("null word", &["N/A", "暂无", "Acme Holdings", "13812345678"], |raw| {
        black_box(null::is_null_word(raw, null::Strictness::Typed));
    });
    time("country", &["CN", "China", "United Kingdom", "美国"], |raw| {
        black_box(country::country_code(raw));
    });
    let texts = ["新疆维吾尔自治区乌鲁木齐市拉萨街R座", "Acme Holdings, Inc.", "喜欢电话联系，勿发短信", " VAN DYKE "];
    time("text: clean_text", &texts, |raw| drop(black_box(unicode::clean_text(raw))));
    time("text: fold_for_match", &["臺灣積體電路製造", "Renée García", "浦华众城网络有限公司", "Acme Inc."], |raw| {
        drop(black_box(unicode::fold_for_match(raw)));
    });
}
