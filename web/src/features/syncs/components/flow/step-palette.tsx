import { Trans, useLingui } from '@lingui/react/macro';
import type { Definition } from '../../model/definition';
import { hasStep, optionalSteps, type StepName } from '../../model/flow';
import { stepIcons, useStepTitles } from './use-steps';

/** What is dragged: the name of a step. */
export const STEP_TYPE = 'application/x-rapport-step';

/** Steps that can be put in: dragged onto the canvas, or by their button. */
export function StepPalette({ definition, onAdd }: { definition: Definition; onAdd: (step: StepName) => void }) {
  const { t } = useLingui();
  const titles = useStepTitles();
  const free = optionalSteps.filter((step) => !hasStep(definition, step));
  if (free.length === 0) return null;
  return (
    <div role="toolbar" aria-label={t`Steps to put in`} className="absolute top-3 left-3 z-10 flex flex-col gap-1 rounded-lg border border-line bg-panel p-2 shadow-low">
      <p className="px-1 text-2xs text-faint">
        <Trans>Drag in</Trans>
      </p>
      {free.map((step) => {
        const Icon = stepIcons[step];
        return (
          <button
            key={step}
            type="button"
            draggable
            data-step={step}
            onDragStart={(event) => {
              event.dataTransfer.setData(STEP_TYPE, step);
              event.dataTransfer.effectAllowed = 'copy';
            }}
            onClick={() => onAdd(step)}
            className="flex h-8 cursor-grab items-center gap-2 rounded-md px-2 text-left text-xs font-medium hover:bg-hover"
          >
            <Icon size={14} className="text-faint" aria-hidden />
            {titles[step]}
          </button>
        );
      })}
    </div>
  );
}
