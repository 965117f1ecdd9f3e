import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { duration, moment } from './format';
import { useStoppedWords } from './stopped-words';

/** What an alert says, by its kind. */
export function useAlertWords(): (kind: string) => string {
  const { t } = useLingui();
  return (kind) => {
    const kinds: Record<string, string> = {
      late: t`The schedule missed two of its times`,
      stale: t`The data are older than promised`,
      failing: t`Three attempts in a row failed`,
      paused: t`The sync stopped and waits for a person`,
      warning: t`The last run ended with a warning`,
      held: t`Writing to other systems is switched off`,
    };
    return kinds[kind] ?? kind.replaceAll('_', ' ');
  };
}

/** What is known of an alert beside its kind: in words, what matters most first. */
export function useAlertDetail(): (kind: string, detail: unknown) => string {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  return (kind, detail) => {
    const facts = typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {};
    const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : undefined);
    const count = (name: string) => (typeof facts[name] === 'number' ? facts[name] : undefined);
    const last = text('last_success_at');
    const next = text('next_run_at');
    const reason = text('reason');
    const [age, target, attempts] = [count('age_ms'), count('target_ms'), count('attempts')];
    const parts = [
      (kind === 'paused' || kind === 'held') && reason ? stopped(reason) : undefined,
      age !== undefined && target !== undefined ? t`${duration(age / 1000)} behind, target ${duration(target / 1000)}` : undefined,
      attempts !== undefined ? t`${plural(attempts, { one: '# attempt failed', other: '# attempts failed' })}` : undefined,
      last ? t`last success ${moment(last)}` : kind === 'stale' || kind === 'late' || kind === 'failing' ? t`never succeeded` : undefined,
      next ? t`next run ${moment(next)}` : undefined,
    ];
    return parts.filter(Boolean).join(' · ');
  };
}
