import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FileUp, Plus } from 'lucide-react';
import { useObjects } from '@/api/objects';
import { importsQuery, type Run } from '@/api/runs';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useActor } from '@/shared/origin';
import { RunState } from '@/shared/run-state';
import { Time } from '@/shared/time';
import { Badge } from '@/ui/badge';
import { buttonClasses } from '@/ui/button';
import { ListPanel } from '@/ui/list-panel';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';
import type { ImportReport } from './model/draft';

const route = getRouteApi('/app/imports');

/** Files that were imported, newest first, and the way to the next one. */
export function ImportsScreen() {
  const { t } = useLingui();
  const actor = useActor();
  const objects = useObjects();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(importsQuery);
  const imports = query.data?.pages.flatMap((page) => page.items) ?? [];
  const report = (run: Run) => (run.report ?? {}) as ImportReport;
  const count = (value: number | undefined, className?: string) => (value ? <span className={className}>{number(value)}</span> : <span className="text-faint/70">–</span>);
  const begin = (
    <Link to="/imports/new" className={buttonClasses('primary')}>
      <Plus size={14} />
      <Trans>Import a file</Trans>
    </Link>
  );
  const isEmpty = query.data && imports.length === 0 && !query.hasNextPage;
  return (
    <Page title={t`Imports`} about={t`Files that became records. Each import can be looked into, corrected and undone.`} actions={!isEmpty && begin}>
      <ListPanel
        query={query}
        empty={
          <Empty icon={<FileUp size={20} />} title={t`No file was imported yet`} action={begin}>
            <Trans>Bring your customers from Excel or CSV. You see what would happen before anything is written, and every import can be undone.</Trans>
          </Empty>
        }
        label={t`Imports`}
        rows={imports}
        rowKey={(run) => run.id}
        onOpen={(run) => void navigate({ to: '/imports/$id', params: { id: run.id } })}
        columns={[
          {
            key: 'file',
            title: t`File`,
            cell: (run) => (
              <>
                <span className="flex min-w-0 items-center gap-2">
                  <span className="truncate font-medium">{run.file || run.source || `#${run.id}`}</span>
                  {run.undone_by && <Badge>{t`undone`}</Badge>}
                </span>
                <Time at={run.started_at} className="text-xs text-faint md:hidden" />
              </>
            ),
          },
          { key: 'object', title: t`Object`, wide: true, cell: (run) => words(objects.find((object) => object.name === run.object)?.label) || run.object },
          { key: 'state', title: t`State`, cell: (run) => <RunState run={run} /> },
          { key: 'read', title: t`Rows read`, right: true, wide: true, cell: (run) => count(report(run).read) },
          { key: 'created', title: t`Created`, right: true, wide: true, cell: (run) => count(report(run).created) },
          { key: 'updated', title: t`Changed`, right: true, wide: true, cell: (run) => count(report(run).updated) },
          { key: 'rejected', title: t`Rejected`, right: true, wide: true, cell: (run) => count(report(run).rejected, 'text-bad font-medium') },
          { key: 'by', title: t`By`, wide: true, cell: (run) => <span className="whitespace-nowrap text-soft">{actor(run.actor)}</span> },
          { key: 'at', title: t`Started`, right: true, wide: true, cell: (run) => <Time at={run.started_at} className="whitespace-nowrap text-soft" /> },
        ]}
      />
    </Page>
  );
}
