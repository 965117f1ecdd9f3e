import { useLingui } from '@lingui/react/macro';
import { ReasonDialog } from './reason-dialog';

interface TurnDownDialogProps {
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** A no with its reason. */
export function TurnDownDialog(props: TurnDownDialogProps) {
  const { t } = useLingui();
  return <ReasonDialog title={t`Turn this preview down?`} about={t`Nothing is done. Whoever asked sees the reason.`} label={t`Why`} action={t`Turn down`} {...props} />;
}
