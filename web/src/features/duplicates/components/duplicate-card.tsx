import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { mergeRecords } from '@/api/records';
import { words } from '@/shared/locale';
import { oldest, RecordColumns } from '@/shared/merge-dialog';
import { useRights } from '@/shared/use-rights';
import { isEmpty, titleOf, valueText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { toastError } from '@/ui/toast';
import type { DuplicateGroup } from '../find-duplicates';

const NAMED = 3;

/** Records side by side, why they are thought to be one, and the decision. */
export function DuplicateCard({ object, group, onApart, onMerged }: { object: ObjectDefinition; group: DuplicateGroup; onApart: () => void; onMerged: (survivor: string) => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { write } = useRights(object.name);
  const [survivor, setSurvivor] = useState(() => oldest(group.records).id);
  const label = (name: string) => words(object.fields.find((field) => field.name === name)?.label) || name;
  const differing = liveFields(object).filter((field) => new Set(group.records.filter((record) => !isEmpty(record[field.name])).map((record) => valueText(field, record[field.name]))).size > 1);
  const same = group.matchedBy.map(label).join(', ');
  const different = differing
    .filter((field) => !['created_at', 'updated_at'].includes(field.name))
    .slice(0, NAMED)
    .map((field) => words(field.label))
    .join(', ');
  const merge = useMutation({
    mutationFn: () => mergeRecords(object.name, survivor, group.records.map((record) => record.id).filter((id) => id !== survivor)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['records', object.name] });
      onMerged(survivor);
    },
    onError: toastError,
  });
  return (
    <Panel
      title={titleOf(group.records[0] ?? { id: '', version: 0, created_at: '', updated_at: '' }, object)}
      about={different ? t`Same: ${same}. Different: ${different}.` : t`Same: ${same}. Nothing else contradicts.`}
      actions={
        write && (
          <div className="flex gap-2">
            <Button size="small" onClick={onApart}>
              <Trans>Not the same</Trans>
            </Button>
            <Button size="small" look="primary" icon={<GitMerge size={14} />} busy={merge.isPending} onClick={() => merge.mutate()}>
              <Trans>Merge</Trans>
            </Button>
          </div>
        )
      }
    >
      <RecordColumns object={object} records={group.records} survivor={survivor} onSurvivor={write ? setSurvivor : undefined} group={group.key} />
    </Panel>
  );
}
