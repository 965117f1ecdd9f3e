//! The query parameters that operations share, and the lists of them that the table names.

use crate::query::{Kind, Parameter};

pub(super) const fn parameter(name: &'static str, kind: Kind, text: &'static str) -> Parameter {
    Parameter { name, kind, required: false, text, example: "" }
}

pub(super) const fn required(name: &'static str, kind: Kind, text: &'static str, example: &'static str) -> Parameter {
    Parameter { name, kind, required: true, text, example }
}

pub(super) const LIMIT: Parameter =
    Parameter { name: "limit", kind: Kind::Integer(1, 500), required: false, text: "How many at most; 50 when absent.", example: "5" };
pub(super) const CURSOR: Parameter =
    parameter("cursor", Kind::Text(4_000), "Where to go on: `next_cursor` of the page before. Belongs to the same filter and order.");
pub(super) const FIELDS: Parameter =
    parameter("fields", Kind::Text(8_000), "Only these fields, separated by commas. `external_ids` may be asked for.");
pub(super) const EXPAND: Parameter =
    parameter("expand", Kind::Text(400), "Reference fields whose records are wanted too, separated by commas; `a.b` follows two.");
pub(super) const FILTER: Parameter = parameter(
    "filter",
    Kind::Text(20_000),
    "Condition, e.g. `city = \"上海\" AND created_at >= 2026-01-01`. Operators: = != < <= > >= IN, NOT IN, : (has), ~ (contains), ^ (starts with), IS NULL, IS NOT NULL, AND, OR, NOT, brackets.",
);
pub(super) const SORT: Parameter =
    parameter("sort", Kind::Text(400), "Field names separated by commas, `-` before a name for largest first. The id always comes last.");
pub(super) const COUNT: Parameter =
    parameter("count", Kind::Choice(&["none", "estimated", "exact"]), "Whether the page tells how many there are in all.");
pub(super) const DRY_RUN: Parameter = parameter("dry_run", Kind::Boolean, "Work out exactly what would happen, and change nothing.");
pub(super) const DELETED: Parameter = parameter("state", Kind::Choice(&["live", "deleted"]), "Which records; live when absent.");

pub(super) const FAULTS: &[Parameter] = &[
    parameter("system", Kind::Text(60), "Only of this system."),
    parameter("id", Kind::Integer(0, 1_000_000), "Only this one; needs `system`."),
];
pub(super) const LIST: &[Parameter] = &[LIMIT, CURSOR, FIELDS, EXPAND, FILTER, SORT, COUNT, DELETED];
pub(super) const EXPORT: &[Parameter] =
    &[parameter("format", Kind::Choice(&["csv", "xlsx", "jsonl"]), "csv when absent."), FIELDS, FILTER, SORT];
pub(super) const PREVIEW_ROWS: &[Parameter] = &[
    parameter("format", Kind::Choice(&["csv", "xlsx", "jsonl"]), "csv when absent."),
    parameter(
        "plan",
        Kind::Text(40),
        "`plan` of the preview; needed unless the sync only writes. Refused when what it was made of has changed.",
    ),
];
pub(super) const PAGE: &[Parameter] = &[LIMIT, CURSOR];
pub(super) const SYNC_RECORDS: &[Parameter] =
    &[LIMIT, CURSOR, parameter("state", Kind::Choice(&["in_sync", "left_out", "failing", "waiting"]), "in_sync when absent.")];
pub(super) const PROBLEM_RECORDS: &[Parameter] =
    &[LIMIT, CURSOR, parameter("state", Kind::Choice(&["open", "ended"]), "open when absent.")];
pub(super) const DUPLICATES: &[Parameter] = &[
    LIMIT,
    CURSOR,
    parameter("object", Kind::Text(60), "Only of this object."),
    parameter("state", Kind::Choice(&["open", "dismissed", "merged", "later"]), "open when absent."),
];
pub(super) const DUPLICATE_RULE: &[Parameter] = &[
    parameter("object", Kind::Text(60), "The object; customers when absent."),
    parameter("merge_from", Kind::Integer(50, 100), "What merging from this score on would have done; the score of the rule when absent."),
];
pub(super) const REVIEWS: &[Parameter] =
    &[LIMIT, CURSOR, parameter("state", Kind::Choice(&["open", "settled", "obsolete"]), "open when absent.")];
pub(super) const ALERTS: &[Parameter] = &[LIMIT, CURSOR, parameter("open", Kind::Boolean, "Only those that are not over.")];
pub(super) const RUN_STATE: Parameter = parameter(
    "state",
    Kind::Choice(&["open", "queued", "running", "done", "done_with_rejects", "failed", "cancelled", "paused", "warning"]),
    "Only runs that stand so.",
);
pub(super) const RUNS: &[Parameter] = &[
    LIMIT,
    CURSOR,
    parameter("sync", Kind::Id, "Only runs of this sync."),
    parameter("kind", Kind::Text(200), "Only runs of these kinds, separated by commas, e.g. `sync,reconcile`."),
    RUN_STATE,
];
pub(super) const IMPORTS: &[Parameter] =
    &[LIMIT, CURSOR, parameter("kind", Kind::Choice(&["import", "import_preview"]), "Only these; both when absent."), RUN_STATE];
pub(super) const EVENTS: &[Parameter] =
    &[parameter("after", Kind::Integer(0, i64::MAX), "What happened since this place is told first: `events_after` of the session.")];
pub(super) const SESSIONS: &[Parameter] = &[parameter("everybody", Kind::Boolean, "Sessions of all people; administrators only.")];
pub(super) const VIEWS: &[Parameter] = &[required("object", Kind::Text(60), "The object whose lists they are.", "\"customers\"")];
pub(super) const ONE: &[Parameter] = &[FIELDS, EXPAND];
pub(super) const IMPORT: &[Parameter] = &[
    required("object", Kind::Text(60), "The object to import into.", "\"customers\""),
    parameter("file_name", Kind::Text(255), "Name of the file; its ending tells the format."),
    parameter("source", Kind::Text(60), "Name of the system the rows come from; the same name next time means the same rows."),
    parameter("match", Kind::Text(400), "Fields that identify a record, separated by commas; as the object defines when absent."),
    parameter("encoding", Kind::Text(40), "Text encoding; found out when absent."),
    parameter("sheet", Kind::Text(120), "Sheet of a workbook; all visible ones with the same columns when absent."),
    parameter(
        "policy",
        Kind::Choice(&["merge", "review"]),
        "What to do with a row that fits several records: they are one (merge, undoable), or a person decides (review).",
    ),
    parameter(
        "mapping",
        Kind::Text(20_000),
        "Mapping as YAML text; proposed from the column names when absent. In a form it may be a file (YAML or XLSX).",
    ),
    DRY_RUN,
];
pub(super) const CHANGES: &[Parameter] = &[
    LIMIT,
    parameter("cursor", Kind::Text(2_000), "Where to go on; `latest` for what happens from now on."),
    parameter("objects", Kind::Text(1_000), "Only changes of these objects, separated by commas."),
];
