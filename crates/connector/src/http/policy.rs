//! How a system's answers are to be understood, and how its tokens are used: what a connector tells the client.

use crate::account::{Token, TokenStore};
use crate::error::ConnectorError;

use super::request::Request;
use super::response::Response;

/// What an answer means.
#[derive(Debug)]
pub enum Verdict {
    /// It is what was asked for.
    Fine,
    /// The token is no longer good: the client renews it once for all callers and repeats the request once.
    RenewToken,
    /// The call failed. The client tries again where the error's next step says so and nothing can happen twice.
    Failed(ConnectorError),
}

/// Puts tokens on requests and gets new ones.
pub trait Auth: Send + Sync {
    /// Where the connection's tokens are kept.
    fn tokens(&self) -> &dyn TokenStore;

    /// Puts the token on a request.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] where the token does not fit.
    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError>;

    /// Gets a new token; `kept` is the one stored last. Its own calls use a policy without [`Auth`]. Only one caller of the
    /// connection is in here at a time.
    ///
    /// # Errors
    /// [`ConnectorError::Unauthorised`] when a person must sign in again.
    fn renew(&self, kept: Option<&Token>) -> Result<Token, ConnectorError>;
}

/// Signs one attempt of a request.
pub type Signer<'a> = dyn Fn(&mut Request) -> Result<(), ConnectorError> + 'a;

/// How one system is spoken with.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    pub(super) system: &'a str,
    pub(super) classify: Option<&'a dyn Fn(&Response) -> Verdict>,
    pub(super) auth: Option<&'a dyn Auth>,
    pub(super) signer: Option<&'a Signer<'a>>,
}

impl<'a> Policy<'a> {
    /// For a system of this name, judging answers by their status alone ([`Verdict::by_status`]).
    #[must_use]
    pub fn new(system: &'a str) -> Self {
        Self { system, classify: None, auth: None, signer: None }
    }

    /// Judges answers by `classify`, which sees every answer that came back whole. It must not put values of records into
    /// errors. A longer time to wait in `Retry-After` replaces the one that it gives.
    #[must_use]
    pub fn classify(mut self, classify: &'a dyn Fn(&Response) -> Verdict) -> Self {
        self.classify = Some(classify);
        self
    }

    /// Uses tokens.
    #[must_use]
    pub fn auth(mut self, auth: &'a dyn Auth) -> Self {
        self.auth = Some(auth);
        self
    }

    /// Signs each attempt anew, so that its time is true. An answer that asks for another token is repeated once, with a fresh signature.
    #[must_use]
    pub fn signed(mut self, signer: &'a Signer<'a>) -> Self {
        self.signer = Some(signer);
        self
    }

    pub(super) fn judge(&self, response: &Response) -> Verdict {
        match self.classify {
            Some(classify) => classify(response),
            None => Verdict::by_status(self.system, response),
        }
    }
}

impl Verdict {
    /// Judges by the status alone, as HTTP means it.
    #[must_use]
    pub fn by_status(system: &str, response: &Response) -> Self {
        let (system, status) = (system.to_owned(), response.status());
        let endpoint = response.endpoint();
        let error = match status {
            200..=299 | 304 => return Self::Fine,
            401 => return Self::RenewToken,
            403 => ConnectorError::Forbidden { system, reason: format!("{endpoint} answered 403") },
            404 | 410 => ConnectorError::NotFound { system, what: format!("{endpoint} (status {status})") },
            408 | 425 | 500..=599 => {
                ConnectorError::Unavailable { system, reason: format!("{endpoint} answered {status}"), retry_after: None }
            }
            429 => ConnectorError::RateLimited { system, code: "http_429".to_owned(), retry_after: None },
            300..=399 => response.bad_answer(format!("a redirect ({status})")),
            _ => {
                let message = format!("{endpoint} answered {status}");
                ConnectorError::RecordRefused { system, code: format!("http_{status}"), message }
            }
        };
        Self::Failed(error)
    }
}
