import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, AlarmClockOff, CircleSlash, MessageSquare, RotateCw, Scale, UserRound } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { peopleQuery } from '@/api/people';
import { addNote, type ProblemNote, problemNotesQuery } from '@/api/problems';
import { moment } from '@/shared/format';
import { useActor } from '@/shared/origin';
import { Time } from '@/shared/time';
import { rawText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Field, Textarea } from '@/ui/form';
import { Keys } from '@/ui/keys';
import { toastError } from '@/ui/toast';

const icons: Record<ProblemNote['kind'], ReactNode> = {
  note: <MessageSquare size={13} />,
  assigned: <UserRound size={13} />,
  snoozed: <AlarmClock size={13} />,
  woken: <AlarmClockOff size={13} />,
  replayed: <RotateCw size={13} />,
  decided: <Scale size={13} />,
  excluded: <CircleSlash size={13} />,
};

/** What people said about a cause and did about it, newest first; it stays when all rows are settled. */
export function ProblemNotes({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useInfiniteQuery(problemNotesQuery(id));
  const notes = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      {canWrite && <NewNote id={id} />}
      <Answered
        query={query}
        lines={4}
        empty={
          notes.length === 0 && (
            <p className="text-sm text-soft">
              <Trans>Nobody wrote anything yet. What people decide about this problem is noted here by itself.</Trans>
            </p>
          )
        }
      >
        <ol className="flex flex-col gap-4">
          {notes.map((note) => (
            <NoteLine key={note.id} note={note} />
          ))}
        </ol>
      </Answered>
      <MoreRows query={query} className="border-0" />
    </div>
  );
}

function NewNote({ id }: { id: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () => addNote(id, text.trim()),
    onSuccess: () => setText(''),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: problemNotesQuery(id).queryKey }),
  });
  const canSend = text.trim() !== '' && !add.isPending;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSend) add.mutate();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) add.mutate();
      }}
    >
      <Field label={t`Write a note for your colleagues`}>
        <Textarea rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKey} />
      </Field>
      <span className="flex items-center justify-end gap-3">
        <span className="hidden items-center gap-1 text-2xs text-faint sm:flex">
          <Keys keys="ctrl+enter" />
        </span>
        <Button type="submit" look="primary" disabled={!canSend} busy={add.isPending}>
          <Trans>Add the note</Trans>
        </Button>
      </span>
    </form>
  );
}

function NoteLine({ note }: { note: ProblemNote }) {
  const actor = useActor();
  const said = useSaid();
  const fixes = Object.entries(note.values ?? {});
  return (
    <li className="grid grid-cols-[1.5rem_1fr] gap-x-3">
      <span className="grid size-6 place-items-center rounded-full border border-line bg-panel text-faint" aria-hidden>
        {icons[note.kind]}
      </span>
      <div className="min-w-0 pt-0.5 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{actor(note.by)}</span>
          <span className="text-soft">{said(note)}</span>
          <Time at={note.at} className="text-xs text-faint" />
        </p>
        {note.text && <p className="mt-1 break-words whitespace-pre-wrap">{note.text}</p>}
        {fixes.length > 0 && (
          <p className="mt-1 text-xs text-soft">
            {fixes.map(([column, value]) => (
              <span key={column} className="mr-3">
                {column} → {rawText(value) || '–'}
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

/** What somebody did, in words; nothing for words of their own. */
function useSaid(): (note: ProblemNote) => string {
  const { t } = useLingui();
  const { data: people } = useQuery(peopleQuery);
  return (note) => {
    const rows = note.rows ?? 0;
    if (note.kind === 'assigned') {
      const name = people?.find((person) => person.id === note.person)?.name;
      return note.person ? t`gave it to ${name ?? note.person}` : t`gave it to nobody`;
    }
    if (note.kind === 'snoozed') return t`let it wait until ${moment(note.until ?? '')}`;
    if (note.kind === 'woken') return t`woke it up`;
    if (note.kind === 'replayed') {
      const done = t`${plural(rows, { one: 'replayed # row', other: 'replayed # rows' })}`;
      return note.refused ? t`${done}, ${note.refused} refused again` : done;
    }
    if (note.kind === 'decided') {
      if (note.choice === 'new') return t`${plural(rows, { one: 'said that # row is a new record', other: 'said that # rows are new records' })}`;
      if (note.choice === 'one') return t`${plural(rows, { one: 'said that all that # row fits is one record', other: 'said that all that # rows fit is one record each' })}`;
      return t`${plural(rows, { one: 'said which record # row is', other: 'said which record # rows are' })}`;
    }
    if (note.kind === 'excluded') return t`${plural(rows, { one: 'left # row out', other: 'left # rows out' })}`;
    return '';
  };
}
