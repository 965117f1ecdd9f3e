//! What only one vendor gets wrong: its own kinds of faults, described so that people can choose them and syncs are rehearsed with them.

/// A kind of fault that only one vendor knows. Its folder says what it does.
#[derive(Debug)]
pub struct OwnFault {
    /// Name of the kind, as `Kind` reads it.
    pub kind: &'static str,
    /// What goes wrong, in English and Chinese.
    pub title: (&'static str, &'static str),
    /// How it is ordered where nobody says more: the kind, with a value where it needs one.
    pub order: &'static str,
    /// How a sync is rehearsed with it; `None` where nothing that a sync does by itself meets it.
    pub story: Option<Story>,
}

/// A sync under one such fault.
#[derive(Debug)]
pub struct Story {
    /// What the scenario is called: the kind, unless that is what every system does.
    pub name: &'static str,
    /// Faults without the vendor.
    pub faults: &'static [&'static str],
    /// Settings of the connection with which it is met, as JSON of an object; empty for none.
    pub settings: &'static str,
    /// The vendor refuses until a person sees to it; otherwise it goes by by itself.
    pub stops: bool,
}

impl OwnFault {
    /// A fault that no sync meets by itself.
    pub(crate) const fn new(kind: &'static str, order: &'static str, title: (&'static str, &'static str)) -> Self {
        Self { kind, title, order, story: None }
    }

    /// One that goes by by itself.
    pub(crate) const fn passes(self, faults: &'static [&'static str]) -> Self {
        Self { story: Some(Story { name: self.kind, faults, settings: "", stops: false }), ..self }
    }

    /// One that goes by by itself, and is met with these settings only.
    pub(crate) const fn passes_with(self, settings: &'static str, faults: &'static [&'static str]) -> Self {
        Self { story: Some(Story { name: self.kind, faults, settings, stops: false }), ..self }
    }

    /// The same with a scenario of this name.
    pub(crate) const fn called(self, name: &'static str) -> Self {
        match self.story {
            Some(story) => Self { story: Some(Story { name, ..story }), ..self },
            None => self,
        }
    }

    /// One that stays until a person sees to it.
    pub(crate) const fn stops(self, faults: &'static [&'static str]) -> Self {
        Self { story: Some(Story { name: self.kind, faults, settings: "", stops: true }), ..self }
    }
}

#[cfg(test)]
mod tests {
    use crate::fault::Fault;
    use crate::{own_faults, vendors};

    #[test]
    fn what_is_told_of_own_faults_can_be_ordered() {
        for vendor in vendors() {
            let own = own_faults(vendor);
            let kinds: Vec<&str> = own.iter().map(|own| own.kind).collect();
            for fault in own {
                let orders = std::iter::once(fault.order).chain(fault.story.iter().flat_map(|story| story.faults.iter().copied()));
                for order in orders {
                    assert!(Fault::parse(&format!("{vendor}:{order}"), &kinds).is_ok(), "{vendor}:{order}");
                }
                assert!(Fault::parse(&format!("{vendor}:{}:times=3", fault.order), &kinds).is_ok(), "it goes on with how often");
                assert!(!fault.title.0.is_empty() && !fault.title.1.is_empty());
                let settings = fault.story.as_ref().map_or("", |story| story.settings);
                assert!(settings.is_empty() || serde_json::from_str::<serde_json::Value>(settings).is_ok_and(|all| all.is_object()));
            }
        }
    }
}
