//! Mail out, against a mail server on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use connector::conformance::Time;
use connector::http::{AddressRules, ClientSettings};
use connector::mail::{Encryption, Mail, MailServer};
use connector::{ConnectorError, SecretText};
use rcgen::{CertifiedIssuer, KeyPair};

use crate::client::{settings, with_settings};
use crate::tls::{authority, server_config};

/// How the server behaves.
#[derive(Clone, Default)]
struct Manners {
    /// TLS from the first byte.
    is_encrypted: bool,
    /// What it offers, besides STARTTLS where it has a certificate.
    offers: Vec<&'static str>,
    offers_tls: bool,
    /// Commands that are answered by something else than usual, by how they begin.
    answers: Vec<(&'static str, &'static str)>,
    /// Ends the connection instead of answering to the text.
    hangs_up: bool,
}

/// A mail server for a few conversations; what it heard comes line by line.
struct Server {
    port: u16,
    heard: Receiver<String>,
    ca_file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start(manners: Manners) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ours: CertifiedIssuer<'_, KeyPair> = authority();
        let ca_file = folder.path().join("ca.pem");
        std::fs::write(&ca_file, ours.pem()).unwrap();
        let config = server_config(&ours, &["127.0.0.1"], 2100);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (said, heard) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().take(4) {
                let stream = stream.unwrap();
                if manners.is_encrypted {
                    talk(encrypted(stream, &config), &manners, &said);
                } else if let Some(stream) = talk(stream, &manners, &said) {
                    talk_on(encrypted(stream, &config), &manners, &said);
                }
            }
        });
        Self { port, heard, ca_file, _folder: folder }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.try_iter().collect()
    }
}

type Encrypted = rustls::StreamOwned<rustls::ServerConnection, TcpStream>;

fn encrypted(stream: TcpStream, config: &Arc<rustls::ServerConfig>) -> Encrypted {
    rustls::StreamOwned::new(rustls::ServerConnection::new(Arc::clone(config)).unwrap(), stream)
}

/// A conversation from the greeting on; gives the stream back when encryption was asked for.
fn talk<S: Read + Write>(mut stream: S, manners: &Manners, said: &Sender<String>) -> Option<S> {
    let greeting = manners.answers.iter().find(|(to, _)| to.is_empty()).map_or("220 mail.example ready", |(_, answer)| answer);
    write!(stream, "{greeting}\r\n").ok()?;
    talk_on(stream, manners, said)
}

fn talk_on<S: Read + Write>(stream: S, manners: &Manners, said: &Sender<String>) -> Option<S> {
    let mut stream = BufReader::new(stream);
    let mut is_text = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        said.send(line.clone()).ok()?;
        if is_text {
            if line != "." {
                continue;
            }
            if manners.hangs_up {
                return None;
            }
        }
        let asked = manners.answers.iter().find(|(to, _)| !to.is_empty() && line.starts_with(to)).map(|(_, answer)| (*answer).to_owned());
        let answer = asked.unwrap_or_else(|| match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => {
                let mut offers = manners.offers.clone();
                offers.extend(manners.offers_tls.then_some("STARTTLS"));
                let mut lines = vec!["250-mail.example".to_owned()];
                lines.extend(offers.iter().map(|offer| format!("250-{offer}")));
                format!("{}\r\n250 SIZE 1000000", lines.join("\r\n"))
            }
            "STARTTLS" => "220 go ahead".to_owned(),
            "AUTH" => if line == "AUTH LOGIN" { "334 VXNlcm5hbWU6" } else { "235 welcome" }.to_owned(),
            // Name and password of a sign-in in two steps.
            "cmFwcG9ydA==" => "334 UGFzc3dvcmQ6".to_owned(),
            "b3BlbiBzZXNhbWU=" => "235 welcome".to_owned(),
            "DATA" => "354 go on".to_owned(),
            _ => "250 fine".to_owned(),
        });
        is_text = line == "DATA" && answer.starts_with("354");
        write!(stream.get_mut(), "{answer}\r\n").ok()?;
        stream.get_mut().flush().ok()?;
        match line.as_str() {
            "STARTTLS" if answer.starts_with("220") => return Some(stream.into_inner()),
            "QUIT" => return None,
            _ => {}
        }
    }
}

fn mail() -> Mail {
    Mail {
        from: "rapport@example.com".to_owned(),
        to: vec!["ops@example.com".to_owned(), "boss@example.com".to_owned()],
        subject: "同步已暂停".to_owned(),
        text: "One\n.\nQUIT\n".to_owned(),
        id: "alert-1-opened".to_owned(),
        at_ms: 0,
    }
}

fn send_with(server: &Server, encryption: Encryption, user: bool, change: impl FnOnce(&mut ClientSettings)) -> Result<(), ConnectorError> {
    let time = Arc::new(Time::at(0));
    let mut with = ClientSettings { ca_file: Some(server.ca_file.clone()), ..settings(&time) };
    change(&mut with);
    let client = with_settings(&time, with);
    let user = user.then(|| ("rapport".to_owned(), SecretText::new("open sesame")));
    client.send_mail(&MailServer { host: "127.0.0.1".to_owned(), port: server.port, encryption, user }, &mail())
}

fn send(server: &Server, encryption: Encryption, user: bool) -> Result<(), ConnectorError> {
    send_with(server, encryption, user, |_| {})
}

#[test]
fn a_message_arrives_by_each_way_of_speaking() {
    for (encryption, is_encrypted, offers_tls, offers, sign_in) in [
        (Encryption::Plain, false, false, vec![], None),
        (Encryption::Tls, true, false, vec!["AUTH PLAIN LOGIN"], Some("AUTH PLAIN AHJhcHBvcnQAb3BlbiBzZXNhbWU=")),
        (Encryption::StartTls, false, true, vec!["AUTH=LOGIN", "AUTH LOGIN"], Some("AUTH LOGIN")),
        (Encryption::StartTls, false, true, vec!["AUTH PLAIN"], Some("AUTH PLAIN AHJhcHBvcnQAb3BlbiBzZXNhbWU=")),
    ] {
        let server = Server::start(Manners { is_encrypted, offers_tls, offers, ..Manners::default() });
        send(&server, encryption, sign_in.is_some()).unwrap_or_else(|error| panic!("{encryption:?}: {error}"));
        let heard = server.heard();
        let has = |line: &str| heard.iter().any(|said| said == line);
        assert!(
            has("MAIL FROM:<rapport@example.com>") && has("RCPT TO:<ops@example.com>") && has("RCPT TO:<boss@example.com>"),
            "{heard:?}"
        );
        assert!(has("Message-ID: <alert-1-opened@example.com>"), "{heard:?}");
        assert_eq!(heard.iter().filter(|line| *line == ".").count(), 1, "a line of the text does not end it: {heard:?}");
        if let Some(sign_in) = sign_in {
            assert!(has(sign_in), "{heard:?}");
        }
        if encryption == Encryption::StartTls {
            let (tls, auth) = (heard.iter().position(|line| line == "STARTTLS"), heard.iter().position(|line| line.starts_with("AUTH")));
            assert!(tls < auth, "nothing is told before it is encrypted: {heard:?}");
        }
    }
}

#[test]
fn what_is_not_safe_is_not_said() {
    let plain = Server::start(Manners { offers: vec!["AUTH PLAIN"], ..Manners::default() });
    let error = send(&plain, Encryption::StartTls, true).expect_err("no STARTTLS");
    assert!(matches!(error, ConnectorError::Setting { ref setting, .. } if setting == "encryption"), "{error}");
    assert!(!plain.heard().iter().any(|line| line.starts_with("AUTH") || line.starts_with("MAIL")));

    let other = Server::start(Manners { is_encrypted: true, ..Manners::default() });
    let error = send_with(&other, Encryption::Tls, false, |with| with.ca_file = None).expect_err("an authority that nobody knows");
    assert!(error.to_string().contains("no safe connection"), "{error}");
    assert_eq!(other.heard(), Vec::<String>::new());

    let inner = Server::start(Manners::default());
    let error = send_with(&inner, Encryption::Plain, false, |with| with.addresses = AddressRules::default()).expect_err("an inner address");
    assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{error}");
    assert_eq!(inner.heard(), Vec::<String>::new());
}

#[test]
fn refusals_say_what_helps_and_keep_the_secret() {
    type Right = fn(&ConnectorError) -> bool;
    let cases: [(&str, &str, Right); 6] = [
        ("", "554 no service", |error| matches!(error, ConnectorError::Forbidden { .. })),
        ("AUTH", "535 AHJhcHBvcnQAb3BlbiBzZXNhbWU= is wrong", |error| matches!(error, ConnectorError::Unauthorised { .. })),
        ("MAIL", "451 later", |error| matches!(error, ConnectorError::Unavailable { .. })),
        ("RCPT TO:<boss", "550 unknown", |error| matches!(error, ConnectorError::Forbidden { .. })),
        ("DATA", "552 full", |error| matches!(error, ConnectorError::Forbidden { .. })),
        ("EHLO", "HTTP/1.1 400 Bad Request", |error| matches!(error, ConnectorError::BadAnswer { .. })),
    ];
    for (command, answer, is_right) in cases {
        let server = Server::start(Manners {
            is_encrypted: true,
            offers: vec!["AUTH PLAIN"],
            answers: vec![(command, answer)],
            ..Manners::default()
        });
        let error = send(&server, Encryption::Tls, true).expect_err(answer);
        assert!(is_right(&error), "{answer}: {error:?}");
        assert!(!error.to_string().contains("AHJhcHBvcnQ") && !error.to_string().contains("sesame"), "{error}");
    }
    let server = Server::start(Manners { is_encrypted: true, hangs_up: true, ..Manners::default() });
    let error = send(&server, Encryption::Tls, false).expect_err("nothing was heard");
    assert!(matches!(error, ConnectorError::UnknownOutcome { .. }), "{error:?}");
}

#[test]
fn a_silent_server_is_left_when_somebody_wants_to_stop() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let time = Arc::new(Time::at(0));
    let cancel = Arc::new(AtomicBool::new(false));
    let client = with_settings(&time, settings(&time)).with_cancel(Arc::clone(&cancel));
    let accepting = std::thread::spawn(move || {
        let stream = listener.accept();
        cancel.store(true, Ordering::Relaxed);
        stream.map(drop)
    });
    let server = MailServer { host: "127.0.0.1".to_owned(), port, encryption: Encryption::Plain, user: None };
    let error = client.send_mail(&server, &mail()).expect_err("nobody speaks");
    assert!(matches!(error, ConnectorError::Cancelled | ConnectorError::Unavailable { .. }), "{error:?}");
    accepting.join().unwrap().unwrap();
}
