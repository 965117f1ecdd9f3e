//! Public clients, which nobody here wrote, drive the simulators. They need a Python that has them: `scripts/client-python.sh` makes
//! one and prints its path, `make test` passes it on in `RAPPORT_TEST_CLIENT_PYTHON`.

use std::path::Path;
use std::process::Command;

use sandbox::{ClockSource, Config};

#[test]
fn simple_salesforce_drives_the_simulated_salesforce() {
    // The client signs assertions with the time of the computer.
    driven("salesforce", "simple_salesforce_check.py", 2_500);
}

#[test]
fn zohos_own_client_drives_the_simulated_zoho() {
    driven("zoho", "zoho_sdk_check.py", 450);
}

#[test]
fn kingdees_own_client_drives_the_simulated_kingdee() {
    driven("kingdee", "kingdee_sdk_check.py", 250);
}

/// Runs a script against a vendor with so many records, and fails unless it says that all is good.
fn driven(vendor: &str, script: &str, records: u32) {
    let Ok(python) = std::env::var("RAPPORT_TEST_CLIENT_PYTHON") else {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "RAPPORT_TEST_CLIENT_PYTHON must be set in CI; scripts/client-python.sh says why it is not"
        );
        eprintln!("skipped: RAPPORT_TEST_CLIENT_PYTHON is not set");
        return;
    };
    let clock = ClockSource::Real;
    let running = sandbox::start(Config { vendors: vec![vendor.to_owned()], records, clock, ..Config::default() }).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(script);
    let mut command = Command::new(python);
    command.arg(script).arg(running.base_url(vendor).unwrap()).arg(running.control_url());
    // Nothing but the simulator is called, whatever proxy this machine has.
    for variable in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("all good"), "{out}\n{err}");
    assert!(running.calls(vendor, "*") > 15, "{out}");
}
