//! Access tokens as all three give them: two hours of life, the same one again as long as enough of it is left.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};

use crate::site::Site;

/// How long a token lives.
const TOKEN_MS: i64 = 7_200_000;
/// With less than this left, or with half of a shorter life, the next question gets a new one.
const LEFT_MS: i64 = 300_000;
/// Tokens that are remembered, at most.
const TOKENS_MAX: usize = 1_000;

/// The tokens that were given.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    given: VecDeque<Given>,
    count: u64,
}

#[derive(Debug)]
struct Given {
    token: String,
    /// Who signed in.
    identity: String,
    at_ms: i64,
    has_ended: bool,
}

/// What a token is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It is good; who signed in for it.
    Good(String),
    /// It was good once.
    Ended,
    /// Nobody was given it.
    Unknown,
}

impl Tokens {
    /// A token for `identity` and the seconds that it has left.
    pub(crate) fn give(&mut self, site: &Site, identity: &str) -> (String, i64) {
        let now_ms = site.clock.now_ms();
        let life_ms = site.token_life_ms().unwrap_or(TOKEN_MS);
        let left_ms = |given: &Given| given.at_ms + life_ms - now_ms;
        let enough_ms = LEFT_MS.min(life_ms / 2);
        let alive = self.given.iter().rev().find(|given| given.identity == identity && !given.has_ended && left_ms(given) > enough_ms);
        if let Some(given) = alive {
            return (given.token.clone(), left_ms(given) / 1_000);
        }
        self.count += 1;
        let digest = Sha256::digest(format!("{} {identity} {} {}", site.vendor, site.seed, self.count));
        let token: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.given.len() >= TOKENS_MAX {
            self.given.pop_front();
        }
        self.given.push_back(Given { token: token.clone(), identity: identity.to_owned(), at_ms: now_ms, has_ended: false });
        (token, life_ms / 1_000)
    }

    pub(crate) fn check(&self, site: &Site, token: &str) -> Checked {
        let life_ms = site.token_life_ms().unwrap_or(TOKEN_MS);
        match self.given.iter().rev().find(|given| given.token == token) {
            None => Checked::Unknown,
            Some(given) if given.has_ended || site.clock.now_ms() - given.at_ms >= life_ms => Checked::Ended,
            Some(given) => Checked::Good(given.identity.clone()),
        }
    }

    /// Ends all of them.
    pub(crate) fn end_all(&mut self) {
        self.given.iter_mut().for_each(|given| given.has_ended = true);
    }
}
