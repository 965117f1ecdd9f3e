//! What the vendor's answers mean for the run. The status says nothing; the code inside does.

use std::time::Duration;

use connector::http::{Repeat, Response, Verdict};
use connector::{ConnectorError, one_line};

use crate::wire::{Answer, Given, Head};

/// What messages call the system.
pub(crate) const SYSTEM: &str = "Yonyou BIP";
/// After a limit was met, the vendor counts by minutes.
const LIMIT_WAIT: Duration = Duration::from_secs(60);
/// A request that is still being worked on is asked for again after so long.
const BUSY_WAIT: Duration = Duration::from_secs(5);
/// Codes that tell that a request with this key succeeded before; two pages disagree on the number.
const DUPLICATE: [&str; 2] = ["10004", "100004"];

/// Whether a code tells that the same request succeeded before.
pub(crate) fn is_duplicate(code: &str) -> bool {
    DUPLICATE.contains(&code)
}

/// What an answer of the gateway means. A time-out behind it leaves the outcome open for what cannot be repeated.
pub(crate) fn judge(response: &Response, repeat: Repeat) -> Verdict {
    let Ok(head) = response.json::<Head>() else {
        // Some interfaces refuse a token in plain words.
        let is_refusal = response.body().len() < 200 && response.text().contains("token");
        return if is_refusal { Verdict::RenewToken } else { Verdict::by_status(SYSTEM, response) };
    };
    verdict(&head, response, repeat)
}

fn verdict(head: &Head, response: &Response, repeat: Repeat) -> Verdict {
    let (system, code, endpoint) = (SYSTEM.to_owned(), head.code.clone(), response.endpoint());
    let reason = format!("{code}: {}", one_line(&head.message));
    let unavailable = |retry_after| ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason: reason.clone(), retry_after };
    Verdict::Failed(match code.as_str() {
        "200" | "00000" if response.is_success() => return Verdict::Fine,
        code if is_duplicate(code) && response.is_success() => return Verdict::Fine,
        "310036" => return Verdict::RenewToken,
        "310005" | "310006" | "10018" => ConnectorError::Unauthorised { system, reason },
        "310037" => ConnectorError::Forbidden { system, reason: format!("{reason} (the app is not authorised for {endpoint})") },
        "310031" | "310038" | "310041" | "310047" => {
            ConnectorError::Forbidden { system, reason: format!("{reason} (the app's list of addresses does not have ours)") }
        }
        "310032" | "310039" | "310042" | "310046" => ConnectorError::RateLimited { system, code, retry_after: Some(LIMIT_WAIT) },
        "310404" => {
            ConnectorError::NotFound { system, what: format!("interface {endpoint}: the product is not there, or the path is wrong") }
        }
        "310001" | "310405" => ConnectorError::Format { what: system, place: endpoint.to_owned(), reason },
        "310504" | "202" if repeat == Repeat::Unsafe => ConnectorError::UnknownOutcome { system, reason },
        "310504" | "202" => unavailable(Some(BUSY_WAIT)),
        "310043" => unavailable(Some(LIMIT_WAIT)),
        "315001" => unavailable(None),
        "" if response.is_success() => response.bad_answer("no code"),
        _ if !response.is_success() => return Verdict::by_status(SYSTEM, response),
        _ => ConnectorError::RecordRefused { system, code, message: one_line(&head.message) },
    })
}

/// What the service that knows where tenants live says.
pub(crate) fn judge_place(response: &Response) -> Verdict {
    match response.json::<Head>() {
        Ok(head) if head.code == "00000" && response.is_success() => Verdict::Fine,
        Ok(head) if response.is_success() && !head.code.is_empty() => {
            let reason = format!("no such tenant is known ({}: {})", head.code, one_line(&head.message));
            Verdict::Failed(ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason })
        }
        Ok(_) | Err(_) => refused_by_status(response),
    }
}

/// What an answer of the token service means: only one with a token is good.
pub(crate) fn judge_token(response: &Response) -> Verdict {
    let Ok(answer) = response.json::<Answer<Given>>() else { return refused_by_status(response) };
    if answer.code == "00000" && answer.data.is_some_and(|given| !given.access_token.is_empty()) {
        return Verdict::Fine;
    }
    let head = response.json::<Head>().unwrap_or_default();
    let system = SYSTEM.to_owned();
    match head.code.as_str() {
        "310032" | "310039" | "310042" | "310046" => {
            Verdict::Failed(ConnectorError::RateLimited { system, code: head.code, retry_after: Some(LIMIT_WAIT) })
        }
        "" | "00000" => match refused_by_status(response) {
            Verdict::Fine => Verdict::Failed(response.bad_answer("no token and no reason")),
            other => other,
        },
        _ if response.status() >= 500 || response.status() == 429 => refused_by_status(response),
        code => Verdict::Failed(ConnectorError::Unauthorised { system, reason: format!("{code}: {}", one_line(&head.message)) }),
    }
}

/// By status, where there is no token that could be renewed.
fn refused_by_status(response: &Response) -> Verdict {
    match Verdict::by_status(SYSTEM, response) {
        Verdict::RenewToken => Verdict::Failed(ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason: "status 401".to_owned() }),
        other => other,
    }
}

/// A refusal of a list is no refusal of a record: it is tried again later.
pub(crate) fn of_reading(error: ConnectorError) -> ConnectorError {
    match error {
        ConnectorError::RecordRefused { system, code, message } => {
            ConnectorError::Unavailable { system, reason: format!("{code}: {message}"), retry_after: None }
        }
        other => other,
    }
}

pub(crate) fn bad(reason: &str) -> ConnectorError {
    ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: reason.to_owned() }
}
