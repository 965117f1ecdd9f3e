import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import type { Definition } from '../../model/definition';
import { authorityOf } from '../../model/authority';
import { readMapping, writeMapping } from '../../model/mapping';
import { useSource } from '../../model/use-source';
import { MappingEditor } from '../mapping/mapping-editor';
import { OutgoingFields } from '../outgoing/outgoing-form';
import { SourceNotice } from '../source-notice';

interface MappingStepProps {
  connection: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

/** What goes where: the way in, the way out, or both, one after the other. */
export function MappingStep(props: MappingStepProps) {
  const { t } = useLingui();
  const { direction } = props.definition;
  const [chosen, setChosen] = useState<'in' | 'out'>('in');
  const way = direction === 'both' ? chosen : direction;
  return (
    <>
      {direction === 'both' && (
        <div className="border-b border-line bg-panel px-4 py-2 sm:px-6">
          <Segments
            label={t`Way of the values`}
            value={chosen}
            onChange={setChosen}
            options={[
              { value: 'in', label: t`Into Rapport` },
              { value: 'out', label: t`To the other system` },
            ]}
          />
        </div>
      )}
      {way === 'in' ? (
        <WayIn {...props} />
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6">
            <Panel title={t`Written to the other system`}>
              <OutgoingFields {...props} />
            </Panel>
          </div>
        </div>
      )}
    </>
  );
}

function WayIn({ connection, definition, object, onChange }: MappingStepProps) {
  const source = useSource(connection, definition.stream, definition.object, definition.source_filter);
  const mapping = readMapping(definition.mapping, definition.object);
  return (
    <>
      <SourceNotice source={source} />
      <MappingEditor object={object} mapping={mapping} onChange={(next) => onChange({ ...definition, mapping: writeMapping(next) })} columns={source.columns} sample={source.sample} isLoading={source.isLoading} proposed={source.proposed} authority={authorityOf(definition.fields ?? {}, (fields) => onChange({ ...definition, fields: Object.keys(fields).length > 0 ? fields : undefined }))} />
    </>
  );
}
