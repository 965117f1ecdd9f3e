//! Hosts as people and attackers spell them, and what kind of address stands behind.
//!
//! Pure. A host is read once, strictly; whatever browsers take for a number (decimal, octal, hexadecimal, short) becomes the
//! IPv4 address it means, so that no spelling passes a check that another spelling fails. Rules: WHATWG URL, host parsing;
//! special addresses: the IANA registries for IPv4 and IPv6 (RFC 6890 and successors).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A host of an address, read strictly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// A name: lower case, without a dot at the end.
    Name(String),
    /// An address, however it was spelled.
    Ip(IpAddr),
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(IpAddr::V4(ip)) => write!(f, "{ip}"),
            Self::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
        }
    }
}

impl Host {
    /// Reads a host as it stands between `//` (or `@`) and `:` or `/`.
    ///
    /// # Errors
    /// What is wrong with it, one line without the host itself.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner.strip_suffix(']').ok_or("a bracket is not closed")?;
            if inner.contains('%') {
                return Err("zone ids are not allowed");
            }
            return inner.parse::<Ipv6Addr>().map(|ip| Self::Ip(ip.into())).map_err(|_| "this is not an IPv6 address");
        }
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        if name.is_empty() || name.len() > 253 {
            return Err("a host has 1 to 253 characters");
        }
        if !name.is_ascii() {
            return Err("write the host in ASCII (xn--…)");
        }
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
        };
        if !name.split('.').all(is_label) {
            return Err("a host consists of letters, digits, hyphens and dots");
        }
        if ends_in_number(&name) {
            return read_ipv4(&name).map(|ip| Self::Ip(ip.into())).ok_or("a host that ends in a number must be an IPv4 address");
        }
        Ok(Self::Name(name))
    }
}

fn ends_in_number(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.bytes().all(|byte| byte.is_ascii_digit()) || read_number(last).is_some()
}

/// One part of an IPv4 address in decimal, octal (`0…`) or hexadecimal (`0x…`).
fn read_number(text: &str) -> Option<u64> {
    if let Some(hex) = text.strip_prefix("0x") {
        return if hex.is_empty() { Some(0) } else { u64::from_str_radix(hex, 16).ok() };
    }
    if text.len() > 1 && text.starts_with('0') {
        return u64::from_str_radix(&text[1..], 8).ok();
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `127.0.0.1`, `127.1`, `0x7f.1`, `2130706433`: at most four parts, the last one fills what is left.
fn read_ipv4(name: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u64> = name.split('.').map(read_number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    if parts.len() > 4 || first.iter().any(|part| *part > 255) {
        return None;
    }
    let room = 8 * (4 - u32::try_from(first.len()).ok()?);
    if *last >= 1_u64 << room {
        return None;
    }
    let mut value = 0_u64;
    for (at, part) in first.iter().enumerate() {
        value |= part << (8 * (3 - at));
    }
    u32::try_from(value | last).ok().map(Ipv4Addr::from)
}

/// A network: an address and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    base: IpAddr,
    bits: u32,
}

impl Network {
    /// Reads `10.0.0.0/8`, `fd00::/8` or a single address.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let base: IpAddr = address.trim_matches(['[', ']']).parse().ok()?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Self { base, bits })
    }

    /// True where `ip` belongs to it.
    pub(super) fn contains(&self, ip: IpAddr) -> bool {
        match (self.base, ip) {
            (IpAddr::V4(base), IpAddr::V4(ip)) => {
                let mask = u32::MAX.checked_shl(32 - self.bits).unwrap_or(0);
                base.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V6(base), IpAddr::V6(ip)) => {
                let mask = u128::MAX.checked_shl(128 - self.bits).unwrap_or(0);
                base.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// IPv4 networks that are not the open Internet, with what they are.
const CLOSED_V4: &[([u8; 4], u32, &str)] = &[
    ([0, 0, 0, 0], 8, "an unspecified address"),
    ([10, 0, 0, 0], 8, "a private network"),
    ([100, 64, 0, 0], 10, "a shared network of a provider"),
    ([127, 0, 0, 0], 8, "this machine"),
    ([169, 254, 0, 0], 16, "a link-local address"),
    ([172, 16, 0, 0], 12, "a private network"),
    ([192, 0, 0, 0], 24, "an address of a protocol"),
    ([192, 0, 2, 0], 24, "an address for documentation"),
    ([192, 88, 99, 0], 24, "a 6to4 relay"),
    ([192, 168, 0, 0], 16, "a private network"),
    ([198, 18, 0, 0], 15, "a network for measurements"),
    ([198, 51, 100, 0], 24, "an address for documentation"),
    ([203, 0, 113, 0], 24, "an address for documentation"),
    ([224, 0, 0, 0], 4, "a multicast address"),
    ([240, 0, 0, 0], 4, "a reserved address"),
];

/// IPv6 networks that are not the open Internet; what is in none of them and outside of 2000::/3 is reserved.
const CLOSED_V6: &[([u16; 8], u32, &str)] = &[
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, "an unspecified address"),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, "this machine"),
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "an IPv4 address in IPv6"),
    ([0, 0, 0, 0, 0, 0, 0, 0], 96, "an IPv4 address in IPv6"),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, "a NAT64 address"),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "a NAT64 address"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, "a Teredo address"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "an address of a protocol"),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "an address for documentation"),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "a 6to4 address"),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "an address for documentation"),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "a private network"),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "a link-local address"),
    ([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, "a private network"),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "a multicast address"),
];

/// Where clouds tell secrets to whoever asks from inside: Amazon, Google, Azure and others share the first, Alibaba has the
/// second, Oracle the third, Azure's wire server the fourth, tasks of Amazon's containers the fifth.
const METADATA_V4: &[[u8; 4]] = &[[169, 254, 169, 254], [100, 100, 100, 200], [192, 0, 0, 192], [168, 63, 129, 16], [169, 254, 170, 2]];

/// Amazon's metadata service over IPv6, and Google's.
const METADATA_V6: &[[u16; 8]] = &[[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254]];

/// Why `ip` is not on the open Internet; `None` where it is.
pub(super) fn closed_because(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => CLOSED_V4.iter().find(|(base, bits, _)| v4_in(ip, *base, *bits)).map(|(_, _, what)| *what),
        IpAddr::V6(ip) => {
            let found = CLOSED_V6.iter().find(|(base, bits, _)| v6_in(ip, *base, *bits)).map(|(_, _, what)| *what);
            found.or_else(|| (!v6_in(ip, [0x2000, 0, 0, 0, 0, 0, 0, 0], 3)).then_some("a reserved address"))
        }
    }
}

/// True for addresses that stay closed whatever an administrator allows: metadata services, unspecified, multicast and
/// broadcast addresses, also behind IPv6 spellings.
pub(super) fn is_always_closed(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => METADATA_V4.contains(&ip.octets()) || ip.octets()[0] == 0 || ip.octets()[0] >= 224,
        IpAddr::V6(v6) => {
            METADATA_V6.contains(&v6.segments())
                || v6.is_unspecified()
                || v6.is_multicast()
                || embedded_v4(v6).is_some_and(|v4| is_always_closed(v4.into()))
        }
    }
}

/// The IPv4 address that an IPv4-mapped address means; other addresses as they are.
pub(super) fn canonical(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

/// The IPv4 address that an IPv6 address carries and would be carried to: mapped, compatible, NAT64, 6to4, Teredo.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = ip.to_bits();
    let low = u32::try_from(bits & u128::from(u32::MAX)).ok()?;
    let segments = ip.segments();
    if v6_in(ip, [0, 0, 0, 0, 0, 0xffff, 0, 0], 96) || v6_in(ip, [0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96) {
        return Some(low.into());
    }
    if v6_in(ip, [0; 8], 96) && low > 1 {
        return Some(low.into());
    }
    if segments[0] == 0x2002 {
        return u32::try_from((bits >> 80) & u128::from(u32::MAX)).ok().map(Ipv4Addr::from);
    }
    (segments[0] == 0x2001 && segments[1] == 0).then(|| Ipv4Addr::from(!low))
}

fn v4_in(ip: Ipv4Addr, base: [u8; 4], bits: u32) -> bool {
    Network { base: Ipv4Addr::from(base).into(), bits }.contains(ip.into())
}

fn v6_in(ip: Ipv6Addr, base: [u16; 8], bits: u32) -> bool {
    Network { base: Ipv6Addr::from(base).into(), bits }.contains(ip.into())
}
