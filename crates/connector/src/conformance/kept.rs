//! Tokens in memory, for the account of a test.

use std::sync::{Mutex, PoisonError};

use crate::account::{Token, TokenStore};
use crate::error::ConnectorError;

/// Keeps the tokens of one connection for as long as the process lives. One caller at a time renews.
#[derive(Debug, Default)]
pub struct KeptTokens(Mutex<Option<Token>>);

impl TokenStore for KeptTokens {
    fn load(&self) -> Result<Option<Token>, ConnectorError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn renew(
        &self,
        stale: Option<&Token>,
        renew: &mut dyn FnMut(Option<&Token>) -> Result<Token, ConnectorError>,
    ) -> Result<Token, ConnectorError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
