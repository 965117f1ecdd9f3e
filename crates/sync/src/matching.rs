//! Which identifiers a load may match by, from the names a person gives.

use identity::MatchKeys;
use identity::keys::key_kind;
use mapping::TARGET_EXTERNAL_ID;
use model::{Field, Object};

use crate::error::ImportError;

/// Reads names of match keys: `external_id`, a match-key field, or a kind of key, which means all fields of that kind.
/// Without names everything that the object defines may match.
///
/// # Errors
/// [`ImportError::MatchKeyUnknown`] naming what would do.
pub fn match_keys(object: &Object, names: Option<&[String]>) -> Result<MatchKeys, ImportError> {
    let Some(names) = names else { return Ok(MatchKeys::default()) };
    let mut keys = MatchKeys { external_id: false, fields: Vec::new(), only_listed: true };
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if name == TARGET_EXTERNAL_ID {
            keys.external_id = true;
            continue;
        }
        let named = |field: &&Field| key_kind(field).is_some() && field.name == name;
        let of_kind = |field: &&Field| field.match_key.is_some_and(|kind| kind.name() == name);
        let mut fields: Vec<_> = object.live_fields().filter(named).map(|field| field.id).collect();
        if fields.is_empty() {
            fields = object.live_fields().filter(of_kind).map(|field| field.id).collect();
        }
        if fields.is_empty() {
            let known: Vec<&str> =
                object.live_fields().filter(|field| key_kind(field).is_some()).map(|field| field.name.as_str()).collect();
            let known = std::iter::once(TARGET_EXTERNAL_ID).chain(known).collect::<Vec<_>>().join(", ");
            return Err(ImportError::MatchKeyUnknown { name: name.to_owned(), object: object.name.clone(), known });
        }
        keys.fields.extend(fields);
    }
    keys.fields.sort_unstable();
    keys.fields.dedup();
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_match_keys_are_fields_kinds_or_the_external_id() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(match_keys(&object, None).expect("default"), MatchKeys::default());
        let keys = match_keys(&object, Some(&names(&["phone", " email", "external_id", "phone"]))).expect("known");
        assert!(keys.external_id && keys.only_listed);
        assert_eq!(keys.fields, [object.field("email").expect("field").id, object.field("phone").expect("field").id]);
        let error = match_keys(&object, Some(&names(&["city"]))).expect_err("no key");
        assert!(error.to_string().contains("external_id, email, phone, credit_code, resident_id"), "{error}");
    }
}
