//! Where calls may go: names that change, mixed answers, redirects (S03). The spellings of addresses are tested beside the
//! guard itself.

use std::collections::VecDeque;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use connector::conformance::Time;
use connector::http::{AddressRules, Client, ClientSettings, LookUp};
use connector::{ConnectorError, SecretText};

use crate::client::{get, hasty, send, settings, with_settings};
use crate::server::{Server, http, json};

/// A name server with prepared answers, one after the other.
struct Names(Mutex<VecDeque<Vec<&'static str>>>);

impl LookUp for Names {
    fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let answer = self.0.lock().unwrap().pop_front().ok_or_else(|| io::Error::other("no answer"))?;
        Ok(answer.into_iter().map(|address| address.parse().unwrap()).collect())
    }
}

fn client_with(time: &Arc<Time>, answers: &[&[&'static str]], rules: AddressRules) -> (Client, Arc<Names>) {
    let names = Arc::new(Names(Mutex::new(answers.iter().map(|answer| answer.to_vec()).collect())));
    let settings = ClientSettings { look_up: Arc::clone(&names) as _, addresses: rules, attempts_max: 1, ..settings(time) };
    (with_settings(time, settings), names)
}

fn only_this() -> AddressRules {
    AddressRules::allowing(["127.0.0.1"]).unwrap()
}

#[test]
fn the_address_that_was_checked_is_the_one_that_is_called() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json("{}"));
    // The second answer would lead elsewhere: it must not be asked for between check and connection.
    let (client, names) = client_with(&time, &[&["127.0.0.1"], &["10.0.0.1"], &["127.0.0.1", "10.0.0.1"], &[]], only_this());
    let url = format!("http://changing.example:{}/", server.address.port());
    send(&client, hasty(get(url.clone()))).unwrap();
    assert_eq!(names.0.lock().unwrap().len(), 3);
    for what in ["changed", "mixed"] {
        let result = send(&client, hasty(get(url.clone())));
        assert!(matches!(result, Err(ConnectorError::AddressRefused { .. })), "{what}: {result:?}");
    }
    for what in ["empty", "failing"] {
        let result = send(&client, hasty(get(url.clone())));
        assert!(matches!(result, Err(ConnectorError::Unavailable { .. })), "{what}: {result:?}");
    }
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_name_can_be_allowed_with_whatever_stands_behind_it() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json("{}"));
    let rules = AddressRules::allowing(["erp.example", "*.inner.example"]).unwrap();
    let here: &[&str] = &["127.0.0.1"];
    let (client, _) = client_with(&time, &[here, here, here, here, &["169.254.169.254"]], rules);
    let url = |host: &str| format!("http://{host}:{}/", server.address.port());
    send(&client, get(url("erp.example"))).unwrap();
    send(&client, get(url("a.inner.example."))).unwrap();
    send(&client, get(url("inner.example"))).expect_err("the domain itself is not below it");
    send(&client, get(url("evilerp.example"))).expect_err("another host");
    send(&client, get(url("erp.example"))).expect_err("metadata stays closed");
}

#[test]
fn our_own_ports_stay_closed() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json("{}"));
    let rules = only_this().closing_own_ports(&[server.address.port()]);
    let (client, _) = client_with(&time, &[], rules);
    assert!(matches!(send(&client, get(server.url("/"))), Err(ConnectorError::AddressRefused { .. })));
    assert!(server.asked().is_empty());
}

#[test]
fn redirects_are_followed_on_request_only_and_never_with_secrets() {
    let time = Arc::new(Time::at(0));
    let other = Server::start(&time, |_, _| json("{\"from\": \"other\"}"));
    let away = other.url("/landed");
    let server = Server::start(&time, move |_, asked| {
        let path = asked.line.split(' ').nth(1).unwrap().to_owned();
        let to = match path.as_str() {
            "/away" => away.clone(),
            "/metadata" => "http://169.254.169.254/latest".to_owned(),
            "/inner" => "http://10.0.0.1/".to_owned(),
            "/file" => "file:///etc/passwd".to_owned(),
            "/loop" => "/loop".to_owned(),
            "/near/a" => "b?x=1".to_owned(),
            _ => return json("{\"from\": \"here\"}"),
        };
        let status = if path == "/away" { "307 Temporary Redirect" } else { "302 Found" };
        crate::server::Answer::Bytes(http(status, &[("Location", &to)], b""))
    });
    let (client, _) = client_with(&time, &[], only_this());
    let call = |path: &str, most: u8| {
        send(&client, get(server.url(path)).header("Authorization", "Bearer s").header("X-Key", "s").following_redirects(most))
    };
    call("/away", 0).expect_err("not followed unless asked for");
    assert_eq!(call("/near/a", 3).unwrap().text(), "{\"from\": \"here\"}");
    assert_eq!(server.asked().last().unwrap().header("authorization"), Some("Bearer s"), "the same place may know");
    assert_eq!(call("/away", 3).unwrap().text(), "{\"from\": \"other\"}");
    let landed = other.asked();
    assert_eq!((landed[0].header("authorization"), landed[0].header("x-key")), (None, None));
    for path in ["/metadata", "/inner", "/file", "/loop"] {
        call(path, 3).expect_err(path);
    }
}

#[test]
fn a_proxy_may_be_anywhere_but_what_lies_behind_it_is_checked() {
    let time = Arc::new(Time::at(0));
    let proxy = Server::start(&time, |_, asked| {
        if asked.line.starts_with("CONNECT") { crate::server::Answer::Bytes(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()) } else { json("{}") }
    });
    let names = Arc::new(Names(Mutex::new([vec!["93.184.215.14"], vec!["10.0.0.1"]].into())));
    let settings = ClientSettings {
        addresses: AddressRules::default(),
        look_up: names,
        proxy: Some(SecretText::new(format!("http://user:secret@{}", proxy.address))),
        ..settings(&time)
    };
    let client = with_settings(&time, settings);
    send(&client, get("http://open.example/x".to_owned())).unwrap();
    let asked = proxy.asked();
    assert_eq!(asked[0].line, "CONNECT open.example:80 HTTP/1.1");
    assert_eq!(asked[0].header("proxy-authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
    assert_eq!((asked[1].line.as_str(), asked[1].header("proxy-authorization")), ("GET /x HTTP/1.1", None));
    for url in ["http://inner.example/", "http://127.0.0.1/", "http://169.254.169.254/"] {
        let result = send(&client, get(url.to_owned()));
        assert!(matches!(result, Err(ConnectorError::AddressRefused { .. })), "{url}: {result:?}");
    }
    assert_eq!(proxy.asked().len(), 2);
}
