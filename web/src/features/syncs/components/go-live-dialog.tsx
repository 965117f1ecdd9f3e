import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { rehearsalsQuery } from '@/api/rehearsals';
import type { Sync } from '@/api/syncs';
import { Button, buttonClasses } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input } from '@/ui/form';
import { SkeletonLines } from '@/ui/states';

/** What a draft goes live by, as the server takes it: the newest green rehearsal, or why there is none. */
export interface GoLive {
  override?: string;
  /** Nothing runs by itself before somebody resumes it. */
  paused?: boolean;
}

interface GoLiveDialogProps {
  sync: Sync;
  title: ReactNode;
  about: ReactNode;
  /** What was looked at instead, to begin with. */
  seen?: string;
  busy: boolean;
  onClose: () => void;
  onConfirm: (by: GoLive) => void;
}

/** Asks before a draft goes live. Without a rehearsal of it as it is now in which every promise held, a reason is asked for and kept. */
export function GoLiveDialog({ sync, title, about, seen = '', busy, onClose, onConfirm }: GoLiveDialogProps) {
  const { t } = useLingui();
  const rehearsals = useQuery(rehearsalsQuery(sync.id));
  const [reason, setReason] = useState(seen);
  const green = rehearsals.data?.find((one) => one.status === 'passed' && one.version === sync.version);
  const isKnown = !rehearsals.isPending;
  const isReady = isKnown && (green !== undefined || reason.trim() !== '');
  return (
    <Dialog
      title={title}
      about={about}
      onClose={onClose}
      size="small"
      action={
        <Button look="primary" disabled={!isReady} busy={busy} onClick={() => onConfirm(green ? {} : { override: reason.trim() })}>
          {t`Go live`}
        </Button>
      }
      beside={
        isKnown && !green ? (
          <Link to="/sandbox" search={{ sync: sync.id }} className={buttonClasses()}>
            <FlaskConical size={14} />
            <Trans>Rehearse it</Trans>
          </Link>
        ) : undefined
      }
    >
      {!isKnown && <SkeletonLines lines={2} />}
      {green && (
        <p className="text-sm">
          <Trans>
            It was rehearsed as it is now, and every promise held: <Link to="/runs/$id" params={{ id: green.run_id }} className="text-accent-ink underline">the report</Link>.
          </Trans>
        </p>
      )}
      {isKnown && !green && (
        <Field label={t`Why it may go live without a rehearsal`} help={t`It was not rehearsed as it is now, or not every promise held. Your reason is kept with the sync.`} required>
          <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </Dialog>
  );
}
