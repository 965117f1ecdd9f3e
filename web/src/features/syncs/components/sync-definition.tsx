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
import { useSaveSync } from '../model/use-save-sync';
import { readMapping } from '../model/mapping';
import { useScope } from '../model/use-scope';
import { OutgoingForm } from './outgoing/outgoing-form';
import { OwnFilter } from './own-filter';
import { RecordFilter } from './record-filter';
import { RulesForm } from './rules-form';
import { ScopeSamples } from './scope-samples';

/** The rules of a sync. Saving makes a new version; the old one can be taken again. */
export function SyncDefinitionPanel({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const rights = useRights(sync.object);
  const object = useObject(sync.object);
  const before = readDefinition(sync.definition);
  const [draft, setDraft] = useState(before);
  const patch = patchOf(before, draft);
  const isChanged = Object.keys(patch).length > 0;
  const save = useSaveSync(sync, (saved) => setDraft(readDefinition(saved.definition)));
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1fr_320px]">
      <Panel
        title={t`Rules`}
        about={t`Saving makes a new version. Nothing is read again unless the mapping changes.`}
        actions={
          rights.admin && (
            <div className="flex gap-2">
              {isChanged && (
                <Button onClick={() => setDraft(before)}>
                  <Trans>Discard</Trans>
                </Button>
              )}
              <Button look="primary" disabled={!isChanged} busy={save.isPending} onClick={() => save.mutate(patch)}>
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
    </div>
  );
}

/** What the changed filters take, before they are saved. */
function ScopeOf({ sync, definition, object }: { sync: Sync; definition: Definition; object: ObjectDefinition }) {
  return <ScopeSamples scope={useScope(sync.connection_id, definition, object)} />;
}
