import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/errors';
import { setPassword } from '@/api/people';
import type { Session } from '@/api/session';
import { Button } from '@/ui/button';
import { errorSentence } from '@/ui/error-words';
import { Field, Input } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone } from '@/ui/toast';

export const PASSWORD_CHARS_MIN = 12;

/** Sets a password, or another one. Who has one says it, except soon after signing in by a link. */
export function PasswordForm({ session, onDone }: { session: Session; onDone?: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const isFirst = !session.person.has_password;
  const save = useMutation({
    mutationFn: () => setPassword({ current: isFirst || current === '' ? undefined : current, new: next }),
    onSuccess: () => {
      client.setQueryData(['session'], { ...session, person: { ...session.person, has_password: true } });
      void client.invalidateQueries({ queryKey: ['sessions'] });
      setCurrent('');
      setNext('');
      toastDone(isFirst ? t`The password is set` : t`The password is changed. All other sessions have ended.`);
      onDone?.();
    },
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const fault = (name: string) => faults.find((each) => each.pointer === `#/${name}`)?.detail;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
      {/* Lets programs that keep passwords know whose it is. */}
      <input type="email" autoComplete="username" value={session.person.email} readOnly hidden />
      {!isFirst && (
        <Field label={t`Present password`} help={t`Not needed soon after signing in by a link.`} error={fault('current')}>
          <Input type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
        </Field>
      )}
      <Field label={t`New password`} help={t`At least ${PASSWORD_CHARS_MIN} characters; a sentence is easy to remember.`} error={fault('new')} required>
        <Input required type="password" autoComplete="new-password" minLength={PASSWORD_CHARS_MIN} value={next} onChange={(event) => setNext(event.target.value)} />
      </Field>
      {save.error && faults.length === 0 && <Notice tone="bad">{errorSentence(save.error)}</Notice>}
      <Button type="submit" look="primary" busy={save.isPending} className="self-start">
        {isFirst ? <Trans>Set the password</Trans> : <Trans>Change the password</Trans>}
      </Button>
    </form>
  );
}
