import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { connectionsQuery } from '@/api/connections';
import { useObject } from '@/api/objects';
import type { PreparedSync } from '@/api/ready-syncs';
import { archiveSync, createSync, type Sync, type SyncDefinition, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Confirm } from '@/ui/dialog';
import { Page } from '@/ui/page';
import { Steps } from '@/ui/steps';
import { toastDone, toastError } from '@/ui/toast';
import { useChangeSync } from './components/use-change-sync';
import { MappingStep } from './components/wizard/mapping-step';
import { PreviewStep } from './components/wizard/preview-step';
import { ReadyMade } from './components/wizard/ready-made';
import { RulesStep } from './components/wizard/rules-step';
import { ScopeStep } from './components/wizard/scope-step';
import { SentenceStep } from './components/wizard/sentence-step';
import { WhoStep } from './components/wizard/who-step';
import { type Definition, patchOf, readDefinition } from './model/definition';
import { keptDraft } from './model/draft';
import { readMapping } from './model/mapping';
import { isSaid as isOutgoingSaid } from './model/outgoing';

const route = getRouteApi('/app/syncs/new');

export interface NewSyncSearch {
  step?: number;
  connection?: string;
  /** A draft that was saved, to go on with. */
  sync?: string;
}

/** Six steps from a sentence to a live sync. The draft is kept in this browser until it is saved, and taken up again afterwards, so it can be left at any time. */
export function NewSyncScreen() {
  const { connection, sync } = route.useSearch();
  return sync ? <SavedSync key={sync} id={sync} /> : <NewSync key={connection ?? ''} connection={connection} />;
}

/** Goes on with a draft that was saved; what is no draft any more has its own page. */
function SavedSync({ id }: { id: string }) {
  const query = useQuery({ ...syncQuery(id), refetchInterval: false });
  if (!query.data) return <Answered query={query} lines={10} className="p-6">{null}</Answered>;
  return query.data.state === 'draft' ? <NewSync saved={query.data} /> : <Navigate to="/syncs/$id" params={{ id }} replace />;
}

function NewSync({ connection, saved }: { connection?: string; saved?: Sync }) {
  const { t } = useLingui();
  const { step = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [{ place, draft: kept }] = useState(() => keptDraft(localStorage, connection, saved));
  const [draft, setDraft] = useState(kept);
  const [isAsking, setIsAsking] = useState(false);
  const asked = useQuery(connectionsQuery);
  const connections = asked.data;
  const object = useObject(draft.definition.object);
  useEffect(() => localStorage.setItem(place, JSON.stringify(draft)), [draft, place]);
  const chosen = connections?.find((each) => each.id === (draft.connection || connection));
  const definition: Definition = chosen && draft.definition.connection !== chosen.name ? { ...draft.definition, connection: chosen.name } : draft.definition;
  const connectionId = chosen?.id ?? '';
  const set = (next: Definition) => setDraft((before) => ({ ...before, connection: before.connection || connectionId, definition: next }));
  const go = (to: number) => void navigate({ search: (before) => ({ ...before, step: to }) });
  const steps = [t`What`, t`Which records`, t`Who is who`, t`Mapping`, t`Rules`, t`Preview`];
  const isSaid = definition.connection !== '' && definition.stream !== '';
  const lacking = lackingOf(definition);
  const reach = !isSaid ? 1 : lacking ? 4 : steps.length;
  const { change, dialog } = useChangeSync((current) => {
    setDraft({ connection: current.connection_id, definition: readDefinition(current.definition), sync: current });
    void client.invalidateQueries({ queryKey: ['syncs'] });
  });
  const save = useMutation({
    mutationFn: async () => {
      const name = definition.name.trim() || `${definition.connection} · ${definition.stream}`;
      const body = { ...definition, name };
      if (!draft.sync) return createSync(body as unknown as SyncDefinition);
      // What was taken out of the draft since is taken out there.
      const patch = patchOf(draft.sync.definition as Record<string, unknown>, body);
      return Object.keys(patch).length > 0 ? change(draft.sync, () => patch) : draft.sync;
    },
    onSuccess: (sync) => {
      if (!sync) return;
      void client.invalidateQueries({ queryKey: ['syncs'] });
      setDraft((before) => ({ ...before, sync }));
    },
    onError: toastError,
  });
  const leave = () => {
    localStorage.removeItem(place);
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
  const discard = useMutation({
    mutationFn: async () => {
      if (draft.sync) await archiveSync(draft.sync.id);
    },
    onSuccess: () => {
      leave();
      void client.invalidateQueries({ queryKey: ['syncs'] });
      void navigate({ to: '/syncs' });
    },
    onError: toastError,
  });
  return (
    <Page
      tab={t`New sync`}
      layout="fill"
      above={<Crumb to="/syncs">{t`Syncs`}</Crumb>}
      title={t`New sync`}
      actions={
        <>
          <Button look="quiet" busy={discard.isPending} onClick={() => (isSaid || draft.sync ? setIsAsking(true) : discard.mutate())}>
            <Trans>Discard</Trans>
          </Button>
          <Button
            busy={save.isPending}
            disabled={!isSaid}
            onClick={() =>
              save.mutate(undefined, {
                onSuccess: (sync) => {
                  if (!sync) return;
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
          {step === 4 && lacking && <span className="text-xs text-soft">{{ id: t`Say which column holds the id in the source.`, outgoing: t`Say which fields are written to the other system.` }[lacking]}</span>}
          {step < steps.length && (
            <Button look="primary" disabled={!isSaid || (step >= 4 && lacking !== undefined)} busy={save.isPending} onClick={() => void next()}>
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
            {step === 1 && !connections && <Answered query={asked}>{null}</Answered>}
            {step === 1 && connections && <SentenceStep connections={connections} connection={connectionId} onConnection={(id) => setDraft((before) => ({ ...before, connection: id, definition: { ...before.definition, stream: '', mapping: undefined, outgoing: undefined } }))} definition={definition} onChange={set} />}
            {step === 1 && <ReadyMade onPrepared={take} />}
            {step === 2 && object && <ScopeStep connection={connectionId} definition={definition} object={object} onChange={set} />}
            {step === 3 && object && <WhoStep connection={connectionId} definition={definition} object={object} onChange={set} />}
            {step === 5 && <RulesStep definition={definition} onChange={set} />}
            {step === 6 && object && draft.sync && <PreviewStep sync={draft.sync} object={object} onLive={leave} />}
          </div>
        </div>
      )}
      {dialog}
      {isAsking && (
        <Confirm
          title={t`Discard this draft?`}
          about={draft.sync ? t`Its mapping and rules are lost here, and the draft that was saved is put out of use.` : t`Its mapping and rules are lost.`}
          action={t`Discard`}
          danger
          busy={discard.isPending}
          onClose={() => setIsAsking(false)}
          onConfirm={() => discard.mutate()}
        />
      )}
    </Page>
  );
}

/** What the mapping does not say yet and a sync of this direction needs. */
function lackingOf(definition: Definition): 'id' | 'outgoing' | undefined {
  const { direction } = definition;
  if (direction !== 'out' && !readMapping(definition.mapping, definition.object).fields.some((rule) => rule.to === 'external_id')) return 'id';
  return direction !== 'in' && !isOutgoingSaid(definition.outgoing) ? 'outgoing' : undefined;
}
