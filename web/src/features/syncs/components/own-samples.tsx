import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { isStatus } from '@/api/errors';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { type RecordRow, recordsQuery } from '@/api/records';
import { words } from '@/shared/locale';
import { useDebounced } from '@/shared/use-debounced';
import { Value } from '@/shared/value';
import { isEmpty } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { Panel } from '@/ui/page';
import { Table } from '@/ui/table';

const SAMPLES = 5;
const COLUMNS = 6;
const TYPING_MS = 600;

/** How many records here a filter takes, and five of them. */
export function OwnSamples({ object, filter }: { object: ObjectDefinition; filter: string | undefined }) {
  const { t } = useLingui();
  const asked = useDebounced(filter ?? '', TYPING_MS);
  const query = useInfiniteQuery({ ...recordsQuery(object.name, { filter: asked || undefined, count: 'exact', limit: SAMPLES }), retry: false, placeholderData: (before) => before });
  const first = query.data?.pages[0];
  const rows = (first?.items ?? []).slice(0, SAMPLES);
  const count = first?.page.count ?? 0;
  const isUnknown = isStatus(query.error, 400) || isStatus(query.error, 422);
  const fields = liveFields(object);
  const title = fields.filter((field) => field.name === object.title_field);
  const filled = [...title, ...fields.filter((field) => !title.includes(field))].filter((field) => rows.some((row) => !isEmpty(row[field.name]))).slice(0, COLUMNS);
  return (
    <Panel title={t`Five of them`} about={first && !isUnknown && <span aria-live="polite">{t`${plural(count, { one: '# record fits.', other: '# records fit.' })}`}</span>} flush>
      {isUnknown ? (
        <p className="px-4 pb-4 text-sm text-warn" role="status">
          <Trans>This filter cannot be read. Look at its text.</Trans>
        </p>
      ) : (
        <Answered query={query} lines={5} className="p-4" empty={rows.length === 0 && <p className="px-4 pb-4 text-sm text-soft">{t`No record fits.`}</p>}>
          <Table label={t`Five of them`} rows={rows} rowKey={(row) => row.id} columns={filled.map((field) => ({ key: field.name, title: words(field.label), cell: (row: RecordRow) => <span className="block max-w-56 truncate"><Value field={field} value={row[field.name]} plain /></span> }))} />
        </Answered>
      )}
    </Panel>
  );
}
