//! The small parts of a workbook: list of sheets, relations, number formats, shared strings.

use std::collections::HashMap;

use connector::ConnectorError;

use super::package::{Package, check_limit};
use super::xml::{Seen, Xml};

/// One worksheet as the workbook lists it.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Part of the archive that holds it.
    pub part: String,
}

/// What `workbook.xml` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub sheets: Vec<Sheet>,
    /// Dates count from 1904 instead of 1900.
    pub from_1904: bool,
}

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const STYLES: &str = "xl/styles.xml";
const SHARED_STRINGS: &str = "xl/sharedStrings.xml";
/// Sheets of a workbook; each is looked up among its relations.
const SHEETS_MAX: u64 = 2_000;
/// Number formats and cell styles. The usual program keeps at most 250 and 65,490.
const FORMATS_MAX: u64 = 10_000;
const STYLES_MAX: u64 = 200_000;

fn xml(package: &Package, part: &str) -> Result<Xml, ConnectorError> {
    package.check_held(part)?;
    package.inspect(part)?;
    Ok(Xml::new(package.reader(part)?, &package.name, part))
}

/// Reads the list of sheets.
pub(crate) fn contents(package: &Package) -> Result<Contents, ConnectorError> {
    let targets = worksheet_targets(package)?;
    let mut xml = xml(package, WORKBOOK)?;
    let mut contents = Contents::default();
    loop {
        match xml.next()? {
            Seen::Start if xml.name == "workbookPr" => {
                contents.from_1904 = xml.attribute("date1904").is_some_and(|value| value == "1" || value == "true");
            }
            Seen::Start if xml.name == "sheet" => {
                let id = xml.attribute("id").unwrap_or_default();
                let Some((_, part)) = targets.iter().find(|(known, _)| *known == id) else { continue };
                let hidden = xml.attribute("state").is_some_and(|state| state != "visible");
                check_limit(&package.name, "number of sheets", contents.sheets.len() as u64 + 1, SHEETS_MAX)?;
                contents.sheets.push(Sheet { name: xml.attribute("name").unwrap_or_default(), hidden, part: part.clone() });
            }
            Seen::Eof => return Ok(contents),
            Seen::Start | Seen::End | Seen::Text => {}
        }
    }
}

/// Relation ids of worksheets (not of charts and dialogs) with their parts.
fn worksheet_targets(package: &Package) -> Result<Vec<(String, String)>, ConnectorError> {
    let mut xml = xml(package, RELATIONS)?;
    let mut targets = Vec::new();
    loop {
        match xml.next()? {
            Seen::Start if xml.name == "Relationship" => {
                let kind = xml.attribute("Type").unwrap_or_default();
                if !kind.ends_with("/worksheet") {
                    continue;
                }
                let target = xml.attribute("Target").unwrap_or_default().replace('\\', "/");
                let part = target.strip_prefix('/').map_or_else(|| format!("xl/{}", target.trim_start_matches("./")), str::to_owned);
                check_limit(&package.name, "number of sheets", targets.len() as u64 + 1, SHEETS_MAX)?;
                targets.push((xml.attribute("Id").unwrap_or_default(), part));
            }
            Seen::Eof => return Ok(targets),
            Seen::Start | Seen::End | Seen::Text => {}
        }
    }
}

/// How the number of a cell is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberMeaning {
    #[default]
    Number,
    /// Days since the epoch of the workbook.
    Moment,
    /// Days as a length of time (`[h]:mm`).
    Duration,
}

/// Meaning of each cell style.
pub(crate) fn styles(package: &Package) -> Result<Vec<NumberMeaning>, ConnectorError> {
    let (mut custom, mut meanings) = (HashMap::new(), Vec::new());
    if !package.has(STYLES) {
        return Ok(meanings);
    }
    let mut xml = xml(package, STYLES)?;
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Seen::Start if xml.name == "numFmt" => {
                let id: Option<u32> = xml.attribute("numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, xml.attribute("formatCode")) {
                    custom.entry(id).or_insert_with(|| meaning_of_code(&code));
                    check_limit(&package.name, "number of number formats", custom.len() as u64, FORMATS_MAX)?;
                }
            }
            Seen::Start if xml.name == "cellXfs" => in_cell_styles = true,
            Seen::End if xml.name == "cellXfs" => in_cell_styles = false,
            Seen::Start if in_cell_styles && xml.name == "xf" => {
                let id: u32 = xml.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                meanings.push(custom.get(&id).copied().unwrap_or_else(|| meaning_of_builtin(id)));
                check_limit(&package.name, "number of cell styles", meanings.len() as u64, STYLES_MAX)?;
            }
            Seen::Eof => return Ok(meanings),
            Seen::Start | Seen::End | Seen::Text => {}
        }
    }
}

/// ECMA-376 part 1, 18.8.30: formats that need no definition, with the East Asian ones.
fn meaning_of_builtin(id: u32) -> NumberMeaning {
    match id {
        46 => NumberMeaning::Duration,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberMeaning::Moment,
        _ => NumberMeaning::Number,
    }
}

fn meaning_of_code(code: &str) -> NumberMeaning {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            ';' => break,
            '"' => while characters.next().is_some_and(|inside| inside != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|inside| *inside != ']').collect();
                let elapsed = !inside.is_empty() && inside.chars().all(|letter| matches!(letter.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if elapsed {
                    return NumberMeaning::Duration;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => return NumberMeaning::Moment,
            _ => {}
        }
    }
    NumberMeaning::Number
}

/// The texts that cells refer to by number, in one block.
#[derive(Debug, Default)]
pub(crate) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }
}

/// Reads the shared strings.
pub(crate) fn shared_strings(package: &Package) -> Result<SharedStrings, ConnectorError> {
    let mut strings = SharedStrings::default();
    if !package.has(SHARED_STRINGS) {
        return Ok(strings);
    }
    let mut xml = xml(package, SHARED_STRINGS)?;
    loop {
        match xml.next()? {
            Seen::Start if xml.name == "si" => {
                read_rich_text(&mut xml, "si")?;
                unescape_into(&xml.text, &mut strings.text);
                let held = (strings.text.len() + strings.ends.len() * 4) as u64;
                check_limit(&package.name, "size of shared strings", held, package.limits.workbook_part_bytes_max)?;
                strings.ends.push(u32::try_from(strings.text.len()).unwrap_or(u32::MAX));
            }
            Seen::Eof => return Ok(strings),
            Seen::Start | Seen::End | Seen::Text => {}
        }
    }
}

/// Gathers into `xml.text` what the `t` elements up to the end of `element` hold; readings of characters (`rPh`) are left out.
pub(crate) fn read_rich_text(xml: &mut Xml, element: &str) -> Result<(), ConnectorError> {
    let mut gathered = String::new();
    let mut in_reading = false;
    xml.text.clear();
    loop {
        match xml.next()? {
            Seen::Start if xml.name == "rPh" => in_reading = true,
            Seen::End if xml.name == "rPh" => in_reading = false,
            Seen::Start if xml.name == "t" => xml.text.clear(),
            Seen::End if xml.name == "t" => {
                if !in_reading {
                    gathered.push_str(&xml.text);
                }
            }
            Seen::End if xml.name == element => {
                xml.text = gathered;
                return Ok(());
            }
            Seen::Eof => return Err(xml.damaged("this part of the workbook is cut off")),
            Seen::Start | Seen::End | Seen::Text => {}
        }
    }
}

/// Resolves `_x000D_` (ECMA-376 part 1, 22.9.2.19): how workbooks write characters that XML cannot hold.
pub(crate) fn unescape_into(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        into.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_')).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some('\0') => into.push('\u{FFFD}'),
            Some(character) => into.push(character),
            None => {
                into.push_str("_x");
                rest = escape.get(2..).unwrap_or("");
                continue;
            }
        }
        rest = escape.get(7..).unwrap_or("");
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_formats_tell_dates_from_numbers() {
        for (code, meaning) in [
            ("yyyy\"年\"m\"月\"d\"日\"", NumberMeaning::Moment),
            ("[$-804]yyyy-mm-dd hh:mm", NumberMeaning::Moment),
            ("#,##0.00\" days\"", NumberMeaning::Number),
            ("[Red]#,##0.00;[Blue]-0", NumberMeaning::Number),
            ("[h]:mm:ss", NumberMeaning::Duration),
            ("General", NumberMeaning::Number),
            ("0.00E+00", NumberMeaning::Number),
            ("\\d0", NumberMeaning::Number),
        ] {
            assert_eq!(meaning_of_code(code), meaning, "{code}");
        }
    }

    #[test]
    fn escaped_characters_are_resolved() {
        let mut text = String::new();
        unescape_into("a_x000D_b_xZZ_c_x005F_x000D_", &mut text);
        assert_eq!(text, "a\rb_xZZ_c_x000D_");
    }
}
