//! Cells that a reader could not make sense of: what is wrong with each, and what of it can be used.

use model::{CellKind, Finding, FindingCode, SURPLUS};

use crate::apply::Mapped;
use crate::compile::Plan;
use crate::input::Taken;
use crate::kind::Kind;

/// A damaged text as long as this was cut.
const LONG_BYTES: usize = 512 << 10;
/// Most characters of a damaged text that stand in its finding.
const DETAIL_CHARS_MAX: usize = 200;

/// What is wrong with a damaged cell.
pub(crate) fn damage_of(text: &str) -> FindingCode {
    if text.trim_start().starts_with(['{', '[']) {
        FindingCode::JsonInvalid
    } else if text.contains(char::REPLACEMENT_CHARACTER) {
        FindingCode::BytesInvalid
    } else if text.len() > LONG_BYTES {
        FindingCode::TooLong
    } else if text.contains(SURPLUS) || text.starts_with('"') {
        FindingCode::RowShape
    } else {
        FindingCode::BytesInvalid
    }
}

/// Reports damage; true when the value cannot be used at all. Of a cell that was given what stands behind it, its own text is.
pub(crate) fn damaged(plan: &Plan, taken: &mut Taken<'_>, out: &mut Mapped) -> bool {
    if taken.cell != CellKind::Damaged {
        return false;
    }
    let code = damage_of(taken.text);
    out.buffers.damaged = Some(code);
    let keeps_all =
        plan.inputs.iter().all(|input| matches!(input.kind, Kind::Text | Kind::LongText | Kind::Name | Kind::Place | Kind::Address));
    // What no field takes stands in the finding.
    let detail: String = if keeps_all { String::new() } else { taken.text.chars().take(DETAIL_CHARS_MAX).collect() };
    out.findings.push(Finding::new(code, plan.name.clone(), detail));
    match own_text(code, taken.text) {
        Some(own) if !keeps_all => {
            (taken.cell, taken.text) = (CellKind::Text, own);
            own.is_empty()
        }
        Some(_) | None => !keeps_all,
    }
}

/// The text of a damaged cell itself, where only what stands behind it does not belong to it.
pub(crate) fn own_text(code: FindingCode, text: &str) -> Option<&str> {
    (code == FindingCode::RowShape).then(|| text.split_once(SURPLUS)).flatten().map(|(own, _)| own)
}
