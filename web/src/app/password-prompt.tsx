import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { sessionQuery } from '@/api/session';
import { PasswordForm } from '@/shared/password-form';
import { Button, IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

const LATER = 'rapport.password-later';

/** Who came by a one-time link has no way back in: a line above the screen says so, until there is a password or it is put off. */
export function PasswordPrompt() {
  const { t } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const [isLater, setIsLater] = useState(() => sessionStorage.getItem(LATER) !== null);
  const [isOpen, setIsOpen] = useState(false);
  if (!session || session.person.has_password || isLater) return null;
  return (
    <div role="status" className="flex items-center gap-2 border-b border-line bg-accent-ground px-4 py-2 text-sm text-accent-ink sm:px-6">
      <span className="min-w-0 flex-1">
        <Trans>The link you came by works once. Set a password to come back.</Trans>
      </span>
      <Button size="small" onClick={() => setIsOpen(true)}>
        <Trans>Set a password</Trans>
      </Button>
      <IconButton
        size="small"
        label={t`Later`}
        onClick={() => {
          sessionStorage.setItem(LATER, '1');
          setIsLater(true);
        }}
      >
        <X size={14} />
      </IconButton>
      {isOpen && (
        <Dialog title={t`Set a password`} about={t`With it and ${session.person.email} you sign in from now on.`} size="small" onClose={() => setIsOpen(false)}>
          <PasswordForm session={session} onDone={() => setIsOpen(false)} />
        </Dialog>
      )}
    </div>
  );
}
