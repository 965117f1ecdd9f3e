//! How fast pages come. Measures only when asked (`RAPPORT_BENCH=1`), and asserts no time.

use crate::support::{get, shop};

#[tokio::test]
async fn a_hundred_thousand_records_are_read_by_cursor() {
    if std::env::var_os("RAPPORT_BENCH").is_none() {
        println!("skipped: set RAPPORT_BENCH=1 to measure");
        return;
    }
    let started = std::time::Instant::now();
    let running = shop(100_000);
    println!("made 100,000 customers in {:?}", started.elapsed());
    let started = std::time::Instant::now();
    let (mut cursor, mut bytes, mut pages) = (String::new(), 0, 0);
    loop {
        let text = get(&running, &format!("/api/customers?page_size=1000&cursor={cursor}")).await.text;
        bytes += text.len();
        pages += 1;
        let Some(at) = text.rfind("\"next_cursor\":\"") else { break };
        let rest = &text[at + 15..];
        rest[..rest.find('"').unwrap()].clone_into(&mut cursor);
    }
    println!("read {pages} pages, {bytes} bytes in {:?}", started.elapsed());
}
