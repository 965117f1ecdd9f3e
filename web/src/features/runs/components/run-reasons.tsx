import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reviewsQuery } from '@/api/problems';
import { isWorking, type Run, type RunReport } from '@/api/runs';
import { syncQuery } from '@/api/syncs';
import { useFailureWords, type WayOut } from '@/shared/failure-words';
import { moment } from '@/shared/format';
import { type Note, useNoteText } from '@/shared/note-text';
import { buttonClasses } from '@/ui/button';
import { Notice } from '@/ui/states';

/** Kinds of pauses that a warning of a writing run is named after. */
const PAUSES = ['threshold', 'deletion_guard', 'schema_drift', 'organisation'];

/** Why the run did not come to its end, or should be looked at, each with the way to what ends it. */
export function RunReasons({ run }: { run: Run }) {
  const report = (run.report ?? {}) as RunReport;
  const failed = useFailureWords();
  const note = useNoteText();
  const error = typeof report.error === 'string' ? report.error : undefined;
  const isPaused = run.state === 'paused' || report.status === 'paused';
  const warnings = (Array.isArray(report.warnings) ? (report.warnings as Note[]) : []).filter((each) => !isPaused || !PAUSES.includes(each.code));
  const why = error ? failed(error) : undefined;
  const due = typeof report.due_ms === 'number' ? report.due_ms : undefined;
  return (
    <>
      {isPaused && <Paused run={run} report={report} />}
      {why && !isPaused && (
        <Notice tone={run.state === 'cancelled' ? 'neutral' : run.state === 'failed' ? 'bad' : 'warn'} action={<Way way={why.way} run={run} />}>
          {why.text} {due !== undefined && <NextTime run={run} due={due} />}
        </Notice>
      )}
      {!why && !isPaused && due !== undefined && !run.undone_by && run.state === 'warning' && (
        <Notice tone="warn">
          <Trans>Some of it is tried again later.</Trans> <NextTime run={run} due={due} />
        </Notice>
      )}
      {warnings.map((each) => (
        <Notice key={`${each.code} ${each.detail}`} tone="warn" action={each.code === 'schema_drift' && run.sync ? <Way way="mapping" run={run} /> : undefined}>
          {note(each)}
        </Notice>
      ))}
    </>
  );
}

function NextTime({ run, due }: { run: Run; due: number }) {
  if (!isWorking(run) && run.state !== 'warning') return null;
  return <Trans>Next attempt: {moment(new Date(due).toISOString())}.</Trans>;
}

/** A guard stopped it before it did harm: what it counted, and where somebody answers. */
function Paused({ run, report }: { run: Run; report: RunReport }) {
  const { t } = useLingui();
  const note = useNoteText();
  const failed = useFailureWords();
  const { data: reviews } = useQuery(reviewsQuery());
  const asked = reviews?.find((review) => review.run === run.id) ?? reviews?.find((review) => run.sync !== null && review.sync === run.sync && PAUSES.includes(review.kind));
  const warned = (Array.isArray(report.warnings) ? (report.warnings as Note[]) : []).find((each) => PAUSES.includes(each.code));
  const by = typeof report.paused_by === 'string' ? report.paused_by : warned?.code;
  const kinds: Record<string, string> = {
    threshold: t`Too much would have changed or failed at once, so it stopped.`,
    deletion_guard: t`More would have been deleted than the rules allow, so it stopped.`,
    schema_drift: t`Columns that the mapping needs are missing, so it stopped.`,
    organisation: t`The connection leads to another organisation than before, so nothing was read.`,
  };
  const detail = typeof report.error === 'string' ? failed(report.error).text : warned ? note(warned) : '';
  return (
    <Notice
      tone="warn"
      action={
        asked ? (
          <Link to="/reviews" search={{ id: asked.id }} className={buttonClasses('plain', 'small')}>
            <Trans>Answer</Trans>
          </Link>
        ) : (
          <Way way="rules" run={run} />
        )
      }
    >
      {kinds[by ?? ''] ?? t`It stopped before something unusual.`} {detail && <span className="block">{detail}</span>}
      {!asked && reviews && <span className="block">{t`The question has been answered since.`}</span>}
    </Notice>
  );
}

function Way({ way, run }: { way: WayOut; run: Run }) {
  const { data: sync } = useQuery({ ...syncQuery(run.sync ?? ''), enabled: run.sync !== null && way === 'connection' });
  const look = buttonClasses('plain', 'small');
  if (way === 'file' || (!run.sync && run.kind.startsWith('import') && way !== 'later')) {
    return (
      <Link to="/imports/new" search={{ again: run.id }} className={look}>
        <Trans>Import again</Trans>
      </Link>
    );
  }
  if (!run.sync || way === 'later') return null;
  if (way === 'connection') {
    if (!sync) return null;
    return (
      <Link to="/connections/$id" params={{ id: sync.connection_id }} className={look}>
        <Trans>Check the connection</Trans>
      </Link>
    );
  }
  if (way === 'mapping') {
    return (
      <Link to="/syncs/$id/mapping" params={{ id: run.sync }} className={look}>
        <Trans>Open the mapping</Trans>
      </Link>
    );
  }
  return (
    <Link to="/syncs/$id" params={{ id: run.sync }} search={way === 'rules' ? { part: 'definition' } : {}} className={look}>
      {way === 'rules' ? <Trans>Look at the rules</Trans> : <Trans>Open the sync</Trans>}
    </Link>
  );
}
