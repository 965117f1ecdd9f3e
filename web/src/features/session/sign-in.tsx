import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { signIn } from '@/api/session';
import { Button } from '@/ui/button';
import { errorSentence } from '@/ui/error-words';
import { Field, Input } from '@/ui/form';
import { Notice } from '@/ui/states';
import { Doorway } from './doorway';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { t } = useLingui();
  const { to } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [hadToken] = useState(() => sessionStorage.getItem('rapport.token') !== null);
  useEffect(() => sessionStorage.removeItem('rapport.token'), []);
  const enter = useMutation({
    mutationFn: () => signIn({ email: email.trim(), password }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(['session'], session);
      // Only addresses of our own: whatever else a link names is ignored.
      router.history.push(to?.startsWith('/') && !to.startsWith('//') ? to : '/');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <Doorway title={t`Sign in`}>
      {hadToken && (
        <Notice tone="warn">
          <Trans>The link was used before or is too old. Sign in with your password, or let the console print a new link.</Trans>
        </Notice>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`E-mail`}>
          <Input type="email" name="email" autoComplete="username" autoFocus required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label={t`Password`}>
          <Input type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        {enter.error && <Notice tone="bad">{errorSentence(enter.error)}</Notice>}
        <Button type="submit" look="primary" busy={enter.isPending} className="w-full">
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <p className="text-xs text-faint">
        <Trans>
          Password forgotten? An administrator can set a new one, or run <code className="font-mono">rapport user link</code> on the server.
        </Trans>
      </p>
    </Doorway>
  );
}
