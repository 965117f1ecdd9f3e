import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Review } from '@/api/problems';
import { listed } from '@/shared/format';
import { useStoppedWords } from '@/shared/stopped-words';
import { rawText } from '@/shared/value-text';
import { Facts, Panel } from '@/ui/page';
import { factsOf } from '../review-words';

/** Questions whose reason is a count and a limit. */
const COUNTED = ['threshold', 'deletion_guard'];

/** What else the question tells, by name. */
export function Particulars({ review }: { review: Review }) {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  const facts = factsOf(review);
  const drift = useDrift(facts);
  const operations: Record<string, string> = { create: t`create`, update: t`change`, delete: t`delete` };
  const names: Record<string, string> = { operation: t`Operation`, reason: t`Reason`, field: t`Field`, external_id: t`Id there`, found: t`Found there`, candidates: t`Candidates`, values: t`Values`, value: t`Value`, before: t`Before`, now: t`Now`, note: t`Note`, approved: t`Approved`, left_out: t`Left out` };
  const items: [ReactNode, ReactNode][] = [];
  for (const [name, value] of Object.entries(facts)) {
    const label = names[name];
    // The sentence above says it in words already.
    if (name === 'reason' && COUNTED.includes(review.kind)) continue;
    const text = name === 'operation' ? (operations[String(value)] ?? rawText(value)) : name === 'reason' ? stopped(rawText(value)) : rawText(value);
    if (label && value !== null) items.push([label, <span key={name} className="break-words">{text}</span>]);
  }
  items.push(...drift);
  const sent = typeof facts.fields === 'object' && facts.fields !== null ? Object.entries(facts.fields) : [];
  if (items.length === 0 && sent.length === 0) return null;
  return (
    <>
      {items.length > 0 && (
        <Panel>
          <Facts items={items} />
        </Panel>
      )}
      {sent.length > 0 && (
        <Panel title={t`What was to be written`}>
          <Facts items={sent.map(([name, value]): [ReactNode, ReactNode] => [name, rawText(value) || '–'])} />
        </Panel>
      )}
    </>
  );
}

/** What changed in the schema of the other system, column by column. */
function useDrift(facts: Record<string, unknown>): [ReactNode, ReactNode][] {
  const { t } = useLingui();
  const columns = Array.isArray(facts.columns) ? (facts.columns as Record<string, unknown>[]) : [];
  const driftOf = (column: Record<string, unknown>): string => {
    const what = rawText(column.what ?? column.change ?? column.kind);
    const options = Array.isArray(column.options) ? listed(column.options.map(rawText)) : '';
    if (what === 'missing') return facts.outward === true ? t`is missing in the other system` : t`is missing in the source`;
    if (what === 'read_only') return t`may no longer be set`;
    if (what === 'options') return t`has new options: ${options}`;
    if (what === 'options_gone') return t`no longer has the options: ${options}`;
    if (what === 'retyped') return t`has another type than before`;
    return what;
  };
  return columns.map((column) => [
    <code key="column" className="font-mono">
      {rawText(column.column)}
    </code>,
    driftOf(column),
  ]);
}
