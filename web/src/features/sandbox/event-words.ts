import { useLingui } from '@lingui/react/macro';
import { useFailureWords } from '@/shared/failure-words';
import { useRunStates } from '@/shared/run-state';

/**
 * How a pass ended in a rehearsal, in the language that is shown. The report keeps it as `reading failed: why`, the reason an English
 * sentence or the names of warnings; what is none of it is a reason alone.
 */
export function useEventWords(): (event: string) => string {
  const { t } = useLingui();
  const failed = useFailureWords();
  const states = useRunStates();
  return (event) => {
    const [, part, status = '', reason = ''] = /^(reading|writing) (\w+)(?:: (.+))?$/s.exec(event) ?? [];
    if (!part) return failed(event).text;
    const parts: Record<string, string> = { reading: t`Reading`, writing: t`Writing` };
    const ends: Record<string, string> = { ...states, idle: t`Nothing to do` };
    const warnings: Record<string, string> = {
      schema_drift: t`columns changed`,
      zero_rows: t`the source showed no rows`,
      volume_changed: t`far more or fewer rows than the time before`,
      missing_not_checked: t`what is gone in the source was not looked for`,
      would_pause: t`it would stop and ask a person`,
    };
    const why = /^\w+(, \w+)*$/.test(reason) ? reason.split(', ').map((code) => warnings[code] ?? code).join(', ') : reason && failed(reason).text;
    const [what, end] = [parts[part], ends[status] ?? status];
    return why ? t`${what}: ${end}. ${why}` : t`${what}: ${end}`;
  };
}
