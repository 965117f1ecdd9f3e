//! The serving side: takes command lines from the loopback port and does their work with the server's own store.

use std::io::{self, BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::{Parser, ValueEnum};

use super::frame::Frame;
use super::{REQUEST_BYTES_MAX, Request};
use crate::arguments::Arguments;
use crate::commands;
use crate::context::{Context, Installation};
use crate::failure::Exit;
use crate::language::Language;
use crate::output::{Output, Step};

/// Commands at work at once; more wait.
const COMMANDS_MAX: usize = 16;
/// A caller that says nothing for so long is not one of ours.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Listens on a free loopback port for as long as the process lives.
///
/// # Errors
/// When there is no port or no thread.
pub fn start(installation: Installation, token: String) -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let host = Arc::new(Host { installation, token, at_work: AtomicUsize::new(0) });
    std::thread::Builder::new().name("console".to_owned()).spawn(move || {
        for connection in listener.incoming().flatten() {
            let host = Arc::clone(&host);
            if host.at_work.fetch_add(1, Ordering::Relaxed) >= COMMANDS_MAX {
                host.at_work.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let named = std::thread::Builder::new().name("console-command".to_owned());
            let spawned = named.spawn(move || {
                host.serve(connection);
                host.at_work.fetch_sub(1, Ordering::Relaxed);
            });
            if let Err(error) = spawned {
                tracing::error!(%error, "no thread for a command of the console");
            }
        }
    })?;
    Ok(port)
}

struct Host {
    installation: Installation,
    token: String,
    at_work: AtomicUsize,
}

impl Host {
    fn serve(&self, connection: TcpStream) {
        let Some(request) = self.read(&connection) else { return };
        let output = Arc::new(Guest { connection: Mutex::new(connection), gone: std::sync::atomic::AtomicBool::new(false) });
        let exit = self.run(request, Arc::clone(&output));
        output.send(&Frame::Exit(exit));
    }

    /// `None` for whoever does not speak our language or does not know the token.
    fn read(&self, connection: &TcpStream) -> Option<Request> {
        connection.set_read_timeout(Some(REQUEST_TIMEOUT)).ok()?;
        let mut line = String::new();
        BufReader::new(connection.take(REQUEST_BYTES_MAX)).read_line(&mut line).ok()?;
        let request: Request = serde_json::from_str(&line).ok()?;
        (same(&request.token, &self.token) && request.version == env!("CARGO_PKG_VERSION")).then_some(request)
    }

    fn run(&self, request: Request, output: Arc<Guest>) -> Exit {
        let arguments = match Arguments::try_parse_from(&request.words) {
            Ok(arguments) => arguments,
            Err(error) => {
                output.say(&error.to_string());
                return Exit::Usage;
            }
        };
        let language = Language::from_str(&request.language, true).unwrap_or(Language::En);
        let context = Context::new(self.installation.clone(), PathBuf::from(request.folder), language, output, request.secret);
        commands::run_on(&context, &arguments.command)
    }
}

/// Compares without telling by its duration how much is right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// The process that asked.
struct Guest {
    connection: Mutex<TcpStream>,
    gone: std::sync::atomic::AtomicBool,
}

impl Guest {
    fn send(&self, frame: &Frame) -> bool {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = frame.write(&mut *connection).is_ok();
        if !sent {
            self.gone.store(true, Ordering::Relaxed);
        }
        sent
    }
}

impl Output for Guest {
    fn result(&self, bytes: &[u8]) -> io::Result<()> {
        if self.send(&Frame::Result(bytes.to_vec())) { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    }

    fn say(&self, line: &str) {
        self.send(&Frame::Line(line.to_owned()));
    }

    fn step(&self, step: &Step) {
        self.send(&Frame::Step(step.clone()));
    }

    fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }
}
