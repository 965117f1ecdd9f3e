import { Trans } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import { classes } from './classes';

interface Step {
  key: string;
  label: string;
  /** False while what comes before is not decided. */
  isOpen: boolean;
}

/** The steps of a wizard: those already open can be gone back to. On phones only the present one is named. */
export function Steps({ label, steps, at, onGo }: { label: string; steps: Step[]; at: string; onGo: (key: string) => void }) {
  const place = steps.findIndex((step) => step.key === at);
  return (
    <nav aria-label={label} className="py-1.5">
      <p className="pb-1 text-xs text-faint sm:hidden">
        <Trans>
          Step {place + 1} of {steps.length}: {steps[place]?.label}
        </Trans>
      </p>
      <ol className="flex gap-1 sm:flex-wrap">
        {steps.map((step, index) => {
          const isHere = step.key === at;
          const isDone = index < place;
          return (
            <li key={step.key} className="flex-1 sm:flex-none">
              <button
                type="button"
                disabled={!step.isOpen && !isHere}
                aria-current={isHere ? 'step' : undefined}
                onClick={() => onGo(step.key)}
                className={classes(
                  'flex h-1.5 w-full items-center gap-2 rounded-full text-sm whitespace-nowrap disabled:cursor-not-allowed sm:h-8 sm:w-auto sm:rounded-md sm:pr-3 sm:pl-1.5',
                  isHere ? 'bg-accent sm:bg-accent-ground sm:font-medium sm:text-accent-ink' : isDone ? 'bg-accent/50 text-ink hover:bg-hover sm:bg-transparent' : 'bg-press text-faint sm:bg-transparent',
                  !isHere && step.isOpen && 'sm:hover:bg-hover',
                )}
              >
                <span className={classes('hidden size-5 place-items-center rounded-full text-2xs font-semibold tabular-nums sm:grid', isHere ? 'bg-accent text-on-accent' : isDone ? 'bg-good-ground text-good' : 'bg-press text-soft')}>
                  {isDone ? <Check size={12} /> : index + 1}
                </span>
                <span className="sr-only sm:not-sr-only">{step.label}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
