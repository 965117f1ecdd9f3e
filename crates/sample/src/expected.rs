//! The numbers a correct run must reproduce, as JSON.

use std::fmt::Write;

/// What the rows for measuring hold. Member names are those of the reference generator's `expect.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BenchExpected {
    /// Rows of the initial load.
    pub rows: u32,
    /// Distinct ids of the initial load.
    pub distinct_ids: u32,
    /// Customers of the initial load.
    pub distinct_customers: u32,
    /// Rows of the incremental feed.
    pub changed: u32,
    /// New people in the incremental feed.
    pub new_in_changed: u32,
    /// Customers after the feed.
    pub distinct_customers_after: u32,
    /// Distinct ids after the feed.
    pub distinct_ids_after: u32,
    /// Spellings of e-mail, the empty one included.
    pub distinct_raw_email: u32,
    /// Spellings of phone, the empty one included.
    pub distinct_raw_phone: u32,
    /// Valid e-mail addresses.
    pub distinct_norm_email: u32,
    /// Valid phones.
    pub distinct_norm_phone: u32,
    /// Rows whose e-mail is missing or unusable.
    pub rows_without_valid_email: u32,
    /// Rows whose phone is missing or unusable.
    pub rows_without_valid_phone: u32,
    /// Rows of a person seen before.
    pub dup: u32,
    /// Of those, linked by e-mail only.
    pub dup_email: u32,
    /// Of those, linked by phone only.
    pub dup_phone: u32,
    /// Of those, linked by both.
    pub dup_both: u32,
    /// Of those, for a person with more than one e-mail or phone already: links may run over a third row.
    pub dup_chain: u32,
    /// Rows with text that is no e-mail address.
    pub bad_email: u32,
    /// Rows with text that is no phone.
    pub bad_phone: u32,
    /// Customers after the feed, counted independently.
    pub selfcheck_union_find: u32,
}

impl BenchExpected {
    /// A JSON object, one member per line.
    #[must_use]
    pub fn to_json(&self) -> String {
        object(&[
            ("rows", self.rows),
            ("distinct_ids", self.distinct_ids),
            ("distinct_customers", self.distinct_customers),
            ("changed", self.changed),
            ("new_in_changed", self.new_in_changed),
            ("distinct_customers_after", self.distinct_customers_after),
            ("distinct_ids_after", self.distinct_ids_after),
            ("distinct_raw_email", self.distinct_raw_email),
            ("distinct_raw_phone", self.distinct_raw_phone),
            ("distinct_norm_email", self.distinct_norm_email),
            ("distinct_norm_phone", self.distinct_norm_phone),
            ("rows_without_valid_email", self.rows_without_valid_email),
            ("rows_without_valid_phone", self.rows_without_valid_phone),
            ("dup", self.dup),
            ("dup_email", self.dup_email),
            ("dup_phone", self.dup_phone),
            ("dup_both", self.dup_both),
            ("dup_chain", self.dup_chain),
            ("bad_email", self.bad_email),
            ("bad_phone", self.bad_phone),
            ("selfcheck_union_find", self.selfcheck_union_find),
        ])
    }
}

/// What the sample of three systems holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShopExpected {
    /// Data rows of all three files.
    pub rows: u32,
    /// Data rows of the shop's CSV.
    pub shop_rows: u32,
    /// Data rows of the CRM's workbook.
    pub crm_rows: u32,
    /// Lines of the support system.
    pub support_rows: u32,
    /// Customers, counting rows with a common valid phone, e-mail or credit code as one; rows without content left out,
    /// the switchboard not counted as a key.
    pub distinct_customers: u32,
    /// Rows that hold neither a name nor anything else that identifies: to be rejected.
    pub rows_without_content: u32,
    /// Rows that give the shared switchboard as their phone.
    pub switchboard_rows: u32,
    /// Rows with a credit code whose check character is wrong.
    pub invalid_credit_codes: u32,
    /// Rows with a date that does not exist.
    pub invalid_dates: u32,
    /// Rows with text that is no e-mail address.
    pub invalid_emails: u32,
    /// Rows with text that is no phone.
    pub invalid_phones: u32,
    /// Lines of the support system that are no JSON; not counted as rows.
    pub invalid_json_lines: u32,
    /// Customers with rows in more than one of the three systems.
    pub customers_in_several_systems: u32,
}

impl ShopExpected {
    /// A JSON object, one member per line.
    #[must_use]
    pub fn to_json(&self) -> String {
        object(&[
            ("rows", self.rows),
            ("shop_rows", self.shop_rows),
            ("crm_rows", self.crm_rows),
            ("support_rows", self.support_rows),
            ("distinct_customers", self.distinct_customers),
            ("rows_without_content", self.rows_without_content),
            ("switchboard_rows", self.switchboard_rows),
            ("invalid_credit_codes", self.invalid_credit_codes),
            ("invalid_dates", self.invalid_dates),
            ("invalid_emails", self.invalid_emails),
            ("invalid_phones", self.invalid_phones),
            ("invalid_json_lines", self.invalid_json_lines),
            ("customers_in_several_systems", self.customers_in_several_systems),
        ])
    }
}

fn object(members: &[(&str, u32)]) -> String {
    let mut out = String::from("{");
    for (at, (name, value)) in members.iter().enumerate() {
        let _ = write!(out, "{}\n  \"{name}\": {value}", if at == 0 { "" } else { "," });
    }
    out.push_str("\n}\n");
    out
}
