//! Scalars of a mapping file, taken as text whatever way they are written: `1`, `true` and `"1"` are texts here.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One scalar as text.
pub(crate) struct Scalar(pub String);

/// One scalar or a list of them.
pub(crate) struct ScalarList(pub Vec<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Scalar;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or number")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar(text.to_owned()))
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
        }
        deserializer.deserialize_any(Text)
    }
}

impl<'de> Deserialize<'de> for ScalarList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = ScalarList;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<ScalarList, E> {
                Ok(ScalarList(vec![text.to_owned()]))
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<ScalarList, E> {
                Ok(ScalarList(vec![value.to_string()]))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<ScalarList, E> {
                Ok(ScalarList(vec![value.to_string()]))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<ScalarList, E> {
                Ok(ScalarList(vec![value.to_string()]))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<ScalarList, E> {
                Ok(ScalarList(vec![value.to_string()]))
            }
            fn visit_unit<E: de::Error>(self) -> Result<ScalarList, E> {
                Ok(ScalarList(Vec::new()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ScalarList, A::Error> {
                let mut items = Vec::new();
                while let Some(Scalar(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(ScalarList(items))
            }
        }
        deserializer.deserialize_any(List)
    }
}

/// `from`: nothing, one name, or a list of names.
pub(crate) mod one_or_many {
    use super::{Deserialize, Deserializer, ScalarList, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(items: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        match items {
            [one] => serializer.serialize_str(one),
            [] | [_, ..] => items.serialize(serializer),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
        ScalarList::deserialize(deserializer).map(|list| list.0)
    }
}

/// `default`: a scalar taken as text.
pub(crate) mod optional_text {
    use super::{Deserialize, Deserializer, Scalar, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
        text.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Ok(Option::<Scalar>::deserialize(deserializer)?.map(|scalar| scalar.0))
    }
}

/// `values`: a map that keeps its order and refuses a key twice.
pub(crate) mod value_table {
    use super::{Deserializer, MapAccess, Scalar, SerializeMap, Serializer, Visitor, de, fmt};

    pub(crate) fn serialize<S: Serializer>(lines: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(lines.len()))?;
        for (from, to) in lines {
            map.serialize_entry(from, to)?;
        }
        map.end()
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
        struct Table;
        impl<'de> Visitor<'de> for Table {
            type Value = Vec<(String, String)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of source value: target value")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut lines: Vec<(String, String)> = Vec::new();
                while let Some((Scalar(from), Scalar(to))) = map.next_entry::<Scalar, Scalar>()? {
                    if lines.iter().any(|(known, _)| *known == from) {
                        return Err(de::Error::custom(format!("value table has {from:?} twice")));
                    }
                    lines.push((from, to));
                }
                Ok(lines)
            }
        }
        deserializer.deserialize_map(Table)
    }
}
