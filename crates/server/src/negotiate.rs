//! Which format a request brings and which one it wants back.

use axum::http::{HeaderMap, header};

use crate::problem::{Code, Problem};

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
    Csv,
}

/// The format `Accept` prefers of `offered` (best first). Without the header it is the first one.
pub(crate) fn wanted<F: Copy>(headers: &HeaderMap, offered: &[(F, &[&str])]) -> Result<F, Box<Problem>> {
    let not_acceptable = || Problem::new(Code::NotAcceptable);
    let mut values = headers.get_all(header::ACCEPT).iter().peekable();
    if values.peek().is_none() {
        return offered.first().map(|(format, _)| *format).ok_or_else(not_acceptable);
    }
    let mut best: Option<(u32, F)> = None;
    for value in values {
        for part in value.to_str().unwrap_or_default().split(',') {
            let mut pieces = part.split(';');
            let kind = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            // Thousandths, so that weights compare as whole numbers; the earlier of equals wins.
            let weight = (weight.clamp(0.0, 1.0) * 1000.0).round();
            let weight = (0..=1000_u32).rev().find(|step| f64::from(*step) <= f64::from(weight)).unwrap_or(0);
            if weight == 0 {
                continue;
            }
            let hit = offered.iter().find(|(_, types)| {
                types.iter().any(|offered| {
                    kind == *offered
                        || kind == "*/*"
                        || offered.split('/').next().is_some_and(|family| kind.strip_suffix("/*") == Some(family))
                })
            });
            if let Some((format, _)) = hit
                && best.is_none_or(|(known, _)| weight > known)
            {
                best = Some((weight, *format));
            }
        }
    }
    best.map(|(_, format)| format).ok_or_else(not_acceptable)
}

/// JSON, XML, CSV as records speak them.
pub(crate) const RECORD_FORMATS: &[(Format, &[&str])] = &[
    (Format::Json, &["application/json", "application/problem+json"]),
    (Format::Xml, &["application/xml", "text/xml"]),
    (Format::Csv, &["text/csv"]),
];

/// JSON only.
pub(crate) const JSON_ONLY: &[(Format, &[&str])] = &[(Format::Json, &["application/json", "application/problem+json"])];

/// The media type of the body, lower case, without parameters; empty when absent or told twice.
pub(crate) fn content_type(headers: &HeaderMap) -> String {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let first = values.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    if values.next().is_some() {
        return String::new();
    }
    first.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// True for JSON and its relatives.
pub(crate) fn is_json(content_type: &str) -> bool {
    content_type == "application/json" || (content_type.starts_with("application/") && content_type.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_preferred_offered_format_wins() {
        for (accept, expected) in [
            ("application/json", Some(Format::Json)),
            ("*/*", Some(Format::Json)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Format::Xml)),
            ("text/csv", Some(Format::Csv)),
            ("application/json;q=0.5, application/xml", Some(Format::Xml)),
            ("text/*", Some(Format::Xml)),
            ("image/png", None),
            ("application/json;q=0", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wanted(&headers, RECORD_FORMATS).ok(), expected, "{accept}");
        }
    }
}
