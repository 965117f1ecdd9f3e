//! `rapport serve`: the API and everything that works behind it, until somebody asks it to stop.

use std::net::SocketAddr;

use server::{AppState, Settings};
use store::Location;
use sync::alerts::PublicUrl;

use super::first_start::FirstStart;
use super::start_log;
use crate::arguments::ServeArguments;
use crate::console::host;
use crate::context::Installation;
use crate::data_directory::{ServerAddress, ServerLock};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::say_line;
use crate::signals::stop_asked;

/// Serves until it is asked to stop.
///
/// # Errors
/// When the data are in use, do not open, or the address is taken.
pub fn run(arguments: &ServeArguments, language: Language) -> Result<Exit, Failure> {
    start_log("info");
    let (location, lock) = match &arguments.location.database_url {
        Some(url) => (Location::Postgres(url.clone()), None),
        None => {
            let directory = arguments.location.data.clone();
            let lock = ServerLock::take(&directory).map_err(|error| Failure::because(directory.display().to_string(), &error))?;
            (Location::Directory(directory), Some(lock))
        }
    };
    let folder = std::env::current_dir().unwrap_or_default();
    let installation = Installation::open(&location, language)?.allowing(arguments.network.settings(&folder))?;
    if installation.access.keys().is_ok_and(|keys| keys.is_empty()) {
        say_line(&hint(&location, language));
    }
    let setup_token = match installation.access.needs_setup() {
        Ok(true) => access::new_setup_token().ok(),
        Ok(false) | Err(_) => None,
    };
    let first_start = match &location {
        Location::Directory(directory) => Some(FirstStart::new(installation.clone(), directory, language)),
        // Other nodes would not reach what listens on this machine.
        Location::Postgres(_) => None,
    };
    let limits = &arguments.limits;
    let settings = Settings {
        prepare: first_start.as_ref().map(FirstStart::hook),
        simulators: first_start.as_ref().map(|start| start.simulators()).unwrap_or_default(),
        setup_token: setup_token.clone(),
        keep: arguments.keep.keep(),
        trusted_proxies: limits.trusted_proxies.clone(),
        requests_per_minute: limits.requests_per_minute,
        connections_max: usize::try_from(limits.connections_max).unwrap_or(usize::MAX),
        connections_per_client_max: usize::try_from(limits.connections_per_client_max).unwrap_or(usize::MAX),
        public_url: arguments.public_url.clone(),
        ..settings(&location)
    };
    serve(installation, |_| settings, lock, &arguments.listen, language, &|address| {
        say_line(&match language {
            Language::En => format!("rapport listens on http://{address} (API: /api/v1, description: /docs). Stop it with Ctrl-C."),
            Language::Zh => format!("rapport 正在监听 http://{address}（API：/api/v1，文档：/docs）。按 Ctrl-C 停止。"),
        });
        if let Some(token) = &setup_token {
            say_line(&setup_hint(address, token, language));
        }
        if let Some(first_start) = &first_start {
            first_start.ready(address);
        }
    })?;
    if let Some(first_start) = &first_start {
        first_start.stop();
    }
    Ok(Exit::Done)
}

/// How the first person comes in.
fn setup_hint(address: SocketAddr, token: &str, language: Language) -> String {
    let url = format!("{}/#token={token}", own_url(address));
    match language {
        Language::En => format!("Nobody can sign in yet. Open this on this machine to add yourself; it works once:\n  {url}"),
        Language::Zh => format!("还没有可登录的人员。请在本机打开以下链接添加自己，仅可使用一次：\n  {url}"),
    }
}

/// Where the server is reached from this machine.
fn own_url(address: SocketAddr) -> String {
    let own = if address.ip().is_unspecified() { format!("127.0.0.1:{}", address.port()) } else { address.to_string() };
    format!("http://{own}")
}

/// What somebody who starts for the first time needs to know.
fn hint(location: &Location, language: Language) -> String {
    let place = match location {
        Location::Directory(directory) => format!("--data {}", directory.display()),
        Location::Postgres(_) => "--database-url …".to_owned(),
    };
    match language {
        Language::En => {
            format!("There is no API key yet. Make the first one in another terminal:\n  rapport key add first --scope admin {place}")
        }
        Language::Zh => format!("还没有 API 密钥。请在另一个终端创建第一个：\n  rapport key add first --scope admin {place}"),
    }
}

/// Serves an open installation on `listen`; `settings` are made for the address that it has got, and `ready` is called with it
/// once requests are answered.
///
/// # Errors
/// When the address is taken or the machine gives no threads.
pub fn serve(
    installation: Installation,
    settings: impl FnOnce(SocketAddr) -> Settings,
    lock: Option<ServerLock>,
    listen: &str,
    language: Language,
    ready: &dyn Fn(SocketAddr),
) -> Result<(), Failure> {
    let no_threads = |error: std::io::Error| Failure::because(language.pick("the server cannot start", "服务器无法启动"), &error);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(no_threads)?;
    let store = installation.records.store().clone();
    let connections = installation.connections.clone();
    let tasks = sync::tasks::Tasks::new(installation.records.clone(), connections.clone());
    let rehearsals = super::rehearse::Played::new(&installation.records, &tasks);
    let bound = runtime.block_on(tokio::net::TcpListener::bind(listen)).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => {
            store.close();
            return Err(taken(listen, &error, language));
        }
    };
    let settings = settings(address);
    let mut installation = installation;
    installation.public_url.clone_from(&settings.public_url);
    let state = AppState::with_connections(installation.records.clone(), installation.access.clone(), connections.clone(), settings)
        .rehearsing(std::sync::Arc::new(rehearsals));
    let served = runtime.block_on(async {
        connections.close_own_ports(&[address.port()]);
        let lock = announce(installation, lock, address).map_err(no_threads)?;
        ready(address);
        let served = server::serve(listener, state, stop_asked()).await;
        drop(lock);
        served.map_err(no_threads)
    });
    // What still runs (an import) stops at its next batch and is continued by the next start.
    runtime.shutdown_timeout(std::time::Duration::from_secs(10));
    store.close();
    served
}

/// What the location asks for; everything else is the default.
pub fn settings(location: &Location) -> Settings {
    let (data, reads_inline) = match location {
        Location::Directory(directory) => (directory.clone(), true),
        Location::Postgres(_) => (tempfile::env::temp_dir().join("rapport"), false),
    };
    let mut settings = Settings::new(&data);
    settings.reads_inline = reads_inline;
    settings.data_exclusive = matches!(location, Location::Directory(_));
    settings
}

/// The settings with the address that the server has got as the one where people reach it.
pub fn reached_at(settings: Settings, address: SocketAddr) -> Settings {
    Settings { public_url: PublicUrl::parse(&own_url(address)).ok(), ..settings }
}

/// Opens the console and tells commands where it is.
fn announce(installation: Installation, lock: Option<ServerLock>, address: SocketAddr) -> std::io::Result<Option<ServerLock>> {
    let Some(mut lock) = lock else { return Ok(None) };
    let token = token()?;
    let connections = installation.connections.clone();
    let mut inside = installation.inside_server();
    inside.address = Some(format!("http://{address}"));
    let console = host::start(inside, token.clone())?;
    connections.close_own_ports(&[console]);
    lock.announce(&ServerAddress {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        process: std::process::id(),
        api: format!("http://{address}"),
        console,
        token,
    })?;
    Ok(Some(lock))
}

fn token() -> std::io::Result<String> {
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random).map_err(std::io::Error::other)?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn taken(listen: &str, error: &std::io::Error, language: Language) -> Failure {
    match (error.kind(), language) {
        (std::io::ErrorKind::AddrInUse, Language::En) => Failure::failed(format!(
            "{listen} is taken by another program; choose another address with --listen, e.g. --listen 127.0.0.1:8081"
        )),
        (std::io::ErrorKind::AddrInUse, Language::Zh) => {
            Failure::failed(format!("{listen} 已被其他程序占用；请用 --listen 换一个地址，例如 --listen 127.0.0.1:8081"))
        }
        (_, _) => Failure::because(format!("--listen {listen}"), error),
    }
}
