//! Starts a server on a folder of its own with a few records, for trying the API and for tools that test it.
//!
//! `cargo run -p server --example serve -- 127.0.0.1:8090 [FOLDER]` prints one line of JSON with the address and a key.

use std::path::PathBuf;
use std::sync::Arc;

use access::{Access, read_scopes};
use model::{Caller, Doc, SystemClock, fragment};
use records::Records;
use server::{AppState, Settings, serve};
use store::{Location, Store};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let kept = tempfile::tempdir()?;
    let folder = arguments.next().map_or_else(|| kept.path().to_path_buf(), PathBuf::from);
    let location = match std::env::var("RAPPORT_TEST_DATABASE_URL") {
        Ok(url) if !url.is_empty() => Location::Postgres(url),
        _ => Location::Directory(folder.clone()),
    };
    let store = Store::open(&location, Arc::new(SystemClock))?;
    let records = Records::new(store.clone())?;
    let access = Access::new(store);
    let key = access.key_create("example", &read_scopes("admin *:read *:write")?, None)?;
    let count: usize = std::env::var("RECORDS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let object = records.object("customers")?;
    let pending: Vec<_> = (0..count)
        .map(|at| {
            let mut doc = Doc::new();
            let mut set = |name: &str, value: String| {
                if let Some(field) = object.field(name) {
                    doc.set(field.id, &value);
                }
            };
            set("name", fragment::text(&format!("示例客户 {at}")));
            set("email", format!("[\"customer{at}@example.cn\"]"));
            set("phone", format!("[\"+86139{at:08}\"]"));
            set("city", fragment::text(if at % 2 == 0 { "上海" } else { "北京" }));
            records.create(&Caller::system(), &object, doc)
        })
        .collect();
    for written in pending {
        written.await?;
    }
    let settings = Settings { reads_inline: matches!(location, Location::Directory(_)), ..Settings::new(&folder) };
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("{{\"address\":\"http://{}\",\"key\":\"{}\"}}", listener.local_addr()?, key.token);
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    serve(listener, AppState::new(records, access, settings), stop).await?;
    Ok(())
}
