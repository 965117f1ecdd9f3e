import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { clearFaults, type OrderedFault, orderFault, type SimulatedSystem, simulatorsQuery } from '@/api/simulators';
import { words } from '@/shared/locale';
import { State } from '@/ui/badge';
import { Button, IconButton } from '@/ui/button';
import { Field, Select } from '@/ui/form';
import { Panel } from '@/ui/page';
import { toastError } from '@/ui/toast';

/** What can be switched on with one press, in the form in which simulators take it. */
function useFaults(): { spec: string; name: string }[] {
  const { t } = useLingui();
  return [
    { spec: '429:retry_after=5', name: t`Limits the rate (429, try again in 5 seconds)` },
    { spec: '503', name: t`Is unavailable (503)` },
    { spec: '500:commit=after', name: t`Does what it was asked, then answers 500` },
    { spec: '401', name: t`Refuses the credentials (401)` },
    { spec: '403', name: t`Refuses our address (403)` },
    { spec: 'hang=20', name: t`Never answers` },
    { spec: 'slow=3000', name: t`Answers three seconds late` },
    { spec: 'lost_answer', name: t`Loses its answers` },
    { spec: 'malformed', name: t`Cuts its answers off` },
    { spec: 'html', name: t`Answers with a web page` },
    { spec: 'push_twice', name: t`Calls twice with the same news` },
    { spec: 'push_late=60', name: t`Calls a minute late` },
  ];
}

const ALWAYS = 'always';

/** Switches of the simulated systems that run beside the server: what goes wrong while the syncs of the workspace work. */
export function SimulatorSwitches({ first }: { first?: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useQuery(simulatorsQuery);
  const usual = useFaults();
  const [system, setSystem] = useState(first ?? '');
  const [wanted, setWanted] = useState('');
  const [times, setTimes] = useState('3');
  const change = useMutation({
    mutationFn: (act: () => ReturnType<typeof orderFault>) => act(),
    onSuccess: (simulated) => client.setQueryData(simulatorsQuery.queryKey, simulated),
    onError: toastError,
  });
  if (!data || data.systems.length === 0) return null;
  const chosen = data.systems.some((each) => each.name === system) ? system : (data.systems[0]?.name ?? '');
  // What every system gets wrong, and what only this one does.
  const kindsOf = (of: string) => [...usual, ...(data.systems.find((each) => each.name === of)?.own_faults ?? []).map((own) => ({ spec: own.order, name: words(own.title) }))];
  const kinds = kindsOf(chosen);
  const kind = kinds.some((each) => each.spec === wanted) ? wanted : (kinds[0]?.spec ?? '');
  const faults = data.systems.flatMap((each) => each.faults.map((fault) => ({ system: each, fault })));
  return (
    <Panel
      title={t`Running simulators`}
      about={t`Let something go wrong at a simulated system, and see what its sync makes of it. It ends by itself, or when you take it back.`}
      actions={
        faults.length > 0 && (
          <Button size="small" busy={change.isPending} onClick={() => change.mutate(() => clearFaults())}>
            <Trans>Take all back</Trans>
          </Button>
        )
      }
    >
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t`System`} className="min-w-32 flex-1">
          <Select value={chosen} onChange={(event) => setSystem(event.target.value)}>
            {data.systems.map((each) => (
              <option key={each.name} value={each.name}>
                {each.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`What goes wrong`} className="min-w-56 flex-[2]">
          <Select value={kind} onChange={(event) => setWanted(event.target.value)}>
            {kinds.map((each) => (
              <option key={each.spec} value={each.spec}>
                {each.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`How often`} className="min-w-28 flex-1">
          <Select value={times} onChange={(event) => setTimes(event.target.value)}>
            {['1', '3', '10'].map((count) => (
              <option key={count} value={count}>
                {t`${count} times`}
              </option>
            ))}
            <option value={ALWAYS}>{t`until taken back`}</option>
          </Select>
        </Field>
        <Button icon={<Plus size={14} />} busy={change.isPending} onClick={() => change.mutate(() => orderFault(`${chosen}:${kind}:times=${times}`))}>
          <Trans>Switch on</Trans>
        </Button>
      </div>
      {faults.length > 0 && (
        <ul aria-label={t`Faults that are switched on`} className="mt-4 divide-y divide-line border-t border-line">
          {faults.map(({ system: of, fault }) => (
            <FaultLine key={`${of.name} ${fault.id}`} system={of} fault={fault} kinds={kindsOf(of.name)} onClear={() => change.mutate(() => clearFaults({ system: of.name, id: fault.id }))} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface FaultLineProps {
  system: SimulatedSystem;
  fault: OrderedFault;
  kinds: { spec: string; name: string }[];
  onClear: () => void;
}

function FaultLine({ system, fault, kinds, onClear }: FaultLineProps) {
  const { t } = useLingui();
  // One that was ordered elsewhere is shown as it was written.
  const known = kinds.find((kind) => fault.spec.startsWith(`${system.name}:${kind.spec}:times=`));
  return (
    <li className="flex items-center gap-3 py-2 text-sm">
      <span className="w-24 shrink-0 truncate font-medium">{system.name}</span>
      <span className="min-w-0 flex-1 break-words">{known?.name ?? <code className="font-mono text-xs">{fault.spec}</code>}</span>
      <span className="text-xs text-soft tabular-nums">
        <Plural value={fault.struck} _0="did not strike yet" one="struck once" other="struck # times" />
      </span>
      {fault.is_spent ? <State tone="neutral">{t`over`}</State> : <State tone="warn">{t`on`}</State>}
      <IconButton size="small" label={t`Take back: ${system.name}, ${known?.name ?? fault.spec}`} onClick={onClear}>
        <X size={14} />
      </IconButton>
    </li>
  );
}
