import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reviewsQuery } from '@/api/problems';
import { type Standing, type Sync, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { moment } from '@/shared/format';
import { useStoppedWords } from '@/shared/stopped-words';
import { SourceMark } from '@/shared/source-mark';
import { SyncState, useFreshness } from '@/shared/sync-state';
import { Time } from '@/shared/time';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { buttonClasses } from '@/ui/button';
import { Page } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { SyncActions } from './components/sync-actions';
import { SyncDefinitionPanel } from './components/sync-definition';
import { SyncOverview } from './components/sync-overview';
import { SyncRecords } from './components/sync-records';
import { SyncVersions } from './components/sync-versions';

const route = getRouteApi('/app/syncs/$id');

export interface SyncSearch {
  part?: 'definition' | 'versions' | 'records';
  /** Which records of it are listed. */
  standing?: Standing;
  /** The version that is looked at; the present one unless said. */
  version?: number;
}

/** One sync: how it is, what waits, what it did, and everything one can do with it. */
export function SyncScreen() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { part, version, standing = 'in_sync' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(syncQuery(id));
  const sync = query.data;
  const rights = useRights(sync?.object ?? '');
  if (!sync) return <Answered query={query} lines={10} className="p-6" action={<Link to="/syncs" className={buttonClasses()}><Trans>All syncs</Trans></Link>}>{null}</Answered>;
  return (
    <Page
      tab={sync.name}
      above={<Crumb to="/syncs">{t`Syncs`}</Crumb>}
      title={
        <span className="flex flex-wrap items-center gap-x-2.5">
          <SourceMark name={sync.connection} size={24} />
          <span className="truncate">{sync.name}</span> <SyncState sync={sync} />
        </span>
      }
      about={<StateLine sync={sync} />}
      actions={<SyncActions sync={sync} />}
      bar={
        <Tabs
          label={t`Parts of the sync`}
          value={part ?? 'overview'}
          onChange={(next) => void navigate({ search: { part: next === 'overview' ? undefined : next }, replace: true })}
          tabs={[
            { value: 'overview', label: t`Overview` },
            { value: 'records', label: t`Records` },
            { value: 'definition', label: t`Rules` },
            { value: 'versions', label: t`Versions` },
          ]}
        />
      }
    >
      {sync.state === 'paused' && <Stopped sync={sync} />}
      {sync.state === 'draft' && (
        <Notice
          tone="accent"
          action={
            rights.admin && (
              <Link to="/syncs/new" search={{ sync: sync.id }} className={buttonClasses('plain', 'small')}>
                <Trans>Go on step by step</Trans>
              </Link>
            )
          }
        >
          <Trans>A draft does nothing by itself. Look at the preview, then let it go live.</Trans>
        </Notice>
      )}
      {part === 'definition' ? <SyncDefinitionPanel sync={sync} /> : part === 'versions' ? <SyncVersions key={version} sync={sync} first={version} /> : part === 'records' ? <SyncRecords sync={sync} standing={standing} onStanding={(next) => void navigate({ search: { part, standing: next }, replace: true })} /> : <SyncOverview sync={sync} />}
    </Page>
  );
}

/** Why it stands still; where that is a question, the way to it. */
function Stopped({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const said = useStoppedWords();
  const { data: reviews } = useQuery(reviewsQuery());
  const asked = reviews?.find((review) => review.sync === sync.id);
  if (!asked) {
    const reason = sync.reason ? said(sync.reason) : t`by a person`;
    return (
      <Notice tone="warn">
        <Trans>Paused: {reason}</Trans>
      </Notice>
    );
  }
  return (
    <Notice tone="warn">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Trans>It stopped before something unusual, and asks whether to go on.</Trans>
        <Link to="/reviews" search={{ id: asked.id }} className={buttonClasses('plain', 'small')}>
          <Trans>Answer</Trans>
        </Link>
      </span>
    </Notice>
  );
}

function StateLine({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const freshness = useFreshness();
  const next = sync.next_run_at;
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>{freshness(sync)}</span>
      {next && sync.state === 'live' && (
        <span title={moment(next)}>
          {t`next run`} <Time at={next} />
        </span>
      )}
    </span>
  );
}
