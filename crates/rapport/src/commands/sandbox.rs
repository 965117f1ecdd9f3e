//! `rapport sandbox`: simulators of vendors, until it is told to stop.

use std::io::Write;
use std::net::SocketAddr;

use sandbox::{ClockSource, Config, SandboxError};

use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::sandbox_arguments::SandboxArguments;
use crate::signals::stop_asked;
use crate::table::columns;

/// Starts the simulators, prints where they are, and waits.
///
/// # Errors
/// When a vendor or fault is unknown, the address is taken, or the state file cannot be read or written.
pub fn run(arguments: &SandboxArguments, language: Language) -> Result<Exit, Failure> {
    let listen: SocketAddr = arguments.listen.parse().map_err(|error| Failure::usage(format!("--listen {}: {error}", arguments.listen)))?;
    let config = Config {
        seed: arguments.seed,
        vendors: arguments.vendors.clone(),
        records: arguments.records,
        listen,
        faults: arguments.faults.clone(),
        state: arguments.state.clone(),
        clock: ClockSource::Real,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::because("signals", &error))?;
    let stop = {
        let _inside = runtime.enter();
        stop_asked()
    };
    let running = sandbox::start(config).map_err(|error| failure(&error))?;
    let mut rows = vec![[language.pick("system", "系统").to_owned(), language.pick("address", "地址").to_owned()]];
    rows.extend(running.addresses().into_iter().map(|(vendor, address)| [vendor.to_owned(), address]));
    rows.push([language.pick("control", "控制接口").to_owned(), running.control_url().to_owned()]);
    // Whoever has read enough may close the pipe; the simulators stay.
    let _ = writeln!(std::io::stdout(), "{}", columns(&rows));
    runtime.block_on(stop);
    running.stop().map_err(|error| failure(&error))?;
    Ok(Exit::Done)
}

/// What was asked for wrongly is a matter of usage; everything else failed.
fn failure(error: &SandboxError) -> Failure {
    match error {
        SandboxError::UnknownVendor { .. } | SandboxError::Fault(_) => Failure::usage(error.to_string()),
        SandboxError::Listen { .. }
        | SandboxError::Threads(_)
        | SandboxError::State { .. }
        | SandboxError::StateForm { .. }
        | SandboxError::StateVersion { .. } => Failure::because("sandbox", error),
    }
}
