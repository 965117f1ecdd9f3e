import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Link2, MoreHorizontal, UserPlus, UserX } from 'lucide-react';
import { useState } from 'react';
import { changePerson, type Colleague, makeLink, peopleQuery, type Role } from '@/api/people';
import { sessionQuery } from '@/api/session';
import { Time } from '@/shared/time';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Badge, State } from '@/ui/badge';
import { Button, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Select } from '@/ui/form';
import { Menu, MenuItem } from '@/ui/menu';
import { Page, Panel } from '@/ui/page';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { AddPerson, LinkDialog } from './components/add-person';
import { RoleMatrix } from './components/role-matrix';
import { useRoles } from './role-names';

/** Who may sign in, and what each may do. */
export function PeopleScreen() {
  const { t } = useLingui();
  const query = useQuery(peopleQuery);
  const [isNew, setIsNew] = useState(false);
  const { admin } = useRights('*');
  return (
    <Page
      title={t`People and roles`}
      about={t`Who may sign in, and what each may do.`}
      actions={
        admin && (
          <Button look="primary" icon={<UserPlus size={14} />} onClick={() => setIsNew(true)}>
            <Trans>Add a person</Trans>
          </Button>
        )
      }
    >
      <Answered query={query} lines={6}>
        <People people={query.data ?? []} canChange={admin} />
      </Answered>
      <RoleMatrix />
      {isNew && <AddPerson onClose={() => setIsNew(false)} />}
    </Page>
  );
}

/** Everybody sees who is here; administrators change it. */
function People({ people, canChange }: { people: Colleague[]; canChange: boolean }) {
  const { t } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const own = session?.person.id;
  return (
    <Panel flush>
      <Table
        label={t`People`}
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            key: 'name',
            title: t`Full name`,
            cell: (person) => (
              <>
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{person.name}</span>
                  {person.id === own && <Badge>{t`you`}</Badge>}
                </span>
                <span className="block truncate text-xs text-faint">{person.email}</span>
              </>
            ),
          },
          { key: 'role', title: t`Role`, cell: (person) => <RoleChoice person={person} canChange={canChange && person.id !== own} /> },
          { key: 'state', title: t`State`, wide: true, cell: (person) => <PersonState person={person} /> },
          { key: 'since', title: t`Added`, wide: true, right: true, cell: (person) => person.created_at && <Time at={person.created_at} className="text-soft" /> },
          ...(canChange ? [{ key: 'act', title: <span className="sr-only">{t`Actions`}</span>, right: true, cell: (person: Colleague) => <PersonMenu person={person} isOwn={person.id === own} /> }] : []),
        ]}
      />
    </Panel>
  );
}

function PersonState({ person }: { person: Colleague }) {
  const { t } = useLingui();
  if (person.disabled_at) return <State tone="bad">{t`Shut out`}</State>;
  if (person.has_password === false) return <State tone="warn">{t`Has no password yet`}</State>;
  return <State tone="good">{t`May sign in`}</State>;
}

function useChangePerson(done: (person: Colleague) => string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: { id: string; role?: Role; disabled?: boolean }) => changePerson(id, change),
    onSuccess: (person) => {
      toastDone(done(person));
      void client.invalidateQueries({ queryKey: ['people'] });
    },
    onError: toastError,
  });
}

function RoleChoice({ person, canChange }: { person: Colleague; canChange: boolean }) {
  const { t } = useLingui();
  const { names, nameOf } = useRoles();
  const change = useChangePerson((changed) => t`${changed.name} is ${nameOf(changed.role)} now`);
  // One cannot take one's own rights away by a slip.
  if (!canChange || person.role === 'custom') return <span className="text-sm">{nameOf(person.role)}</span>;
  return (
    <Select aria-label={t`Role of ${person.name}`} className="w-40! max-sm:w-28!" value={person.role} disabled={change.isPending} onChange={(event) => change.mutate({ id: person.id, role: event.target.value as Role })}>
      {names.map((role) => (
        <option key={role} value={role}>
          {nameOf(role)}
        </option>
      ))}
    </Select>
  );
}

function PersonMenu({ person, isOwn }: { person: Colleague; isOwn: boolean }) {
  const { t } = useLingui();
  const [isAsking, setIsAsking] = useState(false);
  const change = useChangePerson((changed) => (changed.disabled_at ? t`${changed.name} is shut out` : t`${changed.name} may sign in again`));
  const link = useMutation({ mutationFn: () => makeLink(person.id), onError: toastError });
  return (
    <>
      <Menu
        trigger={
          <IconButton size="small" label={t`More about ${person.name}`}>
            <MoreHorizontal size={14} />
          </IconButton>
        }
      >
        <MenuItem icon={<Link2 size={14} />} disabled={Boolean(person.disabled_at)} onSelect={() => link.mutate()}>
          <Trans>New sign-in link…</Trans>
        </MenuItem>
        {person.disabled_at ? (
          <MenuItem icon={<Check size={14} />} onSelect={() => change.mutate({ id: person.id, disabled: false })}>
            <Trans>Let in again</Trans>
          </MenuItem>
        ) : (
          <MenuItem icon={<UserX size={14} />} danger disabled={isOwn} onSelect={() => setIsAsking(true)}>
            <Trans>Shut out…</Trans>
          </MenuItem>
        )}
      </Menu>
      {link.data && <LinkDialog name={person.name} link={link.data} onClose={() => link.reset()} />}
      {isAsking && (
        <Confirm
          title={t`Shut ${person.name} out?`}
          about={t`All their sessions end at once. What they did stays, with their name. You can let them in again.`}
          action={t`Shut out`}
          danger
          busy={change.isPending}
          onClose={() => setIsAsking(false)}
          onConfirm={() => change.mutate({ id: person.id, disabled: true }, { onSettled: () => setIsAsking(false) })}
        />
      )}
    </>
  );
}
