import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Undo2, Upload } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { cancelImport, isWorking, type Run, runQuery, runRefusedQuery } from '@/api/runs';
import { Crumb } from '@/shared/crumb';
import { useFailureWords } from '@/shared/failure-words';
import { Findings } from '@/shared/findings';
import { duration, listed, moment, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useFileFormats, useNoteText } from '@/shared/note-text';
import { useActor } from '@/shared/origin';
import { RunState } from '@/shared/run-state';
import { UndoRunDialog } from '@/shared/undo-run';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { Facts, Page, Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastError } from '@/ui/toast';
import { Outcome } from './components/outcome';
import { Working } from './components/working';
import type { ImportReport } from './model/draft';

const route = getRouteApi('/app/imports/$id');

/** One import: how far it is, what it did, which rows it refused and how they are brought in after all, and the way back. */
export function ImportScreen() {
  const { id } = route.useParams();
  const query = useQuery(runQuery(id));
  if (!query.data) return <Answered query={query} lines={10} className="p-6" action={<AllImports />}>{null}</Answered>;
  return <OneImport run={query.data} />;
}

function AllImports() {
  return (
    <Link to="/imports" className={buttonClasses()}>
      <Trans>All imports</Trans>
    </Link>
  );
}

function OneImport({ run }: { run: Run }) {
  const { t } = useLingui();
  const object = useObject(run.object ?? '');
  const { write } = useRights(run.object ?? '');
  const failed = useFailureWords();
  const note = useNoteText();
  const report = (run.report ?? {}) as ImportReport;
  const name = report.file || run.source || `#${run.id}`;
  return (
    <Page
      tab={name}
      above={<Crumb to="/imports">{t`Imports`}</Crumb>}
      title={
        <span className="flex items-center gap-x-2.5 gap-y-1 max-sm:flex-wrap">
          <span className="truncate">{name}</span> <RunState run={run} />
        </span>
      }
      actions={write && <Actions run={run} />}
    >
      {run.undone_by && (
        <Notice>
          <Trans>This import was undone: every value is what it was before, except what others changed since.</Trans>
        </Notice>
      )}
      {report.error && <Notice tone={run.state === 'cancelled' ? 'neutral' : 'bad'}>{failed(report.error).text}</Notice>}
      {(report.warnings ?? []).map((warning) => (
        <Notice key={`${warning.code} ${warning.detail}`} tone="warn">
          {note(warning)}
        </Notice>
      ))}
      {isWorking(run) ? <Working run={run} title={t`Importing`} /> : <Outcome report={report} />}
      {!isWorking(run) && Boolean(report.rejected || report.held) && !run.undone_by && <Repair run={run} report={report} canWrite={write} />}
      {!isWorking(run) && (
        <div className="grid items-start gap-5 xl:grid-cols-[1fr_22rem]">
          <div className="flex min-w-0 flex-col gap-5">
            <Panel title={t`Data problems`} about={t`A value that does not fit its field is kept as it came, and its row is taken.`} flush>
              <Findings findings={report.findings ?? []} object={object} />
            </Panel>
            <UsedMapping report={report} run={run} />
          </div>
          <About run={run} report={report} />
        </div>
      )}
    </Page>
  );
}

function Actions({ run }: { run: Run }) {
  const client = useQueryClient();
  const [isUndoing, setIsUndoing] = useState(false);
  const stop = useMutation({ mutationFn: () => cancelImport(run.id), onSuccess: () => client.invalidateQueries({ queryKey: ['run', run.id] }), onError: toastError });
  if (isWorking(run)) {
    return (
      <Button busy={stop.isPending} onClick={() => stop.mutate()}>
        <Trans>Stop</Trans>
      </Button>
    );
  }
  if (run.undone_by || run.kind !== 'import') return null;
  return (
    <>
      <Button icon={<Undo2 size={14} />} onClick={() => setIsUndoing(true)}>
        <Trans>Undo this import…</Trans>
      </Button>
      {isUndoing && <UndoRunDialog run={run} onClose={() => setIsUndoing(false)} />}
    </>
  );
}

/** The round trip of refused rows: a spreadsheet with the reasons, corrected, uploaded again. */
function Repair({ run, report, canWrite }: { run: Run; report: ImportReport; canWrite: boolean }) {
  const { t } = useLingui();
  const rejected = report.rejected ?? 0;
  const held = report.held ?? 0;
  return (
    <>
      {rejected > 0 && (
        <Panel title={t`${plural(rejected, { one: '# row was rejected', other: '# rows were rejected' })}`} about={t`Nothing of them is lost. Correct them in a spreadsheet and upload it again, or repair them one by one under Problems.`}>
          <div className="flex flex-wrap gap-2">
            <a href={`/api/v1/imports/${run.id}/rejected?format=xlsx`} download className={buttonClasses()}>
              <Download size={14} />
              <Trans>Download the rows as XLSX</Trans>
            </a>
            {canWrite && (
              <Link to="/imports/new" search={{ again: run.id }} className={buttonClasses()}>
                <Upload size={14} />
                <Trans>Upload corrected rows</Trans>
              </Link>
            )}
          </div>
        </Panel>
      )}
      {held > 0 && <Held run={run} held={held} />}
    </>
  );
}

/** Rows that a person has to say something about, and the way there. */
function Held({ run, held }: { run: Run; held: number }) {
  const query = useInfiniteQuery(runRefusedQuery(run.id));
  const waiting = query.data?.pages.flatMap((page) => page.items).find((row) => row.state === 'held');
  const isOver = query.data !== undefined && !query.hasNextPage && !waiting;
  return (
    <Notice
      tone={isOver ? 'good' : 'warn'}
      action={
        waiting ? (
          <Link to="/problems/$id" params={{ id: waiting.problem }} search={{ record: waiting.id }} className={buttonClasses('plain', 'small')}>
            <Trans>Decide</Trans>
          </Link>
        ) : (
          <Link to="/runs/$id" params={{ id: run.id }} search={{ part: 'refused' }} className={buttonClasses('plain', 'small')}>
            <Trans>Look at them</Trans>
          </Link>
        )
      }
    >
      {isOver ? (
        <Plural value={held} one="# row fitted several records; it has been decided since." other="# rows fitted several records; all have been decided since." />
      ) : (
        <Plural value={held} one="# row fits several records and waits for a decision." other="# rows fit several records and wait for a decision." />
      )}
    </Notice>
  );
}

function UsedMapping({ report, run }: { report: ImportReport; run: Run }) {
  const { t } = useLingui();
  const object = useObject(run.object ?? '');
  const rules = report.mapping?.fields ?? [];
  if (rules.length === 0) return null;
  const names: Record<string, string> = { external_id: t`Id in the source`, updated_at: t`Changed at, in the source` };
  const label = (to: string) => names[to] ?? (words(object?.fields.find((field) => field.name === to.split('.')[0])?.label) || to);
  return (
    <Panel title={t`Columns and fields`} flush>
      <Table
        label={t`Columns and fields`}
        rows={rules}
        rowKey={(rule) => `${String(rule.from)} ${rule.to}`}
        columns={[
          { key: 'from', title: t`Column`, cell: (rule) => [rule.from].flat().join(' + ') },
          { key: 'to', title: t`Field`, cell: (rule) => label(rule.to) },
        ]}
        footer={
          (report.unmapped_columns ?? []).length > 0 && (
            <p className="border-t border-line px-4 py-2 text-xs text-soft">
              <Trans>Left out: {listed(report.unmapped_columns ?? [])}</Trans>
            </p>
          )
        }
      />
    </Panel>
  );
}

function About({ run, report }: { run: Run; report: ImportReport }) {
  const { t } = useLingui();
  const actor = useActor();
  const object = useObject(run.object ?? '');
  const noteNames: Record<string, string> = { format: t`Format`, encoding: t`Encoding`, delimiter: t`Delimiter`, header_row: t`Header in row`, sheet: t`Sheet`, sheets: t`Sheets`, date_order: t`Order of dates` };
  const formats = useFileFormats();
  const notes = (report.notes ?? []).filter((note) => noteNames[note.code]);
  const items: [string, React.ReactNode][] = [
    [t`Object`, words(object?.label) || run.object],
    [t`Source`, run.source ?? report.source],
    [t`Started`, moment(run.started_at)],
    [t`By`, actor(run.actor)],
  ];
  if (report.seconds !== undefined) items.push([t`Took`, duration(report.seconds)]);
  if (report.rows_per_second) items.push([t`Speed`, t`${number(report.rows_per_second)} rows a second`]);
  for (const note of notes) items.push([noteNames[note.code] ?? note.code, note.detail === '\t' ? t`Tab` : (formats[note.detail] ?? note.detail)]);
  return (
    <Panel title={t`About this import`}>
      <Facts items={items} />
    </Panel>
  );
}
