//! Where a call goes, by its path: what the log calls it, which table it is about, which scope it needs.

use crate::site::Site;

/// Where a call below `/crm/` goes.
pub(super) enum Route {
    Modules(Option<String>),
    Fields,
    Organisation,
    Users,
    Coql,
    Watch,
    Upload,
    BulkRead(Option<String>),
    BulkReadResult(String),
    BulkWrite(Option<String>),
    BulkWriteResult(String),
    Many(usize),
    Upsert(usize),
    Search(usize),
    Deleted(usize),
    Count(usize),
    Single(usize, String),
    UnknownModule,
    Nowhere,
}

pub(super) fn route(site: &Site, path: &[&str]) -> Route {
    let module = |name: &str| site.tables.iter().position(|table| table.name == name);
    match path {
        ["crm", "bulk", _, "read"] => Route::BulkRead(None),
        ["crm", "bulk", _, "read", id] => Route::BulkRead(Some((*id).to_owned())),
        ["crm", "bulk", _, "read", id, "result"] => Route::BulkReadResult((*id).to_owned()),
        ["crm", "bulk", _, "write"] => Route::BulkWrite(None),
        ["crm", "bulk", _, "write", id] => Route::BulkWrite(Some((*id).to_owned())),
        ["v7", "crm", _, "bulk-write", _, file] => Route::BulkWriteResult((*file).to_owned()),
        ["crm", _, "upload"] => Route::Upload,
        ["crm", _, "settings", "modules"] => Route::Modules(None),
        ["crm", _, "settings", "modules", name] => Route::Modules(Some((*name).to_owned())),
        ["crm", _, "settings", "fields"] => Route::Fields,
        ["crm", _, "org"] => Route::Organisation,
        ["crm", _, "users"] => Route::Users,
        ["crm", _, "coql"] => Route::Coql,
        ["crm", _, "actions", "watch"] => Route::Watch,
        ["crm", _, name, rest @ ..] => match (module(name), rest) {
            (None, _) => Route::UnknownModule,
            (Some(table), []) => Route::Many(table),
            (Some(table), ["upsert"]) => Route::Upsert(table),
            (Some(table), ["search"]) => Route::Search(table),
            (Some(table), ["deleted"]) => Route::Deleted(table),
            (Some(table), ["actions", "count"]) => Route::Count(table),
            (Some(table), [id]) => Route::Single(table, (*id).to_owned()),
            (Some(_), _) => Route::Nowhere,
        },
        _ => Route::Nowhere,
    }
}

impl Route {
    /// Name for the log, and table.
    pub(super) fn endpoint(&self, method: &str) -> (&'static str, Option<usize>) {
        match (self, method) {
            (Self::Modules(_), _) => ("modules", None),
            (Self::Fields, _) => ("fields", None),
            (Self::Organisation, _) => ("org", None),
            (Self::Users, _) => ("users", None),
            (Self::Coql, _) => ("coql", None),
            (Self::Watch, "GET") => ("watch.list", None),
            (Self::Watch, "DELETE") => ("watch.delete", None),
            (Self::Watch, _) => ("watch.put", None),
            (Self::Upload, _) => ("upload", None),
            (Self::BulkRead(None), _) => ("bulk.read.create", None),
            (Self::BulkRead(Some(_)), _) => ("bulk.read.status", None),
            (Self::BulkReadResult(_), _) => ("bulk.read.result", None),
            (Self::BulkWrite(None), _) => ("bulk.write.create", None),
            (Self::BulkWrite(Some(_)), _) => ("bulk.write.status", None),
            (Self::BulkWriteResult(_), _) => ("bulk.write.result", None),
            (Self::Many(table), "POST") => ("create", Some(*table)),
            (Self::Many(table), "PUT") => ("update", Some(*table)),
            (Self::Many(table) | Self::Single(table, _), "DELETE") => ("delete", Some(*table)),
            (Self::Many(table), _) => ("list", Some(*table)),
            (Self::Upsert(table), _) => ("upsert", Some(*table)),
            (Self::Search(table), _) => ("search", Some(*table)),
            (Self::Deleted(table), _) => ("deleted", Some(*table)),
            (Self::Count(table), _) => ("count", Some(*table)),
            (Self::Single(table, _), "PUT") => ("update", Some(*table)),
            (Self::Single(table, _), _) => ("get", Some(*table)),
            (Self::UnknownModule | Self::Nowhere, _) => ("unknown", None),
        }
    }

    pub(super) fn scope(&self) -> &'static str {
        match self {
            Self::Modules(_) | Self::Fields => "ZohoCRM.settings",
            Self::Organisation => "ZohoCRM.org",
            Self::Users => "ZohoCRM.users",
            Self::Coql => "ZohoCRM.coql",
            Self::Watch => "ZohoCRM.notifications",
            Self::Upload => "ZohoFiles.files",
            Self::BulkRead(_) | Self::BulkReadResult(_) | Self::BulkWrite(_) | Self::BulkWriteResult(_) => "ZohoCRM.bulk",
            Self::Search(_) => "ZohoSearch.securesearch",
            Self::Many(_) | Self::Upsert(_) | Self::Deleted(_) | Self::Count(_) | Self::Single(..) => "ZohoCRM.modules",
            Self::UnknownModule | Self::Nowhere => "",
        }
    }
}

/// The version of a path in tenths: 80 for `v8`, 21 for `v2.1`.
pub(super) fn version(path: &[&str]) -> u32 {
    let part = path.iter().find_map(|part| part.strip_prefix('v'));
    let tenths = part.and_then(|digits| {
        let (whole, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
        Some(whole.parse::<u32>().ok()?.min(100) * 10 + tenth.parse::<u32>().ok()?.min(9))
    });
    tenths.unwrap_or(80)
}

/// What differs between versions, by their tenths.
pub(super) mod since {
    /// Page tokens.
    pub(in super::super) const PAGE_TOKENS: u32 = 21;
    /// Records can be counted ~.
    pub(in super::super) const COUNTS: u32 = 21;
    /// Lists must name their fields; bulk jobs name their module by an object.
    pub(in super::super) const FIELDS_NAMED: u32 = 30;
    /// `id` and `Converted__s` are listed among the fields.
    pub(in super::super) const ID_LISTED: u32 = 40;
    /// What is refused for all records has a status of its own; before it is 202 ~.
    pub(in super::super) const REFUSED_400: u32 = 50;
    /// Queries give 2,000 records and reach 100,000 (200 and 10,000 before; v5 and v6 are told both ways ~).
    pub(in super::super) const LONG_QUERIES: u32 = 70;
}
