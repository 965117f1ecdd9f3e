import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { number } from '@/shared/format';
import { ReasonDialog } from './reason-dialog';

interface ApprovePartDialogProps {
  approved: number;
  leftOut: number;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** A yes to some of it, with the reason why the rest is left out. */
export function ApprovePartDialog({ approved, leftOut, ...rest }: ApprovePartDialogProps) {
  const { t } = useLingui();
  return (
    <ReasonDialog
      title={t`Approve ${number(approved)} and leave ${number(leftOut)} out?`}
      about={t`What is approved is done now. The sync is paused then, so that no run does the rest by itself before somebody lets it go on.`}
      label={t`Why the others are left out`}
      action={t`${plural(approved, { one: 'Approve # record', other: 'Approve # records' })}`}
      {...rest}
    />
  );
}
