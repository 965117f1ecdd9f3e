import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import type { Review } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { MergeDialog, RecordColumns } from '@/shared/merge-dialog';
import { useRights } from '@/shared/use-rights';
import { titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { claimantsOf } from '../review-words';

/** Records here that are one and the same in the other system: side by side, and merged when they are one here too. */
export function Claimants({ review, onMerged }: { review: Review; onMerged?: () => void }) {
  const { t } = useLingui();
  const name = review.object ?? '';
  const object = useObject(name);
  const rights = useRights(name);
  const [isMerging, setIsMerging] = useState(false);
  const queries = useQueries({ queries: claimantsOf(review).map((id) => recordQuery(name, id)) });
  const records = queries.flatMap((query) => query.data ?? []);
  // One that was merged meanwhile stands for the other one.
  const apart = records.filter((record, index) => records.findIndex((other) => other.id === record.id) === index);
  if (!object) return null;
  return (
    <Panel title={t`Records here that are one there`} about={t`Each record of the other system stands for one record here.`}>
      {queries.some((query) => query.isPending) ? <SkeletonLines lines={4} /> : <RecordColumns object={object} records={apart} />}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        {onMerged && rights.write && apart.length > 1 && (
          <Button icon={<GitMerge size={14} />} onClick={() => setIsMerging(true)}>
            <Trans>Merge them…</Trans>
          </Button>
        )}
        {apart.map((record) => (
          <Link key={record.id} to="/records/$object/$id" params={{ object: name, id: record.id }} className="text-accent-ink hover:underline">
            {titleOf(record, object)}
          </Link>
        ))}
      </div>
      {isMerging && (
        <MergeDialog
          object={object}
          records={apart}
          onClose={() => setIsMerging(false)}
          onMerged={() => {
            setIsMerging(false);
            onMerged?.();
          }}
        />
      )}
    </Panel>
  );
}
