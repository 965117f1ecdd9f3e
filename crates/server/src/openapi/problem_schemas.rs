//! Shapes of refused rows and of decisions that wait.

use serde_json::{Value, json};

use super::schemas::{id, input, moment, object, optional, page_of};
use super::sync_schemas::{choice, text};

const ROW: [&str; 10] = ["id", "run", "row", "state", "code", "field", "detail", "values", "candidates", "ended"];

fn row() -> Value {
    json!({
        "id": {"type": "string", "description": "Run and place."},
        "run": id(),
        "row": {"type": "integer"},
        "state": choice(&["rejected", "held", "ended"]),
        "code": {"type": "string"},
        "field": {"type": "string"},
        "detail": {"type": "string"},
        "values": {"description": "The original row, by column."},
        "candidates": {"type": "array", "items": {"type": "string"}, "description": "The records that fit, for a row that waits for a decision."},
        "ended": {"type": ["object", "null"], "description": "How it ended, by whom, when, with which corrections."},
    })
}

fn refused_row() -> Value {
    let mut members = row();
    members["problem"] = json!({"type": "string", "description": "Id of its problem: what it has in common with rows of other runs."});
    members["external_id"] = json!({"type": ["string", "null"], "description": "The other system's id of it, as far as known."});
    let names: Vec<&str> = ROW.into_iter().chain(["problem", "external_id"]).collect();
    object(&names, members)
}

/// Every schema of this part by name.
pub(super) fn all() -> Value {
    json!({
        "ProblemGroup": problem_group(),
        "ProblemCare": input(&[], json!({
            "assignee": optional(&id()),
            "snoozed_until": optional(&moment()),
            "reason": {"type": ["string", "null"], "maxLength": 1000},
        })),
        "ProblemGroupPage": page_of("ProblemGroup"),
        "ProblemRecord": object(&ROW, row()),
        "ProblemRecordPage": page_of("ProblemRecord"),
        "RefusedRow": refused_row(),
        "RefusedRowPage": page_of("RefusedRow"),
        "RunReplay": input(&["records"], json!({
            "records": {"type": "array", "items": text(60), "minItems": 1, "maxItems": 10_000, "description": "Rows of this run that are open or were left out."},
        })),
        "ProblemTest": input(&["record"], json!({"record": text(60), "values": {"type": "object", "description": "Corrections by column."}})),
        "ProblemTried": object(&["applies", "report", "examples", "refused"], json!({
            "applies": {"type": "boolean"},
            "report": {"type": "object"},
            "examples": {"type": "array", "items": {"type": "object"}, "description": "How records would change."},
            "refused": {"type": "array", "items": {"type": "string"}},
        })),
        "ProblemReplay": input(&[], json!({
            "records": {"type": ["array", "null"], "items": text(60), "maxItems": 10_000, "description": "All open ones when absent, at most 10,000."},
            "values": {"type": "object", "additionalProperties": {"type": "object"}, "description": "Corrections of single rows: by row, then by column."},
            "set": {"type": "object", "description": "A correction of all of them, by column."},
        })),
        "ProblemReplayed": object(&["runs", "replayed", "refused", "inbox", "due", "superseded"], json!({
            "runs": {"type": "array", "items": {"type": "string"}},
            "replayed": {"type": "integer"},
            "refused": {"type": "integer", "description": "Of these, refused again."},
            "inbox": {"type": "integer", "description": "Pushes handed back to be read again."},
            "due": {"type": "integer", "description": "Written to the other system again with the next pass."},
            "superseded": {"type": "integer", "description": "Known in a newer version by now."},
        })),
        "ProblemDecide": input(&["choice"], json!({
            "choice": {"type": "string", "enum": ["this", "one", "new"], "description": "`this`: each row is `record`. `one`: the records that a row fits are one, and it is that one. `new`: each row is a new record, told apart from them."},
            "record": {"type": ["string", "null"], "maxLength": 20, "description": "For `this`: one of the records that the rows fit; not needed where there is only one."},
            "records": {"type": ["array", "null"], "items": text(60), "maxItems": 10_000, "description": "The rows; all that wait for a decision when absent, at most 10,000."},
        })),
        "ProblemExclude": input(&["reason"], json!({
            "records": {"type": ["array", "null"], "items": text(60), "maxItems": 10_000},
            "reason": text(1_000),
        })),
        "ProblemExcluded": object(&["excluded"], json!({"excluded": {"type": "integer"}})),
        "ProblemNote": problem_note(),
        "ProblemNotePage": page_of("ProblemNote"),
        "ProblemNoteInput": input(&["text"], json!({"text": text(4_000)})),
        "Review": object(&["id", "kind", "state", "subject", "detail", "choices", "created_at"], json!({
            "id": id(),
            "kind": {"type": "string"},
            "state": choice(&["open", "settled", "obsolete"]),
            "sync": optional(&id()),
            "run": optional(&id()),
            "object": {"type": ["string", "null"]},
            "record": optional(&id()),
            "subject": {"type": "string"},
            "answer_by": {"type": ["string", "null"], "format": "date-time", "description": "By when whoever asked wants an answer. Nothing happens by itself when it passes."},
            "detail": {"description": "Facts to decide by."},
            "choices": {"type": "array", "items": {"type": "string"}},
            "created_at": moment(),
            "settled_at": optional(&moment()),
            "settled_by": {"type": ["string", "null"]},
            "runs": {"type": "array", "items": {"type": "string"}, "description": "What went on by the decision."},
        })),
        "ReviewPage": page_of("Review"),
        "ReviewSettle": input(&["choice"], json!({
            "choice": choice(&["approve", "reject", "here", "there", "this", "again", "dismiss"]),
            "reason": {"type": "string", "maxLength": 500, "description": "Why; needed to reject a preview, and to approve a part of one."},
            "external_id": {"type": "string", "maxLength": 255, "description": "With `this`: which record of the other system it is."},
            "only": {"type": "array", "minItems": 1, "maxItems": 1000, "items": text(500), "description": "With `approve` of a preview: only these records, by their ids in the other system. The sync is paused, so that no run does the rest by itself; `detail` then tells how many were `approved` and `left_out`, and which (`only`)."},
        })),
        "ApprovalRequest": input(&["plan"], json!({
            "plan": {"type": "string", "maxLength": 40, "description": "`plan` of the preview."},
            "note": {"type": "string", "maxLength": 500, "description": "For whoever decides."},
            "answer_by": {"type": ["string", "null"], "format": "date-time", "description": "By when an answer is wanted: from now on, within a year."},
        })),
    })
}

fn problem_group() -> Value {
    object(
        &[
            "id",
            "object",
            "source",
            "code",
            "field",
            "cause",
            "advice",
            "count",
            "held",
            "first_at",
            "last_at",
            "trend",
            "syncs",
            "by_sync",
            "assignee",
            "snoozed_until",
            "reason",
        ],
        json!({
            "id": {"type": "string", "description": "Object, source, code and field; stays the same."},
            "object": {"type": "string"},
            "source": {"type": "string"},
            "code": {"type": "string"},
            "field": {"type": "string", "description": "Empty for the whole record."},
            "cause": both_languages(),
            "advice": both_languages(),
            "count": {"type": "integer"},
            "held": {"type": "integer", "description": "How many of them wait for a decision."},
            "first_at": moment(),
            "last_at": moment(),
            "trend": {"type": "array", "items": object(&["day", "count"], json!({"day": {"type": "string", "format": "date"}, "count": {"type": "integer"}})), "description": "Rows that came on each of the last fourteen days in UTC, whatever became of them; days without any are left out."},
            "syncs": {"type": "array", "items": id(), "description": "The syncs that met them."},
            "by_sync": {"type": "array", "items": object(&["sync", "count"], json!({"sync": id(), "count": {"type": "integer"}})), "description": "How many rows each of these syncs met."},
            "assignee": {"anyOf": [id(), {"type": "null"}], "description": "The person who looks after it."},
            "snoozed_until": optional(&moment()),
            "reason": {"type": ["string", "null"], "description": "Why it may wait, or what is known about it."},
        }),
    )
}

fn problem_note() -> Value {
    object(
        &["id", "kind", "by", "at"],
        json!({
            "id": id(),
            "kind": {"type": "string", "enum": ["note", "assigned", "snoozed", "woken", "replayed", "decided", "excluded"], "description": "`note`: words of a person. The others tell what somebody did."},
            "by": {"type": "string", "description": "Who, as in the history of a record."},
            "at": moment(),
            "text": {"type": "string", "description": "What was said, or why rows were left out or may wait."},
            "person": {"anyOf": [id(), {"type": "null"}], "description": "Who looks after it from then on."},
            "until": {"type": "string", "format": "date-time", "description": "Until when it may wait."},
            "rows": {"type": "integer", "description": "How many rows were applied again, decided or left out."},
            "refused": {"type": "integer", "description": "Of these, refused again."},
            "values": {"type": "object", "description": "The correction of all of them, by column."},
            "choice": {"type": "string", "enum": ["this", "one", "new"], "description": "What rows are that fit several records."},
            "record": optional(&id()),
        }),
    )
}

pub(super) fn both_languages() -> Value {
    object(&["en", "zh"], json!({"en": {"type": "string"}, "zh": {"type": "string"}}))
}
