//! From the operation to its handler. The hot ones are awaited in place; the others are boxed, so that the future of a
//! request stays small.

use axum::response::Response;
use futures_util::FutureExt;
use store::DuplicateState;

use crate::call::Call;
use crate::handlers::{
    alert_channels, backups, batch, changes, connections, duplicate_groups, duplicates, events, export, history, import_apply,
    import_rejected, imports, keys, list, mapping_tables, outgoing_trial, pages, passes, people, preferences, preview_file, problem_notes,
    problems, ready_syncs, record, record_syncs, rehearsals, reviews, runs, schema, search, sessions, settings, simulators, sources,
    streams, summary, sync_records, syncs, system, timeline, trial, upsert, views, writes,
};
use crate::operations::Op;
use crate::problem::Outcome;
use crate::reply;

/// Runs the handler.
pub(crate) async fn dispatch(call: Call) -> Outcome {
    match call.operation.op {
        Op::GetRecord => record::get(call).await,
        Op::ListRecords => list::list(call).await,
        Op::GetByKey => upsert::get(call).await,
        Op::CreateRecord => record::create(call).await,
        Op::PatchRecord => record::patch(call).await,
        Op::UpsertByKey => upsert::put(call).await,
        _ => rare(call).boxed().await,
    }
}

async fn rare(call: Call) -> Outcome {
    match call.operation.op {
        Op::GetRecord | Op::ListRecords | Op::GetByKey | Op::CreateRecord | Op::PatchRecord | Op::UpsertByKey => Ok(reply::nothing()),
        #[rustfmt::skip]
        Op::ListObjects | Op::CreateObject | Op::GetObject | Op::UpdateObject | Op::ArchiveObject | Op::ListFields | Op::CreateField
        | Op::GetField | Op::UpdateField | Op::ArchiveField | Op::TryMapping | Op::TryOutgoing | Op::MappingTable | Op::ReadMapping => of_schema(call).await,
        Op::BatchRecords => batch::run(call).await,
        Op::SearchRecords => search::search(call).await,
        Op::MergeRecords => record::merge(call).await,
        Op::PreviewMerge => history::preview_merge(call).await,
        Op::FindDuplicates => duplicates::find(call).await,
        Op::MappingTemplate => pages::mapping_template(call).await,
        Op::RecordXsd => pages::xml_schema(&call),
        Op::ExportRecords => export::export(call).await,
        Op::DeleteRecord => record::delete(call).await,
        Op::RestoreRecord => record::restore(call).await,
        Op::UnmergeRecord => record::unmerge(call).await,
        Op::PushRecord => record_syncs::push(call).await,
        Op::PullRecord => record_syncs::pull(call).await,
        Op::RecordHistory => history::history(call).await,
        Op::RecordLineage => history::lineage(call).await,
        Op::RecordSources => history::sources(call).await,
        Op::RecordSyncs => record_syncs::standing(call).await,
        Op::RecordTimeline => timeline::timeline(call).await,
        Op::ListImports => runs::list(call, &["import", "import_preview"]).await,
        Op::CreateImport => imports::create(call).await,
        Op::GetImport => runs::get(call, &["import", "import_preview"]).await,
        Op::ImportRejected => import_rejected::rejected(call).await,
        Op::CancelImport => imports::cancel(call).await,
        Op::ApplyImport => import_apply::apply(call).await,
        Op::ListRuns => runs::list(call, &[]).await,
        Op::GetRun => runs::get(call, &[]).await,
        Op::RunRecords => runs::records(call).await,
        Op::RunWrites => writes::list(call).await,
        Op::RollbackRun => runs::rollback(call).await,
        Op::ListChanges => changes::list(call).await,
        Op::ListSources => sources::list(call).await,
        Op::UpdateSource => sources::update(call).await,
        #[rustfmt::skip]
        Op::ListConnectors | Op::ListConnections | Op::CreateConnection | Op::GetConnection | Op::UpdateConnection
        | Op::ArchiveConnection | Op::CheckConnection | Op::RotateConnection | Op::ListStreams | Op::GetStream | Op::SampleStream
        | Op::SuggestStream => of_connections(call).await,
        Op::ListSyncs => syncs::list(call).await,
        Op::CreateSync => syncs::create(call).await,
        Op::GetSync => syncs::get(call).await,
        Op::UpdateSync => syncs::patch(call).await,
        Op::ArchiveSync => syncs::archive(call).await,
        Op::PauseSync => syncs::pause(call).await,
        Op::ResumeSync => syncs::go_live(call, &["paused"]).await,
        Op::GoLiveSync => syncs::go_live(call, &["draft", "paused"]).await,
        Op::RunSync => passes::run(call).await,
        Op::PreviewSync => passes::preview(call).await,
        Op::ExportPreview => preview_file::export(call).await,
        Op::RequestApproval => reviews::request_approval(call).await,
        Op::ApplySync => passes::apply(call).await,
        Op::WidenSync => syncs::widen(call).await,
        Op::RehearseSync | Op::ListSyncRehearsals | Op::ListScenarios => rehearsals::answer(call).await,
        Op::ListReadySyncs => ready_syncs::list(call).await,
        Op::PrepareReadySync => ready_syncs::prepare(call).await,
        Op::ListSimulators | Op::OrderFault | Op::ClearFaults => simulators::answer(call).await,
        Op::ReconcileSync => writes::reconcile(call).await,
        Op::PushBackSync => writes::push_back(call).await,
        Op::Hook => passes::hook(call).await,
        #[rustfmt::skip]
        Op::ListProblems | Op::GetProblem | Op::CareForProblem | Op::ProblemRecords | Op::TestProblem | Op::ReplayProblem
        | Op::DecideProblem | Op::ExcludeProblem | Op::ProblemNotes | Op::AddProblemNote | Op::RunRefused | Op::ReplayRun => of_problems(call).await,
        #[rustfmt::skip]
        Op::ListDuplicates | Op::GetDuplicate | Op::DismissDuplicate | Op::ReopenDuplicate | Op::PutOffDuplicate | Op::GetDuplicateRule
        | Op::SetDuplicateRule | Op::ListReviews | Op::GetReview | Op::SettleReview | Op::ListAlerts => of_bench(call).await,
        #[rustfmt::skip]
        Op::ListBackups | Op::CreateBackup | Op::GetSystem | Op::ListRoles | Op::GetSettings | Op::UpdateSettings => of_installation(call).await,
        #[rustfmt::skip]
        Op::ListAlertChannels | Op::CreateAlertChannel | Op::GetAlertChannel | Op::UpdateAlertChannel | Op::DeleteAlertChannel
        | Op::TestAlertChannel => of_channels(call).await,
        Op::ListSyncRecords => sync_records::list(call).await,
        Op::GetSyncCounts => sync_records::counts(call).await,
        Op::ListSyncVersions => syncs::versions(call).await,
        Op::GetSyncVersion => syncs::version(call).await,
        #[rustfmt::skip]
        Op::GetSession | Op::CreateSession | Op::EndSession | Op::OwnPassword | Op::ListSessions | Op::EndOneSession | Op::SetupState
        | Op::SetUp | Op::ListPeople | Op::CreatePerson | Op::UpdatePerson | Op::LinkPerson | Op::GetPreferences | Op::PutPreferences
        | Op::FollowEvents | Op::GetSummary | Op::ListViews | Op::CreateView | Op::UpdateView | Op::DeleteView => of_people(call).await,
        Op::ListKeys => keys::list(call).await,
        Op::CreateKey => keys::create(call).await,
        Op::RevokeKey => keys::revoke(call).await,
        Op::OpenApi | Op::Postman => Ok(description(&call, call.operation.op == Op::Postman)),
        Op::Docs => Ok(pages::docs()),
        Op::DocsAsset => pages::asset(&call),
        Op::Index => Ok(pages::index(&call)),
        Op::Errors => pages::errors(""),
        Op::ErrorPage => pages::errors(call.param("code")),
        Op::Livez => Ok(pages::livez()),
        Op::Readyz => pages::readyz(call).await,
        Op::Metrics => Ok(pages::metrics(&call)),
    }
}

/// Other systems and what they offer.
async fn of_connections(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListConnectors => connections::list_connectors(call).await,
        Op::ListConnections => connections::list(call).await,
        Op::CreateConnection => connections::create(call).await,
        Op::GetConnection => connections::get(call).await,
        Op::UpdateConnection => connections::patch(call).await,
        Op::ArchiveConnection => connections::archive(call).await,
        Op::CheckConnection => connections::check(call).await,
        Op::RotateConnection => connections::rotate(call).await,
        Op::ListStreams => streams::list(call).await,
        Op::GetStream => streams::get(call).await,
        Op::SampleStream => streams::sample(call).await,
        Op::SuggestStream => streams::suggest(call).await,
        _ => Ok(reply::nothing()),
    }
}

/// What waits for a person besides refused rows.
async fn of_bench(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListDuplicates => duplicate_groups::list(call).await,
        Op::GetDuplicate => duplicate_groups::get(call).await,
        Op::DismissDuplicate => duplicate_groups::settle(call, DuplicateState::Dismissed).await,
        Op::ReopenDuplicate => duplicate_groups::settle(call, DuplicateState::Open).await,
        Op::PutOffDuplicate => duplicate_groups::put_off(call).await,
        Op::GetDuplicateRule => duplicate_groups::rule(call).await,
        Op::SetDuplicateRule => duplicate_groups::set_rule(call).await,
        Op::ListReviews => reviews::list(call).await,
        Op::GetReview => reviews::get(call).await,
        Op::SettleReview => reviews::settle(call).await,
        Op::ListAlerts => reviews::alerts(call).await,
        _ => Ok(reply::nothing()),
    }
}

/// The installation itself.
async fn of_installation(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListBackups => backups::list(call).await,
        Op::CreateBackup => backups::create(call).await,
        Op::GetSystem => system::get(call).await,
        Op::ListRoles => system::roles(),
        Op::GetSettings => settings::get(call).await,
        Op::UpdateSettings => settings::patch(call).await,
        _ => Ok(reply::nothing()),
    }
}

/// What there are records of.
async fn of_schema(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListObjects => schema::list_objects(call).await,
        Op::CreateObject => schema::create_object(call).await,
        Op::GetObject => schema::get_object(call).await,
        Op::UpdateObject => schema::update_object(call).await,
        Op::ArchiveObject => schema::archive_object(call).await,
        Op::ListFields => schema::list_fields(call).await,
        Op::CreateField => schema::create_field(call).await,
        Op::GetField => schema::get_field(call).await,
        Op::UpdateField => schema::update_field(call).await,
        Op::ArchiveField => schema::archive_field(call).await,
        Op::TryMapping => trial::try_mapping(call).await,
        Op::TryOutgoing => outgoing_trial::try_outgoing(call).await,
        Op::MappingTable => mapping_tables::write(call).await,
        Op::ReadMapping => mapping_tables::read(call).await,
        _ => Ok(reply::nothing()),
    }
}

/// What people do beside the records.
async fn of_people(call: Call) -> Outcome {
    match call.operation.op {
        Op::GetSession => sessions::get(call).await,
        Op::CreateSession => sessions::create(call).await,
        Op::EndSession => sessions::sign_out(call).await,
        Op::OwnPassword => sessions::password(call).await,
        Op::ListSessions => sessions::list(call).await,
        Op::EndOneSession => sessions::end_one(call).await,
        Op::SetupState => sessions::setup_state(call).await,
        Op::SetUp => sessions::set_up(call).await,
        Op::ListPeople => people::list(call).await,
        Op::CreatePerson => people::create(call).await,
        Op::UpdatePerson => people::patch(call).await,
        Op::LinkPerson => people::link(call).await,
        Op::FollowEvents => events::follow(call).await,
        Op::GetSummary => summary::get(call).await,
        Op::GetPreferences => preferences::get(call).await,
        Op::PutPreferences => preferences::put(call).await,
        Op::ListViews => views::list(call).await,
        Op::CreateView => views::create(call).await,
        Op::UpdateView => views::patch(call).await,
        Op::DeleteView => views::delete(call).await,
        _ => Ok(reply::nothing()),
    }
}

fn description(call: &Call, postman: bool) -> Response {
    let text = if postman { call.app.descriptions.postman(&call.app) } else { call.app.descriptions.openapi(&call.app) };
    reply::bytes(axum::http::StatusCode::OK, reply::JSON, text.as_bytes().to_vec())
}

async fn of_channels(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListAlertChannels => alert_channels::list(call).await,
        Op::CreateAlertChannel => alert_channels::create(call).await,
        Op::GetAlertChannel => alert_channels::get(call).await,
        Op::UpdateAlertChannel => alert_channels::patch(call).await,
        Op::DeleteAlertChannel => alert_channels::remove(call).await,
        Op::TestAlertChannel => alert_channels::test(call).await,
        _ => Ok(reply::nothing()),
    }
}

async fn of_problems(call: Call) -> Outcome {
    match call.operation.op {
        Op::ListProblems => problems::list(call).await,
        Op::GetProblem => problems::get(call).await,
        Op::CareForProblem => problems::care(call).await,
        Op::ProblemRecords => problems::records(call).await,
        Op::TestProblem => problems::test(call).await,
        Op::ReplayProblem => problems::replay(call).await,
        Op::RunRefused => problems::of_run(call).await,
        Op::ReplayRun => problems::replay_of_run(call).await,
        Op::DecideProblem => problems::decide(call).await,
        Op::ExcludeProblem => problems::exclude(call).await,
        Op::ProblemNotes => problem_notes::list(call).await,
        Op::AddProblemNote => problem_notes::add(call).await,
        _ => Ok(reply::nothing()),
    }
}
