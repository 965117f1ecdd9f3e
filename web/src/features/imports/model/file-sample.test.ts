import { describe, expect, it } from 'vitest';
import { guessDelimiter, readDelimited } from './delimited';
import { columnSamples, guessEncoding } from './file-sample';

describe('the top of a file', () => {
  it('is cut where quotes allow it', () => {
    const text = 'name;note\r\n"Müller; Söhne";"said ""yes""\nand left"\r\n\r\n王小明;x';
    expect(guessDelimiter('a;b\n1;2')).toBe(';');
    expect(readDelimited(text, ';', 10)).toEqual([
      ['name', 'note'],
      ['Müller; Söhne', 'said "yes"\nand left'],
      ['王小明', 'x'],
    ]);
    expect(readDelimited(text, ';', 1)).toEqual([['name', 'note']]);
  });

  it('tells UTF-8 from the encodings of China, also where a character is cut', () => {
    const utf8 = new TextEncoder().encode('客户名称,手机');
    expect(guessEncoding(utf8.slice(0, utf8.length - 1))).toBe('utf-8');
    expect(guessEncoding(new Uint8Array([0xbf, 0xcd, 0xbb, 0xa7]))).toBe('gb18030');
  });

  it('gives the values of a column below the header the server found', () => {
    const sample = { kind: 'delimited' as const, sheets: [], rows: [['report'], ['name', ' phone '], ['Li', '138']] };
    expect(columnSamples(sample, 'phone', 2)).toEqual(['138']);
    expect(columnSamples(sample, 'fax', 2)).toEqual([]);
  });
});
