//! Which of the ordered faults strike a call.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Fault, Kind};
use crate::rng::Rng;

/// At most so many faults at once.
const FAULTS_MAX: usize = 1_000;

/// All faults ordered for one vendor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Faults {
    list: Vec<Ordered>,
    next_id: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Ordered {
    id: u64,
    fault: Fault,
    set_ms: i64,
    matched: u64,
    struck: u64,
}

/// Where a call stands, as far as faults are addressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    pub(crate) endpoint: &'a str,
    pub(crate) method: &'a str,
    /// From 1; 0 for what has no pages.
    pub(crate) page: u32,
    pub(crate) now_ms: i64,
}

impl Faults {
    /// Orders a fault and gives its number; the oldest goes when there are too many.
    pub(crate) fn add(&mut self, fault: Fault, now_ms: i64) -> u64 {
        if self.list.len() >= FAULTS_MAX {
            self.list.remove(0);
        }
        self.next_id += 1;
        self.list.push(Ordered { id: self.next_id, fault, set_ms: now_ms, matched: 0, struck: 0 });
        self.next_id
    }

    /// Takes one fault back, or all of them.
    pub(crate) fn clear(&mut self, id: Option<u64>) {
        self.list.retain(|ordered| id.is_some_and(|id| id != ordered.id));
    }

    /// The faults that strike this call, in the order they were set.
    pub(crate) fn strike(&mut self, site: &Site<'_>, rng: &mut Rng) -> Plan {
        let struck = self
            .list
            .iter_mut()
            .filter_map(|ordered| ordered.strike(site, rng).then(|| (ordered.fault.endpoint.clone(), ordered.fault.kind.clone())));
        Plan(struck.collect())
    }

    /// The standing conditions that hold now, whatever the call: `pick` says which are wanted.
    pub(crate) fn condition<T>(&self, now_ms: i64, pick: impl Fn(&Kind) -> Option<T>) -> Option<T> {
        self.list.iter().filter(|ordered| ordered.is_on(now_ms)).find_map(|ordered| pick(&ordered.fault.kind))
    }

    pub(crate) fn json(&self) -> Value {
        let list = self.list.iter().map(|ordered| {
            json!({ "id": ordered.id, "spec": ordered.fault.spec, "matched": ordered.matched, "struck": ordered.struck,
                    "spent": ordered.is_spent() })
        });
        Value::Array(list.collect())
    }
}

impl Ordered {
    fn is_spent(&self) -> bool {
        self.fault.when.times.is_some_and(|times| self.struck >= times)
    }

    fn is_on(&self, now_ms: i64) -> bool {
        let age_s = now_ms.saturating_sub(self.set_ms) / 1_000;
        let when = &self.fault.when;
        !self.is_spent() && age_s >= when.from_s && when.until_s.is_none_or(|until| age_s < until)
    }

    fn strike(&mut self, site: &Site<'_>, rng: &mut Rng) -> bool {
        let when = &self.fault.when;
        let matches = self.is_on(site.now_ms)
            && self.fault.concerns(site.endpoint)
            && when.page.is_none_or(|page| page == site.page)
            && when.method.as_ref().is_none_or(|method| method == site.method);
        if !matches {
            return false;
        }
        self.matched += 1;
        let passed = self.matched.saturating_sub(when.after);
        let strikes = passed > 0 && passed.is_multiple_of(when.every) && when.rate.is_none_or(|rate| rng.happens(rate));
        self.struck += u64::from(strikes);
        strikes
    }
}

/// The faults of one call, with the address each was ordered for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan(Vec<(String, Kind)>);

impl Plan {
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.0.iter().map(|(_, kind)| kind)
    }

    /// With the pattern of endpoints that each was ordered for.
    pub(crate) fn addressed(&self) -> impl Iterator<Item = (&str, &Kind)> {
        self.0.iter().map(|(endpoint, kind)| (endpoint.as_str(), kind))
    }

    pub(crate) fn has(&self, kind: &Kind) -> bool {
        self.kinds().any(|known| known == kind)
    }

    /// Percent of the records that are left out.
    pub(crate) fn left_out_percent(&self) -> u64 {
        let each = self.kinds().map(|kind| match kind {
            Kind::EmptyList => 100,
            Kind::Fewer(percent) => *percent,
            _ => 0,
        });
        each.max().unwrap_or(0)
    }

    /// The code of a row of a batch that is refused; `usual` when the order named none. Rows count from 1.
    pub(crate) fn row_error(&self, row: usize, usual: &str) -> Option<String> {
        self.kinds().find_map(|kind| match kind {
            Kind::RowErrors { every, code } if (row as u64).is_multiple_of(*every) => {
                Some(code.clone().unwrap_or_else(|| usual.to_owned()))
            }
            _ => None,
        })
    }

    /// The value of a vendor's own kind; empty when it was ordered without one.
    pub(crate) fn own(&self, name: &str) -> Option<String> {
        self.kinds().find_map(|kind| match kind {
            Kind::Own(known, value) if known == name => Some(value.clone().unwrap_or_default()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(spec: &str, calls: &[(&str, &str, u32, i64)]) -> String {
        let mut faults = Faults::default();
        faults.add(Fault::parse(spec, &[]).unwrap(), 0);
        let mut rng = Rng::new(1);
        let one = |(endpoint, method, page, second): &(&str, &str, u32, i64)| {
            let plan = faults.strike(&Site { endpoint, method, page: *page, now_ms: second * 1_000 }, &mut rng);
            if plan.kinds().next().is_none() { '.' } else { 'x' }
        };
        calls.iter().map(one).collect()
    }

    #[test]
    fn a_fault_strikes_the_calls_it_names() {
        let same = |count: usize| vec![("list", "GET", 0, 0); count];
        assert_eq!(strikes("v:hang", &same(3)), "x..");
        assert_eq!(strikes("v:hang:times=2:after=1", &same(5)), ".xx..");
        assert_eq!(strikes("v:hang:every=3", &same(7)), "..x..x.");
        assert_eq!(strikes("v:skew=5", &same(3)), "xxx");
        assert_eq!(strikes("v:other:hang", &same(3)), "...");
        assert_eq!(strikes("v:li*:hang", &same(3)), "x..");
        assert_eq!(strikes("v:hang:method=post:times=always", &[("a", "POST", 0, 0), ("a", "GET", 0, 0)]), "x.");
        assert_eq!(strikes("v:hang:page=2:times=always", &[("a", "GET", 1, 0), ("a", "GET", 2, 0), ("a", "GET", 3, 0)]), ".x.");
        let at = [("a", "GET", 0, 0), ("a", "GET", 0, 5), ("a", "GET", 0, 9), ("a", "GET", 0, 10)];
        assert_eq!(strikes("v:hang:from=5:until=10:times=always", &at), ".xx.");
        let struck = strikes("v:hang:rate=0.3", &same(1_000)).matches('x').count();
        assert!((250..350).contains(&struck), "{struck}");
    }

    #[test]
    fn a_fault_for_all_endpoints_leaves_pushes_alone() {
        assert_eq!(strikes("v:hang", &[("push", "POST", 0, 0), ("list", "GET", 0, 0)]), ".x");
        assert_eq!(strikes("v:push_twice", &[("push", "POST", 0, 0)]), "x");
    }
}
