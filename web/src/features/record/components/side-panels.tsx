import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Split, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { duplicatesOfQuery, historyQuery, type RecordRow, sourcesOfQuery, unmergeRecord } from '@/api/records';
import { useFindingText } from '@/shared/finding-text';
import { listed, moment } from '@/shared/format';
import { words } from '@/shared/locale';
import { MergeDialog } from '@/shared/merge-dialog';
import { SourceMark } from '@/shared/origin';
import { Time } from '@/shared/time';
import { rawText, titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Confirm, Dialog } from '@/ui/dialog';
import { Facts } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';

export function SidePanels({ object, record, canWrite }: { object: ObjectDefinition; record: RecordRow; canWrite: boolean }) {
  return (
    <div className="flex flex-col gap-6">
      <Duplicates object={object} record={record} canWrite={canWrite} />
      <Sources object={object} record={record} />
      <Merges object={object} record={record} canWrite={canWrite} />
      <Numbers record={record} />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 text-2xs font-medium text-faint">{title}</h2>
      {children}
    </section>
  );
}

type SourceOf = Parameters<typeof SourceDialog>[0]['source'];

function Sources({ object, record }: { object: ObjectDefinition; record: RecordRow }) {
  const { t } = useLingui();
  const { data } = useQuery(sourcesOfQuery(object.name, record.id));
  const [open, setOpen] = useState<SourceOf>();
  return (
    <Section title={t`Known in`}>
      {!data && <SkeletonLines lines={2} />}
      {data?.items.length === 0 && (
        <p className="text-xs text-faint">
          <Trans>No other system shows this record; it was written here.</Trans>
        </p>
      )}
      <ul className="-mx-2 flex flex-col">
        {data?.items.map((source) => (
          <li key={`${source.source} ${source.external_id}`}>
            <button type="button" onClick={() => setOpen(source)} className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover">
              <SourceMark name={source.source} size={20} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm">{source.source}</span>
                <code className="block truncate font-mono text-2xs text-faint">{source.external_id}</code>
              </span>
              {source.findings.length > 0 && (
                <span className="flex items-center gap-1 text-2xs text-warn" title={t`${source.findings.length} data problems`}>
                  <TriangleAlert size={12} />
                  {source.findings.length}
                </span>
              )}
              <Time at={source.at} className="text-2xs text-faint" />
            </button>
          </li>
        ))}
      </ul>
      {open && <SourceDialog object={object} source={open} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

interface SourceDialogProps {
  object: ObjectDefinition;
  source: { source: string; external_id: string; at: string; run: string; values: Record<string, unknown> | null; findings: unknown[] };
  onClose: () => void;
}

function SourceDialog({ object, source, onClose }: SourceDialogProps) {
  const { t } = useLingui();
  const findings = source.findings as { code: string; field: string; detail: string }[];
  const text = useFindingText();
  return (
    <Dialog side title={source.source} about={t`As this source last showed it, ${moment(source.at)}`} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <Facts items={[[t`Id there`, <code className="font-mono text-xs">{source.external_id}</code>], ...Object.entries(source.values ?? {}).map(([name, value]): [string, string] => [words(object.fields.find((field) => field.name === name)?.label) || name, rawText(value)])]} />
        {findings.length > 0 && (
          <section>
            <h3 className="mb-1 text-xs font-medium text-soft">
              <Trans>Data problems</Trans>
            </h3>
            <ul className="flex flex-col gap-1 text-sm">
              {findings.map((finding, index) => (
                <li key={index} className="flex gap-2">
                  <TriangleAlert size={14} className="mt-0.5 shrink-0 text-warn" />
                  <span>
                    {words(object.fields.find((field) => field.name === finding.field)?.label) || finding.field}: {text(finding.code)} <code className="font-mono text-xs">{finding.detail}</code>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function Duplicates({ object, record, canWrite }: { object: ObjectDefinition; record: RecordRow; canWrite: boolean }) {
  const { t } = useLingui();
  const hasKeys = liveFields(object).some((field) => field.match_key);
  const { data } = useQuery({ ...duplicatesOfQuery(object.name, record.id), enabled: hasKeys });
  const [merging, setMerging] = useState<RecordRow>();
  const others = data?.items.filter((item) => item.record.id !== record.id) ?? [];
  if (others.length === 0) return null;
  return (
    <Section title={t`Perhaps the same`}>
      <ul className="flex flex-col gap-2">
        {others.map((other) => (
          <li key={other.record.id} className="flex items-center gap-2 rounded-md border border-line bg-panel px-3 py-2">
            <div className="min-w-0 flex-1">
              <Link to="/records/$object/$id" params={{ object: object.name, id: other.record.id }} className="block truncate text-sm font-medium hover:underline">
                {titleOf(other.record, object)}
              </Link>
              <p className="text-xs text-faint">
                <Trans>Same {listed(other.matched_by.map((name) => words(object.fields.find((field) => field.name === name)?.label) || name))}</Trans>
              </p>
            </div>
            {canWrite && (
              <Button size="small" onClick={() => setMerging(other.record)}>
                <Trans>Compare</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {merging && <MergeDialog object={object} records={[record, merging]} onClose={() => setMerging(undefined)} onMerged={() => setMerging(undefined)} />}
    </Section>
  );
}

/** Records that live on in this one, each with the way back. */
function Merges({ object, record, canWrite }: { object: ObjectDefinition; record: RecordRow; canWrite: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const history = useInfiniteQuery(historyQuery(object.name, record.id));
  const changes = history.data?.pages.flatMap((page) => page.items) ?? [];
  const absorbed = new Set<string>();
  for (const change of [...changes].reverse()) {
    for (const id of change.absorbed ?? []) absorbed.add(id);
    for (const id of change.given_back ?? []) absorbed.delete(id);
  }
  const undo = useMutation({
    mutationFn: () => unmergeRecord(object.name, record.id),
    onSuccess: ({ items }) => {
      setOpen(false);
      void client.invalidateQueries({ queryKey: ['records', object.name] });
      toastDone(t`${plural(items.length, { one: '# record given back', other: '# records given back' })}`);
    },
    onError: toastError,
  });
  if (absorbed.size === 0) return null;
  return (
    <Section title={t`Merged in`}>
      <p className="text-sm text-soft">
        <Plural value={absorbed.size} one="# record lives on in this one." other="# records live on in this one." />
      </p>
      {canWrite && (
        <Button size="small" className="mt-2" icon={<Split size={13} />} onClick={() => setOpen(true)}>
          <Trans>Undo the merge…</Trans>
        </Button>
      )}
      {open && (
        <Confirm title={t`Undo the merge?`} about={t`${plural(absorbed.size, { one: '# record comes back with its own values, sources and history.', other: '# records come back with their own values, sources and history.' })} What was added here since stays here.`} action={t`Undo the merge`} busy={undo.isPending} onClose={() => setOpen(false)} onConfirm={() => undo.mutate()} />
      )}
    </Section>
  );
}

function Numbers({ record }: { record: RecordRow }) {
  const { t } = useLingui();
  return (
    <Section title={t`About this record`}>
      <Facts
        items={[
          [t`Id`, <code className="font-mono text-xs">{record.id}</code>],
          [t`Version`, String(record.version)],
          [t`Updated`, <Time at={record.updated_at} />],
        ]}
      />
    </Section>
  );
}
