//! Waiting for a job that the other system works on: it is asked for its state with growing gaps, since each question costs some of the
//! allowance.

use std::time::Duration;

use super::Client;
use crate::error::ConnectorError;

/// Gaps between two questions.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    /// The first one; each further one is twice as long.
    pub first: Duration,
    /// The longest one.
    pub longest: Duration,
}

impl Client {
    /// Asks with `look` until it gives something, for about `at_most`; `None` while it still gives nothing then. Asks at least once.
    ///
    /// # Errors
    /// Those of `look`; [`ConnectorError::Cancelled`] soon after the handle was cancelled.
    pub fn wait_for<T>(
        &self,
        gaps: Gaps,
        at_most: Duration,
        mut look: impl FnMut() -> Result<Option<T>, ConnectorError>,
    ) -> Result<Option<T>, ConnectorError> {
        let (mut gap, mut waited) = (gaps.first, Duration::ZERO);
        loop {
            let seen = look()?;
            if seen.is_some() || waited >= at_most {
                return Ok(seen);
            }
            self.pause(gap)?;
            waited += gap;
            gap = (gap * 2).min(gaps.longest);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::Clock;
    use serde_json::Value;

    use super::*;
    use crate::conformance::{Stand, Time};

    const GAPS: Gaps = Gaps { first: Duration::from_secs(1), longest: Duration::from_secs(3) };

    #[test]
    fn gaps_double_up_to_the_longest_and_the_wait_ends() {
        let time = Arc::new(Time::at(0));
        let client = Stand::new(&time).expect("a stand").context(Value::Null, &Value::Null, &[]).expect("a context").http;
        let mut asked_ms = Vec::new();
        let never = client.wait_for(GAPS, Duration::from_secs(8), || {
            asked_ms.push(time.now_ms());
            Ok(None::<()>)
        });
        assert_eq!((never.expect("no error"), asked_ms), (None, vec![0, 1_000, 3_000, 6_000, 9_000]));
        let mut left = 3;
        let done = client.wait_for(GAPS, Duration::from_secs(60), || {
            left -= 1;
            Ok((left == 0).then_some("done"))
        });
        assert_eq!(done.expect("no error"), Some("done"));
        let failed = client.wait_for(GAPS, Duration::ZERO, || Err::<Option<()>, _>(ConnectorError::Cancelled));
        assert!(matches!(failed, Err(ConnectorError::Cancelled)));
    }
}
