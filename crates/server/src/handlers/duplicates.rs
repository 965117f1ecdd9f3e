//! `duplicates:find`: which known records share a match key with given values, or with a given record.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{RecordId, fragment};
use records::UpsertKey;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::convert::{Beside, invalid, read_patch};
use crate::handlers::record::{live_view, read_id};
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::reply;

/// Most records answered.
const FOUND_MAX: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    record: Option<Map<String, Value>>,
}

/// `POST /{object}/duplicates:find`
pub(crate) async fn find(mut call: Call) -> Outcome {
    let object = call.object()?;
    let body: Body = call.json().await?;
    let id = body.id.as_deref().map(|text| read_id(&object, text, "#/id")).transpose()?;
    if id.is_none() == body.record.is_none() {
        return Err(Problem::new(Code::ValidationFailed).fault("#", "required", "either id or record", "id 和 record 二选一"));
    }
    let given = match &body.record {
        Some(members) => Some(read_patch(&object, call.app.region(), members, Beside::Nothing, "#/record").map_err(invalid)?.set),
        None => None,
    };
    let app = Arc::clone(&call.app);
    let text = crate::app::blocking(move || {
        let doc = match (given, id) {
            (Some(doc), _) => doc,
            (None, Some(id)) => {
                let view = app.records.store().read(|session| live_view(session, id)).map_err(Box::<Problem>::from)?;
                model::Doc::from_json(&object, &view.doc).map_err(|_| Problem::new(Code::Internal))?
            }
            (None, None) => return Err(Problem::new(Code::ValidationFailed)),
        };
        let mut found: BTreeMap<RecordId, Vec<&str>> = BTreeMap::new();
        for field in object.live_fields().filter(|field| field.match_key.is_some() || field.unique) {
            for text in doc.get(field.id).map(fragment::as_list).unwrap_or_default() {
                for hit in app.records.find_by_key(&object, &UpsertKey::Field(field.id, text.into_owned()))? {
                    let by = found.entry(hit).or_default();
                    if !by.contains(&field.name.as_str()) {
                        by.push(&field.name);
                    }
                }
            }
        }
        if let Some(id) = id {
            let apart = app.records.store().read(|session| session.never_links(&[id]))?;
            // A person said that they are not the same.
            found.retain(|hit, _| !apart.contains(&(id.min(*hit), id.max(*hit))));
        }
        let mut out = String::from("{\"items\":[");
        let mut shown = 0;
        for (hit, by) in found.iter().filter(|(hit, _)| Some(**hit) != id).take(FOUND_MAX) {
            let Ok(view) = app.records.store().read(|session| live_view(session, *hit)) else { continue };
            // An id that was merged leads to its survivor: that is the record itself, not a duplicate of it.
            if Some(view.id) == id {
                continue;
            }
            if shown > 0 {
                out.push(',');
            }
            shown += 1;
            out.push_str("{\"matched_by\":");
            fragment::push_list(&mut out, by.iter().copied());
            out.push_str(",\"record\":");
            record_json::push(&mut out, Shown::view(&view), &Choice::all(&object), |_| {});
            out.push('}');
        }
        out.push_str("]}");
        Ok(out)
    })
    .await?;
    Ok(reply::json_text(text))
}
