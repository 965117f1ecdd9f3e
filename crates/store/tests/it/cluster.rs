//! A PostgreSQL cluster of a test's own, to be stopped, started and encrypted.

use std::path::Path;
use std::process::Command;

/// Gone when dropped.
pub struct Cluster {
    folder: tempfile::TempDir,
    /// Over a socket of the machine itself.
    pub url: String,
}

fn script(arguments: &[&str]) -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/test-postgres.sh");
    let done = Command::new(script).args(arguments).output().map_err(|error| error.to_string())?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

impl Cluster {
    /// `None`, with a line, where no cluster can be made outside of CI.
    pub fn start() -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("rapport-pg.").tempdir_in("/tmp").expect("a folder");
        match script(&["start", folder.path().to_str().expect("a plain path")]) {
            Ok(url) => Some(Self { folder, url }),
            Err(reason) => {
                assert!(std::env::var("CI").as_deref() != Ok("true"), "a cluster must be possible in CI: {reason}");
                eprintln!("skipped: no PostgreSQL cluster of its own: {reason}");
                None
            }
        }
    }

    fn call(&self, command: &str, more: &[&str]) {
        let mut arguments = vec![command, self.folder.path().to_str().expect("a plain path")];
        arguments.extend(more);
        script(&arguments).unwrap_or_else(|reason| panic!("{command}: {reason}"));
    }

    /// Stops as in a crash.
    pub fn halt(&self) {
        self.call("halt", &[]);
    }

    pub fn resume(&self) {
        self.call("resume", &[]);
    }

    /// From now on only encrypted connections to 127.0.0.1 with a password; the port, and the authority to trust.
    pub fn encrypt(&self) -> (u16, std::path::PathBuf) {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
        self.call("encrypt", &[&free.port().to_string()]);
        (free.port(), self.folder.path().join("ca.crt"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The folder goes in any case.
        let _ = script(&["stop", self.folder.path().to_str().unwrap_or_default()]);
    }
}
