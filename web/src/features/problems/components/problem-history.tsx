import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProblemGroup, ProblemRecord, RowEnd } from '@/api/problems';
import { runQuery } from '@/api/runs';
import { words } from '@/shared/locale';
import { useActor } from '@/shared/origin';
import { useRunKind, useRunSource } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { rawText } from '@/shared/value-text';

/** When the row was refused and how it ended. */
export function ProblemHistory({ group, record }: { group: ProblemGroup; record: ProblemRecord }) {
  const { t } = useLingui();
  const actor = useActor();
  const kind = useRunKind();
  const source = useRunSource();
  const run = useQuery(runQuery(record.run));
  const ended = record.ended as RowEnd | null;
  const ways: Record<string, string> = {
    replayed: t`Applied`,
    excluded: t`Left out`,
    superseded: t`A newer version is known`,
    inbox: t`Handed back to be read again`,
    due: t`Sent again with the next pass`,
  };
  const fixes = Object.entries(ended?.values ?? {});
  return (
    <ol className="flex flex-col gap-4">
      {ended && (
        <Event icon={<CircleCheck size={16} className="text-good" />} title={ways[ended.how ?? ''] ?? ended.how ?? ''} at={ended.at}>
          <p>{actor(ended.by)}</p>
          {ended.reason && <p>{ended.reason}</p>}
          {fixes.length > 0 && (
            <ul>
              {fixes.map(([column, value]) => (
                <li key={column}>
                  {column} = {rawText(value) || t`empty`}
                </li>
              ))}
            </ul>
          )}
          {ended.run && <RunLink id={ended.run} />}
        </Event>
      )}
      <Event icon={<CircleX size={16} className="text-bad" />} title={words(group.cause)} at={run.data?.started_at}>
        {run.data && (
          <p>
            {kind(run.data.kind)} {source(run.data)}
          </p>
        )}
        <RunLink id={record.run} />
      </Event>
    </ol>
  );
}

function RunLink({ id }: { id: string }) {
  return (
    <Link to="/runs/$id" params={{ id }} className="text-accent-ink hover:underline">
      <Trans>Run {id}</Trans>
    </Link>
  );
}

function Event({ icon, title, at, children }: { icon: ReactNode; title: string; at?: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.25rem_1fr] gap-x-2">
      <span className="pt-0.5">{icon}</span>
      <div className="min-w-0 text-xs text-soft">
        <p className="text-sm font-medium text-ink">{title}</p>
        {at && <Time at={at} className="text-faint" />}
        {children}
      </div>
    </li>
  );
}
