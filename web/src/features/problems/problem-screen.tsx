import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, MessageSquare } from 'lucide-react';
import { type ProblemGroup, type ProblemRecord, problemQuery, problemRecordsQuery } from '@/api/problems';
import { Crumb } from '@/shared/crumb';
import { words } from '@/shared/locale';
import { useIsPhone } from '@/shared/use-is-phone';
import { useRights } from '@/shared/use-rights';
import { rawText } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { State } from '@/ui/badge';
import { Button, buttonClasses } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Segments } from '@/ui/form';
import { Page, Panel } from '@/ui/page';
import { Tabs } from '@/ui/tabs';
import { Care } from './components/care';
import { GroupActions } from './components/group-actions';
import { ProblemConversation } from './components/problem-conversation';
import { ProblemData } from './components/problem-data';
import { ProblemHistory } from './components/problem-history';
import { ProblemNotes } from './components/problem-notes';

const route = getRouteApi('/app/problems/$id');

export interface ProblemSearch {
  record?: string;
  state?: 'ended';
  tab?: 'conversation' | 'history' | 'notes';
}

/** One cause: its rows at the left, one of them with its data, conversation and history at the right. */
export function ProblemScreen() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const group = useQuery(problemQuery(id));
  const back = (
    <Link to="/problems" className={buttonClasses()}>
      <Trans>All problems</Trans>
    </Link>
  );
  if (group.data === undefined) return <Answered query={group} lines={10} className="p-6" action={back}>{null}</Answered>;
  if (group.data === null) {
    return (
      <Page tab={t`This problem is solved`} above={<Crumb to="/problems">{t`Problems`}</Crumb>} title={t`This problem is solved`} about={t`No row waits for this cause any more.`}>
        <Panel title={t`Notes`} about={t`What people said about it and did about it`}>
          <ProblemNotes id={id} canWrite={false} />
        </Panel>
        <div>{back}</div>
      </Page>
    );
  }
  return <OneGroup key={id} group={group.data} />;
}

function OneGroup({ group }: { group: ProblemGroup }) {
  const { t } = useLingui();
  const { record: asked, state, tab } = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useIsPhone();
  const { write } = useRights(group.object);
  const query = useInfiniteQuery(problemRecordsQuery(group.id, state ?? 'open'));
  const records = query.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = records.find((record) => record.id === asked) ?? (isPhone && tab === undefined ? undefined : records[0]);
  const count = t`${plural(group.count, { one: '# row', other: '# rows' })}`;
  const list = (
    <div className="flex min-h-0 flex-col">
      <div className="border-b border-line p-3">
        <Segments
          label={t`Which rows`}
          value={state ?? 'open'}
          onChange={(next) => void navigate({ search: { state: next === 'ended' ? 'ended' : undefined } })}
          options={[
            { value: 'open', label: t`Open` },
            { value: 'ended', label: t`Settled` },
          ]}
        />
      </div>
      <Answered query={query} lines={6} className="p-4" empty={records.length === 0 && <p className="p-4 text-sm text-soft">{state === 'ended' ? t`Nothing was settled yet.` : t`No row waits any more.`}</p>}>
        <ul aria-label={t`Rows of this problem`} className="min-h-0 flex-1 overflow-y-auto">
          {records.map((record) => (
            <RecordLine key={record.id} record={record} isChosen={record.id === chosen?.id} />
          ))}
          {query.hasNextPage && (
            <li className="flex justify-center p-2">
              <Button look="quiet" size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Button>
            </li>
          )}
        </ul>
      </Answered>
    </div>
  );
  const detail = chosen && <Detail key={chosen.id} group={group} record={chosen} canWrite={write} />;
  return (
    <Page
      tab={words(group.cause)}
      layout="fill"
      above={<Crumb to="/problems">{t`Problems`}</Crumb>}
      title={words(group.cause)}
      about={
        // On a phone what to do stands above the rows, where it makes way.
        isPhone ? (
          count
        ) : (
          <>
            {count} · {words(group.advice)}
          </>
        )
      }
      bar={
        isPhone && chosen ? undefined : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2">
            {write && <Care group={group} />}
            {isPhone && (
              <Button size="small" look="quiet" icon={<MessageSquare size={13} />} onClick={() => void navigate({ search: (old) => ({ ...old, tab: 'notes', record: old.record ?? records[0]?.id }) })}>
                <Trans>Notes</Trans>
              </Button>
            )}
          </div>
        )
      }
      actions={write && <GroupActions group={group} sample={chosen ?? records[0]} />}
    >
      {isPhone ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          {chosen ? (
            <>
              <Button look="quiet" className="m-2" icon={<ChevronLeft size={14} />} onClick={() => void navigate({ search: { state } })}>
                <Trans>All rows</Trans>
              </Button>
              {detail}
            </>
          ) : (
            <>
              <p className="px-4 pt-3 text-sm text-soft">{words(group.advice)}</p>
              {list}
            </>
          )}
        </div>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[280px_1fr] overflow-hidden lg:grid-cols-[320px_1fr]">
          <div className="flex min-h-0 flex-col overflow-hidden border-r border-line bg-panel">{list}</div>
          <div className="overflow-y-auto">{detail}</div>
        </div>
      )}
    </Page>
  );
}

/** The first values of a row that are not empty, to tell it from others. */
export function rowTitle(record: ProblemRecord): string {
  const values = (typeof record.values === 'object' && record.values !== null ? record.values : {}) as Record<string, unknown>;
  const source = typeof values.fields === 'object' && values.fields !== null ? (values.fields as Record<string, unknown>) : values;
  return Object.values(source).map(rawText).filter(Boolean).slice(0, 3).join(' · ');
}

function RecordLine({ record, isChosen }: { record: ProblemRecord; isChosen: boolean }) {
  const { t } = useLingui();
  return (
    <li className="border-b border-line">
      <Link
        from="/problems/$id"
        to="."
        search={(old) => ({ ...old, record: record.id })}
        aria-current={isChosen ? 'true' : undefined}
        className={classes('block px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2', isChosen && 'bg-accent-ground')}
      >
        <span className="block truncate text-sm">{rowTitle(record) || t`An empty row`}</span>
        <span className="flex items-center gap-2 text-xs text-faint">
          <span className="min-w-0 flex-1 truncate">{record.detail || t`Run ${record.run}, row ${String(record.row)}`}</span>
          {record.state === 'held' && <State tone="warn">{t`waits`}</State>}
        </span>
      </Link>
    </li>
  );
}

function Detail({ group, record, canWrite }: { group: ProblemGroup; record: ProblemRecord; canWrite: boolean }) {
  const { t } = useLingui();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = tab ?? 'data';
  return (
    <>
      <div className="border-b border-line px-4 pt-1 sm:px-6">
        <Tabs
          label={t`About this row`}
          value={shown}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, tab: next === 'data' ? undefined : next }), replace: true })}
          tabs={[
            { value: 'data', label: t`Data` },
            { value: 'conversation', label: t`Conversation` },
            { value: 'history', label: t`History` },
            { value: 'notes', label: t`Notes` },
          ]}
        />
      </div>
      <div className="px-4 py-4 sm:px-6">
        {shown === 'data' && <ProblemData group={group} record={record} canWrite={canWrite} />}
        {shown === 'conversation' && <ProblemConversation group={group} record={record} />}
        {shown === 'history' && <ProblemHistory group={group} record={record} />}
        {shown === 'notes' && <ProblemNotes id={group.id} canWrite={canWrite} />}
      </div>
    </>
  );
}
