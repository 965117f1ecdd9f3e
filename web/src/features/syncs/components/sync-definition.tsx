import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ObjectDefinition, useObject } from '@/api/objects';
import { type Sync } from '@/api/syncs';
import { words } from '@/shared/locale';
import { useRights } from '@/shared/use-rights';
import { Button } from '@/ui/button';
import { Field, Input } from '@/ui/form';
import { Facts, Panel } from '@/ui/page';
import { type Definition, patchOf, readDefinition } from '../model/definition';
import { useHeldSync } from '../model/use-held-sync';
import { readMapping } from '../model/mapping';
import { useScope } from '../model/use-scope';
import { OutgoingForm } from './outgoing/outgoing-form';
import { OwnFilter } from './own-filter';
import { RecordFilter } from './record-filter';
import { RulesForm } from './rules-form';
import { ScopeSamples } from './scope-samples';
import { useSaveSync } from './use-save-sync';

/** The rules of a sync. Saving makes a new version; the old one can be taken again. */
export function SyncDefinitionPanel({ sync: newest }: { sync: Sync }) {
  const { t } = useLingui();
  const rights = useRights(newest.object);
  const object = useObject(newest.object);
  const { sync, hold, release } = useHeldSync(newest);
  const before = readDefinition(sync.definition);
  const [edited, setEdited] = useState<Definition>();
  const draft = edited ?? before;
  const setDraft = (next: Definition) => {
    hold(sync);
    setEdited(next);
  };
  const end = () => {
    release();
    setEdited(undefined);
  };
  const patch = patchOf(before, draft);
  const isChanged = Object.keys(patch).length > 0;
  const { save, isSaving, dialog } = useSaveSync(sync, { onSaved: end, onTheirs: end });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1fr_320px]">
      <Panel
        title={t`Rules`}
        about={t`Saving makes a new version. Nothing is read again unless the mapping changes.`}
        actions={
          rights.admin && (
            <div className="flex gap-2">
              {isChanged && (
                <Button onClick={end}>
                  <Trans>Discard</Trans>
                </Button>
              )}
              <Button look="primary" disabled={!isChanged} busy={isSaving} onClick={() => save.mutate(() => patch)}>
                <Trans>Save</Trans>
              </Button>
            </div>
          )
        }
      >
        <div className="flex flex-col gap-6">
          <Field label={t`Name`}>
            <Input value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
          </Field>
          {object && <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={readMapping(draft.mapping, sync.object)} value={draft.filter} onChange={(filter) => setDraft({ ...draft, filter })} />}
          <OwnFilter value={draft.source_filter} onChange={(filter) => setDraft({ ...draft, source_filter: filter })} />
          <RulesForm definition={draft} onChange={setDraft} />
          {draft.direction !== 'in' && <OutgoingForm connection={sync.connection_id} definition={draft} onChange={setDraft} />}
        </div>
      </Panel>
      <div className="flex flex-col gap-5">
      <Panel title={t`Reads`}>
        <Facts
          items={[
            [t`Connection`, sync.connection],
            [t`Stream`, <span className="break-all">{sync.stream}</span>],
            [t`Object`, words(object?.label) || sync.object],
          ]}
        />
      </Panel>
      {rights.admin && object && (draft.filter !== before.filter || draft.source_filter !== before.source_filter) && <ScopeOf sync={sync} definition={draft} object={object} />}
      </div>
      {dialog}
    </div>
  );
}

/** What the changed filters take, before they are saved. */
function ScopeOf({ sync, definition, object }: { sync: Sync; definition: Definition; object: ObjectDefinition }) {
  return <ScopeSamples scope={useScope(sync.connection_id, definition, object)} />;
}
