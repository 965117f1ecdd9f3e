//! How long mapping takes per row: 12 columns of messy customers, one thread. `cargo run --release -p mapping --example apply_speed`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mapping::{Compiled, Mapped, Profile, suggest};
use model::{CellKind, RecordBatch, standard};

const COLUMNS: [&str; 12] =
    ["id", "name", "company", "email", "phone", "city", "address", "country", "created_at", "updated_at", "segment", "notes"];
const ROWS: u64 = 50_000;
const ROUNDS: u32 = 6;

/// Time this thread spent on a processor where the system tells it (Linux), so that other work on the machine counts less;
/// else the time since the start of the program.
struct Watch(Instant);

impl Watch {
    fn now(&self) -> Duration {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
        nanoseconds.map_or_else(|| self.0.elapsed(), Duration::from_nanos)
    }
}

fn main() {
    let watch = Watch(Instant::now());
    let columns: Arc<[String]> = COLUMNS.iter().map(|&name| name.to_owned()).collect();
    let mut batch = RecordBatch::new(Arc::clone(&columns));
    for number in 0..ROWS {
        for cell in row(number) {
            batch.push_cell(if cell.is_empty() { CellKind::Empty } else { CellKind::Text }, &cell);
        }
        batch.finish_row(number + 2);
    }
    let object = standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped object");
    let start = watch.now();
    let mut profile = Profile::new(&columns);
    profile.add(&batch);
    println!("profile: {:.3} µs/row", (watch.now() - start).as_secs_f64() * 1e6 / ROWS as f64);
    let mapping = suggest(&object, &columns, &profile).into_mapping();
    measure(&watch, "whole mapping", &mapping, &object, &columns, &profile, &batch);
    for rule in &mapping.fields {
        let mut single = mapping.clone();
        single.fields = vec![rule.clone()];
        measure(&watch, &rule.to, &single, &object, &columns, &profile, &batch);
    }
}

fn measure(
    watch: &Watch,
    what: &str,
    mapping: &mapping::Mapping,
    object: &model::Object,
    columns: &[String],
    profile: &Profile,
    batch: &RecordBatch,
) {
    let compiled = Compiled::new(mapping, object, columns, Some(profile)).expect("mapping fits");
    let mut mapped = Mapped::default();
    let (mut best, mut findings, mut values) = (f64::MAX, 0, 0);
    for _ in 0..ROUNDS {
        (findings, values) = (0, 0);
        let start = watch.now();
        for row in batch.rows() {
            compiled.apply(row, &mut mapped);
            findings += mapped.findings.len();
            values += mapped.doc.len();
        }
        best = best.min((watch.now() - start).as_secs_f64() * 1e6 / ROWS as f64);
    }
    println!("{what:>14}: {best:.3} µs/row, {values} values, {findings} findings");
}

fn pick<'a>(from: &[&'a str], number: u64) -> &'a str {
    from.get((number % from.len() as u64) as usize).copied().unwrap_or_default()
}

fn phone(n: u64, chinese: bool) -> String {
    let digits = format!("1{}{:09}", 3 + n * 3 % 7, (n * 7_919_017 + 138_001_380) % 1_000_000_000);
    let (a, b, c) = (&digits[..3], &digits[3..7], &digits[7..]);
    let local = format!("{}{:07}", pick(&["212", "415", "512"], n / 7), 2_000_000 + n * 7919 % 8_000_000);
    let (d, e, f) = (&local[..3], &local[3..6], &local[6..]);
    if chinese {
        match n % 9 {
            0 => digits.clone(),
            1 => format!("+86 {a}-{b}-{c}"),
            2 => format!("0086 {digits}"),
            3 => format!("{a} {b} {c}"),
            4 => format!("(+86){a} {b} {c}"),
            5 => format!("86-{a}-{b}-{c}"),
            6 => digits.chars().map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap_or(digit)).collect(),
            7 => format!("{a}-{b}-{c}"),
            _ => format!(" {digits} "),
        }
    } else {
        match n % 5 {
            0 => format!("+1 ({d}) {e}-{f}"),
            1 => format!("{d}.{e}.{f}"),
            2 => format!("1-{d}-{e}-{f}"),
            3 => format!("({d}) {e}-{f}"),
            _ => local.clone(),
        }
    }
}

fn row(n: u64) -> [String; 12] {
    let chinese = n % 10 < 7;
    let phone = phone(n, chinese);
    let name = if chinese {
        format!(
            "{}{}{}",
            pick(&["王", "李", "张", "刘", "陈"], n),
            pick(&["伟", "芳", "娜", "敏"], n / 5),
            pick(&["明", "华", "", "军"], n / 20)
        )
    } else {
        format!("{} {}", pick(&["James", "Mary", "Zoë", "Anne-Marie"], n), pick(&["Smith", "García", "O'Brien"], n / 4))
    };
    let email =
        format!("{}{n}@{}", pick(&["li", "wang", "smith", "chen"], n), pick(&["example.com", "example.org", "mail.example.com"], n / 4));
    let email = match n % 10 {
        0 | 1 => email.to_uppercase(),
        2 => format!(" {email} "),
        _ => email,
    };
    let (month, day) = (1 + n % 12, 1 + n % 28);
    let created = match n % 7 {
        0 => format!("2023-{month:02}-{day:02}T08:00:00Z"),
        1 => format!("2023-{month:02}-{day:02}"),
        2 => format!("2023/{month:02}/{day:02} 08:00:00"),
        3 => format!("{day:02}.{month:02}.2023"),
        4 => format!("2023年{month}月{day}日"),
        5 => format!("{} {day:02}, 2023", pick(&["Jan", "Feb", "Mar", "Oct"], n)),
        _ => format!("{}", 1_672_531_200 + n * 700),
    };
    [
        format!("C{n:08}"),
        name,
        pick(&["华信科技有限公司", "天成贸易有限公司", "Acme Inc.", "Globex Holdings, Inc."], if chinese { n % 2 } else { 2 + n % 2 })
            .to_owned(),
        email,
        phone,
        pick(if chinese { &["北京", "上海", "广州"] } else { &["New York", "Austin", "Seattle"] }, n).to_owned(),
        if chinese {
            format!("{}区人民路{}号", pick(&["东", "西", "南"], n), n % 999)
        } else {
            format!("{} Main St., Apt {}", n % 9999, n % 60)
        },
        pick(if chinese { &["CN", "China", "中国", "cn"] } else { &["US", "USA", "United States"] }, n).to_owned(),
        created,
        format!("2024-{month:02}-{day:02}T10:11:12Z"),
        pick(&["VIP", "A", "B", "新客户", "prospect"], n).to_owned(),
        pick(&["", "", "call back after 5pm", "喜欢电话联系，勿发短信", "line one\nline two"], n).to_owned(),
    ]
}
