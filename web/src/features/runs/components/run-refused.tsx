import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import type { RowEnd } from '@/api/problems';
import { isWriting, type RefusedRow, replayRunRows, type Run, runRefusedQuery } from '@/api/runs';
import { useFindingText } from '@/shared/finding-text';
import { words } from '@/shared/locale';
import { useRights } from '@/shared/use-rights';
import { rawText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { State, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/form';
import { Panel } from '@/ui/page';
import { type Column, Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { RefusedDrawer } from './refused-drawer';

const how = (row: RefusedRow) => (row.ended as RowEnd | null)?.how;

/** Rows that a replay takes: those that are open, and those that somebody left out. */
const canReplay = (row: RefusedRow) => row.state !== 'ended' || how(row) === 'excluded';

/** The rows that this run could not apply, and applying chosen ones again. */
export function RunRefused({ run }: { run: Run }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(runRefusedQuery(run.id));
  const { write } = useRights(run.object ?? '');
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string>();
  const open = rows.find((row) => row.id === openId);
  const replayable = rows.filter(canReplay);
  const picked = replayable.filter((row) => chosen.has(row.id)).map((row) => row.id);
  const replay = useReplay(run, () => setChosen(new Set()));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const columns = useColumns(run);
  const choice: Column<RefusedRow> = {
    key: 'choice',
    width: '1%',
    title: (
      <Checkbox
        aria-label={t`Choose all rows that can be replayed`}
        checked={picked.length > 0 && picked.length === replayable.length}
        some={picked.length > 0 && picked.length < replayable.length}
        disabled={replayable.length === 0}
        onChange={() => setChosen(new Set(picked.length === replayable.length ? [] : replayable.map((row) => row.id)))}
      />
    ),
    cell: (row) => (canReplay(row) ? <span onClick={(event) => event.stopPropagation()}><Checkbox aria-label={t`Choose row ${String(row.row)}`} checked={chosen.has(row.id)} onChange={() => toggle(row.id)} /></span> : null),
  };
  return (
    <Panel
      title={t`Rows not applied`}
      about={t`Rows of this run that could not be applied, and what became of them since.`}
      flush
      actions={
        write &&
        replayable.length > 0 && (
          <Button icon={<RotateCw size={14} />} disabled={picked.length === 0} busy={replay.isPending} onClick={() => replay.mutate(picked)}>
            {picked.length === 0 ? t`Replay selection` : t`${plural(picked.length, { one: 'Replay # row', other: 'Replay # rows' })}`}
          </Button>
        )
      }
    >
      <Answered
        query={query}
        lines={5}
        className="p-4"
        empty={
          rows.length === 0 && (
            <p className="px-4 pb-4 text-sm text-soft">
              <Trans>Every row of this run was applied.</Trans>
            </p>
          )
        }
      >
        <Table label={t`Rows not applied`} rows={rows} rowKey={(row) => row.id} onOpen={(row) => setOpenId(row.id)} selected={openId} columns={write ? [choice, ...columns] : columns} />
      </Answered>
      <MoreRows query={query} />
      {open && <RefusedDrawer run={run} row={open} reason={<Reason row={open} run={run} />} state={<RowState row={open} />} onClose={() => setOpenId(undefined)} />}
    </Panel>
  );
}

function useReplay(run: Run, onDone: () => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (records: string[]) => replayRunRows(run.id, records),
    onSuccess: (done) => {
      onDone();
      const again = done.inbox + done.due;
      const told = [
        done.replayed - done.refused > 0 && t`${plural(done.replayed - done.refused, { one: '# row was applied', other: '# rows were applied' })}`,
        done.refused > 0 && t`${plural(done.refused, { one: '# was refused again', other: '# were refused again' })}`,
        again > 0 && t`${plural(again, { one: '# goes with the next pass', other: '# go with the next pass' })}`,
        done.superseded > 0 && t`${plural(done.superseded, { one: '# is known in a newer version', other: '# are known in a newer version' })}`,
      ];
      toastDone(told.filter(Boolean).join(', ') || t`Nothing was left to do.`);
    },
    onError: toastError,
    onSettled: () => {
      for (const key of ['run', 'runs', 'problems', 'records', 'syncs']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** What is wrong with a row, and with which of its fields. */
function Reason({ row, run }: { row: RefusedRow; run: Run }) {
  const { t } = useLingui();
  const reason = useFindingText();
  const object = useObject(run.object ?? '');
  const field = words(object?.fields.find((each) => each.name === row.field)?.label) || (row.field === 'external_id' ? t`Id in the source` : row.field);
  return (
    <>
      <span className="block">{reason(row.code)}</span>
      <span className="block truncate text-xs text-soft">{[field, row.detail].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function useColumns(run: Run): Column<RefusedRow>[] {
  const { t } = useLingui();
  return [
    { key: 'reason', title: t`What is wrong`, cell: (row) => <Reason row={row} run={run} /> },
    { key: 'id', title: isWriting(run) ? t`Id there` : t`Id in the source`, wide: true, cell: (row) => (row.external_id ? <code className="block max-w-48 truncate font-mono text-xs">{row.external_id}</code> : <span className="text-faint">–</span>) },
    { key: 'values', title: t`Values`, wide: true, cell: (row) => <span className="block truncate text-soft">{firstValues(row)}</span> },
    { key: 'state', title: t`State`, cell: (row) => <RowState row={row} /> },
  ];
}

/** The first values that are not empty, to tell a row from others. */
function firstValues(row: RefusedRow): string {
  const values = (typeof row.values === 'object' && row.values !== null ? row.values : {}) as Record<string, unknown>;
  const sent = typeof values.fields === 'object' && values.fields !== null ? (values.fields as Record<string, unknown>) : values;
  const texts = Object.values(sent).map(rawText).filter(Boolean);
  return texts.slice(0, 4).join(' · ') || '–';
}

function RowState({ row }: { row: RefusedRow }) {
  const { t } = useLingui();
  const ended: Record<string, [string, Tone]> = {
    replayed: [t`Applied again`, 'good'],
    decided: [t`Decided`, 'good'],
    inbox: [t`Read again`, 'neutral'],
    due: [t`Sent again`, 'neutral'],
    superseded: [t`Newer version known`, 'neutral'],
    excluded: [t`Left out`, 'neutral'],
  };
  const [text, tone]: [string, Tone] = row.state === 'rejected' ? [t`Refused`, 'bad'] : row.state === 'held' ? [t`Waits for a decision`, 'warn'] : (ended[how(row) ?? ''] ?? [t`Settled`, 'neutral']);
  return <State tone={tone}>{text}</State>;
}
