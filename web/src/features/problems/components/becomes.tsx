import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { mappingTryQuery, type TriedRow } from '@/api/mapping-try';
import { type ObjectDefinition, useObject } from '@/api/objects';
import type { ProblemGroup, ProblemRecord } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { runQuery } from '@/api/runs';
import { syncQuery } from '@/api/syncs';
import { listed } from '@/shared/format';
import { words } from '@/shared/locale';
import { useDebounced } from '@/shared/use-debounced';
import { Value } from '@/shared/value';
import { rawText } from '@/shared/value-text';
import { Panel } from '@/ui/page';

interface Rule {
  from?: string | string[];
  to?: string;
}

const TYPING_MS = 300;

/** The mapping by which the row is read: that of its sync today, or the one of its import. */
function useMappingOf(record: ProblemRecord): Record<string, unknown> | undefined {
  const run = useQuery(runQuery(record.run));
  const report = run.data?.report as { sync?: number | string | null; mapping?: Record<string, unknown> | null } | null | undefined;
  const id = report?.sync === undefined || report.sync === null ? '' : String(report.sync);
  const sync = useQuery({ ...syncQuery(id), enabled: id !== '' });
  const own = (sync.data?.definition as { mapping?: Record<string, unknown> } | undefined)?.mapping;
  return own ?? report?.mapping ?? undefined;
}

/** Line by line: the value of the source, what the mapping makes of it, and what the record has that it belongs to. */
export function Becomes({ group, record, values }: { group: ProblemGroup; record: ProblemRecord; values: Record<string, unknown> }) {
  const { t } = useLingui();
  const object = useObject(group.object);
  const mapping = useMappingOf(record);
  const row = useDebounced(values, TYPING_MS);
  const tried = useQuery({ ...mappingTryQuery(group.object, { mapping: mapping ?? {}, rows: [row] }), enabled: mapping !== undefined });
  const result = tried.data?.rows[0];
  const meets = result?.match?.records.length === 1 ? (result.match.records[0] ?? '') : '';
  const known = useQuery({ ...recordQuery(group.object, meets), enabled: meets !== '' });
  if (!mapping || !result || !object) return null;
  const rules = (Array.isArray(mapping.fields) ? (mapping.fields as Rule[]) : []).filter((rule) => rule.to);
  return (
    <Panel title={t`What the mapping makes of it`} about={meets ? t`With the values above, and the record that the row belongs to.` : t`With the values above. No single record fits the row.`} flush>
      <div className="overflow-x-auto">
        <table aria-label={t`What the mapping makes of it`} className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-y border-line bg-ground text-left text-xs text-faint">
              <th scope="col" className="px-4 py-1.5 font-medium">{t`In the source`}</th>
              <th scope="col" className="px-4 py-1.5 font-medium">{t`After the mapping`}</th>
              <th scope="col" className="px-4 py-1.5 font-medium">{t`At the record now`}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <Line key={rule.to} rule={rule} row={row} result={result} object={object} known={known.data} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface LineProps {
  rule: Rule;
  row: Record<string, unknown>;
  result: TriedRow;
  object: ObjectDefinition;
  known: Record<string, unknown> | undefined;
}

function Line({ rule, row, result, object, known }: LineProps) {
  const { t } = useLingui();
  const name = (rule.to ?? '').split('.')[0] ?? '';
  const field = object.fields.find((each) => each.name === name);
  const columns = Array.isArray(rule.from) ? rule.from : rule.from ? [rule.from] : [];
  const findings = result.findings.filter((finding) => finding.field === name);
  const made = name === 'external_id' ? result.external_id : result.values[name];
  return (
    <tr className="border-b border-line align-top last:border-0">
      <td className="px-4 py-1.5 break-words">
        <span className="block text-2xs text-faint">{listed(columns)}</span>
        {columns.map((column) => rawText(row[column])).filter(Boolean).join(' ') || '–'}
      </td>
      <td className="px-4 py-1.5 break-words">
        <span className="block text-2xs text-faint">{words(field?.label) || (name === 'external_id' ? t`Id in the source` : name)}</span>
        {field ? <Value field={field} value={made} plain /> : rawText(made) || '–'}
        {findings.map((finding) => (
          <span key={finding.code} className="block text-xs text-bad">
            {words(finding.text)}
          </span>
        ))}
      </td>
      <td className="px-4 py-1.5 break-words">{known && field ? <Value field={field} value={known[name]} plain /> : '–'}</td>
    </tr>
  );
}
