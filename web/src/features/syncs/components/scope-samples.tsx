import { Trans, useLingui } from '@lingui/react/macro';
import { number } from '@/shared/format';
import { rawText } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { Panel } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { Table } from '@/ui/table';
import type { useScope } from '../model/use-scope';

const SAMPLES = 5;
const COLUMNS = 6;
const TELLING = /^name$|full.?name|company|phone|mobile|mail|city|title|姓名|名称|电话|手机|邮箱|城市|公司/i;

type Row = Record<string, unknown>;

/** How many of the rows that were looked at fit, and five of them. */
export function ScopeSamples({ scope }: { scope: ReturnType<typeof useScope> }) {
  const { t } = useLingui();
  const { source, rows, looked, isWhole, isUnknown } = scope;
  const fit = number(rows?.length ?? 0);
  const all = number(looked);
  const about = !rows ? undefined : isWhole ? t`${fit} of ${all} rows of the source fit.` : t`About ${fit} of ${all} fit, of the first rows of the source.`;
  const shown = (rows ?? []).slice(0, SAMPLES) as Row[];
  const filled = (source.sample?.columns ?? []).filter((column) => shown.some((row) => rawText(row[column]) !== ''));
  // What people know a record by stands first.
  const columns = [...filled].sort((one, other) => Number(TELLING.test(other)) - Number(TELLING.test(one))).slice(0, COLUMNS);
  return (
    <Panel title={t`Five of them`} about={about && <span aria-live="polite">{about}</span>} flush>
      {source.error && !source.sample ? (
        <Answered query={{ error: source.error, isPending: false, refetch: source.retry }} className="p-4">{null}</Answered>
      ) : isUnknown ? (
        <p className="px-4 pb-4 text-sm text-warn" role="status">
          <Trans>This filter cannot be read. Look at its text.</Trans>
        </p>
      ) : !rows || !source.sample ? (
        <SkeletonLines lines={5} className="p-4" />
      ) : rows.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-soft">{looked === 0 ? <Trans>The source shows no record that fits.</Trans> : <Trans>None of the rows that were looked at fits.</Trans>}</p>
      ) : (
        <Table label={t`Five of them`} rows={shown.map((values, index) => ({ values, index }))} rowKey={({ index }) => String(index)} columns={columns.map((column) => ({ key: column, title: source.columns.find((each) => each.name === column)?.label ?? column, cell: ({ values }: { values: Row }) => <span className="block max-w-56 truncate">{rawText(values[column])}</span> }))} />
      )}
    </Panel>
  );
}
