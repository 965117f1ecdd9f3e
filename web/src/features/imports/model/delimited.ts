/** The first rows of comma- or tab-separated text. The server reads the whole file; this only shows what stands in it. */

const DELIMITERS = [',', '\t', ';', '|'];

/** The delimiter that cuts the first lines into the most equal numbers of cells. */
export function guessDelimiter(text: string): string {
  const lines = text.split(/\r?\n/, 6).filter((line) => line.trim() !== '');
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length);
    const least = Math.min(...counts);
    return lines.length === 0 || least < 2 ? 0 : least;
  };
  return DELIMITERS.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best), ',');
}

/** Cuts text into rows of cells (RFC 4180: quotes may hold delimiters, line breaks and doubled quotes), at most `rowsMax`. */
export function readDelimited(text: string, delimiter: string, rowsMax: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length && rows.length < rowsMax; at++) {
    const letter = text[at];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  if (rows.length < rowsMax && (cell !== '' || row.length > 0)) endRow();
  return rows;
}
