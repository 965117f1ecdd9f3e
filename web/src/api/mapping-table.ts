import { send } from './client';

export interface TableColumn {
  name: string;
  /** An example value. */
  sample: string;
}

/** A mapping as a workbook that a person edits in a spreadsheet program. */
export async function writeMappingTable(object: string, mapping: Record<string, unknown>, columns: TableColumn[]): Promise<Blob> {
  const answer = await send('POST', `/objects/${object}:mapping-table`, { body: { mapping, columns }, headers: { Accept: '*/*' } });
  return await answer.blob();
}

export interface ReadTable {
  mapping: Record<string, unknown>;
  counts: { rules: number; left_out: number };
}

/** Reads a workbook or YAML back. Saves nothing; a refusal tells every row that must be mended. */
export async function readMappingTable(object: string, file: File, columns: string[]): Promise<ReadTable> {
  const body = new FormData();
  body.set('file', file);
  if (columns.length > 0) body.set('columns', JSON.stringify(columns));
  const answer = await send('POST', `/objects/${object}:read-mapping`, { body });
  return (await answer.json()) as ReadTable;
}
