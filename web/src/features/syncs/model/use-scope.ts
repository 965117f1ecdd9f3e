import { useQuery } from '@tanstack/react-query';
import { mappingTryQuery } from '@/api/mapping-try';
import type { ObjectDefinition } from '@/api/objects';
import { useDebounced } from '@/shared/use-debounced';
import type { Definition } from './definition';
import { readMapping, writeMapping } from './mapping';
import { useSource } from './use-source';

const TYPING_MS = 600;

/** Which rows of a sample the filters of a definition take, found out by the engine itself. */
export function useScope(connection: string, definition: Definition, object: ObjectDefinition) {
  const own = useDebounced(definition.source_filter ?? '', TYPING_MS);
  const filter = useDebounced(definition.filter ?? '', TYPING_MS);
  const source = useSource(connection, definition.stream, definition.object, own || undefined);
  const chosen = readMapping(definition.mapping, object.name);
  // Before fields are mapped, the proposal says which columns feed them.
  const mapping = chosen.fields.length > 0 || !source.proposed ? chosen : source.proposed;
  const rows = source.sample?.rows ?? [];
  const tried = useQuery({
    ...mappingTryQuery(object.name, { mapping: writeMapping(mapping), rows, columns: source.sample?.columns, policy: definition.policy, filter }),
    enabled: rows.length > 0 && mapping.fields.length > 0,
  });
  const known = filter === '' ? rows.map(() => true) : tried.data?.rows.map((row) => row.in_scope === true);
  return {
    source,
    mapping,
    rows: known ? rows.filter((_, at) => known[at]) : undefined,
    looked: rows.length,
    isWhole: source.sample?.whole === true,
    /** The filter cannot be read, or the rows cannot be mapped. */
    isUnknown: tried.data === null,
    error: tried.error,
  };
}
