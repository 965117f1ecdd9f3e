import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FlaskConical, Play } from 'lucide-react';
import { useState } from 'react';
import { rehearsalsQuery, rehearse, type Scenarios, scenariosQuery } from '@/api/rehearsals';
import { connectionsQuery } from '@/api/connections';
import { type Sync, syncsQuery } from '@/api/syncs';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { useRights } from '@/shared/use-rights';
import { Button, buttonClasses } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Checkbox, Field, Select } from '@/ui/form';
import { Page, Panel } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { RehearsalList } from './components/rehearsal-list';
import { RehearsalReportPanel } from './components/rehearsal-report';
import { SimulatorSwitches } from './components/simulator-switches';

const route = getRouteApi('/app/sandbox');

/** How many masked records a rehearsal may begin with; the server takes up to 500. */
const SAMPLES = [20, 100, 500];

/** The connector whose systems call and cannot be asked. */
const CALLED = 'hook';

export interface SandboxSearch {
  sync?: string;
  /** Name of a simulated system. */
  system?: string;
  rehearsal?: string;
}

/** Rehearsals: a sync is played against a simulator of its system while things go wrong, and its promises are looked up afterwards. */
export function SandboxScreen() {
  const { t } = useLingui();
  const syncs = useQuery(syncsQuery);
  const scenarios = useQuery(scenariosQuery);
  const { admin } = useRights('*');
  const search = route.useSearch();
  const error = syncs.error ?? scenarios.error;
  return (
    <Page title={t`Sandbox`} about={t`Rehearse a sync against a simulator while things go wrong. Nothing real is touched.`}>
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([syncs.refetch(), scenarios.refetch()])} />
      ) : syncs.isPending || scenarios.isPending ? (
        <SkeletonLines lines={8} />
      ) : !scenarios.data || !syncs.data ? (
        <Empty icon={<FlaskConical size={20} />} title={t`This server has no simulators`}>
          <Trans>Start it with them to rehearse, or run rapport rehearse on the command line.</Trans>
        </Empty>
      ) : syncs.data.length === 0 ? (
        <Empty
          icon={<FlaskConical size={20} />}
          title={t`No sync to rehearse yet`}
          action={
            <Link to="/syncs/new" className={buttonClasses('primary')}>
              <Trans>New sync</Trans>
            </Link>
          }
        >
          <Trans>Make a sync first, also as a draft: a rehearsal plays it through time-outs, refusals, doubled calls and changed fields.</Trans>
        </Empty>
      ) : (
        <Rehearsals syncs={syncs.data} scenarios={scenarios.data} />
      )}
      {admin && <SimulatorSwitches key={search.system} first={search.system} />}
    </Page>
  );
}

function Rehearsals({ syncs, scenarios }: { syncs: Sync[]; scenarios: Scenarios }) {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const sync = syncs.find((each) => each.id === search.sync) ?? syncs[0];
  const id = sync?.id ?? '';
  const [chosen, setChosen] = useState<Set<string>>(() => new Set(scenarios.sets[0]?.scenarios ?? scenarios.scenarios.map((each) => each.name)));
  const [sample, setSample] = useState(0);
  const list = useQuery(rehearsalsQuery(id));
  const connections = useQuery(connectionsQuery);
  const connector = connections.data?.find((each) => each.id === sync?.connection_id)?.connector;
  // What can happen to this sync: what its system does, and what happens to all that are asked, or called, as it is.
  const fitting = scenarios.scenarios.filter((each) => (each.connector === null || each.connector === connector) && each.is_called !== (connector !== CALLED));
  const names = fitting.map((each) => each.name).filter((name) => chosen.has(name));
  const start = useMutation({
    mutationFn: () => rehearse(id, names, sample),
    onSuccess: (rehearsal) => {
      void client.invalidateQueries({ queryKey: ['syncs', id, 'rehearsals'] });
      toastDone(t`The rehearsal begins`);
      void navigate({ search: { sync: id, rehearsal: rehearsal.run_id } });
    },
    onError: toastError,
  });
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  const open = search.rehearsal ?? list.data?.[0]?.run_id;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[340px_1fr]">
      <div className="flex flex-col gap-5">
        <Panel title={t`New rehearsal`}>
          <div className="flex flex-col gap-4">
            <Field label={t`Sync`}>
              <Combobox label={t`Sync`} value={id} onChange={(next) => void navigate({ search: { sync: next } })} choices={syncs.map((each) => ({ value: each.id, label: each.name, icon: <SourceMark name={each.connection} /> }))} />
            </Field>
            <div className="flex flex-wrap gap-1.5" role="group" aria-label={t`Sets`}>
              {scenarios.sets.map((set) => (
                <Button key={set.name} size="small" onClick={() => setChosen(new Set(set.scenarios))}>
                  <span className="inline-block first-letter:uppercase">{words(set.title)}</span>
                </Button>
              ))}
            </div>
            <fieldset className="flex max-h-86 flex-col gap-2 overflow-auto">
              <legend className="mb-1 text-xs font-medium text-soft">{t`What goes wrong`}</legend>
              {fitting.map((scenario) => (
                <Checkbox key={scenario.name} checked={chosen.has(scenario.name)} onChange={() => toggle(scenario.name)}>
                  <span className="inline-block first-letter:uppercase">{words(scenario.title)}</span>
                </Checkbox>
              ))}
            </fieldset>
            <Field label={t`Your own records`} help={t`Rehearse with copies of your own records in which every name, number and address is replaced by an invented one; the real ones never leave your database.`}>
              <Select value={sample} onChange={(event) => setSample(Number(event.target.value))}>
                <option value={0}>{t`None`}</option>
                {SAMPLES.map((count) => (
                  <option key={count} value={count}>{t`${count}, masked`}</option>
                ))}
              </Select>
            </Field>
            <Button look="primary" icon={<Play size={14} />} disabled={names.length === 0 || connections.isPending} busy={start.isPending} onClick={() => start.mutate()}>
              <Plural value={names.length} one="Rehearse # scenario" other="Rehearse # scenarios" />
            </Button>
          </div>
        </Panel>
        <Panel title={t`Rehearsals`} flush>
          {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} className="py-6!" /> : <RehearsalList rehearsals={list.data} current={sync?.version} open={open} onOpen={(rehearsal) => void navigate({ search: { sync: id, rehearsal } })} />}
        </Panel>
      </div>
      {open ? <RehearsalReportPanel run={open} /> : <Panel>{t`The report of the first rehearsal will stand here.`}</Panel>}
    </div>
  );
}
