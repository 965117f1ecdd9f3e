import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useBlocker } from '@tanstack/react-router';
import { ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { type ObjectDefinition, useObject } from '@/api/objects';
import { changeSync, type Sync, syncQuery } from '@/api/syncs';
import { useRights } from '@/shared/use-rights';
import { Button, buttonClasses } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Page } from '@/ui/page';
import { ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { MappingEditor } from './components/mapping/mapping-editor';
import { readMapping, writeMapping } from './model/mapping';
import { useSource } from './model/use-source';

const route = getRouteApi('/app/syncs/$id/mapping');

export function MappingScreen() {
  const { id } = route.useParams();
  const query = useQuery({ ...syncQuery(id), refetchInterval: false });
  const object = useObject(query.data?.object ?? '');
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || !object) return <SkeletonLines lines={12} className="p-6" />;
  return <SyncMapping key={query.data.version} sync={query.data} object={object} />;
}

/** The mapping of a sync. Saving makes a new version; leaving with changes asks first. */
function SyncMapping({ sync, object }: { sync: Sync; object: ObjectDefinition }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const rights = useRights(sync.object);
  const definition = sync.definition as { mapping?: unknown; source_filter?: string };
  const [mapping, setMapping] = useState(() => readMapping(definition.mapping, sync.object));
  const before = JSON.stringify(writeMapping(readMapping(definition.mapping, sync.object)));
  const isChanged = JSON.stringify(writeMapping(mapping)) !== before;
  const source = useSource(sync.connection_id, sync.stream, sync.object, definition.source_filter);
  const save = useMutation({
    mutationFn: () => changeSync(sync.id, { mapping: writeMapping(mapping) }),
    onSuccess: (saved) => {
      client.setQueryData(['syncs', sync.id], saved);
      void client.invalidateQueries({ queryKey: ['syncs'] });
      toastDone(t`Saved as version ${saved.version}`, { label: t`Preview`, run: () => void navigate({ to: '/syncs/$id/preview', params: { id: sync.id } }) });
    },
    onError: toastError,
  });
  const blocker = useBlocker({ shouldBlockFn: () => isChanged && !save.isPending, enableBeforeUnload: () => isChanged, withResolver: true });
  return (
    <Page
      tab={t`Mapping of ${sync.name}`}
      layout="fill"
      above={
        <>
          <Link to="/syncs/$id" params={{ id: sync.id }} className="hover:text-ink hover:underline">
            {sync.name}
          </Link>
          <ChevronRight size={12} />
        </>
      }
      title={t`Mapping`}
      actions={
        <>
          <a href={`/api/v1/${sync.object}/mapping-template?format=xlsx`} download className={buttonClasses('quiet', 'normal', 'max-sm:hidden')}>
            <Download size={14} />
            <Trans>Empty table (Excel)</Trans>
          </a>
          <Link to="/syncs/$id/preview" params={{ id: sync.id }} className={buttonClasses()}>
            <Trans>Preview</Trans>
          </Link>
          {rights.admin && (
            <Button look="primary" disabled={!isChanged} busy={save.isPending} onClick={() => save.mutate()}>
              <Trans>Save</Trans>
            </Button>
          )}
        </>
      }
    >
      {source.error && (
        <div className="px-4 pt-3 sm:px-6">
          <Notice
            tone="warn"
            action={
              <Button size="small" onClick={source.retry}>
                <Trans>Try again</Trans>
              </Button>
            }
          >
            <Trans>The other system does not show its fields now: {source.error.message}. The rules can still be changed.</Trans>
          </Notice>
        </div>
      )}
      <MappingEditor object={object} mapping={mapping} onChange={setMapping} columns={source.columns} sample={source.sample} isLoading={source.isLoading} proposed={source.proposed} />
      {blocker.status === 'blocked' && (
        <Confirm title={t`Leave without saving?`} about={t`The rules you changed are not saved yet.`} action={t`Leave`} danger onClose={blocker.reset} onConfirm={blocker.proceed} />
      )}
    </Page>
  );
}
