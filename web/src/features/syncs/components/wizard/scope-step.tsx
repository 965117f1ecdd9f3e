import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { sampleQuery } from '@/api/connections';
import { useDebounced } from '@/shared/use-debounced';
import { rawText } from '@/shared/value-text';
import { Answered } from '@/ui/answered';
import { Field, Input, Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Table } from '@/ui/table';
import type { Definition } from '../../model/definition';

const SAMPLES = 5;
const COLUMNS = 6;
const TELLING = /^name$|full.?name|company|phone|mobile|mail|city|title|姓名|名称|电话|手机|邮箱|城市|公司/i;
const TYPING_MS = 600;
const SHARES = [1, 5, 25, 50, 100];

/** Which records: a filter of the source, a filter of ours, and the share to begin with, beside five samples. */
export function ScopeStep({ connection, definition, onChange }: { connection: string; definition: Definition; onChange: (definition: Definition) => void }) {
  const { t } = useLingui();
  const filter = useDebounced(definition.source_filter ?? '', TYPING_MS);
  const sample = useQuery({ ...sampleQuery(connection, definition.stream, SAMPLES, filter), enabled: connection !== '' && definition.stream !== '' });
  const filled = (sample.data?.columns ?? []).filter((column) => sample.data?.rows.some((row) => rawText((row as Record<string, unknown>)[column]) !== ''));
  // What people know a record by stands first.
  const columns = [...filled].sort((one, other) => Number(TELLING.test(other)) - Number(TELLING.test(one))).slice(0, COLUMNS);
  return (
    <>
      <Panel title={t`Which records`}>
        <div className="flex flex-col gap-4">
          <Field label={t`Filter in the other system's own words (optional)`} help={t`The other system leaves out what does not fit, so it is not even read.`}>
            <Input className="font-mono text-xs" value={definition.source_filter ?? ''} onChange={(event) => onChange({ ...definition, source_filter: event.target.value || undefined })} />
          </Field>
          <Field label={t`Filter by fields of Rapport (optional)`} help={t`For example: city = "上海" AND kind = "company"`}>
            <Input className="font-mono text-xs" value={definition.filter ?? ''} onChange={(event) => onChange({ ...definition, filter: event.target.value || undefined })} />
          </Field>
          <div className="flex flex-col gap-1">
            <span className="text-xs font-medium text-soft">{t`Begin with`}</span>
            <Segments label={t`Begin with`} value={String(definition.rollout.share)} onChange={(share) => onChange({ ...definition, rollout: { ...definition.rollout, share: Number(share) } })} options={SHARES.map((share) => ({ value: String(share), label: `${share} %` }))} />
            <span className="text-xs text-faint">
              <Trans>A few records first; when they look right, widen. The same records stay in.</Trans>
            </span>
          </div>
        </div>
      </Panel>
      <Panel title={t`Five of them`} flush>
        {!sample.data ? (
          <Answered query={sample} lines={5} className="p-4">{null}</Answered>
        ) : sample.data.rows.length === 0 ? (
          <p className="px-4 pb-4 text-sm text-soft">
            <Trans>The source shows no record that fits.</Trans>
          </p>
        ) : (
          <Table label={t`Five of them`} rows={sample.data.rows.map((row, index) => ({ values: row as Record<string, unknown>, index }))} rowKey={({ index }) => String(index)} columns={columns.map((column) => ({ key: column, title: column, cell: ({ values }: { values: Record<string, unknown> }) => <span className="block max-w-56 truncate">{rawText(values[column])}</span> }))} />
        )}
      </Panel>
    </>
  );
}
