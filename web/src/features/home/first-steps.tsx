import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Circle, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { connectionsQuery } from '@/api/connections';
import { sessionQuery } from '@/api/session';
import { syncsQuery } from '@/api/syncs';
import { buttonClasses, IconButton } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Panel } from '@/ui/page';

const HIDDEN = 'rapport.first-steps.hidden';

interface Step {
  done: boolean;
  title: string;
  about: string;
  link: LinkProps;
  action: string;
}

/** The way to the first customer that is kept true by itself. Goes away when it is walked. */
export function FirstSteps() {
  const { t } = useLingui();
  const [hidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) !== null);
  const { data: session } = useQuery(sessionQuery);
  const isAdmin = session?.person.admin ?? false;
  const connections = useQuery({ ...connectionsQuery, enabled: isAdmin && !hidden });
  const syncs = useQuery({ ...syncsQuery, enabled: isAdmin && !hidden });
  if (hidden || !isAdmin || !connections.data || !syncs.data) return null;
  const first = syncs.data[0];
  const steps: Step[] = [
    // Simulated systems come by themselves: connected is what a person checked, or what a sync uses.
    { done: connections.data.some((connection) => connection.last_check) || syncs.data.length > 0, title: t`Connect a system`, about: t`A CRM, a shop, a database, a folder of files; or a simulated one to try.`, link: { to: '/connections', search: { add: true } }, action: t`Connect` },
    { done: syncs.data.length > 0, title: t`Say what is to be kept true`, about: t`Which records, which fields, how often. Rapport proposes the fields.`, link: { to: '/syncs/new' }, action: t`New sync` },
    {
      done: syncs.data.some((sync) => sync.last_success_at),
      title: t`See the first customers arrive`,
      about: t`First a preview that changes nothing, then 5% of them, then all.`,
      link: first ? { to: first.state === 'draft' ? '/syncs/$id/preview' : '/syncs/$id', params: { id: first.id } } : { to: '/syncs' },
      action: t`Look`,
    },
  ];
  if (steps.every((step) => step.done)) return null;
  const next = steps.findIndex((step) => !step.done);
  return (
    <Panel
      title={t`Your first synced customer`}
      about={t`Three steps, some minutes. Each can be undone.`}
      actions={
        <IconButton
          label={t`Hide`}
          size="small"
          onClick={() => {
            localStorage.setItem(HIDDEN, '1');
            setHidden(true);
          }}
        >
          <X size={14} />
        </IconButton>
      }
    >
      <ol className="grid gap-3 md:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step.title} className={classes('flex flex-col gap-1 rounded-md border p-3', index === next ? 'border-accent bg-accent-ground/50' : 'border-line')}>
            <span className="flex items-center gap-2 text-sm font-medium">
              {step.done ? <CircleCheck size={16} className="text-good" aria-label={t`Done`} /> : <Circle size={16} className="text-faint" aria-label={t`To do`} />}
              {step.title}
            </span>
            <span className="flex-1 text-xs text-soft">{step.about}</span>
            {!step.done && (
              <Link {...step.link} className={buttonClasses(index === next ? 'primary' : 'plain', 'small', 'mt-2 self-start')}>
                {step.action}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-3 text-xs text-faint">
        <Trans>
          Only a file? <Link to="/imports/new" className="text-accent-ink underline">Import it</Link> instead.
        </Trans>
      </p>
    </Panel>
  );
}
