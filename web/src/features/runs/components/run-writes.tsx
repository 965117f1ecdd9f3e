import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { type Run, runWritesQuery } from '@/api/runs';
import { theirText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { Badge, type Tone } from '@/ui/badge';
import { Panel } from '@/ui/page';
import { Table } from '@/ui/table';
import { WriteDrawer } from './write-drawer';

const tones: Record<string, Tone> = { created: 'good', updated: 'good', deleted: 'warn', refused: 'bad', unknown: 'warn', missing_here: 'warn', missing_there: 'warn', different: 'warn', same_record: 'neutral' };

/** What was written to the other system, with old and new values there. */
export function RunWrites({ run }: { run: Run }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<Schemas['ExternalWrite']>();
  const query = useInfiniteQuery(runWritesQuery(run.id));
  const writes = query.data?.pages.flatMap((page) => page.items) ?? [];
  const outcomes: Record<string, string> = {
    created: t`created`,
    updated: t`changed`,
    deleted: t`deleted`,
    refused: t`refused`,
    unknown: t`answer unknown`,
    missing_here: t`missing here`,
    missing_there: t`missing there`,
    different: t`different`,
    same_record: t`same record here as`,
    planned: t`planned`,
  };
  return (
    <Panel title={t`Written to the other system`} flush>
      <Answered
        query={query}
        lines={5}
        className="p-4"
        empty={
          writes.length === 0 && (
            <p className="px-4 pb-4 text-sm text-soft">
              <Trans>This run wrote nothing to another system.</Trans>
            </p>
          )
        }
      >
        <Table
          label={t`Written to the other system`}
          rows={writes}
          rowKey={(write) => String(write.number)}
          onOpen={setOpen}
          columns={[
            {
              key: 'outcome',
              title: t`Outcome`,
              cell: (write) => (
                <span className="flex flex-col items-start gap-0.5">
                  <Badge tone={tones[write.outcome] ?? 'neutral'}>{outcomes[write.outcome] ?? write.outcome}</Badge>
                  {write.code && <code className="font-mono text-xs text-soft">{write.code}</code>}
                </span>
              ),
            },
            { key: 'there', title: t`Id there`, cell: (write) => <code className="font-mono text-xs">{write.external_id}</code> },
            {
              key: 'here',
              title: t`Record`,
              wide: true,
              cell: (write) =>
                write.record && run.object ? (
                  <Link to="/records/$object/$id" params={{ object: run.object, id: write.record }} onClick={(event) => event.stopPropagation()} className="text-accent-ink hover:underline">
                    #{write.record}
                  </Link>
                ) : null,
            },
            { key: 'values', title: t`Values`, cell: (write) => <Values old={write.old} now={write.new} /> },
          ]}
        />
      </Answered>
      <MoreRows query={query} />
      {open && <WriteDrawer write={open} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}

export function Values({ old, now }: { old: Record<string, unknown>; now: Record<string, unknown> }) {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {names.map((name) => (
        <li key={name} className="break-words">
          <span className="text-faint">{name}</span> <span className="text-soft line-through">{theirText(old[name])}</span> {theirText(now[name]) || '–'}
        </li>
      ))}
    </ul>
  );
}
