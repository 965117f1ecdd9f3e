import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RowEnd } from '@/api/problems';
import { isWriting, type RefusedRow, type Run, runWritesQuery } from '@/api/runs';
import { moment, number } from '@/shared/format';
import { useActor } from '@/shared/origin';
import { rawText } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { buttonClasses } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Facts, Panel } from '@/ui/page';
import { WriteTold } from './write-drawer';

interface RefusedDrawerProps {
  run: Run;
  row: RefusedRow;
  reason: ReactNode;
  state: ReactNode;
  onClose: () => void;
}

const plain = (values: unknown) => (typeof values === 'object' && values !== null ? values : {}) as Record<string, unknown>;

/** One refused row: why, what it held or what was sent and answered, and each attempt at it. */
export function RefusedDrawer({ run, row, reason, state, onClose }: RefusedDrawerProps) {
  const { t } = useLingui();
  const isOut = isWriting(run);
  const values = Object.entries(plain(row.values)).map(([name, value]): [string, string] => [name, rawText(value) || '–']);
  return (
    <Dialog
      side
      title={isOut ? t`Request and answer` : t`Row not applied`}
      about={[row.external_id, isOut ? '' : t`row ${number(row.row)}`].filter(Boolean).join(' · ')}
      onClose={onClose}
      action={
        <Link to="/problems/$id" params={{ id: row.problem }} search={{ record: row.id, state: row.state === 'ended' ? 'ended' : undefined }} className={buttonClasses('primary')}>
          {row.state === 'ended' ? t`Open the problem` : t`Repair`}
        </Link>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="text-sm">{reason}</div>
        <Attempts run={run} row={row} state={state} />
        {isOut ? (
          <Sent run={run} row={row} />
        ) : (
          <Panel title={t`The row as it came`}>{values.length > 0 ? <Facts items={values} /> : <p className="text-sm text-soft">{t`It had no values.`}</p>}</Panel>
        )}
      </div>
    </Dialog>
  );
}

/** The first attempt is the run that met the row; whoever tried it again made the next. */
function Attempts({ run, row, state }: { run: Run; row: RefusedRow; state: ReactNode }) {
  const { t } = useLingui();
  const actor = useActor();
  const ended = row.ended as RowEnd | null;
  const fixes = Object.entries(ended?.values ?? {});
  return (
    <Panel title={t`Attempts`}>
      <ol className="flex flex-col gap-3 text-sm">
        <li>
          {ended ? <span className="block">{t`Refused`}</span> : state}
          <span className="block text-xs text-soft">{[moment(run.started_at), actor(run.actor)].filter(Boolean).join(' · ')}</span>
        </li>
        {ended && (
          <li>
            {state}
            <span className="block text-xs text-soft">{[ended.at && moment(ended.at), actor(ended.by), ended.reason].filter(Boolean).join(' · ')}</span>
            {fixes.map(([column, value]) => (
              <span key={column} className="block text-xs text-soft">
                {column} = {rawText(value) || t`empty`}
              </span>
            ))}
            {ended.run && ended.run !== run.id && (
              <Link to="/runs/$id" params={{ id: ended.run }} className="text-xs text-accent-ink hover:underline">
                <Trans>Run {ended.run}</Trans>
              </Link>
            )}
          </li>
        )}
      </ol>
    </Panel>
  );
}

/** The write that was refused, as the run keeps it. */
function Sent({ run, row }: { run: Run; row: RefusedRow }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(runWritesQuery(run.id));
  const sent = plain(row.values);
  const write = query.data?.pages.flatMap((page) => page.items).find((each) => each.record === sent.record && ['refused', 'unknown'].includes(each.outcome));
  if (write) return <WriteTold write={write} />;
  const fields = Object.entries(plain(sent.fields)).map(([name, value]): [string, string] => [name, rawText(value) || '–']);
  return (
    <Answered query={query} lines={4}>
      <Panel title={t`Rapport sent`}>{fields.length > 0 ? <Facts items={fields} /> : <p className="text-sm text-soft">{t`How it was sent was not kept.`}</p>}</Panel>
    </Answered>
  );
}
