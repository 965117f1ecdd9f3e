import { guessDelimiter, readDelimited } from './delimited';
import { Workbook } from './workbook';

/** What stands at the top of a file, for people to recognise it by. The server decides how it is read. */
export interface FileSample {
  kind: 'workbook' | 'delimited' | 'json' | 'other';
  /** Names of the sheets that are seen in a spreadsheet program, in their order. */
  sheets: string[];
  sheet?: string;
  encoding?: string;
  /** The first rows with the header. */
  rows: string[][];
}

export interface ReadAs {
  sheet?: string;
  encoding?: string;
}

const HEAD_BYTES = 262_144;
const ROWS_MAX = 60;

export const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'windows-1252'] as const;

/** Reads the top of a file. Never fails: a file that is not understood here has no rows, and the server says why. */
export async function readFileSample(file: File, as: ReadAs): Promise<FileSample> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    if (head[0] === 0x50 && head[1] === 0x4b) return await workbookSample(file, as);
    const encoding = as.encoding ?? guessEncoding(head);
    const text = new TextDecoder(encoding).decode(head);
    const whole = file.size <= HEAD_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
    if (/^\s*[[{]/.test(text)) return { kind: 'json', sheets: [], encoding, rows: jsonRows(whole) };
    return { kind: 'delimited', sheets: [], encoding, rows: readDelimited(whole, guessDelimiter(whole), ROWS_MAX) };
  } catch {
    return { kind: 'other', sheets: [], rows: [] };
  }
}

async function workbookSample(file: File, as: ReadAs): Promise<FileSample> {
  const book = await Workbook.open(file);
  const seen = book.sheets.filter((sheet) => !sheet.isHidden);
  const chosen = book.sheets.find((sheet) => sheet.name === as.sheet) ?? seen[0];
  const rows = chosen ? await book.rows(chosen, ROWS_MAX) : [];
  return { kind: 'workbook', sheets: seen.map((sheet) => sheet.name), sheet: chosen?.name, rows };
}

/** Text of China that is not UTF-8 is nearly always GB 18030 or one of its subsets. */
export function guessEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    // The last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

function jsonRows(text: string): string[][] {
  const records = jsonRecords(text).slice(0, ROWS_MAX);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  return records.length === 0 ? [] : [columns, ...records.map((record) => columns.map((column) => cell(record[column])))];
}

function jsonRecords(text: string): Record<string, unknown>[] {
  const parsed = (one: string): unknown => {
    try {
      return JSON.parse(one) as unknown;
    } catch {
      return undefined;
    }
  };
  const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.filter(isRecord);
  return text.split('\n').map((line) => parsed(line)).filter(isRecord);
}

/** The values of one column in the sample. `headerRow` counts from 1, as the server tells it. */
export function columnSamples(sample: FileSample | undefined, column: string, headerRow: number): string[] {
  const header = sample?.rows[headerRow - 1];
  const place = header?.findIndex((cell) => cell.trim() === column.trim()) ?? -1;
  if (!sample || place < 0) return [];
  return sample.rows.slice(headerRow).map((row) => row[place] ?? '');
}
