import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Split } from 'lucide-react';
import { useState } from 'react';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { duplicatesOfQuery, historyQuery, type RecordRow, unmergeRecord } from '@/api/records';
import { listed } from '@/shared/format';
import { words } from '@/shared/locale';
import { MergeDialog } from '@/shared/merge-dialog';
import { Time } from '@/shared/time';
import { titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Facts } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';
import { KnownIn } from './known-in';
import { Owner, Tasks } from './people-and-tasks';
import { Section } from './section';

interface SidePanelsProps {
  object: ObjectDefinition;
  record: RecordRow;
  onEdit?: (field: FieldDefinition, value: unknown) => void;
}

export function SidePanels({ object, record, onEdit }: SidePanelsProps) {
  const canWrite = onEdit !== undefined;
  return (
    <div className="flex flex-col gap-6">
      <Owner object={object} record={record} onEdit={onEdit} />
      <Tasks object={object} record={record} canWrite={canWrite} />
      <Duplicates object={object} record={record} canWrite={canWrite} />
      <KnownIn object={object} record={record} />
      <Merges object={object} record={record} canWrite={canWrite} />
      <Numbers record={record} />
    </div>
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
      // The answer begins with the record that stayed.
      const given = items.filter((item) => item.id !== record.id).length;
      toastDone(t`${plural(given, { one: '# record given back', other: '# records given back' })}`);
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
