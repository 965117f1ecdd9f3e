//! Lists in numbered pages, read so that nothing is lost while they move.
//!
//! A page number stands for a place, and places move when records appear or vanish before them. So each window is chosen to overlap what was
//! read by at least one record, the anchor, which must turn up in it. What stands behind the anchor is new, wherever the anchor stands now;
//! where it is missing, reading goes back until one of the last anchors turns up, or the beginning, and takes what comes, some of it once
//! more. The end is a window that holds an anchor and is not full; an empty page is none. This holds for any order that a list keeps by itself,
//! and costs about one call in twenty more.

use connector::ConnectorError;
use serde::{Deserialize, Serialize};

use crate::errors::bad;

/// So often is gone back in one pass; a list that moves faster cannot be read.
const BACK_MAX: u32 = 40;
/// So many anchors are remembered.
const ANCHORS_MAX: usize = 8;

/// How far a list was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spot {
    /// Records of the list that were passed.
    #[serde(default)]
    pub at: u64,
    /// Keys of records that were passed last: of the last one, and of the last ones of windows before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<String>,
    /// How often was gone back.
    #[serde(default)]
    pub back: u32,
}

impl Spot {
    /// Goes on: so many records of the list were passed, the last of them with this key.
    pub fn pass(&mut self, at: u64, key: String) {
        self.at = at;
        self.anchors.retain(|known| *known != key);
        self.anchors.insert(0, key);
        self.anchors.truncate(ANCHORS_MAX);
    }
}

/// A page to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// From 1.
    pub index: u64,
    pub size: u64,
}

/// What a window means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The records from this one on are new; whether the list ends with them.
    On { from: usize, is_end: bool },
    /// No anchor is there: go back to here.
    Back(Spot),
}

impl Window {
    /// The window of at most `size_max` (at least 2) records that overlaps what was read and goes furthest.
    pub fn after(spot: &Spot, size_max: u64) -> Self {
        let most = size_max.max(2);
        if spot.at == 0 {
            return Self { index: 1, size: most };
        }
        let first = |size: u64| (spot.at - 1) / size;
        let reach = |size: u64| (first(size) + 1) * size;
        let size = (most / 2..=most).filter(|size| *size > 0).max_by_key(|size| (reach(*size), *size)).unwrap_or(most);
        Self { index: first(size) + 1, size }
    }

    /// Place of its first record, from 0.
    pub fn start(self) -> u64 {
        (self.index - 1) * self.size
    }

    /// What its records mean; `keys` are theirs, `total` is how many the list says it has.
    ///
    /// # Errors
    /// [`ConnectorError::BadAnswer`] for a page that ends early although more is told, and for a list that moves too fast.
    pub fn step(self, spot: &Spot, keys: &[String], total: Option<u64>) -> Result<Step, ConnectorError> {
        let count = u64::try_from(keys.len()).unwrap_or(u64::MAX);
        let is_end = count < self.size;
        if is_end && total.is_some_and(|total| self.start() + count < total) {
            return Err(bad("a page is shorter than the list that it is of"));
        }
        let known = spot.anchors.iter().find_map(|anchor| keys.iter().rposition(|key| key == anchor));
        if let Some(at) = known {
            return Ok(Step::On { from: at + 1, is_end });
        }
        if self.index == 1 && (spot.at == 0 || !keys.is_empty()) {
            return Ok(Step::On { from: 0, is_end });
        }
        if spot.back >= BACK_MAX {
            return Err(bad("the list moves faster than it can be read"));
        }
        Ok(Step::Back(Spot { at: self.start().saturating_sub(self.size), anchors: spot.anchors.clone(), back: spot.back + 1 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a list of numbers that `disturb` may change before each page.
    fn read(mut list: Vec<u64>, size: u64, disturb: impl Fn(u64, &mut Vec<u64>)) -> (Vec<u64>, u64) {
        let (mut spot, mut seen, mut calls) = (Spot::default(), Vec::new(), 0);
        loop {
            disturb(calls, &mut list);
            calls += 1;
            let window = Window::after(&spot, size);
            let rows: Vec<u64> =
                list.iter().copied().skip(usize::try_from(window.start()).unwrap()).take(usize::try_from(window.size).unwrap()).collect();
            let keys: Vec<String> = rows.iter().map(u64::to_string).collect();
            match window.step(&spot, &keys, None).expect("a calm list") {
                Step::Back(back) => spot = back,
                Step::On { from, is_end } => {
                    seen.extend(&rows[from..]);
                    if let Some(last) = keys.last() {
                        spot.pass(window.start() + keys.len() as u64, last.clone());
                    }
                    if is_end {
                        return (seen, calls);
                    }
                }
            }
        }
    }

    #[test]
    fn a_calm_list_is_read_once_with_hardly_more_calls() {
        for count in [0, 1, 49, 50, 51, 100, 420, 1_000, 2_520] {
            let list: Vec<u64> = (0..count).collect();
            let (seen, _) = read(list.clone(), 50, |_, _| {});
            assert_eq!(seen, list, "{count}");
        }
        let (_, calls) = read((0..100_000).collect(), 500, |_, _| {});
        assert!(calls <= 212, "{calls} calls for 200 pages");
    }

    #[test]
    fn what_moves_costs_none_of_the_others() {
        let lasting: Vec<u64> = (100..1_100).collect();
        let both = |call: u64, list: &mut Vec<u64>| {
            if (1..15).contains(&call) {
                // Records vanish and appear at the front, where they move everything behind.
                list.drain(..7);
                (0..call % 3).for_each(|number| list.insert(0, 5_000 + call * 10 + number));
            }
        };
        let (seen, _) = read((0..1_100).collect(), 50, both);
        assert!(lasting.iter().all(|record| seen.contains(record)));
        let many_vanish = |call: u64, list: &mut Vec<u64>| {
            if call == 4 {
                drop(list.drain(..95))
            }
        };
        let (seen, _) = read((0..1_100).collect(), 50, many_vanish);
        assert!(lasting.iter().all(|record| seen.contains(record)));
        let last_read_vanishes = |call: u64, list: &mut Vec<u64>| {
            if call == 2 {
                list.retain(|record| !(90..99).contains(record));
            }
        };
        let (seen, _) = read((0..1_100).collect(), 50, last_read_vanishes);
        assert!(lasting.iter().all(|record| seen.contains(record)));
    }

    #[test]
    fn an_empty_page_is_no_end_and_a_list_that_never_holds_still_is_an_error() {
        let spot = Spot { at: 50, anchors: vec!["49".to_owned()], back: 0 };
        let window = Window::after(&spot, 50);
        assert!(matches!(window.step(&spot, &[], None), Ok(Step::Back(_))));
        assert!(window.step(&Spot { back: BACK_MAX, ..spot }, &[], None).is_err());
        assert!(Window { index: 1, size: 50 }.step(&Spot::default(), &[], Some(3)).is_err());
    }
}
