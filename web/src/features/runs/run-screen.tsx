import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, GitCompareArrows, LifeBuoy, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { cancelImport, isWorking, isWriting, rejectedOf, type Run, type RunReport, runQuery, writtenOf } from '@/api/runs';
import { Crumb } from '@/shared/crumb';
import { number } from '@/shared/format';
import { RunMark, RunState, useRunKind, useRunSource } from '@/shared/run-state';
import { UndoRunDialog } from '@/shared/undo-run';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses, IconButton } from '@/ui/button';
import { Page, Panel, Stat } from '@/ui/page';
import { Progress } from '@/ui/meter';
import { Notice } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { toastDone, toastError } from '@/ui/toast';
import { Funnel } from './components/funnel';
import { RunChanges } from './components/run-changes';
import { RunFacts } from './components/run-facts';
import { RunFindings } from './components/run-findings';
import { RunReasons } from './components/run-reasons';
import { RunRefused } from './components/run-refused';
import { RunWrites } from './components/run-writes';
import { useRetried } from './components/use-retried';
import { useRunBefore } from './components/use-run-before';
import { supportText } from './support-text';

const route = getRouteApi('/app/runs/$id');

type Part = 'changes' | 'refused' | 'writes' | 'findings';

export interface RunSearch {
  part?: Part;
}

/** One execution: how many rows went which way, what changed, what was refused, and the way back. */
export function RunScreen() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const kind = useRunKind();
  const source = useRunSource();
  const query = useQuery(runQuery(id));
  const run = query.data;
  if (!run) return <Answered query={query} lines={10} className="p-6" action={<AllRuns />}>{null}</Answered>;
  return (
    <Page
      tab={`${kind(run.kind, run.report)} ${run.id}`}
      above={<Crumb to="/runs">{t`Runs`}</Crumb>}
      title={
        <span className="flex items-center gap-x-2.5 gap-y-1 max-sm:flex-wrap">
          <RunMark run={run} size={24} />
          <span className="max-sm:line-clamp-2 max-sm:max-w-[85%] sm:truncate">
            {kind(run.kind, run.report)} {source(run)}
          </span>
          <RunState run={run} />
        </span>
      }
      actions={<RunActions run={run} />}
      bar={<RunTabs run={run} />}
    >
      <Undone run={run} />
      <RunReasons run={run} />
      {isWorking(run) && (
        <Panel>
          <Working run={run} />
        </Panel>
      )}
      <div className="grid gap-5 lg:grid-cols-[1fr_320px]">
        <Way run={run} />
        <Panel title={t`About this run`}>
          <RunFacts run={run} />
        </Panel>
      </div>
      <RunPart run={run} />
    </Page>
  );
}

/** What became of the rows, and beside it what became of them the time before. */
function Way({ run }: { run: Run }) {
  const { t } = useLingui();
  const [isCompared, setIsCompared] = useState(false);
  const before = useRunBefore(run);
  const report = (run.report ?? {}) as RunReport;
  const isOut = isWriting(run);
  const retried = useRetried(run);
  return (
    <Panel
      title={isOut ? t`The way of the records` : t`The way of the rows`}
      actions={
        before && (
          <Button look="quiet" size="small" icon={<GitCompareArrows size={13} />} aria-pressed={isCompared} onClick={() => setIsCompared(!isCompared)}>
            {isCompared ? t`Without comparison` : t`Compare with the run before`}
          </Button>
        )
      }
    >
      {run.kind === 'rollback' ? <UndoCounts report={report} /> : <Funnel report={report} isWriting={isOut} retried={retried} before={isCompared ? ((before?.report ?? {}) as RunReport) : undefined} />}
    </Panel>
  );
}

function UndoCounts({ report }: { report: RunReport }) {
  const { t } = useLingui();
  const count = (name: string) => number(typeof report[name] === 'number' ? (report[name] as number) : 0);
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <Stat label={t`Values go back`} value={count('reverted')} />
      <Stat label={t`Created ones are deleted`} value={count('deleted')} />
      <Stat label={t`Brought back`} value={count('restored')} />
      <Stat label={t`Left alone`} value={count('kept')} />
    </div>
  );
}

function AllRuns() {
  return (
    <Link to="/runs" className={buttonClasses()}>
      <Trans>All runs</Trans>
    </Link>
  );
}

function RunActions({ run }: { run: Run }) {
  const { t } = useLingui();
  const [undoing, setUndoing] = useState(false);
  const report = (run.report ?? {}) as RunReport;
  const isImport = run.kind === 'import';
  const canUndo = !isWorking(run) && !run.undone_by && run.kind !== 'import_preview' && run.kind !== 'index' && report.dry_run !== true && run.kind !== 'reconcile';
  return (
    <>
      {isImport && Boolean(report.rejected) && (
        <a href={`/api/v1/imports/${run.id}/rejected?format=xlsx`} download className={buttonClasses()}>
          <Download size={14} />
          <Trans>Rejected rows</Trans>
        </a>
      )}
      {isWorking(run) && isImport && (
        <Button onClick={() => void cancelImport(run.id).catch(toastError)}>
          <Trans>Stop</Trans>
        </Button>
      )}
      {canUndo && (
        <Button icon={<Undo2 size={14} />} onClick={() => setUndoing(true)}>
          <Trans>Undo this run…</Trans>
        </Button>
      )}
      <IconButton label={t`Copy the facts of this run for support`} onClick={() => void navigator.clipboard.writeText(supportText(run)).then(() => toastDone(t`Copied. No value of a customer is in it.`), toastError)}>
        <LifeBuoy size={15} />
      </IconButton>
      {undoing && <UndoRunDialog run={run} onClose={() => setUndoing(false)} />}
    </>
  );
}

function Undone({ run }: { run: Run }) {
  if (run.undone_by) {
    return (
      <Notice>
        <Trans>
          This run was undone by{' '}
          <Link to="/runs/$id" params={{ id: run.undone_by }} className="font-medium underline">
            run {run.undone_by}
          </Link>
          .
        </Trans>
      </Notice>
    );
  }
  if (run.undoes) {
    return (
      <Notice>
        <Trans>
          This run undid{' '}
          <Link to="/runs/$id" params={{ id: run.undoes }} className="font-medium underline">
            run {run.undoes}
          </Link>
          .
        </Trans>
      </Notice>
    );
  }
  return null;
}

export function Working({ run }: { run: Run }) {
  const { t } = useLingui();
  const progress = run.progress;
  const report = (run.report ?? {}) as RunReport;
  const stages = { reading: t`Reading the file`, clustering: t`Finding out who is who`, applying: t`Writing the records` };
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <div className="flex justify-between text-sm">
        <span className="font-medium">{progress ? stages[progress.stage] : run.state === 'queued' ? t`Waiting for its turn` : isWriting(run) ? t`Writing to the other system` : t`At work`}</span>
        {progress && (
          <span className="text-soft tabular-nums">
            <Plural value={progress?.rows ?? 0} one="# row" other="# rows" />
          </span>
        )}
        {isWriting(run) && (
          <span className="text-soft tabular-nums">
            <Trans>
              {number(writtenOf(report))} written, {number(rejectedOf(report))} refused, {number(typeof report.unknown === 'number' ? report.unknown : 0)} unknown
            </Trans>
          </span>
        )}
      </div>
      <Progress share={progress?.rows_total ? progress.rows / progress.rows_total : null} label={t`Progress of the run`} />
    </div>
  );
}

/** What a run is about stands first: what it changed here, or what it wrote there. */
function mainPart(run: Run): Part {
  return isWriting(run) ? 'writes' : 'changes';
}

function useCounts(run: Run) {
  const report = (run.report ?? {}) as RunReport;
  const findings = Array.isArray(report.findings) ? report.findings.length : 0;
  return { findings, refused: rejectedOf(report) + (report.held ?? 0) };
}

function RunTabs({ run }: { run: Run }) {
  const { t } = useLingui();
  const { part = mainPart(run) } = route.useSearch();
  const navigate = route.useNavigate();
  const { findings, refused } = useCounts(run);
  return (
    <Tabs
      label={t`Parts of the run`}
      value={part}
      onChange={(next) => void navigate({ search: { part: next === mainPart(run) ? undefined : next }, replace: true })}
      tabs={[
        { value: 'changes', label: t`Changed records` },
        { value: 'refused', label: t`Rows not applied`, count: refused || undefined, tone: 'bad' },
        { value: 'findings', label: t`Data problems`, count: findings || undefined, tone: 'warn' },
        { value: 'writes', label: t`Written to the other system` },
      ]}
    />
  );
}

function RunPart({ run }: { run: Run }) {
  const { part = mainPart(run) } = route.useSearch();
  if (part === 'refused') return <RunRefused run={run} />;
  if (part === 'writes') return <RunWrites run={run} />;
  if (part === 'findings') return <RunFindings run={run} />;
  return <RunChanges run={run} />;
}
