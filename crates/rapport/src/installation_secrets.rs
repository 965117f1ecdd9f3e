//! The key of an installation for secrets, and connections that are kept with it.

use std::path::PathBuf;
use std::sync::Arc;

use access::vault::{KeySource, Vault};
use connector::SecretText;
use connector::http::ClientSettings;
use store::{Location, Store};
use sync::connections::{Connections, ConnectionsSetup, NetworkSettings, Vault as SecretVault, VaultError};

use crate::failure::{Failure, one_line};

/// The vault of the installation, as connections use it.
struct Keyed(Vault);

impl SecretVault for Keyed {
    fn seal(&self, place: &str, secret: &SecretText) -> Result<String, VaultError> {
        self.0.seal(place, secret.reveal()).map_err(|error| VaultError(one_line(&error)))
    }

    fn open(&self, place: &str, sealed: &str) -> Result<SecretText, VaultError> {
        self.0.open(place, sealed).map(SecretText::new).map_err(|error| VaultError(one_line(&error)))
    }
}

/// Connections over an open store. The key comes from `RAPPORT_SECRET_KEY`, from the file `RAPPORT_SECRET_KEY_FILE` names, or
/// from a file in the data directory, which is made at first use.
///
/// # Errors
/// A key that does not read.
pub fn connections(store: &Store, location: &Location, network: NetworkSettings) -> Result<Connections, Failure> {
    let source = KeySource {
        keys: std::env::var("RAPPORT_SECRET_KEY").ok(),
        file: std::env::var_os("RAPPORT_SECRET_KEY_FILE").filter(|path| !path.is_empty()).map(PathBuf::from),
        data_directory: match location {
            Location::Directory(directory) => Some(directory.clone()),
            Location::Postgres(_) => None,
        },
    };
    let vault = Vault::load(&source).map_err(|error| Failure::failed(one_line(&error)))?;
    // Whoever may set a proxy may see every call: on the machine only.
    let proxy = std::env::var("RAPPORT_PROXY").ok().filter(|proxy| !proxy.trim().is_empty()).map(SecretText::new);
    let connections = Connections::new(ConnectionsSetup {
        store: store.clone(),
        connectors: connectors::all(),
        vault: Arc::new(Keyed(vault)),
        client: ClientSettings { proxy, ..ClientSettings::default() },
        network,
    });
    if let Location::Postgres(url) = location {
        connections.close_own_ports(&[database_port(url)]);
    }
    Ok(connections)
}

/// The port of a database address, 5432 where it names none.
fn database_port(url: &str) -> u16 {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    place.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(5432)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_of_a_database_is_found() {
        for (url, port) in [
            ("postgres://user:pass:word@db.example.com/x", 5432),
            ("postgres://user:p@db:6000/x?sslmode=require", 6000),
            ("postgres:///x", 5432),
            ("postgres://[::1]:7000/x", 7000),
        ] {
            assert_eq!(database_port(url), port, "{url}");
        }
    }
}
