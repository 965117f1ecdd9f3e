import { Trans } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/states';
import type { Definition } from '../../model/definition';
import { readMapping, writeMapping } from '../../model/mapping';
import { useSource } from '../../model/use-source';
import { MappingEditor } from '../mapping/mapping-editor';

interface MappingStepProps {
  connection: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

export function MappingStep({ connection, definition, object, onChange }: MappingStepProps) {
  const source = useSource(connection, definition.stream, definition.object, definition.source_filter);
  const mapping = readMapping(definition.mapping, definition.object);
  return (
    <>
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
            {source.error.message}
          </Notice>
        </div>
      )}
      <MappingEditor object={object} mapping={mapping} onChange={(next) => onChange({ ...definition, mapping: writeMapping(next) })} columns={source.columns} sample={source.sample} isLoading={source.isLoading} proposed={source.proposed} />
    </>
  );
}
