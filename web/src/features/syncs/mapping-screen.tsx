import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { GitCompare } from 'lucide-react';
import { useState } from 'react';
import { type ObjectDefinition, useObject } from '@/api/objects';
import { type Sync, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { Page } from '@/ui/page';
import { Notice } from '@/ui/states';
import { LeaveGuard } from './components/leave-guard';
import { CompareDialog } from './components/mapping/compare-dialog';
import { MappingEditor } from './components/mapping/mapping-editor';
import { SourceNotice } from './components/source-notice';
import { useSaveSync } from './components/use-save-sync';
import { authorityOf, fieldsPatch } from './model/authority';
import { readDefinition } from './model/definition';
import { readMapping, writeMapping } from './model/mapping';
import { useDrift } from './model/use-drift';
import { useHeldSync } from './model/use-held-sync';
import { useProblemRow } from './model/use-problem-row';
import { useShownRule } from './model/use-shown-rule';
import { useSource } from './model/use-source';

const route = getRouteApi('/app/syncs/$id/mapping');

export interface MappingSearch {
  /** The rule of this column of the source is looked at. */
  line?: string;
  /** The rules are tried on this row of this problem first. */
  problem?: string;
  row?: string;
}

export function MappingScreen() {
  const { id } = route.useParams();
  const query = useQuery({ ...syncQuery(id), refetchInterval: false });
  const object = useObject(query.data?.object ?? '');
  const { sync, hold, release } = useHeldSync(query.data);
  if (!sync || !object) return <Answered query={query} lines={12} className="p-6">{null}</Answered>;
  return <SyncMapping key={sync.version} sync={sync} object={object} onEdit={() => hold(sync)} onEnd={release} />;
}

interface SyncMappingProps {
  sync: Sync;
  object: ObjectDefinition;
  onEdit: () => void;
  /** The edits are saved or dropped. */
  onEnd: () => void;
}

/** The mapping of a sync. Saving makes a new version; leaving with changes asks first. */
function SyncMapping({ sync, object, onEdit, onEnd }: SyncMappingProps) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const rights = useRights(sync.object);
  const definition = readDefinition(sync.definition);
  const [mapping, setMapping] = useState(() => readMapping(definition.mapping, sync.object));
  const before = JSON.stringify(writeMapping(readMapping(definition.mapping, sync.object)));
  const [fields, setFields] = useState(definition.fields ?? {});
  const edit = <Value,>(set: (value: Value) => void) => (value: Value) => {
    onEdit();
    set(value);
  };
  const isMapped = JSON.stringify(writeMapping(mapping)) !== before;
  const isLocked = JSON.stringify(fields) !== JSON.stringify(definition.fields ?? {});
  const isChanged = isMapped || isLocked;
  const [isComparing, setIsComparing] = useState(false);
  const drifted = useDrift(sync.id);
  const source = useSource(sync.connection_id, sync.stream, sync.object, definition.source_filter);
  const { line, problem, row } = route.useSearch();
  const asked = useProblemRow(source.sample, problem, row);
  useShownRule(source.isLoading ? undefined : mapping.fields.find((rule) => line !== undefined && rule.from.includes(line))?.to);
  const { save, isSaving, dialog } = useSaveSync(sync, { onSaved: onEnd, onTheirs: onEnd, next: { label: t`Preview`, run: () => void navigate({ to: '/syncs/$id/preview', params: { id: sync.id } }) } });
  return (
    <Page
      tab={t`Mapping of ${sync.name}`}
      layout="fill"
      above={<Crumb to="/syncs/$id" params={{ id: sync.id }}>{sync.name}</Crumb>}
      title={t`Mapping`}
      actions={
        <>
          <Link to="/syncs/$id/preview" params={{ id: sync.id }} className={buttonClasses()}>
            <Trans>Preview</Trans>
          </Link>
          {rights.admin && (
            <Button look="primary" disabled={!isChanged} busy={isSaving} onClick={() => save.mutate(() => ({ ...(isMapped ? { mapping: writeMapping(mapping) } : {}), ...(isLocked ? { fields: fieldsPatch(definition.fields ?? {}, fields) } : {}) }))}>
              <Trans>Save</Trans>
            </Button>
          )}
        </>
      }
    >
      <SourceNotice source={source} />
      {problem && asked.isFirst && (
        <div className="px-4 pt-3 sm:px-6">
          <Notice
            tone="accent"
            action={
              <Link to="/problems/$id" params={{ id: problem }} search={{ record: row }} className={buttonClasses('plain', 'small')}>
                <Trans>Back to the problem</Trans>
              </Link>
            }
          >
            <Trans>The first sample is the row that could not be applied. Of it only the fields that the rules used then are known.</Trans>
          </Notice>
        </div>
      )}
      <MappingEditor object={object} mapping={mapping} onChange={edit(setMapping)} columns={source.columns} sample={asked.sample} isFirstPart={asked.isFirst} isLoading={source.isLoading} proposed={source.proposed} drifted={drifted} authority={authorityOf(fields, edit(setFields))} more={<Button size="small" look="quiet" icon={<GitCompare size={13} />} onClick={() => setIsComparing(true)}>{t`Compare`}</Button>} />
      {isComparing && <CompareDialog sync={sync} mapping={mapping} onClose={() => setIsComparing(false)} />}
      {dialog}
      <LeaveGuard isChanged={isChanged && !isSaving} />
    </Page>
  );
}
