//! Who is at the other end: addresses, networks, and the client behind a proxy that we trust.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// A network, e.g. `10.0.0.0/8` or `fd00::/8`; a lone address is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Reads `ADDRESS` or `ADDRESS/BITS`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.trim().parse().ok())?;
        (bits <= most).then_some(Self { address, bits })
    }

    /// True when `address` lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.address.is_ipv4() && masked(address, self.bits) == masked(self.address, self.bits)
    }
}

fn masked(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits.min(32))).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits.min(128))).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
    }
}

/// What counts as one client: an IPv4 address, or the /64 that one IPv6 customer has to itself.
#[must_use]
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => masked(IpAddr::V6(address), 64),
    }
}

/// The client's address. `X-Forwarded-For` counts only when the connection comes from one of `trusted`, and of its list the
/// right-most address that is not trusted itself: everything left of it may be made up by the client.
#[must_use]
pub fn client(peer: Option<SocketAddr>, headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let peer = peer?.ip().to_canonical();
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return Some(peer);
    }
    let lists: Vec<&str> = headers.get_all("x-forwarded-for").iter().map(|value| value.to_str().unwrap_or_default()).collect();
    let mut last = peer;
    for told in lists.iter().rev().flat_map(|list| list.rsplit(',')) {
        // Garbage ends the part that a proxy of ours wrote.
        let Some(address) = parse_told(told.trim()) else { return Some(last) };
        last = address;
        if !is_trusted(address) {
            break;
        }
    }
    Some(last)
}

/// An address as proxies write it: plain, with a port, IPv6 in brackets.
fn parse_told(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(address, _)| address);
    bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip())).ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted: Vec<Network> = ["10.0.0.0/8", "fd00::/8"].iter().filter_map(|text| Network::parse(text)).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("header"));
        }
        let peer = SocketAddr::new(peer.parse().expect("address"), 1);
        client(Some(peer), &headers, &trusted).map_or_else(String::new, |address| address.to_string())
    }

    #[test]
    fn only_what_trusted_proxies_wrote_is_believed() {
        for (peer, forwarded, expected) in [
            ("192.0.2.9", vec!["1.1.1.1"], "192.0.2.9"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec!["1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1", vec!["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1", vec!["6.6.6.6, 1.1.1.1, 10.0.0.2"], "1.1.1.1"),
            ("10.0.0.1", vec!["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1", vec!["1.1.1.1:5000"], "1.1.1.1"),
            ("fd00::1", vec!["[2001:db8::5]:443"], "2001:db8::5"),
            ("::ffff:10.0.0.1", vec!["2001:db8::5"], "2001:db8::5"),
            ("10.0.0.1", vec!["1.1.1.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", vec!["10.0.0.2"], "10.0.0.2"),
        ] {
            assert_eq!(seen(peer, &forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn networks_are_read_and_households_are_told_apart() {
        for bad in ["", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "x", "10.0.0.1/-1", "10.0.0.1/8/8"] {
            assert!(Network::parse(bad).is_none(), "{bad}");
        }
        let contains = |network: &str, address: &str| Network::parse(network).expect(network).contains(address.parse().expect(address));
        assert!(contains("0.0.0.0/0", "9.9.9.9") && !contains("0.0.0.0/0", "2001:db8::1"));
        assert!(contains("192.0.2.1", "192.0.2.1") && !contains("192.0.2.1", "192.0.2.2"));
        let home = |text: &str| household(text.parse().expect(text)).to_string();
        assert_eq!(home("2001:db8:1:2:3::4"), home("2001:db8:1:2:ffff::1"));
        assert_ne!(home("2001:db8:1:2::1"), home("2001:db8:1:3::1"));
        assert_ne!(home("192.0.2.1"), home("192.0.2.2"));
        assert_eq!(home("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
