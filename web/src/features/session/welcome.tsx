import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/errors';
import { type FirstStart, setUp } from '@/api/session';
import { LanguageSelect } from '@/shared/language-select';
import { chooseLanguage } from '@/shared/locale';
import { PASSWORD_CHARS_MIN } from '@/shared/password-form';
import { RegionSelect } from '@/shared/region-select';
import { regionOfBrowser } from '@/shared/regions';
import { Button } from '@/ui/button';
import { errorSentence } from '@/ui/error-words';
import { Checkbox, Field, Input } from '@/ui/form';
import { Notice } from '@/ui/states';
import { Doorway } from './doorway';

/** The first start: makes the first administrator and says what to begin with. */
export function Welcome() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [input, setInput] = useState<FirstStart>({
    token: sessionStorage.getItem('rapport.token') ?? '',
    name: '',
    email: '',
    password: '',
    language: i18n.locale,
    region: regionOfBrowser(),
    sample: true,
    sandbox: true,
  });
  const set = (part: Partial<FirstStart>) => setInput((before) => ({ ...before, ...part }));
  const begin = useMutation({
    mutationFn: () => setUp({ ...input, token: input.token.trim(), email: input.email.trim(), name: input.name.trim() }),
    onSuccess: async (session) => {
      sessionStorage.removeItem('rapport.token');
      client.clear();
      client.setQueryData(['setup'], { needed: false });
      client.setQueryData(['session'], session);
      await navigate({ to: '/' });
    },
  });
  const faults = begin.error instanceof ApiError ? begin.error.faults : [];
  const fault = (name: string) => faults.find((candidate) => candidate.pointer === `#/${name}`)?.detail;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <Doorway wide title={t`Welcome to Rapport`} about={t`You are the first: make the account of the administrator and choose what to begin with.`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`One-time token`} help={t`The console printed it when Rapport started. It proves that this is your server.`} error={fault('token')} required>
          <Input required value={input.token} onChange={(event) => set({ token: event.target.value })} className="font-mono" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Your name`} error={fault('name')} required>
            <Input required autoComplete="name" value={input.name} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field label={t`E-mail`} error={fault('email')} required>
            <Input required type="email" autoComplete="username" value={input.email} onChange={(event) => set({ email: event.target.value })} />
          </Field>
        </div>
        <Field label={t`Password`} help={t`At least ${PASSWORD_CHARS_MIN} characters; a sentence is easy to remember.`} error={fault('password')} required>
          <Input required type="password" autoComplete="new-password" minLength={PASSWORD_CHARS_MIN} value={input.password} onChange={(event) => set({ password: event.target.value })} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Language`} error={fault('language')}>
            <LanguageSelect
              value={input.language}
              onChange={(language) => {
                set({ language });
                void chooseLanguage(language);
              }}
            />
          </Field>
          <Field label={t`Region`} help={t`The country of phone numbers and addresses that name none, and the currency of amounts that name none.`} error={fault('region')}>
            <RegionSelect value={input.region} onChange={(region) => set({ region })} />
          </Field>
        </div>
        <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
          <Checkbox checked={input.sample} onChange={(event) => set({ sample: event.target.checked })}>
            <span className="font-medium">
              <Trans>Sample data</Trans>
            </span>
            <span className="block text-xs text-faint">
              <Trans>Some hundred customers to look around with. They can be undone as one run.</Trans>
            </span>
          </Checkbox>
          <Checkbox checked={input.sandbox} onChange={(event) => set({ sandbox: event.target.checked })}>
            <span className="font-medium">
              <Trans>Sandbox</Trans>
            </span>
            <span className="block text-xs text-faint">
              <Trans>Simulated systems to rehearse with before you connect real ones.</Trans>
            </span>
          </Checkbox>
        </fieldset>
        {begin.error && faults.length === 0 && <Notice tone="bad">{errorSentence(begin.error)}</Notice>}
        <Button type="submit" look="primary" busy={begin.isPending} className="w-full">
          <Trans>Begin</Trans>
        </Button>
      </form>
    </Doorway>
  );
}
