//! A small deterministic generator of numbers (SplitMix64, Steele, Lea and Flood 2014). Not for secrets.

use serde::{Deserialize, Serialize};

/// The state of a generator. Saved with the simulator, so that a restart goes on where it stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rng {
    state: u64,
}

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: mix(seed ^ 0x9E37_79B9_7F4A_7C15) }
    }

    /// A generator of its own for each combination of `parts`.
    pub(crate) fn of(seed: u64, name: &str, parts: &[u64]) -> Self {
        let named = name.bytes().fold(seed, |state, byte| mix(state ^ u64::from(byte)));
        Self::new(parts.iter().fold(named, |state, part| mix(state.rotate_left(17) ^ *part)))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// True with probability `rate`, 0.0 to 1.0.
    pub(crate) fn happens(&mut self, rate: f64) -> bool {
        let unit = f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        unit < rate
    }

    /// One of `items`, which is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// The finaliser of SplitMix64: spreads every bit over all others.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
