//! Public clients, which nobody here wrote, drive the simulators. They need a Python that has them: `scripts/client-python.sh` makes
//! one and prints its path, `make test` passes it on in `RAPPORT_TEST_CLIENT_PYTHON`.

use std::path::Path;
use std::process::Command;

use sandbox::{ClockSource, Config};

#[test]
fn simple_salesforce_drives_the_simulated_salesforce() {
    let Ok(python) = std::env::var("RAPPORT_TEST_CLIENT_PYTHON") else {
        eprintln!("skipped: RAPPORT_TEST_CLIENT_PYTHON is not set");
        return;
    };
    // The client signs assertions with the time of the computer.
    let clock = ClockSource::Real;
    let running = sandbox::start(Config { vendors: vec!["salesforce".to_owned()], records: 2_500, clock, ..Config::default() }).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/simple_salesforce_check.py");
    let mut command = Command::new(python);
    command.arg(script).arg(running.base_url("salesforce").unwrap()).arg(running.control_url());
    // Nothing but the simulator is called, whatever proxy this machine has.
    for variable in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("all good"), "{out}\n{err}");
    assert!(running.calls("salesforce", "*") > 30, "{out}");
}
