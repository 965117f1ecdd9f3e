import { Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import type { Run } from '@/api/runs';
import { Deltas, readDeltas } from '@/shared/deltas';
import { Findings } from '@/shared/findings';
import { listed, number } from '@/shared/format';
import { useNoteText } from '@/shared/note-text';
import { valueText } from '@/shared/value-text';
import { Badge, type Tone } from '@/ui/badge';
import { Button, buttonClasses } from '@/ui/button';
import { Notice } from '@/ui/states';
import { TabBody, Tabs } from '@/ui/tabs';
import type { Example, ImportReport } from '../model/draft';
import { RejectedRows } from './rejected-rows';
import { Outcome } from './outcome';

/** What the import would do, worked out by the engine itself without writing anything. */
export function PreviewStep({ run, report, object }: { run: Run; report: ImportReport; object: ObjectDefinition }) {
  const { t } = useLingui();
  const note = useNoteText();
  const [part, setPart] = useState<'records' | 'findings' | 'rejected'>('records');
  const examples = (report.examples ?? []).filter((example) => example.kind !== 'unchanged');
  const findings = report.findings ?? [];
  const rejected = report.rejected_rows ?? [];
  return (
    <>
      <Outcome report={report} isPreview />
      {(report.warnings ?? []).map((warning) => (
        <Notice key={`${warning.code} ${warning.detail}`} tone="warn">
          {note(warning)}
        </Notice>
      ))}
      <section className="min-w-0 rounded-lg border border-line bg-panel">
        <Tabs
          label={t`Parts of the preview`}
          value={part}
          onChange={setPart}
          tabs={[
            { value: 'records', label: t`Records`, count: examples.length },
            { value: 'findings', label: t`Data problems`, count: findings.reduce((sum, finding) => sum + finding.count, 0), tone: findings.length > 0 ? 'warn' : 'neutral' },
            { value: 'rejected', label: t`Rejected and waiting rows`, count: rejected.length, tone: rejected.length > 0 ? 'bad' : 'neutral' },
          ]}
        >
          <TabBody value="records" className="border-t border-line">
            <Examples examples={examples} object={object} />
          </TabBody>
          <TabBody value="findings" className="border-t border-line">
            <Findings findings={findings} object={object} />
          </TabBody>
          <TabBody value="rejected" className="border-t border-line">
            {rejected.length === 0 ? (
              <p className="p-4 text-sm text-soft">
                <Trans>All rows can be taken.</Trans>
              </p>
            ) : (
              <>
                <div className="flex flex-wrap items-center gap-3 px-4 py-3 text-sm text-soft">
                  <a href={`/api/v1/imports/${run.id}/rejected?format=xlsx`} download className={buttonClasses('plain', 'small')}>
                    <Download size={13} />
                    <Trans>Download the rows as XLSX</Trans>
                  </a>
                  <Trans>Correct them and import them too, now or later.</Trans>
                </div>
                <RejectedRows rows={rejected} />
              </>
            )}
          </TabBody>
        </Tabs>
      </section>
    </>
  );
}

const STEP = 50;
const tones: Record<string, Tone> = { create: 'good', update: 'accent', merge: 'accent', restore: 'good', unchanged: 'neutral' };

function Examples({ examples, object }: { examples: Example[]; object: ObjectDefinition }) {
  const { t } = useLingui();
  const [shown, setShown] = useState(STEP);
  const kinds: Record<string, string> = { create: t`new`, update: t`would change`, merge: t`become one`, restore: t`comes back`, delete: t`goes away` };
  const title = object.fields.find((field) => field.name === object.title_field);
  if (examples.length === 0) {
    return (
      <p className="p-4 text-sm text-soft">
        <Trans>No record would change: everything in this file is known already.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul>
        {examples.slice(0, shown).map((example) => {
          const fields = readDeltas(example.fields);
          const isNew = example.kind === 'create';
          const name = title ? valueText(title, fields[title.name]?.new) : '';
          return (
            <li key={`${example.record} ${example.kind}`} className="grid items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm first:border-0 sm:grid-cols-[5.5rem_13rem_1fr]">
              <span>
                <Badge tone={tones[example.kind] ?? 'neutral'}>{kinds[example.kind] ?? example.kind}</Badge>
              </span>
              <span className="min-w-0">
                <span className="block truncate font-medium">{name || `#${example.record}`}</span>
                <span className="block truncate text-xs text-faint tabular-nums">
                  <Trans>Row {listed(example.rows.slice(0, 5).map(number))}</Trans>
                </span>
              </span>
              <Deltas object={object} fields={isNew && title ? { ...fields, [title.name]: undefined } : fields} isNew={isNew} />
            </li>
          );
        })}
      </ul>
      {examples.length > shown && (
        <div className="flex justify-center border-t border-line p-2">
          <Button look="quiet" size="small" onClick={() => setShown(shown + STEP)}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </>
  );
}
