//! Batches whose records go different ways, and questions about different fields: sorted once, for all targets.

use crate::error::ConnectorError;
use crate::parts::write_failed;
use crate::target::{FindBy, Found, Outgoing, WriteOperation, WriteOutcome};

/// Which call a record goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Make it, although a repetition would make it twice.
    Create,
    /// Change the one with the system's id.
    Update,
    /// Make it, or change the one that carries our id in the key field.
    Upsert,
    /// Delete the one with the system's id.
    Delete,
}

impl Way {
    /// All of them, in the order in which a batch is sent: what can be repeated first.
    const ALL: [Self; 4] = [Self::Upsert, Self::Create, Self::Update, Self::Delete];

    fn of(record: &Outgoing, has_key: bool) -> Self {
        match record.operation {
            WriteOperation::Create if has_key => Self::Upsert,
            WriteOperation::Create => Self::Create,
            WriteOperation::Update => Self::Update,
            WriteOperation::Delete => Self::Delete,
        }
    }
}

/// Sends a batch way by way: `ready` makes of a record what is sent, or says what became of it without; `send` takes those of one way
/// and gives one outcome for each. `has_key` tells whether the target writes our ids into a key field, so that creations are upserts.
/// What was answered before a later way failed keeps its answer.
///
/// # Errors
/// That of the first way that was sent, where it failed: nothing was answered then.
pub fn write_by_way<'b, T>(
    batch: &'b [Outgoing],
    has_key: bool,
    ready: impl Fn(Way, &'b Outgoing) -> Result<T, WriteOutcome>,
    mut send: impl FnMut(Way, &[T]) -> Result<Vec<WriteOutcome>, ConnectorError>,
) -> Result<Vec<WriteOutcome>, ConnectorError> {
    let mut outcomes = vec![WriteOutcome::Unknown; batch.len()];
    let mut answered = false;
    for way in Way::ALL {
        let (mut places, mut sent) = (Vec::new(), Vec::new());
        for (place, record) in outcomes.iter_mut().zip(batch).filter(|(_, record)| Way::of(record, has_key) == way) {
            match ready(way, record) {
                Ok(one) => {
                    places.push(place);
                    sent.push(one);
                }
                Err(outcome) => *place = outcome,
            }
        }
        if sent.is_empty() {
            continue;
        }
        let done = match send(way, &sent) {
            Ok(done) => done,
            Err(error) if !answered => return Err(error),
            Err(error) => vec![write_failed(&error); sent.len()],
        };
        answered = true;
        places.into_iter().zip(done).for_each(|(place, outcome)| *place = outcome);
    }
    Ok(outcomes)
}

/// Answers questions field by field, so that many values go with one call: `asked` turns a question into a field of the system and a
/// value, `at_once` says how many values of a field one call takes, and `find` gives the records for such a call, by place.
///
/// # Errors
/// The first one of `asked` and `find`.
pub fn find_by_field(
    questions: &[FindBy],
    asked: impl Fn(&FindBy) -> Result<(String, String), ConnectorError>,
    at_once: impl Fn(&str) -> usize,
    mut find: impl FnMut(&str, &[(usize, String)]) -> Result<Vec<(usize, Vec<Found>)>, ConnectorError>,
) -> Result<Vec<Vec<Found>>, ConnectorError> {
    let mut by_field: Vec<(String, Vec<(usize, String)>)> = Vec::new();
    for (at, question) in questions.iter().enumerate() {
        let (field, value) = asked(question)?;
        match by_field.iter_mut().find(|(known, _)| *known == field) {
            Some((_, values)) => values.push((at, value)),
            None => by_field.push((field, vec![(at, value)])),
        }
    }
    let mut answers = vec![Vec::new(); questions.len()];
    for (field, values) in by_field {
        for part in values.chunks(at_once(&field).max(1)) {
            for (at, found) in find(&field, part)? {
                if let Some(answer) = answers.get_mut(at) {
                    *answer = found;
                }
            }
        }
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outgoing(operation: WriteOperation, record: &str) -> Outgoing {
        let target_id = (operation != WriteOperation::Create).then(|| format!("t{record}"));
        let (idempotency_key, record) = (String::new(), record.to_owned());
        Outgoing { operation, record, target_id, idempotency_key, fields: Vec::new(), expected_version: None }
    }

    #[test]
    fn each_record_gets_its_own_outcome_whatever_way_it_went() {
        let batch = [
            outgoing(WriteOperation::Delete, "1"),
            outgoing(WriteOperation::Create, "2"),
            outgoing(WriteOperation::Update, "3"),
            outgoing(WriteOperation::Create, "4"),
        ];
        let ready = |_: Way, record: &Outgoing| if record.record == "4" { Err(WriteOutcome::Changed) } else { Ok(record.record.clone()) };
        let mut ways = Vec::new();
        let outcomes = write_by_way(&batch, true, ready, |way, sent| {
            ways.push(way);
            let outcome = |id: &String| WriteOutcome::Updated { id: id.clone(), version: None };
            if way == Way::Delete {
                return Err(ConnectorError::UnknownOutcome { system: "x".to_owned(), reason: "lost".to_owned() });
            }
            Ok(sent.iter().map(outcome).collect())
        });
        let updated = |id: &str| WriteOutcome::Updated { id: id.to_owned(), version: None };
        let wanted = [WriteOutcome::Unknown, updated("2"), updated("3"), WriteOutcome::Changed];
        assert_eq!(outcomes.expect("the first way was answered"), wanted);
        assert_eq!(ways, [Way::Upsert, Way::Update, Way::Delete]);
    }

    #[test]
    fn questions_about_one_field_go_together_and_answers_find_their_places() {
        let by = |field: &str, value: &str| FindBy::Field(field.to_owned(), value.to_owned());
        let questions = [by("a", "1"), by("b", "2"), by("a", "3"), by("a", "4")];
        let asked = |question: &FindBy| match question {
            FindBy::Field(field, value) => Ok((field.clone(), value.clone())),
            FindBy::Id(id) | FindBy::Record(id) => Ok(("id".to_owned(), id.clone())),
        };
        let mut calls = Vec::new();
        let answers = find_by_field(
            &questions,
            asked,
            |_| 2,
            |field, part| {
                calls.push((field.to_owned(), part.len()));
                let found = |value: &str| vec![Found { id: format!("{field}{value}"), version: None, fields: Vec::new() }];
                Ok(part.iter().map(|(at, value)| (*at, found(value))).collect())
            },
        );
        let ids: Vec<String> = answers.expect("nothing fails").into_iter().flatten().map(|found| found.id).collect();
        assert_eq!(ids, ["a1", "b2", "a3", "a4"]);
        assert_eq!(calls, [("a".to_owned(), 2), ("a".to_owned(), 1), ("b".to_owned(), 1)]);
    }
}
