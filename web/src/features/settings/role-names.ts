import { useLingui } from '@lingui/react/macro';
import type { Colleague } from '@/api/people';

/** What roles are called. */
export function useRoleNames(): Record<Colleague['role'], string> {
  const { t } = useLingui();
  return { admin: t`Administrator`, editor: t`Editor`, reader: t`Reader`, custom: t`Rights of its own` };
}
