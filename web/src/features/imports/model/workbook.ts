/**
 * Names of the sheets of an XLSX file and the first rows of one, read in the browser without sending the file anywhere.
 *
 * An XLSX file is a ZIP (APPNOTE 4.3) of XML parts (ECMA-376). Parts are inflated by the browser and only as far as needed; whatever
 * is not understood shows no rows, and the server, which reads the whole file, says what is wrong with it.
 */

export interface Sheet {
  name: string;
  isHidden: boolean;
  /** The part of the ZIP that holds it. */
  part: string;
}

interface Entry {
  offset: number;
  compressed: number;
  isDeflated: boolean;
}

const END_RECORD_MAX = 65_557;
const TEXT_MAX = 24_000_000;

export class Workbook {
  readonly sheets: Sheet[];
  private readonly file: Blob;
  private readonly entries: Map<string, Entry>;
  private shared: string[] | undefined;

  private constructor(file: Blob, entries: Map<string, Entry>, sheets: Sheet[]) {
    this.file = file;
    this.entries = entries;
    this.sheets = sheets;
  }

  static async open(file: Blob): Promise<Workbook> {
    const entries = await readEntries(file);
    const book = xml(await partText(file, entries, 'xl/workbook.xml', TEXT_MAX));
    const relations = xml(await partText(file, entries, 'xl/_rels/workbook.xml.rels', TEXT_MAX));
    const targets = new Map([...relations.getElementsByTagName('Relationship')].map((each) => [each.getAttribute('Id'), each.getAttribute('Target') ?? '']));
    const sheets = [...book.getElementsByTagName('sheet')].map((each) => {
      const target = targets.get(each.getAttribute('r:id')) ?? '';
      return {
        name: each.getAttribute('name') ?? '',
        isHidden: (each.getAttribute('state') ?? 'visible') !== 'visible',
        part: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      };
    });
    return new Workbook(file, entries, sheets);
  }

  /** The first rows of a sheet, empty ones left out. */
  async rows(sheet: Sheet, rowsMax: number): Promise<string[][]> {
    const text = await partText(this.file, this.entries, sheet.part, TEXT_MAX, (so) => so.split('</row>').length > rowsMax + 1);
    this.shared ??= await this.sharedTexts();
    const end = text.lastIndexOf('</row>');
    if (end < 0) return [];
    // The part may be cut after the rows that are wanted: it is closed again.
    const start = text.indexOf('<row');
    const rows = xml(`<rows>${text.slice(start, end + 6)}</rows>`).getElementsByTagName('row');
    return [...rows].slice(0, rowsMax).map((row) => this.cells(row)).filter((row) => row.some((cell) => cell !== ''));
  }

  private cells(row: Element): string[] {
    const cells: string[] = [];
    for (const cell of row.getElementsByTagName('c')) {
      const place = columnOf(cell.getAttribute('r') ?? '') ?? cells.length;
      if (place > 2_000) break;
      while (cells.length < place) cells.push('');
      const value = cell.getElementsByTagName('v')[0]?.textContent ?? '';
      const kind = cell.getAttribute('t');
      if (kind === 's') cells[place] = this.shared?.[Number(value)] ?? '';
      else if (kind === 'inlineStr') cells[place] = textOf(cell);
      else cells[place] = value;
    }
    return cells;
  }

  private async sharedTexts(): Promise<string[]> {
    if (!this.entries.has('xl/sharedStrings.xml')) return [];
    const text = await partText(this.file, this.entries, 'xl/sharedStrings.xml', TEXT_MAX);
    const end = text.lastIndexOf('</si>');
    const start = text.indexOf('<si');
    if (end < 0 || start < 0) return [];
    return [...xml(`<all>${text.slice(start, end + 5)}</all>`).getElementsByTagName('si')].map(textOf);
  }
}

function textOf(element: Element): string {
  return [...element.getElementsByTagName('t')].filter((part) => part.parentElement?.tagName !== 'rPh').map((part) => part.textContent ?? '').join('');
}

/** `C7` is column 2, counted from 0. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (!letters) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 64), 0) - 1;
}

function xml(text: string): Document {
  // Prefixes of a cut part are not declared in it.
  const clean = text.replace(/ (?!r:id)[a-z0-9]+:[A-Za-z]+="[^"]*"/g, (found) => (found.startsWith(' xmlns:') ? found : ''));
  const document = new DOMParser().parseFromString(clean, 'application/xml');
  if (document.getElementsByTagName('parsererror').length > 0) throw new Error('unreadable part');
  return document;
}

async function readEntries(file: Blob): Promise<Map<string, Entry>> {
  const tailStart = Math.max(0, file.size - END_RECORD_MAX);
  const tail = new DataView(await file.slice(tailStart).arrayBuffer());
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw new Error('not a ZIP file');
  const size = tail.getUint32(at + 12, true);
  const start = tail.getUint32(at + 16, true);
  const list = new DataView(await file.slice(start, start + size).arrayBuffer());
  const names = new TextDecoder();
  const entries = new Map<string, Entry>();
  for (let place = 0; place + 46 <= list.byteLength && list.getUint32(place, true) === 0x02014b50; ) {
    const nameBytes = list.getUint16(place + 28, true);
    const name = names.decode(new Uint8Array(list.buffer, place + 46, nameBytes));
    entries.set(name, { isDeflated: list.getUint16(place + 10, true) === 8, compressed: list.getUint32(place + 20, true), offset: list.getUint32(place + 42, true) });
    place += 46 + nameBytes + list.getUint16(place + 30, true) + list.getUint16(place + 32, true);
  }
  return entries;
}

/** The text of a part, at most `max` characters and no further than `isEnough`. */
async function partText(file: Blob, entries: Map<string, Entry>, name: string, max: number, isEnough?: (text: string) => boolean): Promise<string> {
  const entry = entries.get(name);
  if (!entry) throw new Error(`no part ${name}`);
  const head = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(start, start + entry.compressed).stream();
  const stream = entry.isDeflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed;
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (value) text += decoder.decode(value, { stream: true });
    if (done) return text;
    if (text.length > max || isEnough?.(text)) {
      await reader.cancel();
      return text;
    }
  }
}
