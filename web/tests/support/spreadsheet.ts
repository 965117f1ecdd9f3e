/**
 * Corrects cells of an XLSX file as somebody does in a spreadsheet program. The file is a ZIP (APPNOTE 4.3) of XML parts (ECMA-376);
 * the parts of the new file are stored without packing, which every reader takes.
 */
import { inflateRawSync } from 'node:zlib';

interface Part {
  name: string;
  body: Buffer;
}

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

function readParts(file: Buffer): Part[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const parts: Part[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, nameLength, extraLength, noteLength, place] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32), file.readUInt32LE(at + 42)];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const start = place + 30 + file.readUInt16LE(place + 26) + file.readUInt16LE(place + 28);
    const body = file.subarray(start, start + packed);
    parts.push({ name, body: method === 8 ? inflateRawSync(body) : body });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}

/** CRC-32 as ZIP has it. */
function checksum(body: Buffer): number {
  let crc = ~0;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function writeParts(parts: Part[]): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, body } of parts) {
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(checksum(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL);
    files.push(local, common, label, body);
    const head = Buffer.alloc(6);
    head.writeUInt32LE(CENTRAL);
    head.writeUInt16LE(20, 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    list.push(head, common, tail, label);
    offset += 30 + label.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.reduce((sum, each) => sum + each.length, 0), 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...list, end]);
}

/** The texts of the first sheet, row by row, cell by its name (`A2`). */
export function cells(file: Buffer): Map<string, string> {
  const parts = readParts(file);
  const text = (name: string) => parts.find((part) => part.name === name)?.body.toString('utf8') ?? '';
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, body = '']) => plain(body));
  const found = new Map<string, string>();
  for (const [, attributes = '', body = ''] of text('xl/worksheets/sheet1.xml').matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const name = /\br="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '';
    const value = plain(body);
    found.set(name, attributes.includes('t="s"') ? (shared[Number(value)] ?? '') : value);
  }
  return found;
}

function plain(markup: string): string {
  return markup.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The file with these cells of its first sheet filled in. */
export function corrected(file: Buffer, values: Record<string, string>): Buffer {
  const parts = readParts(file).map((part) => {
    if (part.name !== 'xl/worksheets/sheet1.xml') return part;
    let sheet = part.body.toString('utf8');
    for (const [name, value] of Object.entries(values)) {
      const cell = `<c r="${name}" t="inlineStr"><is><t>${value}</t></is></c>`;
      const known = new RegExp(`<c\\b[^>]*\\br="${name}"[^>]*?(?:/>|>.*?</c>)`, 's');
      const row = new RegExp(`(<row\\b[^>]*\\br="${name.replace(/\D/g, '')}"[^>]*>)`);
      sheet = known.test(sheet) ? sheet.replace(known, cell) : sheet.replace(row, `$1${cell}`);
    }
    return { ...part, body: Buffer.from(sheet) };
  });
  return writeParts(parts);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook of these sheets, each a list of rows of texts. */
export function workbook(sheets: Record<string, string[][]>): Buffer {
  const names = Object.keys(sheets);
  const row = (cells: string[], at: number) => `<row r="${at + 1}">${cells.map((text, column) => `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
  const files: [string, string][] = [
    ['[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`).join('')}</Types>`],
    ['_rels/.rels', `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${RELATIONS}">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`],
    ...Object.values(sheets).map((rows, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet xmlns="${SHEETS}"><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`]),
  ];
  return writeParts(files.map(([name, body]) => ({ name, body: Buffer.from(HEAD + body) })));
}
