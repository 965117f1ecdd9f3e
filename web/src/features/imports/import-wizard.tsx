import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useObjects } from '@/api/objects';
import { applyImport, createImport, isWorking, type Run, runQuery } from '@/api/runs';
import { sessionQuery } from '@/api/session';
import { Crumb } from '@/shared/crumb';
import { useFailureWords } from '@/shared/failure-words';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { ErrorState, Notice } from '@/ui/states';
import { Steps } from '@/ui/steps';
import { toastError } from '@/ui/toast';
import { FileStep } from './components/file-step';
import { MappingStep } from './components/mapping-step';
import { PreviewStep } from './components/preview-step';
import { TargetStep } from './components/target-step';
import { Working } from './components/working';
import { type Draft, type ImportReport, readMapping, sourceName } from './model/draft';
import { readFileSample } from './model/file-sample';

const route = getRouteApi('/app/imports/new');

export const importSteps = ['file', 'target', 'mapping', 'preview'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface WizardSearch {
  step?: ImportStep;
  /** An earlier import whose settings are used again, for its corrected rows. */
  again?: string;
  object?: string;
}

/** From a file to records in four steps: file, what it is, fields, preview. Nothing is written before the last button. */
export function ImportWizard() {
  const { again } = route.useSearch();
  const earlier = useQuery({ ...runQuery(again ?? ''), enabled: again !== undefined });
  if (again && earlier.isPending) return <Working run={undefined} title="" />;
  return <Wizard key={again ?? ''} earlier={earlier.data} />;
}

const reportOf = (run: Run | undefined) => (run?.report ?? {}) as ImportReport;

function useDryRun() {
  const { t } = useLingui();
  const failed = useFailureWords();
  const [id, setId] = useState<string>();
  const send = useMutation({
    mutationFn: ({ draft, withMapping }: { draft: Draft; withMapping: boolean }) => {
      if (!draft.file) throw new Error('no file');
      return createImport(draft.file, { ...options(draft, withMapping), dry_run: true });
    },
    onSuccess: (run) => setId(run.id),
  });
  const query = useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined });
  const run = id === undefined ? undefined : query.data;
  const report = reportOf(run);
  const isDone = run !== undefined && !isWorking(run);
  const failure = send.error ?? query.error ?? (isDone && (run.state === 'failed' || report.error) ? new Error(report.error ? failed(report.error).text : t`The preview did not come to its end.`) : undefined);
  const start = (draft: Draft, withMapping: boolean) => {
    setId(undefined);
    send.mutate({ draft, withMapping });
  };
  return { run, report, isDone: isDone && !failure, isStarted: id !== undefined || send.isPending, failure, start, forget: () => setId(undefined) };
}

function options(draft: Draft, withMapping: boolean) {
  return {
    object: draft.object,
    source: draft.source.trim() || undefined,
    match: draft.match?.join(','),
    policy: draft.policy,
    sheet: draft.sheet,
    encoding: draft.encoding,
    mapping: withMapping && draft.mapping ? JSON.stringify(draft.mapping) : undefined,
  };
}

function Wizard({ earlier }: { earlier: Run | undefined }) {
  const { t } = useLingui();
  const { step: asked = 'file', object: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const objects = useObjects().filter(({ name }) => session?.person.admin || session?.person.scopes.some((scope) => scope === `${name}:write` || scope === '*:write'));
  const before = reportOf(earlier);
  const [draft, setDraft] = useState<Draft>(() => ({
    object: earlier?.object ?? wanted ?? 'customers',
    source: earlier?.source ?? before.source ?? '',
    policy: 'merge',
    mapping: before.mapping ? readMapping(before.mapping, earlier?.object ?? 'customers') : undefined,
  }));
  const look = useDryRun();
  const preview = useDryRun();
  const step: ImportStep = draft.file ? asked : 'file';
  const object = objects.find((each) => each.name === draft.object);
  const mapping = draft.mapping ?? (look.isDone ? readMapping(look.report.mapping, draft.object) : undefined);
  const go = (to: ImportStep) => void navigate({ search: (old) => ({ ...old, step: to === 'file' ? undefined : to }) });
  const change = (part: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...part }));
    preview.forget();
    if (!('mapping' in part) || part.mapping === undefined) look.forget();
  };
  const readAs = async (file: File, as: { sheet?: string; encoding?: string }) => {
    const sample = await readFileSample(file, as);
    setDraft((old) => (old.file === file ? { ...old, sample } : old));
  };
  const takeFile = (file: File | undefined) => {
    change({ file, sample: undefined, sheet: undefined, encoding: undefined, source: draft.source || (file ? sourceName(file.name) : ''), mapping: earlier ? draft.mapping : undefined });
    if (file) void readAs(file, {});
  };
  const run = useMutation({
    // What was previewed is done, without sending the file again.
    mutationFn: applyImport,
    onSuccess: (made) => void navigate({ to: '/imports/$id', params: { id: made.id } }),
    onError: toastError,
  });
  const toMapping = () => {
    if (!look.isDone) look.start(draft, draft.mapping !== undefined);
    go('mapping');
  };
  const toPreview = () => {
    const next = { ...draft, mapping };
    setDraft(next);
    if (!preview.isDone) preview.start(next, true);
    go('preview');
  };
  const toTarget = () => go('target');
  const canLook = Boolean(draft.file) && draft.source.trim() !== '' && object !== undefined;
  const rows = (preview.report.created ?? 0) + (preview.report.updated ?? 0) + (preview.report.merged ?? 0);
  const next = {
    file: { label: t`Next: Object`, act: toTarget, can: Boolean(draft.file) },
    target: { label: t`Next: Fields`, act: toMapping, can: canLook },
    mapping: { label: t`Next: Preview`, act: toPreview, can: look.isDone && (mapping?.fields.length ?? 0) > 0 },
    preview: { label: preview.isDone ? t`${plural(preview.report.read ?? 0, { one: 'Import # row', other: 'Import # rows' })}` : t`Import`, act: () => preview.run && run.mutate(preview.run.id), can: preview.isDone && rows > 0 },
  }[step];
  const onStep = (key: string) => ({ file: () => go('file'), target: toTarget, mapping: toMapping, preview: toPreview })[key as ImportStep]();
  const back = importSteps[importSteps.indexOf(step) - 1];
  const failure = step === 'mapping' ? look.failure : step === 'preview' ? preview.failure : undefined;
  return (
    <Page
      tab={t`Import a file`}
      above={<Crumb to="/imports">{t`Imports`}</Crumb>}
      title={t`Import a file`}
      footer={
        <>
          <Button disabled={!back} onClick={() => back && go(back)}>{t`Back`}</Button>
          <Button look="primary" disabled={!next.can} busy={run.isPending} onClick={next.act}>
            {next.label}
          </Button>
        </>
      }
      bar={
        <Steps
          label={t`Steps of the import`}
          at={step}
          onGo={onStep}
          steps={[
            { key: 'file', label: t`File`, isOpen: true },
            { key: 'target', label: t`Object`, isOpen: Boolean(draft.file) },
            { key: 'mapping', label: t`Fields`, isOpen: canLook },
            { key: 'preview', label: t`Preview`, isOpen: look.isDone && canLook },
          ]}
        />
      }
    >
      {earlier && step === 'file' && (
        <Notice tone="accent">
          <Trans>Choose the file with the corrected rows of {before.file ?? `#${earlier.id}`}. Source, fields and rules are taken over; rows that were corrected are found again, not doubled.</Trans>
        </Notice>
      )}
      {failure ? (
        <ErrorState error={failure} onRetry={() => (step === 'mapping' ? look.start(draft, draft.mapping !== undefined) : toPreview())} action={<Button onClick={() => go('file')}>{t`Another file`}</Button>} />
      ) : step === 'file' ? (
        <FileStep
          draft={draft}
          onFile={takeFile}
          onReadAs={(as) => {
            const next = { sheet: draft.sheet, encoding: draft.encoding, ...as };
            change({ ...next, mapping: earlier ? draft.mapping : undefined });
            if (draft.file) void readAs(draft.file, next);
          }}
        />
      ) : step === 'target' ? (
        <TargetStep draft={draft} objects={objects} onChange={change} />
      ) : step === 'mapping' ? (
        look.isDone && mapping && object ? (
          <MappingStep draft={draft} object={object} report={look.report} mapping={mapping} onChange={(changed) => change({ mapping: changed })} />
        ) : (
          <Working run={look.run} title={t`Looking at the whole file`} />
        )
      ) : preview.isDone && preview.run && object ? (
        <PreviewStep run={preview.run} report={preview.report} object={object} />
      ) : (
        <Working run={preview.run} title={t`Trying it out, without writing anything`} />
      )}
    </Page>
  );
}
