import { Plural, useLingui } from '@lingui/react/macro';
import type { Run } from '@/api/runs';
import { Progress } from '@/ui/meter';
import { Panel } from '@/ui/page';

/** How far an import or its preview is. */
export function Working({ run, title }: { run: Run | undefined; title: string }) {
  const { t } = useLingui();
  const progress = run?.progress;
  const stages = { reading: t`Reading the file`, clustering: t`Finding out who is who`, applying: t`Writing the records` };
  const stage = progress ? stages[progress.stage] : run ? t`Waiting for its turn` : t`Sending the file`;
  return (
    <Panel title={title}>
      <div className="flex flex-col gap-2" aria-live="polite">
        <div className="flex justify-between gap-3 text-sm text-soft">
          <span>{stage}</span>
          {progress && (
            <span className="tabular-nums">
              <Plural value={progress?.rows ?? 0} one="# row" other="# rows" />
            </span>
          )}
        </div>
        <Progress share={progress?.rows_total ? progress.rows / progress.rows_total : null} label={title} />
      </div>
    </Panel>
  );
}
