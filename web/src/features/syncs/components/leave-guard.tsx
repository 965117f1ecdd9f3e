import { useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import { Confirm } from '@/ui/dialog';

/** Asks before rules that are not saved are left behind. */
export function LeaveGuard({ isChanged }: { isChanged: boolean }) {
  const { t } = useLingui();
  const blocker = useBlocker({ shouldBlockFn: () => isChanged, enableBeforeUnload: () => isChanged, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return <Confirm title={t`Leave without saving?`} about={t`The rules you changed are not saved yet.`} action={t`Leave`} danger onClose={blocker.reset} onConfirm={blocker.proceed} />;
}
