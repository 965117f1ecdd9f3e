//! Whether a definition makes sense by itself and with the object it feeds. What the other system offers is checked when it
//! is asked.

use std::collections::BTreeSet;

use mapping::{Mapping, TARGET_EXTERNAL_ID};
use model::{Object, RecordId};

use super::{ATTEMPTS_MAX, Direction, EXCLUDED_MAX, OUTGOING_MAX, Outgoing, Schedule, SyncDefinition};
use crate::alerts::CHANNELS_MAX;
use crate::worker::Times;

/// Longest name.
const NAME_CHARS_MAX: usize = 100;
/// Longest id of a record that is left out.
const EXCLUDED_ID_CHARS_MAX: usize = 500;
/// Longest reason for it.
const REASON_CHARS_MAX: usize = 500;

/// Why a definition is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {reason}")]
pub struct DefinitionError {
    /// Place in the definition, as a JSON pointer.
    pub pointer: String,
    /// What is wrong and what to write instead, one line.
    pub reason: String,
}

impl DefinitionError {
    /// At `pointer`.
    #[must_use]
    pub fn new(pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), reason: reason.into() }
    }
}

impl SyncDefinition {
    /// Checks everything that can be checked without asking the other system.
    ///
    /// # Errors
    /// The first [`DefinitionError`] found.
    pub fn check(&self, object: &Object) -> Result<(), DefinitionError> {
        for (pointer, text) in
            [("/name", &self.name), ("/connection", &self.connection), ("/stream", &self.stream), ("/object", &self.object)]
        {
            if text.trim().is_empty() || text.chars().count() > NAME_CHARS_MAX {
                return Err(DefinitionError::new(pointer, format!("1 to {NAME_CHARS_MAX} characters are needed")));
            }
        }
        self.check_directions(object)?;
        for (pointer, schedule) in [("/triggers/schedule", &self.triggers.schedule), ("/reconcile", &self.reconcile)] {
            if let Some(schedule) = schedule {
                schedule.check(pointer)?;
            }
        }
        self.check_shares()?;
        self.check_excluded()?;
        self.check_troubles()?;
        for (at, field) in self.rollout.fields.iter().enumerate() {
            known_field(object, field, || format!("/rollout/fields/{at}"))?;
        }
        Ok(())
    }

    fn check_directions(&self, object: &Object) -> Result<(), DefinitionError> {
        let needs_mapping = self.direction != Direction::Out && self.mapping.is_none();
        if needs_mapping {
            return Err(DefinitionError::new("/mapping", "a sync that reads needs a mapping; set direction to out if it only writes"));
        }
        if self.direction != Direction::In && self.outgoing.is_none() {
            return Err(DefinitionError::new(
                "/outgoing",
                "a sync that writes needs outgoing fields; set direction to in if it only reads",
            ));
        }
        if let Some(mapping) = &self.mapping
            && mapping.object != self.object
        {
            let reason = format!("the mapping is for {}, the sync for {}", mapping.object, self.object);
            return Err(DefinitionError::new("/mapping/object", reason));
        }
        let names_records = |mapping: &Mapping| mapping.fields.iter().any(|rule| rule.to == TARGET_EXTERNAL_ID);
        if self.reads() && self.writes() && !self.mapping.as_ref().is_some_and(names_records) {
            let reason = "a sync that reads and writes must know records by the other system's ids: map its id column to external_id";
            return Err(DefinitionError::new("/mapping/fields", reason));
        }
        for field in self.fields.keys() {
            known_field(object, field, || format!("/fields/{field}"))?;
        }
        self.outgoing.as_ref().map_or(Ok(()), |outgoing| outgoing.check(object))
    }

    fn check_excluded(&self) -> Result<(), DefinitionError> {
        if self.excluded.len() > EXCLUDED_MAX {
            return Err(DefinitionError::new("/excluded", format!("at most {EXCLUDED_MAX} records; a filter leaves out more")));
        }
        let mut seen = BTreeSet::new();
        for (at, one) in self.excluded.iter().enumerate() {
            let wrong = |member: &str, reason: &str| Err(DefinitionError::new(format!("/excluded/{at}{member}"), reason));
            if one.id.is_empty() == one.record.is_empty() {
                return wrong("", "either the id there or the record here is needed");
            }
            if one.id.chars().count() > EXCLUDED_ID_CHARS_MAX {
                return wrong("/id", "at most 500 characters");
            }
            if !one.record.is_empty() && RecordId::parse(&one.record).is_none() {
                return wrong("/record", "the id of a record");
            }
            if one.reason.trim().is_empty() || one.reason.chars().count() > REASON_CHARS_MAX {
                return wrong("/reason", "1 to 500 characters that say why");
            }
            if !seen.insert((&one.id, &one.record)) {
                return wrong("", "it is left out already");
            }
        }
        Ok(())
    }

    /// What happens where something fails.
    fn check_troubles(&self) -> Result<(), DefinitionError> {
        if self.attempts_max.is_some_and(|attempts| !(1..=ATTEMPTS_MAX).contains(&attempts)) {
            return Err(DefinitionError::new("/attempts_max", format!("a number from 1 to {ATTEMPTS_MAX}")));
        }
        let channels = self.alert_channels.as_deref().unwrap_or_default();
        if channels.len() > CHANNELS_MAX {
            return Err(DefinitionError::new("/alert_channels", format!("at most {CHANNELS_MAX} channels")));
        }
        match channels.iter().position(|name| name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX) {
            Some(at) => Err(DefinitionError::new(format!("/alert_channels/{at}"), "the name of an alert channel")),
            None => Ok(()),
        }
    }

    fn check_shares(&self) -> Result<(), DefinitionError> {
        let shares = [
            ("/deletions/share_max", self.deletions.share_max),
            ("/limits/error_share_max", self.limits.error_share_max),
            ("/limits/changed_share_max", self.limits.changed_share_max),
            ("/limits/protected_share_max", self.limits.protected_share_max),
            ("/limits/volume_change_max", self.limits.volume_change_max),
        ];
        if let Some((pointer, _)) = shares.iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(DefinitionError::new(*pointer, "a share is a number from 0 to 1"));
        }
        if !(0.0..=100.0).contains(&self.rollout.share) {
            return Err(DefinitionError::new("/rollout/share", "percent: a number from 0 to 100"));
        }
        Ok(())
    }
}

impl Outgoing {
    fn check(&self, object: &Object) -> Result<(), DefinitionError> {
        if self.fields.is_empty() || self.fields.len() > OUTGOING_MAX {
            return Err(DefinitionError::new("/outgoing/fields", format!("1 to {OUTGOING_MAX} fields are needed")));
        }
        for (at, rule) in self.fields.iter().enumerate() {
            let place = |part: &str| format!("/outgoing/fields/{at}/{part}");
            if rule.to.trim().is_empty() {
                return Err(DefinitionError::new(place("to"), "name the other system's field"));
            }
            if self.fields.iter().take(at).any(|other| other.to == rule.to) {
                return Err(DefinitionError::new(place("to"), "another line writes this field already"));
            }
            match (&rule.value, rule.from.as_str()) {
                (Some(_), "") => {}
                (Some(_), _) => return Err(DefinitionError::new(place("value"), "either a field or a fixed value, not both")),
                (None, "id" | "version" | "created_at" | "updated_at") => {}
                (None, from) => known_field(object, from.split('.').next().unwrap_or_default(), || place("from"))?,
            }
            if let Some(kind) = rule.transforms.iter().find(|transform| transform.is_kind()) {
                let reason = format!("{} says the kind of an incoming value; outgoing values are clean already", kind.parts().0);
                return Err(DefinitionError::new(place("transforms"), reason));
            }
        }
        Ok(())
    }
}

impl Schedule {
    fn check(&self, pointer: &str) -> Result<(), DefinitionError> {
        match (&self.every, &self.cron) {
            // A time that never comes, or a zone that does not exist, is said when it is saved, not when it should run.
            (Some(_), None) | (None, Some(_)) => Times::new(self, pointer).map(|_| ()),
            (Some(_), Some(_)) => Err(DefinitionError::new(pointer, "either every or cron, not both")),
            (None, None) => Err(DefinitionError::new(pointer, "write every (5m) or cron (0 3 * * *)")),
        }
    }
}

fn known_field(object: &Object, name: &str, pointer: impl FnOnce() -> String) -> Result<(), DefinitionError> {
    if object.live_fields().any(|field| field.name == name) {
        return Ok(());
    }
    Err(DefinitionError::new(pointer(), format!("{} has no field {name:?}", object.name)))
}
