//! Work in parts: lists that are given piece by piece, pages that must go on, batches that go in several calls.

use std::cmp::Ordering;

use crate::error::{ConnectorError, NextStep};
use crate::source::{Cursor, PageEnd};
use crate::target::WriteOutcome;

/// The part of `all` that `cursor` stands for, at most `most` of it (at least one), and where the next part starts. For sources that
/// know their rows beforehand: records by id, stored pushes.
#[must_use]
pub fn part_of_list<'l, T>(cursor: &Cursor, all: &'l [T], most: usize) -> (&'l [T], PageEnd) {
    let from: usize = cursor.0.parse().unwrap_or(0);
    let to = all.len().min(from.saturating_add(most.max(1)));
    let end = PageEnd { next: Cursor(to.to_string()), last: to >= all.len() };
    (all.get(from..to).unwrap_or(&[]), end)
}

/// Looks that a page goes on after the page before: a system that gives the same page again would be asked for it for ever (F16).
/// `place` is how the end of the page stands to the end of the page before, e.g. by [`by_digits`]; `list` says of what, e.g. `a query`.
///
/// # Errors
/// [`ConnectorError::BadAnswer`] where it is the same place, or one before.
pub fn page_goes_on(system: &str, list: &str, place: Ordering) -> Result<(), ConnectorError> {
    match place {
        Ordering::Greater => Ok(()),
        Ordering::Equal | Ordering::Less => Err(ConnectorError::BadAnswer {
            system: system.to_owned(),
            reason: format!("a page of {list} does not go on after the page before"),
        }),
    }
}

/// As [`page_goes_on`], where places are texts of the system in an order that we do not know: the next one must be another.
///
/// # Errors
/// As there.
pub fn page_differs<T: PartialEq + ?Sized>(system: &str, list: &str, next: &T, before: &T) -> Result<(), ConnectorError> {
    page_goes_on(system, list, if next == before { Ordering::Equal } else { Ordering::Greater })
}

/// The order of ids that are whole numbers without leading zeros, of any length: the longer one is the greater one.
#[must_use]
pub fn by_digits(one: &str, other: &str) -> Ordering {
    (one.len(), one).cmp(&(other.len(), other))
}

/// Sends a batch in calls of at most `size` records. What was answered before a later call failed keeps its answer, for a plain creation
/// would be made once more otherwise; what was to follow is told as not sent.
///
/// # Errors
/// That of the first call, where it failed: nothing was answered then.
pub fn write_in_parts<T>(
    batch: &[T],
    size: usize,
    mut write: impl FnMut(&[T]) -> Result<Vec<WriteOutcome>, ConnectorError>,
) -> Result<Vec<WriteOutcome>, ConnectorError> {
    let mut outcomes = Vec::with_capacity(batch.len());
    for part in batch.chunks(size.max(1)) {
        match write(part) {
            Ok(answered) => outcomes.extend(answered),
            Err(error) if outcomes.is_empty() => return Err(error),
            Err(error) => {
                outcomes.extend(std::iter::repeat_n(write_failed(&error), part.len()));
                outcomes.resize(batch.len(), not_sent(&error));
                break;
            }
        }
    }
    Ok(outcomes)
}

/// What a call that failed means for its records.
#[must_use]
pub fn write_failed(error: &ConnectorError) -> WriteOutcome {
    if error.next_step() == NextStep::LookFirst { WriteOutcome::Unknown } else { not_sent(error) }
}

/// What the failure of an earlier call means for records that were to follow.
fn not_sent(error: &ConnectorError) -> WriteOutcome {
    WriteOutcome::Refused { code: "not_sent".to_owned(), message: error.to_string(), field: None, may_pass: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown() -> ConnectorError {
        ConnectorError::UnknownOutcome { system: "x".to_owned(), reason: "lost".to_owned() }
    }

    #[test]
    fn a_list_is_given_in_parts_to_its_end() {
        let all = [1, 2, 3, 4, 5];
        let (first, end) = part_of_list(&Cursor::default(), &all, 2);
        assert_eq!((first, end.last), ([1, 2].as_slice(), false));
        let (last, end) = part_of_list(&Cursor("4".to_owned()), &all, 2);
        assert_eq!((last, end.last), ([5].as_slice(), true));
        assert!(part_of_list(&Cursor("9".to_owned()), &all, 2).0.is_empty());
        assert!(part_of_list::<u8>(&Cursor::default(), &[], 2).1.last);
    }

    #[test]
    fn a_page_that_repeats_or_goes_back_is_an_error() {
        for (next, before, is_fine) in [("10", "9", true), ("9", "10", false), ("10", "10", false), ("18446744073709551616", "9", true)] {
            assert_eq!(page_goes_on("x", "a query", by_digits(next, before)).is_ok(), is_fine, "{next} after {before}");
        }
        assert!(page_differs("x", "a list", "a", "b").is_ok());
        let error = page_differs("x", "a list", "b", "b").expect_err("the same");
        assert!(error.to_string().contains("a page of a list does not go on after the page before"), "{error}");
        assert_eq!(error.next_step(), NextStep::Retry);
    }

    #[test]
    fn answers_before_a_failure_are_kept() {
        let mut calls = 0;
        let outcomes = write_in_parts(&[1, 2, 3, 4, 5], 2, |part| {
            calls += 1;
            if calls == 2 { Err(unknown()) } else { Ok(vec![WriteOutcome::Deleted; part.len()]) }
        });
        let outcomes = outcomes.expect("the first call was answered");
        assert_eq!((outcomes.len(), calls), (5, 2));
        assert_eq!((&outcomes[1], &outcomes[2]), (&WriteOutcome::Deleted, &WriteOutcome::Unknown));
        assert!(matches!(&outcomes[4], WriteOutcome::Refused { code, may_pass: true, .. } if code == "not_sent"));
        assert!(write_in_parts(&[1], 2, |_| Err(unknown())).is_err());
    }
}
