//! The objects that ship with the product: data, not code. See `crates/model/objects/*.json`.

use crate::schema::{Object, SchemaError};

const FILES: [&str; 12] = [
    include_str!("../objects/customers.json"),
    include_str!("../objects/contacts.json"),
    include_str!("../objects/leads.json"),
    include_str!("../objects/products.json"),
    include_str!("../objects/orders.json"),
    include_str!("../objects/deals.json"),
    include_str!("../objects/contracts.json"),
    include_str!("../objects/invoices.json"),
    include_str!("../objects/payments.json"),
    include_str!("../objects/tickets.json"),
    include_str!("../objects/campaigns.json"),
    include_str!("../objects/activities.json"),
];

/// The shipped objects, in the order of their ids 1 to 12.
///
/// A file that does not read is left out; a test keeps that from happening.
#[must_use]
pub fn objects() -> Vec<Object> {
    FILES.iter().filter_map(|file| read(file).ok()).collect()
}

#[derive(Debug, thiserror::Error)]
enum StandardError {
    #[error("not an object definition")]
    Json(#[from] serde_json::Error),
    #[error("refused by the schema")]
    Schema(#[from] SchemaError),
}

fn read(file: &str) -> Result<Object, StandardError> {
    let object: Object = serde_json::from_str(file)?;
    object.check()?;
    Ok(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_object_reads_and_refers_to_shipped_objects() {
        for file in FILES {
            read(file).expect("shipped definition");
        }
        let objects = objects();
        for (at, object) in objects.iter().enumerate() {
            assert_eq!(usize::try_from(object.id.0).ok(), Some(at + 1), "{}", object.name);
            for field in &object.fields {
                assert!(!field.label.en.is_empty() && !field.label.zh.is_empty(), "{}.{}", object.name, field.name);
                if let crate::FieldType::Reference { to } = &field.field_type {
                    assert!(objects.iter().any(|other| other.name == *to), "{}.{} refers to {to}", object.name, field.name);
                }
            }
        }
    }
}
