import { useLingui } from '@lingui/react/macro';
import { number } from '@/shared/format';
import { Panel, Stat } from '@/ui/page';
import type { ImportReport } from '../model/draft';

/** What became, or would become, of the rows. */
export function Outcome({ report, isPreview }: { report: ImportReport; isPreview?: boolean }) {
  const { t } = useLingui();
  const read = report.read ?? 0;
  const figures = [
    { label: t`Rows read`, value: read },
    { label: isPreview ? t`Will be created` : t`Created`, value: report.created ?? 0, tone: 'good' as const },
    { label: isPreview ? t`Will change` : t`Changed`, value: report.updated ?? 0, tone: 'good' as const },
    { label: t`Joined rows`, value: report.merged ?? 0 },
    { label: t`Unchanged`, value: report.unchanged ?? 0 },
    { label: t`Wait for a decision`, value: report.held ?? 0, tone: 'warn' as const },
    { label: isPreview ? t`Will be rejected` : t`Rejected`, value: report.rejected ?? 0, tone: 'bad' as const },
  ];
  return (
    <Panel>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4 xl:grid-cols-7">
        {figures.map(({ label, value, tone }) => (
          <Stat key={label} label={label} value={number(value)} tone={value > 0 ? tone : undefined} />
        ))}
      </div>
    </Panel>
  );
}
