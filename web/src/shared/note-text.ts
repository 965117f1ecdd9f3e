import { useLingui } from '@lingui/react/macro';
import { number } from './format';
import { useStoppedWords } from './stopped-words';

/** What a run noticed, by a stable name and in the server's words. */
export interface Note {
  code: string;
  detail: string;
}

const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(([found]) => number(Number(found)));

/** Warnings and notes of runs in the language that is shown. What the server adds to a name is said again where it is a sentence, and kept where it is a fact. */
export function useNoteText(): (note: Note) => string {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  return ({ code, detail }) => {
    const [first = '', second = ''] = numbers(detail);
    const dates = /^(.*): (\d+) values only day first, (\d+) only month first, (\d+) either$/.exec(detail);
    const [, column = '', day = '', month = '', either = ''] = dates ?? [];
    const columns = /have changed: (.+)$/.exec(detail)?.[1] ?? detail;
    const texts: Record<string, () => string> = {
      would_pause: () => t`It would stop and ask a person: ${stopped(detail)}`,
      threshold: () => t`It stopped and asks a person: ${stopped(detail)}`,
      deletion_guard: () => t`It stopped and asks a person: ${stopped(detail)}`,
      zero_rows: () => (first ? t`The source showed nothing where ${first} records are known; nothing was removed.` : t`The source holds no rows.`),
      volume_changed: () => t`${first} rows were read, ${second} the time before.`,
      schema_drift: () => t`Columns that the mapping reads have changed: ${columns}`,
      crossed_columns: () => t`Fields are read from one column and written to another: ${detail}`,
      new_options: () => t`Values are allowed there now that have no place here: ${detail}`,
      read_again: () => t`Everything was read again, because a column that was missing is back or because the mapping changed; what is unchanged stays as it is.`,
      only_matching: () => t`Only records that fit were read again: ${detail}`,
      only_chosen: () => t`Only records that somebody chose were applied: ${first}`,
      missing_not_checked: () => t`What is gone in the source was not looked for, because rows without a usable id were rejected.`,
      push_not_registered: () => t`The other system does not tell us of changes; they are noticed by the schedule. It said: ${detail}`,
      cursor_expired: () => t`The source no longer knew where reading had stopped, so everything was read.`,
      backup: () => t`Before the first write all data were copied: ${detail}`,
      backup_by_hand: () => t`No copy was made before the first write: copy the database by hand.`,
      date_order_unknown: () => (dates ? t`Day and month cannot be told apart in ${column}: ${number(Number(either))} dates fit both.` : t`Day and month cannot be told apart: ${detail}`),
      date_order_day_first: () => t`In ${column} the day stands first: ${number(Number(day))} dates say so.`,
      date_order_month_first: () => t`In ${column} the month stands first: ${number(Number(month))} dates say so.`,
      encoding: () => t`Encoding: ${detail}`,
      encoding_damaged: () => t`Some bytes are not text in the encoding of the file; such cells are damaged.`,
      compression: () => t`The file is compressed: ${detail}`,
      format: () => t`Format: ${detail}`,
      delimiter: () => t`Delimiter: ${detail === '\t' ? t`Tab` : detail}`,
      header_row: () => t`The names of the columns stand in row ${detail}.`,
      header_missing: () => t`No row holds names of columns; they were made up.`,
      title_rows_skipped: () => t`Rows above the header that were left out: ${detail}`,
      header_duplicates: () => t`Names of columns that stood several times were numbered: ${detail}`,
      total_rows_skipped: () => t`Rows of totals that were left out: ${detail}`,
      blank_rows_skipped: () => t`Blank rows that were left out: ${detail}`,
      surplus_cells: () => t`Rows with more cells than columns: ${detail}`,
      sheet: () => t`Sheet: ${detail}`,
      sheet_joined: () => t`A sheet with the same columns was read on: ${detail}`,
      hidden_sheet_skipped: () => t`A hidden sheet was not read: ${detail}`,
      sheet_skipped: () => t`A sheet with other columns was not read: ${detail}`,
      merged_cells: () => t`Merged cells gave their value to each row that they cover: ${detail}`,
      annotation_columns_skipped: () => t`Columns with the reasons of rejected rows were left out: ${detail}`,
      json_path: () => t`The list that was read: ${detail}`,
      columns_appended: () => t`Columns that came only later in the file: ${detail}`,
      damaged_records: () => t`Records that could not be read: ${detail}`,
    };
    return texts[code]?.() ?? `${code.replaceAll('_', ' ')}: ${detail}`;
  };
}
