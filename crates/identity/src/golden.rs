//! Survivorship: the golden document as a function of source views, manual edits and the fields' rules.
//!
//! Order of the inputs does not matter for the views: ties are broken by rank, source and external id.

use std::borrow::Cow;
use std::cmp::Ordering;

use model::{Doc, Field, FieldId, FieldTimes, FieldType, Object, SourceId, Survivorship, WaitingReference, fragment};

/// One source's view of a record.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Values as the source shows them.
    pub doc: &'a Doc,
    /// The source's version time (ms): newer wins.
    pub version_ms: i64,
    /// Since when it shows each value, where that is known; the version time otherwise.
    pub times: Option<&'a FieldTimes>,
    /// Smaller wins under source rank and in ties.
    pub rank: i32,
    /// Which source.
    pub source: SourceId,
    /// Its id of the record.
    pub external_id: &'a str,
}

/// The manual view of one record: values, and `null` for what was cleared by hand.
pub type EditView<'a> = &'a Doc;

/// Where a golden value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// The `n`-th manual view.
    Edit(usize),
    /// The `n`-th source view.
    View(usize),
    /// The field's default.
    Default,
}

/// Computes the golden document.
///
/// `edits`: manual views, the surviving record's own first, then those of records merged into it, oldest first; a value
/// set by hand wins over every source. Several-valued fields hold the winner's values first, then all others; within one
/// record a list set by hand replaces the sources' lists, which is why `views_of_edit` tells which views (by index) belong
/// to the record of which manual view (`usize::MAX` for none).
#[must_use]
pub fn golden(object: &Object, views: &[View<'_>], edits: &[EditView<'_>], view_owner: &[usize]) -> Doc {
    if let [view] = views
        && edits.iter().all(|edit| edit.is_empty())
    {
        return golden_of_one(object, view);
    }
    let mut doc = Doc::new();
    let by_row = order_by(views, newest_first);
    let is_timed = views.len() > 1 && views.iter().any(|view| view.times.is_some());
    for field in object.fields.iter() {
        let newest = if is_timed { Cow::Owned(order_of(field, views)) } else { Cow::Borrowed(&by_row) };
        if field.is_multi() {
            let list = combined(field, views, &ordered(field.survivorship, views, &newest), edits, view_owner);
            if !list.is_empty() {
                doc.set_with(field.id, |out| fragment::push_list(out, list.iter().map(AsRef::as_ref)));
            }
            continue;
        }
        match winner(object, field, views, &newest, edits) {
            Some((_, "null")) => {}
            Some((_, value)) => doc.set(field.id, value),
            None => {
                if let Some(value) = &field.default {
                    doc.set(field.id, &value.to_string());
                }
            }
        }
    }
    doc
}

/// What a single view is without its rivals, whatever the rules: all that it shows but references that still wait, and defaults.
fn golden_of_one(object: &Object, view: &View<'_>) -> Doc {
    let mut doc = Doc::new();
    for (id, value) in view.doc.iter() {
        let Some(field) = object.field_by_id(id) else { continue };
        let is_waiting = matches!(field.field_type, FieldType::Reference { .. }) && WaitingReference::is_waiting(value);
        if field.is_multi() {
            let list = combined(field, std::slice::from_ref(view), &[0], &[], &[]);
            if !list.is_empty() {
                doc.set_with(id, |out| fragment::push_list(out, list.iter().map(AsRef::as_ref)));
            }
        } else if !is_waiting && value != "null" {
            doc.set(id, value);
        }
    }
    for field in &object.fields {
        if let Some(value) = &field.default
            && !field.is_multi()
            && doc.get(field.id).is_none()
            && view.doc.get(field.id) != Some("null")
        {
            doc.set(field.id, &value.to_string());
        }
    }
    doc
}

/// The winner of a single-valued `field` and its value; a value cleared by hand is `null`.
#[must_use]
pub fn winner_of<'a>(object: &Object, field: &Field, views: &[View<'a>], edits: &[EditView<'a>]) -> Option<(Winner, &'a str)> {
    winner(object, field, views, &order_of(field, views), edits)
}

impl View<'_> {
    /// Since when it shows its value of `field` (ms).
    #[must_use]
    pub fn time_of(&self, field: FieldId) -> i64 {
        self.times.map_or(self.version_ms, |times| times.get(field))
    }
}

/// Views by the time of their value of `field`, newest first.
fn order_of(field: &Field, views: &[View<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..views.len()).collect();
    if order.len() > 1 {
        order.sort_by(|left, right| {
            let (left, right) = (&views[*left], &views[*right]);
            // The version of the whole record says nothing about a value that is as old as the other: it also rises when another
            // field changes, as by our own write.
            right.time_of(field.id).cmp(&left.time_of(field.id)).then_with(|| tie(left, right))
        });
    }
    order
}

fn winner<'a>(object: &Object, field: &Field, views: &[View<'a>], newest: &[usize], edits: &[EditView<'a>]) -> Option<(Winner, &'a str)> {
    if views.len() > 1 && field.name == object.title_field {
        // An identifier that stands in for a missing name wins only where nobody knows the name.
        let named: Vec<usize> =
            newest.iter().copied().filter(|at| views.get(*at).is_some_and(|view| !is_stand_in(object, field, view))).collect();
        if !named.is_empty() && named.len() < newest.len() {
            return ruled(field, views, &named, edits);
        }
    }
    ruled(field, views, newest, edits)
}

/// True when the title of `view` only repeats its e-mail address, phone or external id.
fn is_stand_in(object: &Object, title: &Field, view: &View<'_>) -> bool {
    let Some(name) = view.doc.get(title.id).and_then(fragment::as_text) else { return true };
    let is_identifier = |field: &&Field| matches!(field.field_type, FieldType::Email | FieldType::Phone);
    name == view.external_id
        || object
            .fields
            .iter()
            .filter(is_identifier)
            .filter_map(|field| view.doc.get(field.id))
            .any(|list| fragment::as_list(list).contains(&name))
}

fn ruled<'a>(field: &Field, views: &[View<'a>], newest: &[usize], edits: &[EditView<'a>]) -> Option<(Winner, &'a str)> {
    if let Some(found) = edits.iter().enumerate().find_map(|(at, edit)| edit.get(field.id).map(|value| (Winner::Edit(at), value))) {
        return Some(found);
    }
    // A reference that still waits for its record is no value yet.
    let is_reference = matches!(field.field_type, FieldType::Reference { .. });
    let valued = |at: &usize| {
        let value = views[*at].doc.get(field.id)?;
        (!is_reference || !WaitingReference::is_waiting(value)).then_some((Winner::View(*at), value))
    };
    match field.survivorship {
        Survivorship::Newest => newest.iter().find_map(valued),
        Survivorship::Oldest => newest.iter().rev().find_map(valued),
        Survivorship::SourceRank => order_by(views, best_rank_first).iter().filter(|at| newest.contains(at)).find_map(valued),
        // `max_by_key` keeps the last maximum, so walk from the oldest for ties to fall to the newest.
        Survivorship::Longest => newest.iter().rev().filter_map(valued).max_by_key(|(_, value)| value.chars().count()),
        Survivorship::MostFrequent => newest
            .iter()
            .rev()
            .filter_map(valued)
            .max_by_key(|(_, value)| views.iter().filter(|view| view.doc.get(field.id) == Some(*value)).count()),
    }
}

fn combined<'a>(field: &Field, views: &[View<'a>], order: &[usize], edits: &[EditView<'a>], view_owner: &[usize]) -> Vec<Cow<'a, str>> {
    let mut list: Vec<Cow<'a, str>> = Vec::new();
    let mut add = |value: &'a str| {
        for text in fragment::as_list(value) {
            if !list.contains(&text) {
                list.push(text);
            }
        }
    };
    for edit in edits {
        if let Some(value) = edit.get(field.id) {
            add(value);
        }
    }
    for at in order {
        let replaced = view_owner.get(*at).and_then(|owner| edits.get(*owner)).is_some_and(|edit| edit.get(field.id).is_some());
        if replaced {
            continue;
        }
        if let Some(value) = views[*at].doc.get(field.id) {
            add(value);
        }
    }
    list
}

fn ordered<'n>(rule: Survivorship, views: &[View<'_>], newest: &'n [usize]) -> Cow<'n, [usize]> {
    match rule {
        Survivorship::Newest | Survivorship::Longest | Survivorship::MostFrequent => Cow::Borrowed(newest),
        Survivorship::Oldest => Cow::Owned(newest.iter().rev().copied().collect()),
        Survivorship::SourceRank => Cow::Owned(order_by(views, best_rank_first)),
    }
}

fn order_by(views: &[View<'_>], compare: fn(&View<'_>, &View<'_>) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..views.len()).collect();
    if order.len() > 1 {
        order.sort_by(|left, right| compare(&views[*left], &views[*right]));
    }
    order
}

fn newest_first(left: &View<'_>, right: &View<'_>) -> Ordering {
    right.version_ms.cmp(&left.version_ms).then_with(|| tie(left, right))
}

fn best_rank_first(left: &View<'_>, right: &View<'_>) -> Ordering {
    left.rank.cmp(&right.rank).then_with(|| newest_first(left, right))
}

fn tie(left: &View<'_>, right: &View<'_>) -> Ordering {
    // Among equally new views of one source the later id is usually the later entry.
    (left.rank, left.source).cmp(&(right.rank, right.source)).then_with(|| right.external_id.cmp(left.external_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers() -> Object {
        model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped")
    }

    fn doc(object: &Object, json: &str) -> Doc {
        Doc::from_json(object, json).expect("test document")
    }

    fn view<'a>(doc: &'a Doc, version_ms: i64, external_id: &'a str) -> View<'a> {
        View { doc, version_ms, times: None, rank: 100, source: SourceId(1), external_id }
    }

    #[test]
    fn the_newest_non_empty_value_wins_and_all_phones_stay() {
        let object = customers();
        let old = doc(&object, r#"{"name":"Old","phone":["+861"],"city":"上海"}"#);
        let new = doc(&object, r#"{"name":"New","phone":["+862"]}"#);
        for views in [[view(&old, 1, "a"), view(&new, 2, "b")], [view(&new, 2, "b"), view(&old, 1, "a")]] {
            let golden = golden(&object, &views, &[], &[usize::MAX; 2]);
            assert_eq!(golden, doc(&object, r#"{"name":"New","phone":["+862","+861"],"city":"上海"}"#));
        }
    }

    #[test]
    fn a_value_counts_from_the_row_that_brought_it_where_that_is_known() {
        let object = customers();
        let one = doc(&object, r#"{"name":"Changed","city":"Old"}"#);
        let other = doc(&object, r#"{"name":"Old","city":"Changed"}"#);
        let name = object.field("name").expect("shipped");
        let times = FieldTimes { base: 1, of: [(object.field("city").expect("shipped").id, 9)].into(), ..FieldTimes::default() };
        let views = [view(&one, 5, "a"), View { times: Some(&times), ..view(&other, 9, "b") }];
        let both = golden(&object, &views, &[], &[usize::MAX; 2]);
        assert_eq!(both, doc(&object, r#"{"name":"Changed","city":"Changed"}"#));
        assert_eq!(winner_of(&object, name, &views, &[]), Some((Winner::View(0), "\"Changed\"")));
    }

    #[test]
    fn a_view_alone_is_what_it_is_beside_one_that_shows_nothing() {
        let mut object = customers();
        let rules =
            [Survivorship::Newest, Survivorship::Oldest, Survivorship::SourceRank, Survivorship::Longest, Survivorship::MostFrequent];
        for (at, field) in object.fields.iter_mut().enumerate() {
            field.survivorship = rules[at % rules.len()];
            if at % 3 == 0 && matches!(field.field_type, FieldType::Text) {
                field.default = Some(serde_json::json!("by default"));
            }
        }
        let nothing = Doc::new();
        for text in [
            r#"{}"#,
            r#"{"name":"Ann","phone":["+861","+862","+861"],"email":[],"city":"上海"}"#,
            r#"{"email":["a@example.com"],"notes":"long","industry":"retail"}"#,
        ] {
            let shown = doc(&object, text);
            let alone = golden(&object, &[view(&shown, 2, "a")], &[&nothing], &[0]);
            let beside = golden(&object, &[view(&shown, 2, "a"), view(&nothing, 1, "b")], &[&nothing], &[0, 0]);
            assert_eq!(alone, beside, "{text}");
        }
    }

    #[test]
    fn of_values_that_are_equally_old_none_wins_by_a_change_of_another_field() {
        let object = customers();
        let city = object.field("city").expect("shipped");
        let (one, other) = (doc(&object, r#"{"city":"A"}"#), doc(&object, r#"{"city":"B"}"#));
        let times = FieldTimes { base: 1, of: [(city.id, 20)].into(), ..FieldTimes::default() };
        let winner = |first: i64, second: i64| {
            let timed = |doc, version_ms, external_id| View { times: Some(&times), ..view(doc, version_ms, external_id) };
            winner_of(&object, city, &[timed(&one, first, "a"), timed(&other, second, "b")], &[]).map(|(winner, _)| winner)
        };
        assert_eq!((winner(20, 20), winner(30, 20)), (winner(20, 20), winner(20, 20)), "the first record changed in another field");
        assert_eq!(winner(20, 20), winner(20, 30));
    }

    #[test]
    fn what_was_set_or_cleared_by_hand_wins() {
        let object = customers();
        let source = doc(&object, r#"{"name":"Source","phone":["+861"],"city":"上海"}"#);
        let edit = doc(&object, r#"{"phone":["+869"],"city":null}"#);
        let golden = golden(&object, &[view(&source, 1, "a")], &[&edit], &[0]);
        assert_eq!(golden, doc(&object, r#"{"name":"Source","phone":["+869"]}"#));
    }

    #[test]
    fn an_address_that_stands_in_for_a_name_loses_against_a_name() {
        let object = customers();
        let named = doc(&object, r#"{"name":"Ann Lee","email":["a@example.com"]}"#);
        let nameless = doc(&object, r#"{"name":"a@example.com","email":["a@example.com"]}"#);
        let both = golden(&object, &[view(&named, 1, "a"), view(&nameless, 2, "b")], &[], &[usize::MAX; 2]);
        assert_eq!(both, named);
        let alone = golden(&object, &[view(&nameless, 2, "b")], &[], &[usize::MAX]);
        assert_eq!(alone, nameless);
    }

    #[test]
    fn the_oldest_creation_date_wins() {
        let object = customers();
        let first = doc(&object, r#"{"created_at":"2020-01-01T00:00:00.000Z","name":"a"}"#);
        let second = doc(&object, r#"{"created_at":"2021-01-01T00:00:00.000Z","name":"b"}"#);
        let golden = golden(&object, &[view(&first, 1, "a"), view(&second, 2, "b")], &[], &[usize::MAX; 2]);
        assert_eq!(golden.to_json(&object), r#"{"created_at":"2020-01-01T00:00:00.000Z","name":"b"}"#);
    }
}
