import { Trans, useLingui } from '@lingui/react/macro';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { isStatus } from '@/api/errors';
import { buttonClasses } from '@/ui/button';
import { Empty, ErrorState } from '@/ui/states';

function HomeLink() {
  return (
    <Link to="/" className={buttonClasses()}>
      <Trans>Go to Home</Trans>
    </Link>
  );
}

export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <Empty isScreen icon={<Compass size={20} />} title={t`There is nothing at this address`} action={<HomeLink />}>
      <Trans>The link may be old, or what it led to was removed.</Trans>
    </Empty>
  );
}

export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isStatus(error, 404)) return <NotFoundPage />;
  const isOldPage = /dynamically imported module|module script/i.test(error instanceof Error ? error.message : '');
  return (
    <ErrorState
      error={isOldPage ? new TypeError() : error}
      onRetry={() => {
        // After an upgrade of the server the parts of an open page are gone: only loading it anew helps.
        if (isOldPage) location.reload();
        reset();
        void router.invalidate();
      }}
      action={<HomeLink />}
    />
  );
}
