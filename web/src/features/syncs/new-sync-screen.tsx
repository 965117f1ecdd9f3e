import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { connectionsQuery } from '@/api/connections';
import { useObject } from '@/api/objects';
import type { PreparedSync } from '@/api/ready-syncs';
import { archiveSync, changeSync, createSync, type Sync, type SyncDefinition } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Page } from '@/ui/page';
import { Steps } from '@/ui/steps';
import { toastDone, toastError } from '@/ui/toast';
import { MappingStep } from './components/wizard/mapping-step';
import { MatchStep } from './components/wizard/match-step';
import { PreviewStep } from './components/wizard/preview-step';
import { ReadyMade } from './components/wizard/ready-made';
import { RulesStep } from './components/wizard/rules-step';
import { ScopeStep } from './components/wizard/scope-step';
import { SentenceStep } from './components/wizard/sentence-step';
import { type Definition, newDefinition, readDefinition } from './model/definition';
import { readMapping } from './model/mapping';

const route = getRouteApi('/app/syncs/new');
const KEPT = 'rapport.new-sync';

export interface NewSyncSearch {
  step?: number;
  connection?: string;
}

interface Draft {
  connection: string;
  definition: Definition;
  /** Set once it is saved on the server as a draft. */
  sync?: Sync;
}

function read(): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Draft | null;
    if (kept?.definition) return kept;
  } catch {
    // What cannot be read is begun anew.
  }
  return { connection: '', definition: newDefinition('customers') };
}

/** Six steps from a sentence to a live sync. The draft is kept in this browser until it is saved, so it can be left at any time. */
export function NewSyncScreen() {
  const { t } = useLingui();
  const { step = 1, connection } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [draft, setDraft] = useState(read);
  const { data: connections } = useQuery(connectionsQuery);
  const object = useObject(draft.definition.object);
  useEffect(() => localStorage.setItem(KEPT, JSON.stringify(draft)), [draft]);
  const chosen = connections?.find((each) => each.id === (draft.connection || connection));
  const definition: Definition = chosen && draft.definition.connection !== chosen.name ? { ...draft.definition, connection: chosen.name } : draft.definition;
  const connectionId = chosen?.id ?? '';
  const set = (next: Definition) => setDraft((before) => ({ ...before, connection: before.connection || connectionId, definition: next }));
  const go = (to: number) => void navigate({ search: (before) => ({ ...before, step: to }) });
  const steps = [t`What`, t`Which records`, t`Who is who`, t`Mapping`, t`Rules`, t`Preview`];
  const isSaid = definition.connection !== '' && definition.stream !== '';
  const isMapped = readMapping(definition.mapping, definition.object).fields.some((rule) => rule.to === 'external_id');
  const reach = !isSaid ? 1 : !isMapped ? 4 : steps.length;
  const save = useMutation({
    mutationFn: async () => {
      const name = definition.name.trim() || `${definition.connection} · ${definition.stream}`;
      const body = { ...definition, name } as unknown as SyncDefinition;
      return draft.sync ? changeSync(draft.sync.id, body as unknown as Record<string, unknown>) : createSync(body);
    },
    onSuccess: (sync) => {
      void client.invalidateQueries({ queryKey: ['syncs'] });
      setDraft((before) => ({ ...before, sync }));
    },
    onError: toastError,
  });
  const leave = () => {
    localStorage.removeItem(KEPT);
  };
  const next = async () => {
    if (step === 5) {
      const saved = await save.mutateAsync().catch(() => undefined);
      if (!saved) return;
    }
    go(step + 1);
  };
  const take = (id: string, prepared: PreparedSync) => {
    setDraft({ connection: id, definition: readDefinition(prepared.definition) });
    go(4);
  };
  const discard = async () => {
    leave();
    if (draft.sync) await archiveSync(draft.sync.id).catch(toastError);
    void client.invalidateQueries({ queryKey: ['syncs'] });
    void navigate({ to: '/syncs' });
  };
  return (
    <Page
      tab={t`New sync`}
      layout="fill"
      above={<Crumb to="/syncs">{t`Syncs`}</Crumb>}
      title={t`New sync`}
      actions={
        <>
          <Button look="quiet" onClick={() => void discard()}>
            <Trans>Discard</Trans>
          </Button>
          <Button
            busy={save.isPending}
            disabled={!isSaid}
            onClick={() =>
              save.mutate(undefined, {
                onSuccess: (sync) => {
                  leave();
                  toastDone(t`Saved as a draft`);
                  void navigate({ to: '/syncs/$id', params: { id: sync.id } });
                },
              })
            }
          >
            <Trans>Save as draft</Trans>
          </Button>
        </>
      }
      bar={
        <Steps label={t`Steps of the new sync`} at={String(step)} onGo={(to) => go(Number(to))} steps={steps.map((name, index) => ({ key: String(index + 1), label: name, isOpen: index < reach }))} />
      }
      footer={
        <>
          <Button disabled={step === 1} onClick={() => go(step - 1)}>
            <Trans>Back</Trans>
          </Button>
          {step < steps.length && (
            <Button look="primary" disabled={!isSaid || (step >= 4 && !isMapped)} busy={save.isPending} onClick={() => void next()}>
              {step === 5 ? t`Save and look at the preview` : t`Next: ${steps[step] ?? ''}`}
            </Button>
          )}
        </>
      }
    >
      {step === 4 && object ? (
        <MappingStep connection={connectionId} definition={definition} object={object} onChange={set} />
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <div className={classes('mx-auto flex w-full flex-col gap-5 px-4 py-6 sm:px-6', step === 6 ? 'max-w-6xl' : 'max-w-3xl')}>
            {step === 1 && <SentenceStep connections={connections ?? []} connection={connectionId} onConnection={(id) => setDraft((before) => ({ ...before, connection: id, definition: { ...before.definition, stream: '' } }))} definition={definition} onChange={set} />}
            {step === 1 && <ReadyMade onPrepared={take} />}
            {step === 2 && <ScopeStep connection={connectionId} definition={definition} onChange={set} />}
            {step === 3 && object && <MatchStep connection={connectionId} definition={definition} object={object} onChange={set} />}
            {step === 5 && <RulesStep connection={connectionId} definition={definition} onChange={set} />}
            {step === 6 && object && draft.sync && <PreviewStep sync={draft.sync} object={object} onLive={leave} />}
          </div>
        </div>
      )}
    </Page>
  );
}
