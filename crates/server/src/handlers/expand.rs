//! `expand=`: the records that reference fields lead to, at most two steps deep.

use std::sync::Arc;

use access::authorise;
use model::{Caller, FieldType, Object, Verb};
use records::Schema;
use store::Session;

use crate::edge::forbidden;
use crate::handlers::record::{Refused, live_view};
use crate::problem::Problem;
use crate::record_json::{self, Choice, Shown};

/// One reference field to follow, and what to follow from there.
#[derive(Clone, Debug)]
pub(crate) struct Expand {
    field: String,
    choice: Choice,
    then: Vec<Expand>,
}

/// Reads `a,b,b.c` for `object`, with the right to read what each leads to.
pub(crate) fn parse(text: &str, object: &Arc<Object>, schema: &Schema, caller: &Caller) -> Result<Vec<Expand>, Box<Problem>> {
    let mut expands: Vec<Expand> = Vec::new();
    for path in text.split(',').map(str::trim) {
        let mut steps = path.splitn(2, '.');
        let first = steps.next().unwrap_or_default();
        let target = follow(first, object, schema, caller)?;
        let at = match expands.iter().position(|known| known.field == first) {
            Some(at) => at,
            None => {
                expands.push(Expand { field: first.to_owned(), choice: Choice::all(&target), then: Vec::new() });
                expands.len() - 1
            }
        };
        if let Some(second) = steps.next() {
            let last = follow(second, &target, schema, caller)?;
            if let Some(expand) = expands.get_mut(at)
                && expand.then.iter().all(|known| known.field != second)
            {
                expand.then.push(Expand { field: second.to_owned(), choice: Choice::all(&last), then: Vec::new() });
            }
        }
    }
    Ok(expands)
}

fn follow(name: &str, object: &Arc<Object>, schema: &Schema, caller: &Caller) -> Result<Arc<Object>, Box<Problem>> {
    let target = object.field(name).filter(|field| !field.archived).and_then(|field| match &field.field_type {
        FieldType::Reference { to } => schema.object(to),
        _ => None,
    });
    let Some(target) = target else {
        let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
        return Err(Problem::parameter(
            "expand",
            format!("{shown:?} is not a reference field of {}", object.name),
            format!("{shown:?} 不是 {} 的引用字段", object.name),
        ));
    };
    authorise(caller, Verb::Read, &target.name).map_err(|scope| forbidden(&scope))?;
    Ok(Arc::clone(target))
}

/// The related records of one document; `None` where there is none or it is gone.
pub(crate) fn read(session: &mut Session<'_>, doc: &str, expands: &[Expand]) -> Result<Vec<(String, Option<String>)>, Refused> {
    let mut found = Vec::with_capacity(expands.len());
    for expand in expands {
        let view = match record_json::reference(doc, &expand.field) {
            Some(id) => live_view(session, id).ok(),
            None => None,
        };
        let text = match view {
            Some(view) => {
                let inner = read(session, &view.doc, &expand.then)?;
                let mut text = String::with_capacity(view.doc.len() + 160);
                record_json::push(&mut text, Shown::view(&view), &expand.choice, |out| {
                    if !inner.is_empty() {
                        record_json::push_expanded(out, &inner);
                    }
                });
                Some(text)
            }
            None => None,
        };
        found.push((expand.field.clone(), text));
    }
    Ok(found)
}
