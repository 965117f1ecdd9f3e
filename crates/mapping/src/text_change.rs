//! Text operators for values on their way out: the same operators as on the way in, without a row of columns around them.

use crate::bind::operation;
use crate::error::{MappingError, Place};
use crate::input::{Operation, PIECE};
use crate::transform::Transform;

/// Text operators made ready. Those that join columns or say a kind mean nothing for one clean value and are left out.
#[derive(Clone, Debug, Default)]
pub struct TextChange {
    operations: Vec<Operation>,
    names: Vec<String>,
}

impl TextChange {
    /// Makes `transforms` ready, in order.
    ///
    /// # Errors
    /// [`MappingError`] for a regular expression that cannot be used.
    pub fn new(transforms: &[Transform]) -> Result<Self, MappingError> {
        let mut change = Self::default();
        for transform in transforms {
            let names = &mut change.names;
            let made = operation(transform, Place::Whole, |name| {
                let at = names.iter().position(|known| known == name);
                Ok(at.unwrap_or_else(|| {
                    names.push(name.to_owned());
                    names.len() - 1
                }))
            })?;
            change.operations.extend(made);
        }
        Ok(change)
    }

    /// True when it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// Names of the fields that `when` asks for.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Changes `text`. `held`: the text of each of [`TextChange::names`]. The pieces of a value cut without a number come back
    /// one by one.
    #[must_use]
    pub fn apply(&self, text: &str, held: &[String]) -> Vec<String> {
        let mut text = text.to_owned();
        for operation in &self.operations {
            operation.apply(&|at| held.get(at).map_or("", String::as_str), &mut text);
        }
        text.split(PIECE).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(transforms: &[Transform], text: &str, expected: &[&str]) {
        let change = TextChange::new(transforms).expect("usable");
        let held = vec!["VIP".to_owned(); change.names().len()];
        assert_eq!(change.apply(text, &held), expected, "{transforms:?} of {text:?}");
    }

    #[test]
    fn operators_mean_the_same_on_the_way_out() {
        let own = |text: &str| text.to_owned();
        check(&[Transform::Trim, Transform::Upper], " ab ", &["AB"]);
        check(&[Transform::Prefix(own("+")), Transform::Suffix(own("!"))], "1", &["+1!"]);
        check(&[Transform::Prefix(own("+"))], "", &[""]);
        check(&[Transform::Default(own("x"))], "", &["x"]);
        check(&[Transform::Replace(own("-"), own(""))], "1-2-3", &["123"]);
        check(&[Transform::Split(own("/"), Some(2))], "a/b", &["b"]);
        check(&[Transform::Split(own("/"), None)], "a/b", &["a", "b"]);
        check(&[Transform::RegexExtract(own("[0-9]+"), 0)], "no 42", &["42"]);
        check(&[Transform::When(own("level"), vec![own("vip")])], "kept", &["kept"]);
        check(&[Transform::When(own("level"), vec![own("new")])], "gone", &[""]);
        assert!(TextChange::new(&[Transform::RegexExtract(own("("), 0)]).is_err());
    }
}
