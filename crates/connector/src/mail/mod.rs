//! Mail out: one message to a few people by SMTP (RFC 5321), for what an installation has to tell.
//!
//! What it promises:
//! - **Where**: the server's address passes the guard of all calls, and the addresses that were checked are the ones connected to.
//!   The ports of mail are open; without encryption only what an administrator allowed by name is spoken to.
//! - **Encrypted**: TLS from the first byte, or by STARTTLS, which is never left out when it was asked for; certificates are checked.
//! - **Bounded**: in time, in lines and in bytes, and it stops soon after the handle was cancelled.
//! - **Whole**: nothing in a subject, a text or an address can become a command or a header.
//! - **Silence**: errors hold neither the password nor the text.

mod message;
mod smtp;

use std::fmt;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::account::SecretText;
use crate::error::ConnectorError;
use crate::http::Client;

pub use message::{Mail, check_address};

use smtp::{Conversation, Wire};

/// What the other side is called in messages.
const SYSTEM: &str = "the mail server";
/// Longest time for a whole message.
const TOTAL_MAX: Duration = Duration::from_secs(30);
/// Longest time until a connection stands.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// Recipients of one message.
pub const RECIPIENTS_MAX: usize = 20;

/// How a mail server is spoken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte, usually on port 465.
    Tls,
    /// Plain at first, encrypted before anything is told, usually on port 587.
    StartTls,
    /// Not at all: for servers that an administrator allowed by name, e.g. on the same machine.
    Plain,
}

/// A mail server that takes our messages.
#[derive(Clone)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken with.
    pub encryption: Encryption,
    /// Who signs in; nobody where the server asks for nobody.
    pub user: Option<(String, SecretText)>,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailServer").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl Client {
    /// Gives one message to a mail server. When this returns well, the server has taken it over for every recipient.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] for addresses that are none; [`ConnectorError::AddressRefused`]; [`ConnectorError::Unauthorised`]
    /// for a refused sign-in; [`ConnectorError::Forbidden`] for a refused sender or recipient;
    /// [`ConnectorError::UnknownOutcome`] when nothing was heard after the text was sent; else [`ConnectorError::Unavailable`].
    pub fn send_mail(&self, server: &MailServer, mail: &Mail) -> Result<(), ConnectorError> {
        let text = mail.to_text()?;
        let is_plain = server.encryption == Encryption::Plain;
        let addresses = self.mail_addresses(&server.host, server.port, is_plain, SYSTEM)?;
        let until = Instant::now() + TOTAL_MAX;
        let stream = connect(&addresses, server.port)?;
        let mut talk = Conversation::new(Wire::Plain(stream), until, self.cancel_flag())?;
        if server.encryption == Encryption::Tls {
            talk = talk.encrypted(self.tls_to(&server.host)?)?;
        }
        talk.greet()?;
        if server.encryption == Encryption::StartTls {
            talk.ask_for_tls()?;
            talk = talk.encrypted(self.tls_to(&server.host)?)?;
            talk.hello()?;
        }
        if let Some((user, password)) = &server.user {
            talk.sign_in(user, password)?;
        }
        talk.give(&mail.from, &mail.to, &text)
    }

    /// A TLS connection that is still to be made.
    fn tls_to(&self, host: &str) -> Result<ClientConnection, ConnectorError> {
        let impossible = |reason: &str| unavailable(format!("no safe connection is possible: {reason}"));
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_| impossible("no cipher"))?
            .with_root_certificates(roots(self.ca_file())?)
            .with_no_client_auth();
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned()).map_err(|_| impossible("the host is no name"))?;
        ClientConnection::new(Arc::new(config), name).map_err(|_| impossible("the settings"))
    }
}

/// The authorities that are trusted: Mozilla's, and those of the file.
fn roots(file: Option<&std::path::Path>) -> Result<RootCertStore, ConnectorError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
    let Some(file) = file else { return Ok(roots) };
    let text = std::fs::read(file).map_err(|source| ConnectorError::Io { what: file.display().to_string(), source })?;
    roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&text).flatten());
    Ok(roots)
}

fn connect(addresses: &[IpAddr], port: u16) -> Result<TcpStream, ConnectorError> {
    let mut reason = "no address".to_owned();
    for address in addresses.iter().take(3) {
        match TcpStream::connect_timeout(&SocketAddr::new(*address, port), CONNECT_MAX) {
            Ok(stream) => return Ok(stream),
            Err(error) => reason = error.kind().to_string(),
        }
    }
    Err(unavailable(reason))
}

fn unavailable(reason: String) -> ConnectorError {
    ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after: None }
}

/// An encrypted stream to the server.
type Encrypted = StreamOwned<ClientConnection, TcpStream>;
