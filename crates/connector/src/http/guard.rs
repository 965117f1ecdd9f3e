//! Which addresses may be called: the open Internet, and what an administrator opened.
//!
//! The check happens on the addresses that a connection is then made to: a name is looked up once per call, every answer must
//! be allowed, and only these answers are connected to. A name that cannot be looked up is refused. Metadata services of
//! clouds and our own ports stay closed whatever is allowed.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::error::ConnectorError;

use super::address::{Host, Network, canonical, closed_because, is_always_closed};
use super::target::{Target, refused};

/// Most addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;
/// Longest wait for a name server.
const LOOK_UP_MAX: Duration = Duration::from_secs(10);
/// Ports that may be called on the open Internet unless an administrator adds others.
const PORTS: &[u16] = &[80, 443, 8000, 8080, 8443];
/// Ports of mail servers that take messages: open for mail alone.
const MAIL_PORTS: &[u16] = &[25, 465, 587, 2525];

/// What may be called besides the open Internet, and what never.
#[derive(Clone, Debug, Default)]
pub struct AddressRules {
    hosts: Vec<String>,
    networks: Vec<Network>,
    ports: Vec<u16>,
    own_ports: Vec<u16>,
}

impl AddressRules {
    /// Opens what `entries` name: a host (`erp.example.local`), all hosts below a domain (`*.example.local`), an address or a
    /// network (`10.0.0.0/8`). What is opened this way may be called on every port.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] naming the entry that cannot be read.
    pub fn allowing<T: AsRef<str>>(entries: impl IntoIterator<Item = T>) -> Result<Self, ConnectorError> {
        let mut rules = Self::default();
        for entry in entries {
            let entry = entry.as_ref().trim();
            if let Some(network) = Network::parse(entry) {
                rules.networks.push(network);
                continue;
            }
            match Host::parse(entry.strip_prefix("*.").unwrap_or(entry)) {
                Ok(Host::Name(name)) => rules.hosts.push(if entry.starts_with("*.") { format!(".{name}") } else { name }),
                Ok(Host::Ip(_)) | Err(_) => {
                    let reason = format!("{entry:?} is neither a host nor an address nor a network such as 10.0.0.0/8");
                    return Err(ConnectorError::Setting { setting: "allowed_addresses".to_owned(), reason });
                }
            }
        }
        Ok(rules)
    }

    /// Opens further ports of the open Internet.
    #[must_use]
    pub fn with_ports(mut self, ports: &[u16]) -> Self {
        self.ports.extend_from_slice(ports);
        self
    }

    /// Closes ports on this machine whatever is allowed: those of our own server and of our database.
    #[must_use]
    pub fn closing_own_ports(mut self, ports: &[u16]) -> Self {
        self.own_ports.extend_from_slice(ports);
        self
    }

    fn is_named(&self, host: &Host) -> bool {
        match host {
            Host::Ip(_) => false,
            Host::Name(name) => self.hosts.iter().any(|known| match known.strip_prefix('.') {
                Some(domain) => name.strip_suffix(domain).is_some_and(|left| left.ends_with('.') && left.len() > 1),
                None => known == name,
            }),
        }
    }

    /// Looks whether `ip`, found behind `host`, may be called on `port`.
    fn check(&self, host: &Host, ip: IpAddr, port: u16) -> Result<(), String> {
        let ip = canonical(ip);
        if is_always_closed(ip) {
            return Err("this address is always closed".to_owned());
        }
        if self.own_ports.contains(&port) && ip.is_loopback() {
            return Err("this is a port of Rapport itself".to_owned());
        }
        if self.is_named(host) || self.networks.iter().any(|network| network.contains(ip)) {
            return Ok(());
        }
        if let Some(what) = closed_because(ip) {
            return Err(format!("it leads to {what}; an administrator can add it to the allowed addresses"));
        }
        if !PORTS.contains(&port) && !self.ports.contains(&port) {
            return Err(format!("port {port} is not open; an administrator can add it"));
        }
        Ok(())
    }
}

/// Finds the addresses of a name.
pub trait LookUp: Send + Sync {
    /// All addresses, in the order in which they are to be tried.
    ///
    /// # Errors
    /// When the name cannot be found, or nobody answers.
    fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemLookUp;

impl LookUp for SystemLookUp {
    fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok((name, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// Rules and look-up together: what the library below asks right before it connects.
pub(super) struct Guard {
    pub(super) rules: AddressRules,
    pub(super) look_up: Arc<dyn LookUp>,
    /// Place of the proxy, which an administrator chose and which may be anywhere.
    pub(super) proxy: Option<(Host, u16)>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").finish_non_exhaustive()
    }
}

/// Why no connection was made.
#[derive(Debug)]
pub(super) enum Blocked {
    Refused(String),
    NotFound,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused(_) => "address refused",
            Self::NotFound => "name not found",
        })
    }
}

impl std::error::Error for Blocked {}

impl Guard {
    /// The addresses to connect to.
    fn addresses(&self, host: &Host, port: u16) -> Result<Vec<SocketAddr>, Blocked> {
        let found = match host {
            Host::Ip(ip) => vec![*ip],
            Host::Name(name) => self.look_up(name).ok_or(Blocked::NotFound)?,
        };
        if found.is_empty() {
            return Err(Blocked::NotFound);
        }
        let is_proxy = self.proxy.as_ref().is_some_and(|(proxy, at)| proxy == host && *at == port);
        if !is_proxy {
            // One bad answer among good ones is how a name server of an attacker probes: all must pass.
            for ip in &found {
                self.rules.check(host, *ip, port).map_err(Blocked::Refused)?;
            }
        }
        Ok(found.into_iter().take(ADDRESSES_MAX).map(|ip| SocketAddr::new(canonical(ip), port)).collect())
    }

    /// The addresses behind a host as people write it, for other protocols than HTTP.
    ///
    /// # Errors
    /// As a call would give.
    pub(super) fn addresses_of(&self, host: &str, port: u16, system: &str) -> Result<Vec<IpAddr>, ConnectorError> {
        let read = Host::parse(host).map_err(|reason| refused(host, reason))?;
        let found = self.addresses(&read, port).map_err(|blocked| match blocked {
            Blocked::Refused(reason) => refused(&format!("{read}:{port}"), reason),
            Blocked::NotFound => not_found(&read, system),
        })?;
        Ok(found.into_iter().map(|address| address.ip()).collect())
    }

    /// As [`Guard::addresses_of`] for a mail server. Nothing is told in plain text but to what an administrator allowed.
    ///
    /// # Errors
    /// As a call would give.
    pub(super) fn mail_addresses_of(&self, host: &str, port: u16, is_plain: bool, system: &str) -> Result<Vec<IpAddr>, ConnectorError> {
        let found = if MAIL_PORTS.contains(&port) {
            let open = Self { rules: self.rules.clone().with_ports(&[port]), look_up: Arc::clone(&self.look_up), proxy: None };
            open.addresses_of(host, port, system)?
        } else {
            self.addresses_of(host, port, system)?
        };
        let named = Host::parse(host).is_ok_and(|host| self.rules.is_named(&host));
        let is_allowed = |ip: &IpAddr| named || self.rules.networks.iter().any(|network| network.contains(*ip));
        if is_plain && !found.iter().all(is_allowed) {
            let reason = "without encryption only allowed addresses are spoken to; choose TLS or STARTTLS, or let an administrator add it";
            return Err(refused(&format!("{host}:{port}"), reason.to_owned()));
        }
        Ok(found)
    }

    /// Asks on a thread of its own, because the operating system's resolver knows no time-out.
    fn look_up(&self, name: &str) -> Option<Vec<IpAddr>> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (look_up, name) = (Arc::clone(&self.look_up), name.to_owned());
        let asked = std::thread::Builder::new().name("look-up".to_owned()).spawn(move || {
            // The receiver is gone when this took too long; nobody needs the answer then.
            drop(sender.send(look_up.look_up(&name).ok()));
        });
        asked.ok()?;
        receiver.recv_timeout(LOOK_UP_MAX).ok().flatten()
    }

    /// Looks before anything is sent through a proxy, which would look the name up by itself.
    ///
    /// # Errors
    /// As the call itself would give.
    pub(super) fn check_before_proxy(&self, target: &Target) -> Result<(), Blocked> {
        if self.proxy.is_none() { Ok(()) } else { self.addresses(&target.host, target.port).map(drop) }
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &ureq::http::Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let host = uri.host().and_then(|host| Host::parse(host).ok());
        let host = host.ok_or_else(|| ureq::Error::Other(Box::new(Blocked::Refused("the host cannot be read".to_owned()))))?;
        let mut resolved = self.empty();
        for address in self.addresses(&host, port).map_err(|blocked| ureq::Error::Other(Box::new(blocked)))? {
            resolved.push(address);
        }
        Ok(resolved)
    }
}

/// A call that was refused by the guard, as an error for the caller.
pub(super) fn blocked_error(blocked: &Blocked, target: &Target, system: &str) -> ConnectorError {
    match blocked {
        Blocked::Refused(reason) => refused(&target.place(), reason.clone()),
        Blocked::NotFound => not_found(&target.host, system),
    }
}

fn not_found(host: &Host, system: &str) -> ConnectorError {
    ConnectorError::Unavailable { system: system.to_owned(), reason: format!("the name {host} cannot be found"), retry_after: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name leads to an address on the open Internet.
    struct Outside;

    impl LookUp for Outside {
        fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Ok(vec![IpAddr::from([93, 184, 215, 14])])
        }
    }

    fn guard(rules: AddressRules) -> Guard {
        Guard { rules, look_up: Arc::new(Outside), proxy: None }
    }

    /// Addresses that a call to `url` would connect to.
    fn reach(guard: &Guard, url: &str) -> Option<Vec<SocketAddr>> {
        let target = Target::parse(url, &[]).ok()?;
        // What is given to the library must be read there as it was here.
        assert_eq!(Target::parse(&target.to_url(), &[]).ok().as_ref(), Some(&target), "{url}");
        guard.addresses(&target.host, target.port).ok()
    }

    /// This machine, unspecified, private, shared, link-local, metadata, IPv4 carried in IPv6, documentation, measurement,
    /// multicast and reserved addresses, and ports that are not open.
    const INNER: &str = "
        http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0X7F.0.0.1/
        http://0177.0.0.1/ http://017700000001/ http://127.0.0.1./ http://127.255.255.254/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/
        http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://0.0.0.0/ http://0/ http://0x0/ http://0x/
        http://[::]/ http://[0:0::0]/ http://0.1.2.3/ http://10.0.0.1/ http://10.1/ http://167772161/ http://172.16.0.1/
        http://172.31.255.255/ http://192.168.0.1/ http://192.168.257/ http://169.254.169.254/ http://2852039166/
        http://0xa9fea9fe/ http://0251.0376.0251.0376/ http://[::ffff:169.254.169.254]/ http://100.100.100.200/ http://100.64.0.1/
        http://100.127.255.255/ http://168.63.129.16/ http://192.0.0.192/ http://[fd00:ec2::254]/ http://[fd12:3456::1]/
        http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fe80::1%eth0]/ http://[fec0::1]/ http://[64:ff9b::10.0.0.1]/
        http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2002:a9fe:a9fe::]/
        http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/ http://192.0.2.1/ http://198.51.100.1/ http://203.0.113.1/
        http://198.18.0.1/ http://192.88.99.1/ http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/ http://[ff02::1]/
        http://[2001:db8::1]/ http://[3fff::1]/ http://[100::1]/ http://[5f00::1]/ http://8.8.8.8:22/ http://8.8.8.8:6379/
        http://example.com:25/
    ";

    #[test]
    fn inner_addresses_are_refused_however_they_are_spelled() {
        let guard = guard(AddressRules::default());
        for url in INNER.split_ascii_whitespace() {
            assert_eq!(reach(&guard, url), None, "{url}");
        }
    }

    #[test]
    fn what_cannot_be_read_in_one_way_only_is_refused() {
        let guard = guard(AddressRules::allowing(["0.0.0.0/0", "::/0"]).unwrap());
        for url in [
            "",
            "example.com",
            "//example.com/",
            "ftp://example.com/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "javascript://example.com/",
            "http://",
            "http:///",
            "http://user@example.com/",
            "http://user:password@example.com/",
            "http://example.com@127.0.0.1/",
            "http://example.com\\@127.0.0.1/",
            "http://example.com:0/",
            "http://example.com:65536/",
            "http://example.com:80:80/",
            "http://example.com:8a/",
            "http://example.com: 80/",
            "http://exa mple.com/",
            "http://ex%61mple.com/",
            "http://127.0.0.1%2f@example.com/",
            "http://例子.测试/",
            "http://①②⑦.0.0.1/",
            "http://1.2.3.4.5/",
            "http://256.1.1.1/",
            "http://1.1.1.0x100/",
            "http://4294967296/",
            "http://08.1.1.1/",
            "http://example.123/",
            "http://[1::2::3]/",
            "http://[::1/",
            "http://::1/",
            "http://.example.com/",
            "http://example..com/",
            "http://example.com/\r\nX: 1",
            "http://example.com/a\\b",
        ] {
            assert_eq!(reach(&guard, url), None, "{url}");
        }
    }

    #[test]
    fn the_open_internet_is_reached() {
        let guard = guard(AddressRules::default().with_ports(&[9443]));
        for (url, first) in [
            ("http://8.8.8.8/", "8.8.8.8:80"),
            ("https://134744072/", "8.8.8.8:443"),
            ("https://example.com", "93.184.215.14:443"),
            ("HTTPS://EXAMPLE.com./x", "93.184.215.14:443"),
            ("http://example.com:/", "93.184.215.14:80"),
            ("https://example.com:9443/?q=a@b", "93.184.215.14:9443"),
            ("http://172.32.0.1/", "172.32.0.1:80"),
            ("http://[2606:4700::1111]:8443/", "[2606:4700::1111]:8443"),
        ] {
            assert_eq!(reach(&guard, url), Some(vec![first.parse().unwrap()]), "{url}");
        }
    }

    #[test]
    fn an_administrator_opens_networks_but_not_everything() {
        let open = guard(AddressRules::allowing(["127.0.0.0/8", "10.0.0.0/8", "0.0.0.0/0", "::/0"]).unwrap().closing_own_ports(&[5432]));
        for url in ["http://127.0.0.1:9999/", "http://0x7f.1:1/", "http://10.1.2.3/", "http://[::ffff:10.0.0.1]:81/", "http://[fd12::1]/"] {
            assert!(reach(&open, url).is_some(), "{url}");
        }
        for url in [
            "http://169.254.169.254/",
            "http://100.100.100.200/",
            "http://[::ffff:100.100.100.200]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[2002:a9fe:a9fe::]/",
            "http://[fd00:ec2::254]/",
            "http://0.0.0.0/",
            "http://224.0.0.1/",
            "http://127.0.0.1:5432/",
            "http://[::1]:5432/",
            "http://[::ffff:127.0.0.1]:5432/",
        ] {
            assert_eq!(reach(&open, url), None, "{url}");
        }
        for entry in ["", "10.0.0.0/33", "http://x", "a b", "127.1"] {
            assert!(AddressRules::allowing([entry]).is_err(), "{entry}");
        }
    }
}
