//! Records that refer to one that was merged into another keep its id: whoever asks for those of the survivor means these as well.

use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{FieldType, Inputs, Object, RecordId};
use store::{RecordQuery, Session};

use crate::RecordError;

/// Most records that are looked for in place of one.
const FAMILY_MAX: usize = 1_000;

/// Lets every record that the filter compares a reference with stand for all that were merged into it, and for the one it was merged
/// into.
///
/// # Errors
/// Store errors.
pub fn with_merged(session: &mut Session<'_>, query: &mut RecordQuery<'_>) -> Result<(), RecordError> {
    if let Some(filter) = query.filter.take() {
        query.filter = Some(widened(session, filter, query)?);
    }
    Ok(())
}

fn widened(session: &mut Session<'_>, filter: Filter, query: &RecordQuery<'_>) -> Result<Filter, RecordError> {
    let mut all = |parts: Vec<Filter>| parts.into_iter().map(|part| widened(session, part, query)).collect::<Result<Vec<_>, _>>();
    Ok(match filter {
        Filter::And(parts) => Filter::And(all(parts)?),
        Filter::Or(parts) => Filter::Or(all(parts)?),
        Filter::Not(inner) => Filter::Not(Box::new(widened(session, *inner, query)?)),
        Filter::Predicate(predicate) if compares_reference(&predicate, query) => {
            Filter::Predicate(Predicate { test: of_families(session, predicate.test)?, ..predicate })
        }
        Filter::Predicate(predicate) => Filter::Predicate(predicate),
    })
}

/// True where the value that is compared is a reference.
fn compares_reference(predicate: &Predicate, query: &RecordQuery<'_>) -> bool {
    let target = |object: &Object, relation| match object.field_by_id(relation).map(|field| &field.field_type) {
        Some(FieldType::Reference { to }) => query.related.iter().copied().find(|other| other.name == *to),
        _ => None,
    };
    let object = predicate.relations.iter().try_fold(query.object, |object, relation| target(object, *relation));
    let Operand::Field(field, None) = &predicate.operand else { return false };
    object.and_then(|object| object.field_by_id(*field)).is_some_and(|field| matches!(field.field_type, FieldType::Reference { .. }))
}

fn of_families(session: &mut Session<'_>, test: Test) -> Result<Test, RecordError> {
    Ok(match test {
        Test::Equal(one) | Test::Has(one) => match family(session, &one)?.as_slice() {
            // The plain test is what indexes are made for.
            [_] => Test::Equal(one),
            many => Test::In(many.to_vec()),
        },
        Test::NotEqual(one) => Test::NotIn(family(session, &one)?),
        Test::In(several) => Test::In(families(session, &several)?),
        Test::NotIn(several) => Test::NotIn(families(session, &several)?),
        Test::Less(_)
        | Test::LessOrEqual(_)
        | Test::Greater(_)
        | Test::GreaterOrEqual(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::IsNull
        | Test::IsNotNull => test,
    })
}

fn families(session: &mut Session<'_>, several: &[Literal]) -> Result<Vec<Literal>, RecordError> {
    let mut all = Vec::with_capacity(several.len());
    for one in several {
        all.extend(family(session, one)?);
    }
    Ok(all)
}

/// The record that an id stands for with everything merged into it; the literal as it is where it is no id.
fn family(session: &mut Session<'_>, literal: &Literal) -> Result<Vec<Literal>, RecordError> {
    let Literal::Text(text) = literal else { return Ok(vec![literal.clone()]) };
    let Some(id) = RecordId::parse(text) else { return Ok(vec![literal.clone()]) };
    let mut all = session.resolve(&[id])?;
    let mut seen = 0;
    while let Some(open) = all.get(seen..).filter(|open| !open.is_empty() && all.len() < FAMILY_MAX).map(<[RecordId]>::to_vec) {
        seen = all.len();
        for row in session.records(&open)?.into_iter().flatten() {
            // A row that does not read is told of where it is shown.
            all.extend(Inputs::from_json(&row.inputs).map(|inputs| inputs.absorbed).unwrap_or_default());
        }
    }
    all.truncate(FAMILY_MAX);
    Ok(all.into_iter().map(|id| Literal::Text(id.to_string())).collect())
}
