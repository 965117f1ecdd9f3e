import type { ObjectDefinition } from '@/api/objects';
import type { Definition } from '../../model/definition';
import { authorityOf } from '../../model/authority';
import { readMapping, writeMapping } from '../../model/mapping';
import { useSource } from '../../model/use-source';
import { MappingEditor } from '../mapping/mapping-editor';
import { SourceNotice } from '../source-notice';

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
      <SourceNotice source={source} />
      <MappingEditor object={object} mapping={mapping} onChange={(next) => onChange({ ...definition, mapping: writeMapping(next) })} columns={source.columns} sample={source.sample} isLoading={source.isLoading} proposed={source.proposed} authority={authorityOf(definition.fields ?? {}, (fields) => onChange({ ...definition, fields: Object.keys(fields).length > 0 ? fields : undefined }))} />
    </>
  );
}
