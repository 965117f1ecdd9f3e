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

#[tokio::test]
async fn a_hundred_thousand_contacts_are_read_by_query() {
    if std::env::var_os("RAPPORT_BENCH").is_none() {
        println!("skipped: set RAPPORT_BENCH=1 to measure");
        return;
    }
    let started = std::time::Instant::now();
    let org = crate::salesforce::Org::new(100_000).await;
    println!("made 100,000 contacts and their accounts in {:?}", started.elapsed());
    let started = std::time::Instant::now();
    let fields = "Id, FirstName, LastName, Email, MobilePhone, Title, AccountId, MailingCity, MailingStreet, SystemModstamp";
    let soql = format!("SELECT {fields} FROM Contact WHERE SystemModstamp >= 2000-01-01T00:00:00Z ORDER BY SystemModstamp, Id");
    let mut text = org.query(&soql).await.text;
    let (mut bytes, mut pages) = (text.len(), 1);
    while let Some(at) = text.find("\"nextRecordsUrl\":\"") {
        let rest = &text[at + 18..];
        let path = rest[..rest.find('"').unwrap()].to_owned();
        text = crate::support::got(org.request("GET", &path)).await.unwrap().text;
        bytes += text.len();
        pages += 1;
    }
    println!("read {pages} pages, {bytes} bytes in {:?}", started.elapsed());
}
