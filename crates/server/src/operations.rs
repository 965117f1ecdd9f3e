//! The one table of what the API offers. The router, the permission check, the check of query parameters and the OpenAPI
//! document all read it, so that no endpoint can exist without a right, a description and a limit.

use model::Verb;

use crate::query::{Kind, Parameter};

mod parameters;
mod reserved;
mod terms;

use parameters::{
    ALERTS, CHANGES, DRY_RUN, DUPLICATE_RULE, DUPLICATES, EVENTS, EXPORT, FAULTS, IMPORT, IMPORTS, LIMIT, LIST, ONE, PAGE, PREVIEW_ROWS,
    PROBLEM_RECORDS, REVIEWS, RUNS, SESSIONS, SYNC_RECORDS, VIEWS, parameter,
};

pub use reserved::RESERVED_OBJECT_NAMES;
pub use terms::{Answer, Method, Payload, Right};

/// Every operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described in the table below")]
pub enum Op {
    ListObjects,
    CreateObject,
    GetObject,
    UpdateObject,
    ArchiveObject,
    ListFields,
    CreateField,
    GetField,
    UpdateField,
    ArchiveField,
    TryMapping,
    TryOutgoing,
    MappingTable,
    ReadMapping,
    ListRecords,
    CreateRecord,
    BatchRecords,
    SearchRecords,
    MergeRecords,
    /// What a merge would make.
    PreviewMerge,
    FindDuplicates,
    MappingTemplate,
    RecordXsd,
    ExportRecords,
    GetRecord,
    PatchRecord,
    DeleteRecord,
    RestoreRecord,
    UnmergeRecord,
    PushRecord,
    PullRecord,
    GetByKey,
    UpsertByKey,
    RecordHistory,
    RecordLineage,
    RecordSources,
    /// What each sync knows of a record.
    RecordSyncs,
    RecordTimeline,
    ListImports,
    CreateImport,
    GetImport,
    ImportRejected,
    CancelImport,
    ApplyImport,
    ListRuns,
    GetRun,
    RunRecords,
    RunWrites,
    RunRefused,
    ReplayRun,
    RollbackRun,
    ListChanges,
    ListSources,
    UpdateSource,
    ListConnectors,
    ListConnections,
    CreateConnection,
    GetConnection,
    UpdateConnection,
    ArchiveConnection,
    CheckConnection,
    RotateConnection,
    ListStreams,
    GetStream,
    SampleStream,
    SuggestStream,
    ListSyncs,
    CreateSync,
    GetSync,
    UpdateSync,
    ArchiveSync,
    PauseSync,
    ResumeSync,
    GoLiveSync,
    RunSync,
    PreviewSync,
    ExportPreview,
    RequestApproval,
    ApplySync,
    ReconcileSync,
    WidenSync,
    RehearseSync,
    ListSyncRehearsals,
    ListScenarios,
    ListReadySyncs,
    PrepareReadySync,
    ListSimulators,
    OrderFault,
    ClearFaults,
    PushBackSync,
    ListProblems,
    GetProblem,
    CareForProblem,
    ProblemRecords,
    TestProblem,
    ReplayProblem,
    DecideProblem,
    ExcludeProblem,
    ProblemNotes,
    AddProblemNote,
    ListDuplicates,
    GetDuplicate,
    DismissDuplicate,
    ReopenDuplicate,
    PutOffDuplicate,
    GetDuplicateRule,
    SetDuplicateRule,
    ListReviews,
    GetReview,
    SettleReview,
    ListAlerts,
    ListAlertChannels,
    CreateAlertChannel,
    GetAlertChannel,
    UpdateAlertChannel,
    DeleteAlertChannel,
    TestAlertChannel,
    Hook,
    ListSyncVersions,
    ListSyncRecords,
    GetSyncCounts,
    GetSyncVersion,
    ListBackups,
    CreateBackup,
    GetSystem,
    ListRoles,
    GetSettings,
    UpdateSettings,
    GetSession,
    CreateSession,
    EndSession,
    OwnPassword,
    ListSessions,
    EndOneSession,
    SetupState,
    SetUp,
    ListPeople,
    CreatePerson,
    UpdatePerson,
    LinkPerson,
    FollowEvents,
    GetSummary,
    GetPreferences,
    PutPreferences,
    ListViews,
    CreateView,
    UpdateView,
    DeleteView,
    ListKeys,
    CreateKey,
    RevokeKey,
    OpenApi,
    Postman,
    Docs,
    DocsAsset,
    Index,
    Errors,
    ErrorPage,
    Livez,
    Readyz,
    Metrics,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Which.
    pub op: Op,
    /// Method.
    pub method: Method,
    /// Path template; a `:word` after the last parameter is an action.
    pub path: &'static str,
    /// Name; for operations on `{object}` the object's name is appended in the description.
    pub id: &'static str,
    /// Group in the description.
    pub tag: &'static str,
    /// What it needs.
    pub right: Right,
    /// Query parameters.
    pub query: &'static [Parameter],
    /// What the request carries.
    pub payload: Payload,
    /// Status of success.
    pub status: u16,
    /// What success answers.
    pub answer: Answer,
    /// One line for people.
    pub summary: &'static str,
}

impl Operation {
    /// True for operations that belong to each object.
    #[must_use]
    pub fn is_per_object(&self) -> bool {
        self.path.starts_with("/api/v1/{object}")
    }

    /// True for operations that take `Idempotency-Key`.
    #[must_use]
    pub fn takes_idempotency_key(&self) -> bool {
        let only_asks = matches!(
            self.op,
            Op::SearchRecords
                | Op::FindDuplicates
                | Op::PreviewMerge
                | Op::CheckConnection
                | Op::SampleStream
                | Op::SuggestStream
                | Op::TestProblem
                | Op::TryMapping
                | Op::TryOutgoing
                | Op::MappingTable
                | Op::ReadMapping
                | Op::PrepareReadySync
        );
        // Their answers hold secrets, which are kept nowhere.
        let tells_secret = matches!(self.op, Op::CreateSession | Op::SetUp | Op::CreatePerson | Op::LinkPerson | Op::CreateKey);
        // Calls of other systems have ids of their own, and no caller to keep answers for.
        matches!(self.method, Method::Post | Method::Patch) && !only_asks && !tells_secret && self.op != Op::Hook
    }

    /// True where answers also come as XML and CSV.
    #[must_use]
    pub fn speaks_xml(&self) -> bool {
        matches!(self.op, Op::ListRecords | Op::GetRecord | Op::GetByKey | Op::UpsertByKey)
    }
}

#[expect(clippy::too_many_arguments, reason = "one line of the table below; names would triple its height")]
const fn line(
    op: Op,
    method: Method,
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    right: Right,
    query: &'static [Parameter],
    payload: Payload,
    status: u16,
    answer: Answer,
    summary: &'static str,
) -> Operation {
    Operation { op, method, path, id, tag, right, query, payload, status, answer, summary }
}

const READ: Right = Right::OnObject(Verb::Read);
const WRITE: Right = Right::OnObject(Verb::Write);
const SOME: Right = Right::OnSome(Verb::Read);
const SOME_WRITE: Right = Right::OnSome(Verb::Write);

use Method::{Delete, Get, Patch, Post, Put};
use Payload::None as Empty;

/// The table.
#[rustfmt::skip]
pub const OPERATIONS: &[Operation] = &[
    line(Op::ListObjects, Get, "/api/v1/objects", "list_objects", "schema", SOME, &[], Empty, 200, Answer::Json("ObjectPage"), "List the objects"),
    line(Op::CreateObject, Post, "/api/v1/objects", "create_object", "schema", Right::Admin, &[], Payload::Json("ObjectNew"), 201, Answer::Json("Object"), "Define an object"),
    line(Op::GetObject, Get, "/api/v1/objects/{name}", "get_object", "schema", SOME, &[], Empty, 200, Answer::Json("Object"), "Read the definition of an object"),
    line(Op::UpdateObject, Patch, "/api/v1/objects/{name}", "update_object", "schema", Right::Admin, &[], Payload::Json("ObjectPatch"), 200, Answer::Json("Object"), "Change the definition of an object"),
    line(Op::ArchiveObject, Delete, "/api/v1/objects/{name}", "archive_object", "schema", Right::Admin, &[], Empty, 200, Answer::Json("Object"), "Archive an object that a user defined"),
    line(Op::ListFields, Get, "/api/v1/objects/{name}/fields", "list_fields", "schema", SOME, &[], Empty, 200, Answer::Json("FieldPage"), "List the fields of an object"),
    line(Op::CreateField, Post, "/api/v1/objects/{name}/fields", "create_field", "schema", Right::Admin, &[], Payload::Json("FieldNew"), 201, Answer::Json("Field"), "Add a field to an object"),
    line(Op::GetField, Get, "/api/v1/objects/{name}/fields/{field}", "get_field", "schema", SOME, &[], Empty, 200, Answer::Json("Field"), "Read the definition of a field"),
    line(Op::UpdateField, Patch, "/api/v1/objects/{name}/fields/{field}", "update_field", "schema", Right::Admin, &[], Payload::Json("FieldPatch"), 200, Answer::Json("Field"), "Change the definition of a field"),
    line(Op::ArchiveField, Delete, "/api/v1/objects/{name}/fields/{field}", "archive_field", "schema", Right::Admin, &[], Empty, 200, Answer::Json("Field"), "Archive a field; its values stay"),

    line(Op::TryMapping, Post, "/api/v1/objects/{name}:try-mapping", "try_mapping", "schema", SOME, &[], Payload::Json("MappingTrial"), 200, Answer::Json("MappingTried"), "Find out what a mapping makes of up to 200 rows, and which records they would meet; nothing is saved"),
    line(Op::TryOutgoing, Post, "/api/v1/objects/{name}:try-outgoing", "try_outgoing", "schema", SOME, &[], Payload::Json("OutgoingTrial"), 200, Answer::Json("OutgoingTried"), "Find out what outgoing rules make of up to 200 records; nothing is saved or sent"),
    line(Op::MappingTable, Post, "/api/v1/objects/{name}:mapping-table", "write_mapping_table", "schema", SOME, &[], Payload::Json("MappingTable"), 200, Answer::Other(&["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]), "A mapping as a workbook to edit in a spreadsheet program"),
    line(Op::ReadMapping, Post, "/api/v1/objects/{name}:read-mapping", "read_mapping_table", "schema", SOME, &[], Payload::MappingFile, 200, Answer::Json("MappingRead"), "Read a mapping from a workbook or YAML, checked line by line; nothing is saved"),

    line(Op::ListImports, Get, "/api/v1/imports", "list_imports", "imports", SOME, IMPORTS, Empty, 200, Answer::Json("RunPage"), "List imports, newest first"),
    line(Op::CreateImport, Post, "/api/v1/imports", "create_import", "imports", SOME_WRITE, IMPORT, Payload::File, 202, Answer::Json("Run"), "Import a file"),
    line(Op::GetImport, Get, "/api/v1/imports/{id}", "get_import", "imports", SOME, &[], Empty, 200, Answer::Json("Run"), "State and results of an import"),
    line(Op::ImportRejected, Get, "/api/v1/imports/{id}/rejected", "get_import_rejected", "imports", SOME, &[parameter("format", Kind::Choice(&["csv", "xlsx", "json"]), "As `Accept` asks when absent, csv without it.")], Empty, 200, Answer::Other(&["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json"]), "The rejected rows with their reasons, to correct and import again"),
    line(Op::CancelImport, Post, "/api/v1/imports/{id}:cancel", "cancel_import", "imports", SOME_WRITE, &[], Empty, 200, Answer::Json("Run"), "Stop an import; what it committed stays and can be rolled back"),

    line(Op::ApplyImport, Post, "/api/v1/imports/{id}:apply", "apply_import", "imports", SOME_WRITE, &[], Payload::OptionalJson("ImportApply"), 202, Answer::Json("Run"), "Do what a preview foretold with the file it has; or preview that file with other settings"),

    line(Op::ListRuns, Get, "/api/v1/runs", "list_runs", "runs", SOME, RUNS, Empty, 200, Answer::Json("RunPage"), "List runs, newest first"),
    line(Op::GetRun, Get, "/api/v1/runs/{id}", "get_run", "runs", SOME, &[], Empty, 200, Answer::Json("Run"), "State and results of a run"),
    line(Op::RunRecords, Get, "/api/v1/runs/{id}/records", "list_run_records", "runs", SOME, PAGE, Empty, 200, Answer::Json("ChangePage"), "The changes a run made"),
    line(Op::RunRefused, Get, "/api/v1/runs/{id}/refused", "list_run_refused", "runs", SOME, PAGE, Empty, 200, Answer::Json("RefusedRowPage"), "Rows of a run that could not be applied, open or ended, each with its problem"),
    line(Op::ReplayRun, Post, "/api/v1/runs/{id}:replay", "replay_run_rows", "runs", SOME_WRITE, &[], Payload::Json("RunReplay"), 200, Answer::Json("ProblemReplayed"), "Apply chosen refused rows of a run again, left-out ones too; the runs can be undone"),
    line(Op::RunWrites, Get, "/api/v1/runs/{id}/writes", "list_run_writes", "runs", SOME, PAGE, Empty, 200, Answer::Json("ExternalWritePage"), "What a run wrote to another system, or the differences that a comparison found"),
    line(Op::RollbackRun, Post, "/api/v1/runs/{id}:rollback", "rollback_run", "runs", SOME_WRITE, &[DRY_RUN], Payload::OptionalJson("RollbackInput"), 200, Answer::Json("Rollback"), "Undo a run; what others changed since is listed and left alone"),

    line(Op::ListChanges, Get, "/api/v1/changes", "list_changes", "changes", SOME, CHANGES, Empty, 200, Answer::Json("ChangePage"), "The change feed; `Accept: text/event-stream` follows it"),

    line(Op::ListSources, Get, "/api/v1/sources", "list_sources", "sources", SOME, &[], Empty, 200, Answer::Json("DataSourcePage"), "List the sources that feed objects, with their ranks"),
    line(Op::UpdateSource, Patch, "/api/v1/sources/{id}", "update_source", "sources", Right::Admin, &[DRY_RUN], Payload::Json("DataSourcePatch"), 200, Answer::Json("DataSourceChange"), "Change rank or label of a source; records follow the new rank"),
    line(Op::ListConnectors, Get, "/api/v1/connectors", "list_connectors", "connections", SOME, &[], Empty, 200, Answer::Json("ConnectorPage"), "List the connectors, with the settings each asks for"),
    line(Op::ListConnections, Get, "/api/v1/connections", "list_connections", "connections", Right::Admin, &[], Empty, 200, Answer::Json("ConnectionPage"), "List the connections"),
    line(Op::CreateConnection, Post, "/api/v1/connections", "create_connection", "connections", Right::Admin, &[], Payload::Json("ConnectionNew"), 201, Answer::Json("Connection"), "Make a connection; secrets are never shown again"),
    line(Op::GetConnection, Get, "/api/v1/connections/{id}", "get_connection", "connections", Right::Admin, &[], Empty, 200, Answer::Json("Connection"), "Read a connection"),
    line(Op::UpdateConnection, Patch, "/api/v1/connections/{id}", "update_connection", "connections", Right::Admin, &[], Payload::Json("ConnectionPatch"), 200, Answer::Json("Connection"), "Change a connection; a changed host throws its secrets away"),
    line(Op::ArchiveConnection, Delete, "/api/v1/connections/{id}", "archive_connection", "connections", Right::Admin, &[], Empty, 204, Answer::Nothing, "Take a connection out of use, with its secrets and its syncs"),
    line(Op::CheckConnection, Post, "/api/v1/connections/{id}:check", "check_connection", "connections", Right::Admin, &[], Empty, 200, Answer::Json("ConnectionCheck"), "Look whether a connection works, line by line with how to fix it"),
    line(Op::RotateConnection, Post, "/api/v1/connections/{id}:rotate", "rotate_connection", "connections", Right::Admin, &[], Payload::Json("ConnectionRotate"), 200, Answer::Json("ConnectionRotated"), "Try new secrets, and use them when they work; for calls of the other system the old ones count for a while longer"),
    line(Op::ListStreams, Get, "/api/v1/connections/{id}/streams", "list_streams", "connections", Right::Admin, &[], Empty, 200, Answer::Json("StreamPage"), "What the system offers, from the live system"),
    line(Op::GetStream, Get, "/api/v1/connections/{id}/streams/{stream}", "get_stream", "connections", Right::Admin, &[], Empty, 200, Answer::Json("StreamWithFields"), "One stream with its fields, from the live system"),
    line(Op::SampleStream, Post, "/api/v1/connections/{id}/streams/{stream}:sample", "sample_stream", "connections", Right::Admin, &[], Payload::OptionalJson("SampleInput"), 200, Answer::Json("Sample"), "The first rows of a stream"),
    line(Op::SuggestStream, Post, "/api/v1/connections/{id}/streams/{stream}:suggest", "suggest_mapping", "connections", Right::Admin, &[], Payload::OptionalJson("SuggestInput"), 200, Answer::Json("MappingSuggestion"), "Propose a mapping from live fields and rows, with reasons"),

    line(Op::ListSyncs, Get, "/api/v1/syncs", "list_syncs", "syncs", SOME, &[parameter("include_archived", Kind::Boolean, "Show archived ones too.")], Empty, 200, Answer::Json("SyncPage"), "List the syncs"),
    line(Op::CreateSync, Post, "/api/v1/syncs", "create_sync", "syncs", Right::Admin, &[], Payload::Json("SyncDefinition"), 201, Answer::Json("Sync"), "Make a sync, as a draft"),
    line(Op::GetSync, Get, "/api/v1/syncs/{id}", "get_sync", "syncs", SOME, &[], Empty, 200, Answer::Json("Sync"), "Read a sync"),
    line(Op::UpdateSync, Patch, "/api/v1/syncs/{id}", "update_sync", "syncs", Right::Admin, &[], Payload::Json("SyncPatch"), 200, Answer::Json("Sync"), "Change a sync, as a new version"),
    line(Op::ArchiveSync, Delete, "/api/v1/syncs/{id}", "archive_sync", "syncs", Right::Admin, &[], Empty, 204, Answer::Nothing, "Take a sync out of use; the history of its runs stays"),
    line(Op::PauseSync, Post, "/api/v1/syncs/{id}:pause", "pause_sync", "syncs", Right::Admin, &[], Payload::OptionalJson("PauseInput"), 200, Answer::Json("Sync"), "Stop a sync until it is resumed"),
    line(Op::ResumeSync, Post, "/api/v1/syncs/{id}:resume", "resume_sync", "syncs", Right::Admin, &[], Empty, 200, Answer::Json("Sync"), "Let a paused sync run by its triggers again"),
    line(Op::GoLiveSync, Post, "/api/v1/syncs/{id}:go-live", "go_live_sync", "syncs", Right::Admin, &[], Payload::OptionalJson("GoLiveInput"), 200, Answer::Json("Sync"), "Let a draft run by its triggers"),
    line(Op::RunSync, Post, "/api/v1/syncs/{id}:run", "run_sync", "syncs", Right::Admin, &[], Payload::OptionalJson("SyncRunInput"), 202, Answer::Json("Queued"), "Let a live sync run now"),
    line(Op::PreviewSync, Post, "/api/v1/syncs/{id}:preview", "preview_sync", "syncs", Right::Admin, &[], Payload::OptionalJson("SyncRunInput"), 200, Answer::Json("SyncPreview"), "Find out what reading and writing would do; nothing is changed here or there"),
    line(Op::ExportPreview, Get, "/api/v1/syncs/{id}/preview-rows", "export_preview", "syncs", Right::Admin, PREVIEW_ROWS, Empty, 200, Answer::Other(&["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/x-ndjson"]), "Everything that a preview foretells as one file: outcome, reason, before and after of each field; at most 50,000 rows of each outcome"),
    line(Op::RequestApproval, Post, "/api/v1/syncs/{id}:request-approval", "request_approval", "syncs", Right::Admin, &[], Payload::Json("ApprovalRequest"), 201, Answer::Json("Review"), "Send a preview for approval: somebody else lets exactly that be done, or says why not"),
    line(Op::ApplySync, Post, "/api/v1/syncs/{id}:apply", "apply_sync", "syncs", Right::Admin, &[], Payload::Json("SyncApplyInput"), 200, Answer::Json("SyncPass"), "Do what a preview foretold, unless something has changed since"),
    line(Op::ReconcileSync, Post, "/api/v1/syncs/{id}:reconcile", "reconcile_sync", "syncs", Right::Admin, &[], Empty, 200, Answer::Json("Reconciliation"), "Compare both sides record by record; nothing is changed here or there"),
    line(Op::WidenSync, Post, "/api/v1/syncs/{id}:widen", "widen_sync", "syncs", Right::Admin, &[], Payload::Json("WidenInput"), 200, Answer::Json("Sync"), "Let a larger part of the records take part, as a new version; nothing unchanged is sent again"),
    line(Op::RehearseSync, Post, "/api/v1/syncs/{id}:rehearse", "rehearse_sync", "syncs", Right::Admin, &[], Payload::OptionalJson("RehearseInput"), 202, Answer::Json("Rehearsal"), "Play a sync against a simulator of its system, through faults; nothing is changed here or there"),
    line(Op::ListSyncRehearsals, Get, "/api/v1/syncs/{id}/rehearsals", "list_sync_rehearsals", "syncs", SOME, &[LIMIT], Empty, 200, Answer::Json("RehearsalPage"), "The rehearsals of a sync, newest first; `/runs/{run_id}` has the whole report"),
    line(Op::ListScenarios, Get, "/api/v1/rehearsals/scenarios", "list_scenarios", "syncs", SOME, &[], Empty, 200, Answer::Json("Scenarios"), "What can go wrong in a rehearsal: scenarios, and sets of them"),
    line(Op::ListReadySyncs, Get, "/api/v1/ready-syncs", "list_ready_syncs", "syncs", SOME, &[], Empty, 200, Answer::Json("ReadySyncPage"), "Jobs that syncs are ready for, with the connections that can take part"),
    line(Op::PrepareReadySync, Post, "/api/v1/ready-syncs/{name}:prepare", "prepare_ready_sync", "syncs", Right::Admin, &[], Payload::Json("PrepareInput"), 200, Answer::Json("PreparedSync"), "Fit a ready-made sync to a live system; the definition can be created as it is"),
    line(Op::ListSimulators, Get, "/api/v1/simulators", "list_simulators", "syncs", Right::Admin, &[], Empty, 200, Answer::Json("Simulated"), "Simulated systems that run beside the server, and what goes wrong at them"),
    line(Op::OrderFault, Post, "/api/v1/simulators/faults", "order_fault", "syncs", Right::Admin, &[], Payload::Json("FaultOrder"), 200, Answer::Json("Simulated"), "Let something go wrong at a simulated system"),
    line(Op::ClearFaults, Delete, "/api/v1/simulators/faults", "clear_faults", "syncs", Right::Admin, FAULTS, Empty, 200, Answer::Json("Simulated"), "Take faults of simulated systems back"),
    line(Op::PushBackSync, Post, "/api/v1/syncs/{id}:push-back", "push_back_sync", "syncs", Right::Admin, &[], Payload::Json("PushBackInput"), 200, Answer::Json("PushedBack"), "Write the values that a run replaced in the other system back there; the sync must be paused"),
    line(Op::Hook, Post, "/hooks/{token}", "receive_push", "hooks", Right::Public, &[], Payload::File, 200, Answer::Other(&["text/plain"]), "Take a call of another system"),
    line(Op::ListSyncRecords, Get, "/api/v1/syncs/{id}/records", "list_sync_records", "syncs", SOME, SYNC_RECORDS, Empty, 200, Answer::Json("SyncMemberPage"), "The records of a sync by where they stand: in sync, left out, failing, or waiting for a person"),
    line(Op::GetSyncCounts, Get, "/api/v1/syncs/{id}/counts", "get_sync_counts", "syncs", SOME, &[], Empty, 200, Answer::Json("SyncCounts"), "How many records of a sync stand where; each is the length of a list"),
    line(Op::ListSyncVersions, Get, "/api/v1/syncs/{id}/versions", "list_sync_versions", "syncs", SOME, &[LIMIT], Empty, 200, Answer::Json("SyncVersionPage"), "The versions of a sync, newest first"),
    line(Op::GetSyncVersion, Get, "/api/v1/syncs/{id}/versions/{version}", "get_sync_version", "syncs", SOME, &[parameter("against", Kind::Integer(1, 1_000_000_000), "The version to compare with; the one before when absent.")], Empty, 200, Answer::Json("SyncVersion"), "One version of a sync, and what changed against another"),

    line(Op::ListProblems, Get, "/api/v1/problems", "list_problems", "problems", SOME, &[], Empty, 200, Answer::Json("ProblemGroupPage"), "Rows that could not be applied, by cause, the largest groups first"),
    line(Op::GetProblem, Get, "/api/v1/problems/{id}", "get_problem", "problems", SOME, &[], Empty, 200, Answer::Json("ProblemGroup"), "One cause, with what helps"),
    line(Op::CareForProblem, Patch, "/api/v1/problems/{id}", "care_for_problem", "problems", SOME_WRITE, &[], Payload::Json("ProblemCare"), 200, Answer::Json("ProblemGroup"), "Say who looks after a cause, or until when it may wait and why"),
    line(Op::ProblemRecords, Get, "/api/v1/problems/{id}/records", "list_problem_records", "problems", SOME, PROBLEM_RECORDS, Empty, 200, Answer::Json("ProblemRecordPage"), "The rows of one cause as they came, open or ended"),
    line(Op::TestProblem, Post, "/api/v1/problems/{id}:test", "test_problem", "problems", SOME_WRITE, &[], Payload::Json("ProblemTest"), 200, Answer::Json("ProblemTried"), "Find out what would come of one row, with corrections; nothing is written"),
    line(Op::ReplayProblem, Post, "/api/v1/problems/{id}:replay", "replay_problem", "problems", SOME_WRITE, &[], Payload::OptionalJson("ProblemReplay"), 200, Answer::Json("ProblemReplayed"), "Apply rows of one cause again, with corrections; the runs can be undone"),
    line(Op::DecideProblem, Post, "/api/v1/problems/{id}:decide", "decide_problem", "problems", SOME_WRITE, &[], Payload::Json("ProblemDecide"), 200, Answer::Json("ProblemReplayed"), "Say what rows are that fit several records: this one, all one, or a new one; the runs can be undone"),
    line(Op::ExcludeProblem, Post, "/api/v1/problems/{id}:exclude", "exclude_problem", "problems", SOME_WRITE, &[], Payload::Json("ProblemExclude"), 200, Answer::Json("ProblemExcluded"), "Leave rows of one cause out, for a reason"),
    line(Op::ProblemNotes, Get, "/api/v1/problems/{id}/notes", "list_problem_notes", "problems", SOME, PAGE, Empty, 200, Answer::Json("ProblemNotePage"), "What people said about one cause and what they did about it, newest first"),
    line(Op::AddProblemNote, Post, "/api/v1/problems/{id}/notes", "add_problem_note", "problems", SOME_WRITE, &[], Payload::Json("ProblemNoteInput"), 201, Answer::Json("ProblemNote"), "Say something about one cause, for everybody who looks at it"),

    line(Op::ListDuplicates, Get, "/api/v1/duplicates", "list_duplicates", "duplicates", SOME, DUPLICATES, Empty, 200, Answer::Json("DuplicateGroupPage"), "Records that look like one and stand apart, in groups of 2 to 5, the likeliest first"),
    line(Op::GetDuplicate, Get, "/api/v1/duplicates/{id}", "get_duplicate", "duplicates", SOME, &[], Empty, 200, Answer::Json("DuplicateGroup"), "One group of duplicates"),
    line(Op::DismissDuplicate, Post, "/api/v1/duplicates/{id}:dismiss", "dismiss_duplicate", "duplicates", SOME_WRITE, &[], Empty, 200, Answer::Json("DuplicateGroup"), "They are not the same: remembered, and honoured by every load"),
    line(Op::ReopenDuplicate, Post, "/api/v1/duplicates/{id}:reopen", "reopen_duplicate", "duplicates", SOME_WRITE, &[], Empty, 200, Answer::Json("DuplicateGroup"), "Take \"not the same\" or \"later\" back"),
    line(Op::PutOffDuplicate, Post, "/api/v1/duplicates/{id}:later", "put_off_duplicate", "duplicates", SOME_WRITE, &[], Payload::Json("DuplicateLater"), 200, Answer::Json("DuplicateGroup"), "Decide later: the group waits again from a moment on"),
    line(Op::GetDuplicateRule, Get, "/api/v1/duplicates/rule", "get_duplicate_rule", "duplicates", SOME, DUPLICATE_RULE, Empty, 200, Answer::Json("DuplicateRule"), "From which score on groups are merged without a person, and what a score would have done so far"),
    line(Op::SetDuplicateRule, Put, "/api/v1/duplicates/rule", "set_duplicate_rule", "duplicates", Right::Admin, &[], Payload::Json("DuplicateRuleInput"), 200, Answer::Json("DuplicateRule"), "Let groups be merged without a person from a score on, or leave all to people"),

    line(Op::ListReviews, Get, "/api/v1/reviews", "list_reviews", "reviews", SOME, REVIEWS, Empty, 200, Answer::Json("ReviewPage"), "Decisions that wait for a person, oldest first"),
    line(Op::GetReview, Get, "/api/v1/reviews/{id}", "get_review", "reviews", SOME, &[], Empty, 200, Answer::Json("Review"), "One decision"),
    line(Op::SettleReview, Post, "/api/v1/reviews/{id}:settle", "settle_review", "reviews", Right::Admin, &[], Payload::Json("ReviewSettle"), 200, Answer::Json("Review"), "Decide: a stopped run goes on or ends"),
    line(Op::ListAlerts, Get, "/api/v1/alerts", "list_alerts", "reviews", Right::Admin, ALERTS, Empty, 200, Answer::Json("AlertPage"), "What people were told about, newest first"),
    line(Op::ListAlertChannels, Get, "/api/v1/alert-channels", "list_alert_channels", "alerts", Right::Admin, &[], Empty, 200, Answer::Json("AlertChannelPage"), "List the channels that alerts go out by"),
    line(Op::CreateAlertChannel, Post, "/api/v1/alert-channels", "create_alert_channel", "alerts", Right::Admin, &[], Payload::Json("AlertChannelNew"), 201, Answer::Json("AlertChannel"), "Make a channel, a webhook or e-mail; secrets are never shown again"),
    line(Op::GetAlertChannel, Get, "/api/v1/alert-channels/{id}", "get_alert_channel", "alerts", Right::Admin, &[], Empty, 200, Answer::Json("AlertChannel"), "Read a channel, with how its last sending went"),
    line(Op::UpdateAlertChannel, Patch, "/api/v1/alert-channels/{id}", "update_alert_channel", "alerts", Right::Admin, &[], Payload::Json("AlertChannelPatch"), 200, Answer::Json("AlertChannel"), "Change a channel; a changed host throws its secret away"),
    line(Op::DeleteAlertChannel, Delete, "/api/v1/alert-channels/{id}", "delete_alert_channel", "alerts", Right::Admin, &[], Empty, 204, Answer::Nothing, "Forget a channel, with its secret and what was on its way"),
    line(Op::TestAlertChannel, Post, "/api/v1/alert-channels/{id}:test", "test_alert_channel", "alerts", Right::Admin, &[], Empty, 200, Answer::Json("AlertChannel"), "Send a trial by a channel and tell what came of it"),

    line(Op::ListBackups, Get, "/api/v1/backups", "list_backups", "settings", Right::Admin, &[], Empty, 200, Answer::Json("BackupPage"), "Backups that are on the machine, newest first"),
    line(Op::CreateBackup, Post, "/api/v1/backups", "create_backup", "settings", Right::Admin, &[], Empty, 202, Answer::Json("Backup"), "Take a backup while the server runs, and check it; the ten newest are kept on the machine"),
    line(Op::GetSystem, Get, "/api/v1/system", "get_system", "settings", Right::Admin, &[], Empty, 200, Answer::Json("System"), "How the installation itself is doing"),
    line(Op::ListRoles, Get, "/api/v1/roles", "list_roles", "people", Right::Anyone, &[], Empty, 200, Answer::Json("Roles"), "The roles, and what each may do"),
    line(Op::GetSettings, Get, "/api/v1/settings", "get_settings", "settings", Right::Admin, &[], Empty, 200, Answer::Json("Settings"), "Settings of the installation"),
    line(Op::UpdateSettings, Patch, "/api/v1/settings", "update_settings", "settings", Right::Admin, &[], Payload::Json("SettingsPatch"), 200, Answer::Json("Settings"), "Change settings of the installation: which addresses may be called"),

    line(Op::GetSession, Get, "/api/v1/session", "get_session", "people", Right::Anyone, &[], Empty, 200, Answer::Json("Session"), "Who is signed in"),
    line(Op::CreateSession, Post, "/api/v1/session", "create_session", "people", Right::Public, &[], Payload::Json("SignIn"), 200, Answer::Json("Session"), "Sign in with a password or a one-time link; the session comes as a cookie"),
    line(Op::EndSession, Delete, "/api/v1/session", "end_session", "people", Right::Anyone, &[], Empty, 204, Answer::Nothing, "Sign out"),
    line(Op::OwnPassword, Put, "/api/v1/session/password", "change_own_password", "people", Right::Anyone, &[], Payload::Json("OwnPassword"), 200, Answer::Json("Session"), "Set another password; all other sessions end"),
    line(Op::ListSessions, Get, "/api/v1/sessions", "list_sessions", "people", Right::Anyone, SESSIONS, Empty, 200, Answer::Json("PersonSessionPage"), "List one's own sessions"),
    line(Op::EndOneSession, Delete, "/api/v1/sessions/{id}", "end_one_session", "people", Right::Anyone, &[], Empty, 204, Answer::Nothing, "End one of one's own sessions; administrators any"),
    line(Op::SetupState, Get, "/api/v1/setup", "get_setup", "people", Right::Public, &[], Empty, 200, Answer::Json("SetupState"), "Whether the first person is still to be added"),
    line(Op::SetUp, Post, "/api/v1/setup", "set_up", "people", Right::Public, &[], Payload::Json("Setup"), 201, Answer::Json("Session"), "Add the first person, with the one-time token that the program printed, from the machine itself"),
    line(Op::ListPeople, Get, "/api/v1/people", "list_people", "people", SOME, &[], Empty, 200, Answer::Json("PersonPage"), "List the people"),
    line(Op::CreatePerson, Post, "/api/v1/people", "create_person", "people", Right::Admin, &[], Payload::Json("PersonNew"), 201, Answer::Json("PersonMade"), "Add a person; the link signs them in for the first time"),
    line(Op::UpdatePerson, Patch, "/api/v1/people/{id}", "update_person", "people", Right::Admin, &[], Payload::Json("PersonPatch"), 200, Answer::Json("Person"), "Change a person: name, role, shut out or let in"),
    line(Op::LinkPerson, Post, "/api/v1/people/{id}:link", "create_sign_in_link", "people", Right::Admin, &[], Empty, 201, Answer::Json("SignInLink"), "Make a link that signs a person in once; earlier ones stop to work"),
    line(Op::FollowEvents, Get, "/api/v1/events", "follow_events", "changes", SOME, EVENTS, Empty, 200, Answer::Other(&["text/event-stream"]), "What happens, as server-sent events: `change`, `run`, `sync`, `alert`, `problem`; `reset` means read everything again"),
    line(Op::GetSummary, Get, "/api/v1/summary", "get_summary", "records", SOME, &[], Empty, 200, Answer::Json("Summary"), "How the data stand: counts, how full fields are, findings, what waits"),
    line(Op::GetPreferences, Get, "/api/v1/preferences", "get_preferences", "people", Right::Anyone, &[], Empty, 200, Answer::Json("Preferences"), "What the caller prefers"),
    line(Op::PutPreferences, Put, "/api/v1/preferences", "put_preferences", "people", Right::Anyone, &[], Payload::Json("Preferences"), 200, Answer::Json("Preferences"), "Replace what the caller prefers"),
    line(Op::ListViews, Get, "/api/v1/views", "list_views", "views", SOME, VIEWS, Empty, 200, Answer::Json("ViewPage"), "List saved views of an object: one's own and shared ones"),
    line(Op::CreateView, Post, "/api/v1/views", "create_view", "views", SOME, &[], Payload::Json("ViewNew"), 201, Answer::Json("View"), "Save a view"),
    line(Op::UpdateView, Patch, "/api/v1/views/{id}", "update_view", "views", SOME, &[], Payload::Json("ViewPatch"), 200, Answer::Json("View"), "Change a saved view of one's own; administrators any shared one"),
    line(Op::DeleteView, Delete, "/api/v1/views/{id}", "delete_view", "views", SOME, &[], Empty, 204, Answer::Nothing, "Forget a saved view of one's own; administrators any shared one"),

    line(Op::ListKeys, Get, "/api/v1/keys", "list_keys", "keys", Right::Admin, &[], Empty, 200, Answer::Json("KeyPage"), "List the API keys"),
    line(Op::CreateKey, Post, "/api/v1/keys", "create_key", "keys", Right::Admin, &[], Payload::Json("KeyNew"), 201, Answer::Json("KeyCreated"), "Make an API key; it is shown this once"),
    line(Op::RevokeKey, Delete, "/api/v1/keys/{id}", "revoke_key", "keys", Right::Admin, &[], Empty, 204, Answer::Nothing, "Revoke an API key at once"),

    line(Op::OpenApi, Get, "/api/v1/openapi.json", "get_openapi", "description", Right::Public, &[], Empty, 200, Answer::Other(&["application/json"]), "This description, OpenAPI 3.1"),
    line(Op::Postman, Get, "/api/v1/postman.json", "get_postman", "description", Right::Public, &[], Empty, 200, Answer::Other(&["application/json"]), "The same as a Postman collection 2.1"),

    line(Op::ListRecords, Get, "/api/v1/{object}", "list", "records", READ, LIST, Empty, 200, Answer::RecordPage, "List records"),
    line(Op::CreateRecord, Post, "/api/v1/{object}", "create", "records", WRITE, &[], Payload::RecordNew, 201, Answer::RecordJson, "Create a record"),
    line(Op::BatchRecords, Post, "/api/v1/{object}:batch", "batch", "records", WRITE, &[], Payload::RecordBatch, 207, Answer::Json("BatchResult"), "Create, change, delete up to 1,000 records"),
    line(Op::SearchRecords, Post, "/api/v1/{object}:search", "search", "records", READ, &[], Payload::Json("Search"), 200, Answer::SearchPage, "Search by words or by a filter in JSON"),
    line(Op::MergeRecords, Post, "/api/v1/{object}:merge", "merge", "records", WRITE, &[], Payload::Json("Merge"), 200, Answer::RecordJson, "Merge records into one; can be undone"),
    line(Op::PreviewMerge, Post, "/api/v1/{object}:preview-merge", "preview_merge_of", "records", READ, &[], Payload::Json("Merge"), 200, Answer::Json("Lineage"), "What each value would be if these records were merged, and by which rule; nothing is changed"),
    line(Op::FindDuplicates, Post, "/api/v1/{object}/duplicates:find", "find_duplicates_of", "records", READ, &[], Payload::Json("DuplicateQuestion"), 200, Answer::Json("DuplicatePage"), "Known records that share a match key with the given values or record"),
    line(Op::MappingTemplate, Get, "/api/v1/{object}/mapping-template", "get_mapping_template_for", "imports", READ, &[parameter("format", Kind::Choice(&["xlsx", "yaml"]), "xlsx when absent.")], Empty, 200, Answer::Other(&["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/yaml"]), "An empty mapping table to fill in"),
    line(Op::RecordXsd, Get, "/api/v1/{object}/schema.xsd", "get_xml_schema_of", "records", READ, &[], Empty, 200, Answer::Other(&["application/xml"]), "XML Schema of records in XML: list, read, upsert"),
    line(Op::ExportRecords, Get, "/api/v1/{object}/export", "export", "records", READ, EXPORT, Empty, 200, Answer::Other(&["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/x-ndjson"]), "Records of a list as one file, at most 1,000,000"),
    line(Op::GetRecord, Get, "/api/v1/{object}/{id}", "get", "records", READ, ONE, Empty, 200, Answer::Record, "Read a record"),
    line(Op::PatchRecord, Patch, "/api/v1/{object}/{id}", "update", "records", WRITE, &[], Payload::RecordPatch, 200, Answer::RecordJson, "Change values of a record"),
    line(Op::DeleteRecord, Delete, "/api/v1/{object}/{id}", "delete", "records", WRITE, &[], Empty, 204, Answer::Nothing, "Delete a record; can be restored"),
    line(Op::RestoreRecord, Post, "/api/v1/{object}/{id}:restore", "restore", "records", WRITE, &[], Empty, 200, Answer::RecordJson, "Bring a deleted record back"),
    line(Op::UnmergeRecord, Post, "/api/v1/{object}/{id}:unmerge", "unmerge", "records", WRITE, &[], Payload::OptionalJson("Unmerge"), 200, Answer::RecordItems, "Give absorbed records back"),
    line(Op::PushRecord, Post, "/api/v1/{object}/{id}:push", "push", "records", WRITE, &[], Empty, 202, Answer::Json("SyncsAsked"), "Let the syncs that write this record do so now"),
    line(Op::PullRecord, Post, "/api/v1/{object}/{id}:pull", "pull", "records", WRITE, &[], Empty, 202, Answer::Json("SyncsAsked"), "Let the syncs that read this record look now for what changed there"),
    line(Op::GetByKey, Get, "/api/v1/{object}/by/{key}/{value}", "get_by_key", "records", READ, ONE, Empty, 200, Answer::Record, "Read the one record with this e-mail, phone, external id or other key"),
    line(Op::UpsertByKey, Put, "/api/v1/{object}/by/{key}/{value}", "upsert_by_key", "records", WRITE, &[], Payload::RecordUpsert, 200, Answer::Upserted, "Create or change the one record with this key"),
    line(Op::RecordHistory, Get, "/api/v1/{object}/{id}/history", "get_history_of", "history", READ, PAGE, Empty, 200, Answer::Json("ChangePage"), "Every change of a record, newest first"),
    line(Op::RecordLineage, Get, "/api/v1/{object}/{id}/lineage", "get_lineage_of", "history", READ, &[], Empty, 200, Answer::Json("Lineage"), "Where each value comes from, and what lost against it"),
    line(Op::RecordSources, Get, "/api/v1/{object}/{id}/sources", "get_sources_of", "history", READ, &[], Empty, 200, Answer::Json("SourcePage"), "The source records behind a record"),
    line(Op::RecordSyncs, Get, "/api/v1/{object}/{id}/syncs", "get_syncs_of", "history", READ, &[], Empty, 200, Answer::Json("RecordSyncPage"), "How a record stands with each sync that reads or writes it"),
    line(Op::RecordTimeline, Get, "/api/v1/{object}/{id}/timeline", "get_timeline_of", "history", READ, PAGE, Empty, 200, Answer::Json("TimelinePage"), "What happened: changes, and the records that refer to this one"),

    line(Op::Index, Get, "/", "index", "pages", Right::Public, &[], Empty, 200, Answer::Other(&["text/html"]), "What is here"),
    line(Op::Docs, Get, "/docs", "docs", "pages", Right::Public, &[], Empty, 200, Answer::Other(&["text/html"]), "Browse and try the API"),
    line(Op::DocsAsset, Get, "/docs/{asset}", "docs_asset", "pages", Right::Public, &[], Empty, 200, Answer::Other(&["text/css"]), "Parts of the pages"),
    line(Op::Errors, Get, "/errors", "errors", "pages", Right::Public, &[], Empty, 200, Answer::Other(&["text/html"]), "All problem codes"),
    line(Op::ErrorPage, Get, "/errors/{code}", "error_page", "pages", Right::Public, &[], Empty, 200, Answer::Other(&["text/html"]), "What a problem code means"),
    line(Op::Livez, Get, "/livez", "livez", "health", Right::Public, &[], Empty, 200, Answer::Json("Health"), "The process answers"),
    line(Op::Readyz, Get, "/readyz", "readyz", "health", Right::Public, &[], Empty, 200, Answer::Json("Health"), "The database answers"),
    line(Op::Metrics, Get, "/metrics", "metrics", "health", Right::Metrics, &[], Empty, 200, Answer::Other(&["text/plain"]), "Figures for Prometheus"),
];
