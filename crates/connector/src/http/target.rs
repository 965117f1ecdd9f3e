//! Where a request goes: an address taken apart once, strictly, and put together again in one spelling.
//!
//! Two programs that read one address differently are how guards are passed. So the text is read here, everything odd is
//! refused, and only what was understood is given to the library below.

use crate::error::ConnectorError;

use super::address::Host;

/// A place a request goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) is_tls: bool,
    pub(super) host: Host,
    pub(super) port: u16,
    /// Path and query, beginning with a slash; may hold values of records: never shown.
    path: String,
}

impl Target {
    /// Reads an absolute http(s) address and adds `query`.
    ///
    /// # Errors
    /// [`ConnectorError::AddressRefused`], with nothing of the address but scheme or host.
    pub(super) fn parse(url: &str, query: &[(String, String)]) -> Result<Self, ConnectorError> {
        let (scheme, rest) = url.split_once("://").ok_or_else(|| refused("", "write http:// or https:// and a host"))?;
        let is_tls = if scheme.eq_ignore_ascii_case("https") {
            true
        } else if scheme.eq_ignore_ascii_case("http") {
            false
        } else {
            return Err(refused("", "only http and https are allowed"));
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if let Some((_, behind)) = authority.rsplit_once('@') {
            return Err(refused(behind, "a user name or password in the address is not allowed"));
        }
        let (host, port) = split_port(authority)?;
        let host = Host::parse(host).map_err(|reason| refused(host, reason))?;
        let port = match port {
            Some(port) => port,
            None if is_tls => 443,
            None => 80,
        };
        Ok(Self { is_tls, host, port, path: whole_path(path, query).map_err(|reason| refused(authority, reason))? })
    }

    /// The whole address in its one spelling.
    pub(super) fn to_url(&self) -> String {
        format!("{}://{}:{}{}", if self.is_tls { "https" } else { "http" }, self.host, self.port, self.path)
    }

    /// Host and port, for messages and for telling hosts apart.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// True where `other` is the same scheme, host and port: secrets may go there too.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        self.is_tls == other.is_tls && self.host == other.host && self.port == other.port
    }

    /// The place that a `Location` header names, seen from here.
    ///
    /// # Errors
    /// As [`Target::parse`].
    pub(super) fn join(&self, location: &str) -> Result<Self, ConnectorError> {
        let scheme = if self.is_tls { "https" } else { "http" };
        if location.contains("://") && !location.starts_with('/') {
            return Self::parse(location, &[]);
        }
        if let Some(rest) = location.strip_prefix("//") {
            return Self::parse(&format!("{scheme}://{rest}"), &[]);
        }
        let bare = self.path.split(['?', '#']).next().unwrap_or("/");
        let path = if location.starts_with('/') {
            location.to_owned()
        } else if location.starts_with('?') {
            format!("{bare}{location}")
        } else {
            let folder = bare.rfind('/').map_or("/", |at| &bare[..=at]);
            format!("{folder}{location}")
        };
        Self::parse(&format!("{scheme}://{}{path}", self.place()), &[])
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), ConnectorError> {
    let behind_bracket = authority.rfind(']').map_or(0, |at| at + 1);
    let (host, port) = match authority[behind_bracket..].split_once(':') {
        Some((between, port)) => (&authority[..behind_bracket + between.len()], Some(port)),
        None => (authority, None),
    };
    match port {
        None | Some("") => Ok((host, None)),
        Some(port) if port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()) => match port.parse() {
            Ok(0) | Err(_) => Err(refused(host, "the port is not a number from 1 to 65535")),
            Ok(port) => Ok((host, Some(port))),
        },
        Some(_) => Err(refused(host, "the port is not a number from 1 to 65535")),
    }
}

/// Path and query with what must not stand there raw made safe; a fragment is dropped.
fn whole_path(path: &str, query: &[(String, String)]) -> Result<String, &'static str> {
    let path = path.split('#').next().unwrap_or("");
    if path.bytes().any(|byte| byte == b'\\' || byte.is_ascii_control()) {
        return Err("control characters and backslashes must be encoded");
    }
    let mut out = String::with_capacity(path.len() + 16);
    if !path.starts_with('/') {
        out.push('/');
    }
    for byte in path.bytes() {
        if matches!(byte, b' ' | b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'^' | b'|') || !byte.is_ascii() {
            push_encoded(&mut out, byte);
        } else {
            out.push(char::from(byte));
        }
    }
    for (name, value) in query {
        out.push(if out.contains('?') { '&' } else { '?' });
        encode_into(&mut out, name);
        out.push('=');
        encode_into(&mut out, value);
    }
    Ok(out)
}

/// Makes `text` safe as one segment of a path, one name or one value of a query: everything is encoded but letters, digits
/// and `-._~` (RFC 3986, unreserved characters).
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text);
    // A segment of dots alone would climb in the path.
    if out == "." || out == ".." { out.replace('.', "%2E") } else { out }
}

fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            push_encoded(out, byte);
        }
    }
}

fn push_encoded(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

pub(super) fn refused(host: &str, reason: impl Into<String>) -> ConnectorError {
    let shown: String = host.chars().filter(|character| !character.is_control()).take(100).collect();
    ConnectorError::AddressRefused { address: if shown.is_empty() { "(no host)".to_owned() } else { shown }, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_values() {
        for (value, encoded) in [
            ("O'Brien & Söhne", "O%27Brien%20%26%20S%C3%B6hne"),
            ("../../admin?x=1#y", "..%2F..%2Fadmin%3Fx%3D1%23y"),
            ("..", "%2E%2E"),
            ("a+b%20\r\n", "a%2Bb%2520%0D%0A"),
            ("张伟", "%E5%BC%A0%E4%BC%9F"),
        ] {
            assert_eq!(encode(value), encoded, "{value}");
        }
        let query = [("q".to_owned(), "a&b=c+d 张".to_owned()), ("t".to_owned(), "2024-05-01T10:00:00+08:00".to_owned())];
        let target = Target::parse("https://x.example/list?a=1#part", &query).unwrap();
        assert_eq!(target.to_url(), "https://x.example:443/list?a=1&q=a%26b%3Dc%2Bd%20%E5%BC%A0&t=2024-05-01T10%3A00%3A00%2B08%3A00");
    }

    #[test]
    fn redirects_are_read_as_seen_from_the_page() {
        let here = Target::parse("https://x.example:8443/a/b?q=1", &[]).unwrap();
        for (location, expected) in [
            ("/c", "https://x.example:8443/c"),
            ("c?d=1", "https://x.example:8443/a/c?d=1"),
            ("?e=1", "https://x.example:8443/a/b?e=1"),
            ("//y.example/f", "https://y.example:443/f"),
            ("http://y.example/g", "http://y.example:80/g"),
        ] {
            assert_eq!(here.join(location).unwrap().to_url(), expected, "{location}");
        }
        assert!(here.join("file:///etc/passwd").is_err());
    }
}
