//! Certificates: always checked, with authorities of one's own where a file names them (F59, S34).

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use connector::ConnectorError;
use connector::conformance::Time;
use connector::http::ClientSettings;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;

use crate::client::{get, hasty, send, settings, with_settings};

/// What ends TLS with a certificate of `names`, signed by `authority`, valid until the end of `year`.
pub fn server_config(authority: &CertifiedIssuer<'_, KeyPair>, names: &[&str], year: i32) -> Arc<rustls::ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(year, 12, 31);
    let certificate = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}

/// A server that answers one request with an empty document.
fn serve(authority: &CertifiedIssuer<'_, KeyPair>, names: &[&str], year: i32) -> u16 {
    let config = server_config(authority, names, year);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(8) {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            if stream.read(&mut request).is_ok_and(|count| count > 0) {
                drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
                stream.conn.send_close_notify();
                drop(stream.flush());
            }
        }
    });
    port
}

pub fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn call(ca_file: Option<PathBuf>, port: u16) -> Result<(), ConnectorError> {
    let time = Arc::new(Time::at(0));
    let client = with_settings(&time, ClientSettings { ca_file, ..settings(&time) });
    send(&client, hasty(get(format!("https://127.0.0.1:{port}/")))).map(drop)
}

#[test]
fn certificates_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, others) = (authority(), authority());
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, ours.pem()).unwrap();
    let trusted = Some(file);
    call(trusted.clone(), serve(&ours, &["127.0.0.1"], 2100)).unwrap();
    for (what, file, port) in [
        ("no authority known", None, serve(&ours, &["127.0.0.1"], 2100)),
        ("another authority", trusted.clone(), serve(&others, &["127.0.0.1"], 2100)),
        ("another name", trusted.clone(), serve(&ours, &["erp.example"], 2100)),
        ("expired", trusted, serve(&ours, &["127.0.0.1"], 2020)),
    ] {
        let error = call(file, port).expect_err(what);
        assert!(error.to_string().contains("no safe connection to 127.0.0.1"), "{what}: {error}");
    }
}

#[test]
fn a_wrong_file_of_authorities_is_said_at_once() {
    let time = Arc::new(Time::at(0));
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "nothing").unwrap();
    for file in [empty, folder.path().join("missing.pem")] {
        let settings = ClientSettings { ca_file: Some(file), ..settings(&time) };
        assert!(connector::http::Client::new(settings, Arc::clone(&time) as _).is_err());
    }
}
