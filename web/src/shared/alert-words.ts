import { useLingui } from '@lingui/react/macro';

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
