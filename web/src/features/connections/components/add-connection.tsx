import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { checkConnection, type Connector, connectorsQuery, createConnection } from '@/api/connections';
import { ApiError } from '@/api/errors';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { Button } from '@/ui/button';
import { fits } from '@/ui/combobox';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { FilterSelect } from '@/ui/filters';
import { Field, Input, SearchInput } from '@/ui/form';
import { ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { toastDone } from '@/ui/toast';
import { draftOf, SettingsForm, usedValues } from './settings-form';
import { kindOf, useCatalogue } from './use-catalogue';

/** The catalogue of connectors by kind, or by what one is after; then the form of the chosen one. */
export function AddConnection({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t } = useLingui();
  const query = useQuery(connectorsQuery);
  const { kinds, scenarios } = useCatalogue();
  const [question, setQuestion] = useState('');
  const [scenario, setScenario] = useState<string>();
  const [chosen, setChosen] = useState<Connector>();
  if (chosen) return <NewConnection connector={chosen} onBack={() => setChosen(undefined)} onClose={onClose} onAdded={onAdded} />;
  const wanted = scenarios.find((each) => each.name === scenario)?.kinds;
  const shown = (query.data ?? []).filter(
    (connector) => (!wanted || wanted.includes(connector.category)) && fits(`${connector.name} ${words(connector.title as { en: string; zh: string })} ${words(connector.summary as { en: string; zh: string })}`, question),
  );
  const groups = kinds.map((kind) => ({ ...kind, connectors: shown.filter((connector) => kindOf(kinds, connector) === kind.name) })).filter((group) => group.connectors.length > 0);
  return (
    <Dialog title={t`Connect a system`} about={t`What do you want to connect?`} size="wide" onClose={onClose}>
      <div className="flex flex-wrap gap-2">
        <div className="min-w-48 flex-1">
          <SearchInput autoFocus aria-label={t`Find a system`} placeholder={t`Find a system`} value={question} onChange={(event) => setQuestion(event.target.value)} />
        </div>
        <FilterSelect label={t`What for`} all={t`For anything`} value={scenario} choices={scenarios.map(({ name, label }) => ({ value: name, label }))} onChange={setScenario} />
      </div>
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonLines lines={4} className="mt-4" />}
      {groups.map((group) => (
        <section key={group.name} aria-labelledby={`kind-${group.name}`} className="mt-4">
          <h3 id={`kind-${group.name}`} className="text-xs font-medium text-soft">
            {group.label}
          </h3>
          <ul className="mt-2 grid gap-3 sm:grid-cols-2">
            {group.connectors.map((connector) => (
              <li key={connector.name}>
                <button type="button" onClick={() => setChosen(connector)} className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-panel p-3.5 text-left hover:border-edge/60 hover:bg-hover">
                  <SourceMark name={connector.name} size={32} />
                  <span className="min-w-0">
                    <span className="block font-semibold">{words(connector.title as { en: string; zh: string })}</span>
                    <span className="mt-1 block text-xs text-soft">{words(connector.summary as { en: string; zh: string })}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {query.data && shown.length === 0 && (
        <p className="mt-4 text-sm text-soft">
          <Trans>No connector has this name. Most systems can be reached by calls, by files or by their database.</Trans>
        </p>
      )}
    </Dialog>
  );
}

interface NewConnectionProps {
  connector: Connector;
  onBack: () => void;
  onClose: () => void;
  onAdded: (id: string) => void;
}

function NewConnection({ connector, onBack, onClose, onAdded }: NewConnectionProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const title = words(connector.title as { en: string; zh: string });
  const [name, setName] = useState(title);
  const [draft, setDraft] = useState(() => draftOf(connector));
  const create = useMutation({
    mutationFn: async () => {
      const connection = await createConnection({ name: name.trim(), connector: connector.name, ...usedValues(connector, draft) });
      // Looked at once, so that the card shows whether it works.
      await checkConnection(connection.id).catch(() => undefined);
      return connection;
    },
    onSuccess: (connection) => {
      void client.invalidateQueries({ queryKey: ['connections'] });
      toastDone(t`${connection.name} is connected`);
      onAdded(connection.id);
    },
  });
  const faults = create.error instanceof ApiError ? create.error.faults : [];
  const byName = Object.fromEntries(faults.map((fault) => [fault.pointer.split('/').at(-1) ?? '', fault.detail]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title={t`Connect ${title}`}
      about={words(connector.summary as { en: string; zh: string })}
      onClose={onClose}
      beside={
        <Button icon={<ArrowLeft size={14} />} onClick={onBack}>
          <span className="max-sm:sr-only">
            <Trans>Others</Trans>
          </span>
        </Button>
      }
      action={
        <Button look="primary" type="submit" form="new-connection" busy={create.isPending}>
          <Trans>Connect and check</Trans>
        </Button>
      }
    >
      <form id="new-connection" onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`Name`} help={t`How this account is called in Rapport.`} error={byName.name} required>
          <Input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <SettingsForm connector={connector} draft={draft} onChange={setDraft} faults={byName} />
        {create.error && <Notice tone="bad">{errorSentence(create.error)}</Notice>}
      </form>
    </Dialog>
  );
}
