import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reviewsQuery } from '@/api/problems';
import { type Standing, type Sync, type SyncMember, syncRecordsQuery } from '@/api/syncs';
import { useFindingText } from '@/shared/finding-text';
import { useTitles } from '@/shared/use-titles';
import { rawText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { buttonClasses } from '@/ui/button';
import { Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { type Column, Table } from '@/ui/table';
import { readDefinition, writesOut } from '../model/definition';

interface SyncRecordsProps {
  sync: Sync;
  standing: Standing;
  onStanding: (standing: Standing) => void;
}

/** The records of a sync that stand so, with the way to each of them. */
export function SyncRecords({ sync, standing, onStanding }: SyncRecordsProps) {
  const { t } = useLingui();
  const query = useInfiniteQuery(syncRecordsQuery(sync.id, standing));
  const members = query.data?.pages.flatMap((page) => page.items) ?? [];
  const titles = useTitles(sync.object, members.flatMap((member) => member.record ?? []));
  const names: Record<Standing, string> = { in_sync: t`In sync`, left_out: t`Left out`, failing: t`Failing`, waiting: t`Waiting for a decision` };
  const empty: Record<Standing, string> = { in_sync: t`No record is in sync yet.`, left_out: t`No record is left out by name.`, failing: t`Nothing is failing.`, waiting: t`Nothing waits for a decision.` };
  const columns = useColumns(sync, standing, titles);
  return (
    <>
      <Segments label={t`Which records`} value={standing} onChange={onStanding} options={(Object.keys(names) as Standing[]).map((value) => ({ value, label: names[value] }))} />
      {standing === 'left_out' && !writesOut(sync.definition) && <PassedOver sync={sync} />}
      {standing === 'waiting' && <Asked sync={sync} />}
      <Panel title={names[standing]} flush>
        <Answered query={query} lines={6} className="p-4" empty={members.length === 0 && <p className="px-4 pb-4 text-sm text-soft">{empty[standing]}</p>}>
          <Table label={names[standing]} rows={members.map((member, index) => ({ member, index }))} rowKey={({ index }) => String(index)} columns={columns} />
        </Answered>
        <MoreRows query={query} />
      </Panel>
    </>
  );
}

interface Line {
  member: SyncMember;
  index: number;
}

function useColumns(sync: Sync, standing: Standing, titles: Map<string, string>): Column<Line>[] {
  const { t } = useLingui();
  const finding = useFindingText();
  const reason = (member: SyncMember) => (member.code === 'excluded' ? t`left out by a person` : member.code ? finding(member.code) : '');
  const record: Column<Line> = {
    key: 'record',
    title: t`Record`,
    cell: ({ member }) => {
      if (member.record) {
        return (
          <Link to="/records/$object/$id" params={{ object: sync.object, id: member.record }} className="font-medium wrap-anywhere text-accent-ink hover:underline">
            {titles.get(member.record) || `#${member.record}`}
          </Link>
        );
      }
      if (member.problem && member.row) {
        return (
          <Link to="/problems/$id" params={{ id: member.problem }} search={{ record: member.row }} className="font-medium wrap-anywhere text-accent-ink hover:underline">
            {firstValues(member) || t`Row ${member.row}`}
          </Link>
        );
      }
      return '–';
    },
  };
  const there: Column<Line> = { key: 'there', title: t`Id there`, wide: standing !== 'left_out', cell: ({ member }) => <code className="font-mono text-xs break-all">{member.external_id ?? '–'}</code> };
  const why: Column<Line> = {
    key: 'why',
    title: t`Reason`,
    cell: ({ member }) => (
      <>
        {reason(member)}
        {member.detail && <span className="block text-xs wrap-anywhere text-soft">{member.detail}</span>}
      </>
    ),
  };
  return standing === 'in_sync' ? [record, there] : standing === 'failing' ? [record, why] : [record, there, why];
}

/** The first values that are not empty, to tell a row from others. */
function firstValues(member: SyncMember): string {
  const values = (member.values ?? {}) as Record<string, unknown>;
  const sent = typeof values.fields === 'object' && values.fields !== null ? (values.fields as Record<string, unknown>) : values;
  return Object.values(sent).map(rawText).filter(Boolean).slice(0, 3).join(' · ');
}

/** Rows that a share or a filter passes over are kept nowhere: the preview shows which they are. */
function PassedOver({ sync }: { sync: Sync }) {
  const definition = readDefinition(sync.definition);
  if (definition.rollout.share >= 100 && !definition.filter && !definition.rollout.filter && !definition.source_filter) return null;
  return (
    <Notice
      action={
        <Link to="/syncs/$id/preview" params={{ id: sync.id }} className={buttonClasses('plain', 'small')}>
          <Trans>Show them in a preview</Trans>
        </Link>
      }
    >
      <Trans>Rows that the share or a filter leaves out are not kept here. A preview reads the source and lists them with the reason of each.</Trans>
    </Notice>
  );
}

/** Questions about whole runs wait under Reviews. */
function Asked({ sync }: { sync: Sync }) {
  const { data } = useQuery(reviewsQuery());
  const asked = data?.filter((review) => review.sync === sync.id) ?? [];
  const first = asked[0];
  if (!first) return null;
  return (
    <Notice
      tone="warn"
      action={
        <Link to="/reviews" search={{ id: first.id }} className={buttonClasses('plain', 'small')}>
          <Trans>Open Reviews</Trans>
        </Link>
      }
    >
      <Trans>Questions about this sync: {asked.length}</Trans>
    </Notice>
  );
}
