//! Encrypted connections, by the `sslmode` of the address as libpq has it (PostgreSQL documentation, "SSL Support"):
//! `disable`, `prefer` (encrypted where the server can; the default), `require` (always encrypted, nobody's identity checked),
//! `verify-full` (the certificate must be good and name the host). `sslrootcert=FILE` (PEM) names the authorities to trust;
//! without it those that browsers trust. `verify-ca` is refused: it would accept any host an authority ever signed for.

use postgres::Config;
use postgres::config::{Host, SslMode};
use postgres_tls::{Tls, TlsRefused, Trust};

use crate::StoreError;

/// Where the server is and how to talk to it.
#[derive(Clone)]
pub(crate) struct Dial {
    pub(crate) config: Config,
    pub(crate) tls: Tls,
    /// `sslmode` and `sslrootcert` as they were given, for programs of libpq.
    pub(crate) given: (Option<String>, Option<String>),
}

impl Dial {
    /// Reads an address, a URL or `name=value` pairs.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an address that does not read, a mode that is not offered, or certificates that do not.
    pub(crate) fn parse(address: &str) -> Result<Self, StoreError> {
        let (rest, mode, roots) = split(address);
        let given = mode.clone();
        let mut config: Config = rest.parse().map_err(|_| StoreError::Invalid("the database address does not read"))?;
        let is_local = !config.get_hosts().is_empty() && config.get_hosts().iter().all(is_socket);
        let (mode, is_verified) = match mode.as_deref().unwrap_or("prefer") {
            // Nobody listens in on a socket of the machine itself; libpq, too, takes no notice of the mode there.
            "disable" | "prefer" | "require" | "verify-full" if is_local => (SslMode::Disable, false),
            "disable" => (SslMode::Disable, false),
            "prefer" => (SslMode::Prefer, false),
            "require" => (SslMode::Require, false),
            "verify-full" => (SslMode::Require, true),
            "verify-ca" => return Err(StoreError::Invalid("sslmode=verify-ca is not offered; use verify-full")),
            _ => return Err(StoreError::Invalid("sslmode is disable, prefer, require or verify-full")),
        };
        config.ssl_mode(mode);
        Ok(Self { config, tls: tls(is_verified, roots.as_deref())?, given: (given, roots) })
    }
}

#[cfg(unix)]
fn is_socket(host: &Host) -> bool {
    matches!(host, Host::Unix(_))
}

#[cfg(not(unix))]
fn is_socket(_: &Host) -> bool {
    false
}

/// The address without `sslmode` and `sslrootcert`, and their values.
fn split(address: &str) -> (String, Option<String>, Option<String>) {
    let (mut mode, mut roots) = (None, None);
    let mut take = |name: &str, value: &str| match name {
        "sslmode" => {
            mode = Some(value.to_owned());
            true
        }
        "sslrootcert" => {
            roots = Some(value.to_owned());
            true
        }
        _ => false,
    };
    let is_url = address.starts_with("postgres://") || address.starts_with("postgresql://");
    let rest = if is_url {
        let Some((base, query)) = address.split_once('?') else { return (address.to_owned(), None, None) };
        let kept: Vec<&str> =
            query.split('&').filter(|pair| pair.split_once('=').is_none_or(|(name, value)| !take(name, &decoded(value)))).collect();
        if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) }
    } else {
        let kept: Vec<&str> = address
            .split_whitespace()
            .filter(|pair| pair.split_once('=').is_none_or(|(name, value)| !take(name, value.trim_matches('\''))))
            .collect();
        if mode.is_none() && roots.is_none() { address.to_owned() } else { kept.join(" ") }
    };
    (rest, mode, roots)
}

/// Percent-decoded; what cannot be decoded stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| *byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn tls(is_verified: bool, roots: Option<&str>) -> Result<Tls, StoreError> {
    let unreadable = || StoreError::Invalid("the file of sslrootcert holds no readable certificates (PEM)");
    let made = match roots.filter(|file| *file != "system") {
        _ if !is_verified => Tls::new(Trust::Anybody),
        None => Tls::new(Trust::Public),
        Some(file) => Tls::new(Trust::Authorities(&std::fs::read(file).map_err(|_| unreadable())?)),
    };
    made.map_err(|refused| match refused {
        TlsRefused::Impossible => StoreError::Invalid("encrypted connections are not possible here"),
        TlsRefused::Certificates => unreadable(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_read_from_every_kind_of_address() {
        for (address, mode) in [
            ("postgres://u@db.example.cn/d", SslMode::Prefer),
            ("postgres://u@db.example.cn/d?sslmode=disable", SslMode::Disable),
            ("postgres://u@db.example.cn/d?sslmode=verify-full&options=-csearch_path%3Dx", SslMode::Require),
            ("postgres://u@db.example.cn/d?options=-csearch_path%3Dx&sslmode=require", SslMode::Require),
            ("host=db.example.cn user=u sslmode=verify-full", SslMode::Require),
            ("host=db.example.cn user=u sslmode='require' sslrootcert=system", SslMode::Require),
            ("postgres://u@%2Ftmp/d?sslmode=verify-full", SslMode::Disable),
        ] {
            let dial = Dial::parse(address).unwrap_or_else(|error| panic!("{address}: {error}"));
            assert_eq!(dial.config.get_ssl_mode(), mode, "{address}");
        }
        let kept = Dial::parse("postgres://u@h/d?options=-csearch_path%3Dx&sslmode=require").map(|dial| dial.config);
        assert_eq!(kept.ok().and_then(|config| config.get_options().map(str::to_owned)).as_deref(), Some("-csearch_path=x"));
    }

    #[test]
    fn what_cannot_be_done_is_said_and_never_silently_plain() {
        for address in [
            "postgres://u@h/d?sslmode=verify-ca",
            "postgres://u@h/d?sslmode=Require",
            "postgres://u@h/d?sslmode=",
            "postgres://u@h/d?sslmode=verify-full&sslrootcert=/nowhere/ca.pem",
            "host=h sslmode=allow",
        ] {
            assert!(matches!(Dial::parse(address), Err(StoreError::Invalid(_))), "{address}");
        }
    }
}
