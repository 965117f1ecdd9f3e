//! Tokens: renewed once for all, replayed once, and no storm (F21).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use connector::conformance::Time;
use connector::http::{Auth, Client, Policy, Request};
use connector::{ConnectorError, SecretText, Token, TokenStore};

use crate::client::{SYSTEM, client, get};
use crate::server::{Answer, Server, json, status};

#[derive(Default)]
struct Kept(Mutex<Option<Token>>);

impl TokenStore for Kept {
    fn load(&self) -> Result<Option<Token>, ConnectorError> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn renew(
        &self,
        stale: Option<&Token>,
        renew: &mut dyn FnMut(Option<&Token>) -> Result<Token, ConnectorError>,
    ) -> Result<Token, ConnectorError> {
        let mut kept = self.0.lock().unwrap();
        if let Some(known) = &*kept
            && stale.is_none_or(|stale| stale.access != known.access)
        {
            return Ok(known.clone());
        }
        let token = renew(kept.as_ref())?;
        *kept = Some(token.clone());
        Ok(token)
    }
}

/// Gets tokens from `/token` of the test's server.
struct Signer {
    kept: Kept,
    http: Client,
    url: String,
    renewals: AtomicUsize,
}

impl Auth for Signer {
    fn tokens(&self) -> &dyn TokenStore {
        &self.kept
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        request.set_bearer(&token.access);
        Ok(())
    }

    fn renew(&self, _: Option<&Token>) -> Result<Token, ConnectorError> {
        self.renewals.fetch_add(1, Ordering::SeqCst);
        let answer = self
            .http
            .send(Request::post(format!("{}/token", self.url), "/token").form(&[("grant_type", "refresh_token")]), &Policy::new(SYSTEM))?;
        let access: String = answer.json()?;
        Ok(Token { access: SecretText::new(access), ..Token::default() })
    }
}

/// A server whose tokens are `t0`, `t1` …; `accepted` says which one is good. Where that is empty, it gives none at all.
fn system(time: &Arc<Time>, accepted: &'static str) -> (Server, Arc<AtomicUsize>) {
    let given = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&given);
    let server = Server::start(time, move |_, asked| {
        if asked.line.contains("/token") {
            if accepted.is_empty() {
                counter.fetch_add(1, Ordering::SeqCst);
                return status("401 Unauthorized", &[]);
            }
            return json(&format!("\"t{}\"", counter.fetch_add(1, Ordering::SeqCst)));
        }
        let good = asked.header("authorization") == Some(&format!("Bearer {accepted}"));
        if good { json("{}") } else { status("401 Unauthorized", &[]) }
    });
    (server, given)
}

fn signer(time: &Arc<Time>, server: &Server, first: Option<&str>) -> Signer {
    let kept = Kept(Mutex::new(first.map(|access| Token { access: SecretText::new(access), ..Token::default() })));
    Signer { kept, http: client(time), url: server.url(""), renewals: AtomicUsize::new(0) }
}

#[test]
fn many_threads_renew_once() {
    let time = Arc::new(Time::at(0));
    let (server, _) = system(&time, "t0");
    let signer = signer(&time, &server, Some("old"));
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer)).unwrap());
        }
    });
    assert_eq!(signer.renewals.load(Ordering::SeqCst), 1);
}

#[test]
fn a_first_token_is_got_before_the_first_call() {
    let time = Arc::new(Time::at(0));
    let (server, _) = system(&time, "t0");
    let signer = signer(&time, &server, None);
    signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer)).unwrap();
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_token_about_to_end_is_renewed_beforehand() {
    let time = Arc::new(Time::at(0));
    let (server, _) = system(&time, "t0");
    let signer = signer(&time, &server, Some("old"));
    signer.kept.0.lock().unwrap().as_mut().unwrap().expires_ms = Some(5_000);
    signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer)).unwrap();
    assert!(server.asked()[0].line.contains("/token"));
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_system_that_refuses_every_token_is_not_stormed() {
    let time = Arc::new(Time::at(0));
    let (server, given) = system(&time, "none");
    let signer = signer(&time, &server, Some("old"));
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let result = signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer));
                    assert!(matches!(result, Err(ConnectorError::Unauthorised { .. })), "{result:?}");
                }
            });
        }
    });
    assert_eq!(given.load(Ordering::SeqCst), 1, "renewals");
}

#[test]
fn a_system_that_renews_no_longer_is_asked_once() {
    let time = Arc::new(Time::at(0));
    let (server, given) = system(&time, "");
    let signer = signer(&time, &server, Some("old"));
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                let result = signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer));
                assert!(matches!(result, Err(ConnectorError::Unauthorised { .. })), "{result:?}");
            });
        }
    });
    assert_eq!(given.load(Ordering::SeqCst), 1);
    // After a person signed in again, nothing is remembered.
    signer.http.forget_token_of("another");
    signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer)).expect_err("still remembered");
    assert_eq!(given.load(Ordering::SeqCst), 1);
    signer.http.forget_token_of("one");
    signer.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&signer)).expect_err("still refused");
    assert_eq!(given.load(Ordering::SeqCst), 2);
}

#[test]
fn a_renewal_whose_answer_is_lost_does_not_make_the_request_unclear() {
    let time = Arc::new(Time::at(0));
    let server =
        Server::start(
            &time,
            |_, asked| {
                if asked.line.contains("/token") { Answer::Close(Vec::new()) } else { status("401 Unauthorized", &[]) }
            },
        );
    let signer = signer(&time, &server, Some("old"));
    let result = signer.http.send(Request::post(server.url("/"), "/things"), &Policy::new(SYSTEM).auth(&signer));
    assert!(matches!(result, Err(ConnectorError::Unavailable { .. })), "{result:?}");
}

/// Renews with a call that needs a token itself.
struct Ouroboros(Signer);

impl Auth for Ouroboros {
    fn tokens(&self) -> &dyn TokenStore {
        &self.0.kept
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        self.0.apply(token, request)
    }

    fn renew(&self, _: Option<&Token>) -> Result<Token, ConnectorError> {
        self.0.http.send(get(format!("{}/token", self.0.url)), &Policy::new(SYSTEM).auth(self))?;
        Ok(Token::default())
    }
}

#[test]
fn a_renewal_that_needs_a_token_is_refused_instead_of_waiting_for_itself() {
    let time = Arc::new(Time::at(0));
    let (server, _) = system(&time, "t0");
    let auth = Ouroboros(signer(&time, &server, None));
    let result = auth.0.http.send(get(server.url("/")), &Policy::new(SYSTEM).auth(&auth));
    assert!(matches!(result, Err(ConnectorError::Setting { .. })), "{result:?}");
    assert!(server.asked().is_empty());
}

#[test]
fn without_tokens_401_says_that_the_credentials_are_refused() {
    let time = Arc::new(Time::at(0));
    let (server, _) = system(&time, "none");
    let result = client(&time).send(get(server.url("/")), &Policy::new(SYSTEM));
    assert!(matches!(result, Err(ConnectorError::Unauthorised { .. })));
    assert_eq!(server.asked().len(), 1);
}
