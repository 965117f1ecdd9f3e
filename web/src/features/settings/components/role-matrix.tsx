import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { type RoleName, type Roles, rolesQuery } from '@/api/roles';
import { words } from '@/shared/locale';
import { useIsPhone } from '@/shared/use-is-phone';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { type Column, Table } from '@/ui/table';
import { useOperationWords } from '../operation-words';

interface Right {
  id: string;
  may?: string;
  who: RoleName[];
}

/** What each role may do, in sentences; on request every single operation. Who may is what the server says. */
export function RoleMatrix() {
  const { t } = useLingui();
  const query = useQuery(rolesQuery);
  const [isWhole, setIsWhole] = useState(false);
  return (
    <Panel
      title={t`What each role may do`}
      flush
      actions={
        <Button size="small" look="quiet" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? <Trans>Show the most important</Trans> : <Trans>Show every operation</Trans>}
        </Button>
      }
    >
      <Answered query={query} lines={6} className="p-4">
        {query.data && (isWhole ? <Operations roles={query.data} /> : <Sentences roles={query.data} />)}
      </Answered>
    </Panel>
  );
}

/** A column for each role; on a phone the roles stand below the sentence. */
function useColumns(roles: Roles): Column<Right>[] {
  const { t } = useLingui();
  if (useIsPhone()) return [];
  return roles.roles.map((role) => ({
    key: role.name,
    title: words(role.label),
    width: '5.5rem',
    cell: (right) => (right.who.includes(role.name) ? <Check size={15} className="text-good" role="img" aria-label={t`yes`} /> : <Minus size={15} className="text-faint" role="img" aria-label={t`no`} />),
  }));
}

function WhoMay({ roles, right }: { roles: Roles; right: Right }) {
  const names = roles.roles.filter((role) => right.who.includes(role.name)).map((role) => words(role.label));
  return <span className="block text-xs text-faint sm:hidden">{names.join(' · ')}</span>;
}

function Sentences({ roles }: { roles: Roles }) {
  const { t } = useLingui();
  const columns = useColumns(roles);
  // Each sentence holds for a role where all of its operations do.
  const sentences: [string, string[]][] = [
    [t`See records, runs, problems and duplicates`, ['list', 'list_runs', 'list_problems', 'list_duplicates']],
    [t`Create, change, merge and delete records`, ['create', 'update', 'merge', 'delete']],
    [t`Import files, repair and replay rows, undo`, ['create_import', 'replay_problem', 'rollback_run']],
    [t`Connect systems, set up and widen syncs`, ['create_connection', 'create_sync', 'widen_sync']],
    [t`Change objects and fields`, ['create_object', 'update_field']],
    [t`Add people, make API keys, change settings`, ['create_person', 'create_key', 'update_settings']],
    [t`Make backups and see how the system is`, ['create_backup', 'get_system']],
  ];
  const who = (operations: string[]) => {
    const known = operations.map((id) => roles.operations.find((operation) => operation.id === id)?.roles ?? []);
    return roles.roles.map((role) => role.name).filter((name) => known.every((allowed) => allowed.includes(name)));
  };
  const rights: Right[] = sentences.map(([may, operations]) => ({ id: operations[0] ?? may, may, who: who(operations) }));
  return (
    <Table
      label={t`What each role may do`}
      rows={rights}
      rowKey={(right) => right.id}
      columns={[{ key: 'may', title: t`May`, cell: (right) => <><span className="whitespace-normal">{right.may}</span><WhoMay roles={roles} right={right} /></> }, ...columns]}
    />
  );
}

function Operations({ roles }: { roles: Roles }) {
  const { t } = useLingui();
  const named = useOperationWords();
  const columns = useColumns(roles);
  const rights = roles.operations.filter((operation) => operation.needs !== 'nothing').map((operation) => ({ id: operation.id, may: named(operation.id), summary: operation.summary, call: `${operation.method} ${operation.path.replace('/api/v1', '')}`, who: operation.roles }));
  return (
    <Table
      label={t`Every operation`}
      rows={rights}
      rowKey={(right) => right.id}
      columns={[
        {
          key: 'may',
          title: t`May`,
          cell: (right) => (
            <>
              {right.may ? <span className="block whitespace-normal">{right.may}</span> : <span className="block whitespace-normal" lang="en">{right.summary}</span>}
              <code className="block font-mono text-xs break-all text-faint">{right.call}</code>
              <WhoMay roles={roles} right={right} />
            </>
          ),
        },
        ...columns,
      ]}
    />
  );
}
