import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Schemas } from '@/api/client';
import { ApiError } from '@/api/errors';
import { addPerson, type Role } from '@/api/people';
import { moment } from '@/shared/format';
import { LanguageSelect } from '@/shared/language-select';
import { type Language } from '@/shared/locale';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { Field, Input, Select } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { useRoles } from '../role-names';

/** Adds somebody, and shows the link that lets them in for the first time. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { names, nameOf } = useRoles();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [language, setLanguage] = useState(i18n.locale as Language);
  const add = useMutation({
    mutationFn: () => addPerson({ name: name.trim(), email: email.trim(), role, language }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
  const faults = add.error instanceof ApiError ? add.error.faults : [];
  const fault = (field: string) => faults.find((each) => each.pointer === `#/${field}`)?.detail;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  if (add.data) return <LinkDialog name={add.data.person.name} link={add.data.link} onClose={onClose} />;
  return (
    <Dialog
      title={t`Add a person`}
      about={t`They get a link that signs them in once; then they set a password of their own.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="new-person" busy={add.isPending}>
          <Trans>Add and make the link</Trans>
        </Button>
      }
    >
      <form id="new-person" onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Full name`} error={fault('name')} required>
          <Input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t`E-mail`} error={fault('email')} required>
          <Input required type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label={t`Role`} error={fault('role')}>
          <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {names.map((each) => (
              <option key={each} value={each}>
                {nameOf(each)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`Language`}>
          <LanguageSelect value={language} onChange={setLanguage} />
        </Field>
        {add.error && faults.length === 0 && (
          <div className="sm:col-span-2">
            <Notice tone="bad">{errorSentence(add.error)}</Notice>
          </div>
        )}
      </form>
    </Dialog>
  );
}

/** A one-time link, to be copied now. */
export function LinkDialog({ name, link, onClose }: { name: string; link: Schemas['SignInLink']; onClose: () => void }) {
  const { t } = useLingui();
  const address = `${location.origin}/#token=${link.token}`;
  return (
    <Dialog
      title={t`Sign-in link for ${name}`}
      about={t`Copy it now and give it to ${name} alone: whoever opens it first is signed in. It works once, until ${moment(link.expires_at)}.`}
      onClose={onClose}
      cancel={null}
      action={
        <Button look="primary" onClick={onClose}>
          <Trans>I have passed it on</Trans>
        </Button>
      }
    >
      <div className="flex gap-2">
        <Input readOnly aria-label={t`The link`} value={address} className="font-mono" onFocus={(event) => event.target.select()} />
        <Button icon={<Copy size={14} />} onClick={() => void navigator.clipboard.writeText(address).then(() => toastDone(t`Link copied`), toastError)}>
          <Trans>Copy</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
