//! Encrypted connections, by the `sslmode` of the address as libpq has it (PostgreSQL documentation, "SSL Support"):
//! `disable`, `prefer` (encrypted where the server can; the default), `require` (always encrypted, nobody's identity checked),
//! `verify-full` (the certificate must be good and name the host). `sslrootcert=FILE` (PEM) names the authorities to trust;
//! without it those that browsers trust. `verify-ca` is refused: it would accept any host an authority ever signed for.
//!
//! Channel binding is not offered; a server that insists on it (`channel_binding=require`) refuses us.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use postgres::Config;
use postgres::config::{Host, SslMode};
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;

use crate::StoreError;

/// Where the server is and how to talk to it.
#[derive(Clone)]
pub(crate) struct Dial {
    pub(crate) config: Config,
    pub(crate) tls: Tls,
}

impl Dial {
    /// Reads an address, a URL or `name=value` pairs.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an address that does not read, a mode that is not offered, or certificates that do not.
    pub(crate) fn parse(address: &str) -> Result<Self, StoreError> {
        let (rest, mode, roots) = split(address);
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
        Ok(Self { config, tls: Tls { client: client(is_verified, roots.as_deref())? } })
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

fn client(is_verified: bool, roots: Option<&str>) -> Result<Arc<ClientConfig>, StoreError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|_| StoreError::Invalid("encrypted connections are not possible here"))?;
    let config = if is_verified {
        builder.with_root_certificates(trusted(roots)?).with_no_client_auth()
    } else {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))).with_no_client_auth()
    };
    Ok(Arc::new(config))
}

fn trusted(file: Option<&str>) -> Result<RootCertStore, StoreError> {
    let Some(file) = file.filter(|file| *file != "system") else {
        return Ok(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() });
    };
    let unreadable = || StoreError::Invalid("the file of sslrootcert holds no readable certificates (PEM)");
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|_| unreadable())? {
        roots.add(certificate.map_err(|_| unreadable())?).map_err(|_| unreadable())?;
    }
    if roots.is_empty() { Err(unreadable()) } else { Ok(roots) }
}

/// Takes any certificate, as `sslmode=require` does, but holds the server to the key in it.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Makes encrypted connections.
#[derive(Clone)]
pub(crate) struct Tls {
    client: Arc<ClientConfig>,
}

/// Makes one encrypted connection to a named host.
pub(crate) struct Handshake {
    connector: TlsConnector,
    host: String,
}

impl<S> MakeTlsConnect<S> for Tls
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Link<S>;
    type TlsConnect = Handshake;
    type Error = std::convert::Infallible;

    fn make_tls_connect(&mut self, host: &str) -> Result<Handshake, Self::Error> {
        // Asked for plain connections, too, where the host may be no name at all: looked at when it is needed.
        Ok(Handshake { connector: TlsConnector::from(Arc::clone(&self.client)), host: host.to_owned() })
    }
}

impl<S> TlsConnect<S> for Handshake
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Link<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Link<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move {
            let host = ServerName::try_from(self.host).map_err(io::Error::other)?;
            Ok(Link(self.connector.connect(host, stream).await?))
        })
    }
}

/// An encrypted connection.
pub(crate) struct Link<S>(tokio_rustls::client::TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Link<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Link<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Link<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
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
