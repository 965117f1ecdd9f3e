import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Languages, type LucideIcon, Moon, Plus, Search, Sun } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useFindEverywhere } from '@/api/find-everywhere';
import { useObjects } from '@/api/objects';
import { words } from '@/shared/locale';
import { chooseLanguage, languages } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { setTheme } from '@/shared/theme';
import { useDebounced } from '@/shared/use-debounced';
import { titleOf, valueText } from '@/shared/value-text';
import { classes } from '@/ui/classes';
import { fits } from '@/ui/combobox';
import { Keys } from '@/ui/keys';
import { useCreatable } from './create-menu';
import { PlaceIcon, usePlaces } from './navigation';

interface Command {
  key: string;
  group: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  run: () => unknown;
}

/** Whoever types goes on sooner; whoever stopped waits no longer than needed. */
const TYPING_MS = 90;
const PER_OBJECT = 4;
const COMMANDS_MAX = 8;

/** Everything by keyboard: records of all objects, places, and what can be begun. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const element = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { commands, isLoading } = useCommands(text);
  const at = Math.min(place, commands.length - 1);
  useEffect(() => element.current?.showModal(), []);
  // Closed and not only taken away, it gives the focus back to who goes nowhere.
  const leave = () => {
    element.current?.close();
    onClose();
  };
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    void command.run();
  };
  const move = (to: number) => {
    setPlace(to);
    list.current?.querySelector(`[data-place="${to}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move((at + 1) % Math.max(1, commands.length));
    else if (event.key === 'ArrowUp') move((at - 1 + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') run(commands[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={element}
      aria-label={t`Search or go to`}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onMouseDown={(event) => event.target === element.current && leave()}
      className="mx-auto mt-[12vh] w-full max-w-xl bg-transparent p-3 backdrop:bg-shade"
    >
      <div className="appear flex max-h-[70vh] flex-col overflow-hidden rounded-lg bg-raised shadow-high">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search size={16} className="text-faint" />
          <input
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={commands[at] ? `${id}-${at}` : undefined}
            aria-label={t`Search or go to`}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setPlace(0);
            }}
            onKeyDown={onKeyDown}
            placeholder={t`Name, phone, e-mail, or what you want to do`}
            className="h-12 flex-1 bg-transparent text-base outline-none"
          />
          <span className="max-sm:hidden">
            <Keys keys="Esc" />
          </span>
        </div>
        <div ref={list} id={id} role="listbox" aria-label={t`Results`} className="min-h-24 overflow-auto p-2">
          {commands.length === 0 && <p className="px-2 py-6 text-center text-sm text-faint">{isLoading ? t`Searching…` : t`Nothing found`}</p>}
          {commands.map((command, index) => (
            <div key={command.key}>
              {command.group !== commands[index - 1]?.group && <p className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">{command.group}</p>}
              <div
                id={`${id}-${index}`}
                data-place={index}
                role="option"
                aria-selected={index === at}
                onClick={() => run(command)}
                onPointerMove={() => at !== index && setPlace(index)}
                className={classes('flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm', index === at && 'bg-hover')}
              >
                {command.icon}
                <span className="truncate">{command.label}</span>
                {command.detail && <span className="min-w-0 truncate text-xs text-faint">{command.detail}</span>}
              </div>
            </div>
          ))}
        </div>
      </div>
    </dialog>
  );
}

function useCommands(text: string): { commands: Command[]; isLoading: boolean } {
  const { t } = useLingui();
  const navigate = useNavigate();
  const objects = useObjects();
  const creatable = useCreatable();
  const places = usePlaces();
  const question = useDebounced(text.trim(), TYPING_MS);
  const { found, isLoading } = useFindEverywhere(objects.slice(0, 12), question, PER_OBJECT);
  const icon = (Icon: LucideIcon) => <Icon size={15} className="shrink-0 text-faint" />;
  const go: Command[] = places.flatMap((group) =>
    group.places.map((place) => ({ key: `go ${place.key}`, group: t`Go to`, label: place.label, icon: <PlaceIcon icon={place.icon} />, run: () => navigate(place.link) })),
  );
  const create: Command[] = creatable.map((object) => ({
    key: `new ${object.name}`,
    group: t`Create`,
    label: t`New: ${words(object.label)}`,
    icon: icon(Plus),
    run: () => navigate({ to: '/records/$object', params: { object: object.name }, search: { new: true } }),
  }));
  const other: Command[] = [
    { key: 'dark', group: t`Appearance`, label: t`Dark appearance`, icon: icon(Moon), run: () => setTheme('dark') },
    { key: 'light', group: t`Appearance`, label: t`Light appearance`, icon: icon(Sun), run: () => setTheme('light') },
    ...languages.map((language) => ({ key: language.value, group: t`Appearance`, label: language.name, icon: icon(Languages), run: () => chooseLanguage(language.value) })),
  ];
  const records: Command[] =
    question === ''
      ? []
      : found.map(({ object, record }) => ({
          key: `record ${record.id}`,
          group: words(object.label),
          label: titleOf(record, object),
          detail: ['company', 'phone', 'email', 'city']
            .flatMap((name) => {
              const field = object.fields.find((candidate) => candidate.name === name);
              return field ? [valueText(field, record[name])] : [];
            })
            .filter(Boolean)
            .slice(0, 2)
            .join(' · '),
          icon: <ObjectIcon object={object.name} size={15} className="shrink-0 text-faint" />,
          run: () => navigate({ to: '/records/$object/$id', params: { object: object.name, id: record.id } }),
        }));
  const all = [...go, ...create, ...other];
  const fitting = text.trim() === '' ? go : all.filter((command) => fits(`${command.label} ${command.group}`, text.trim())).slice(0, COMMANDS_MAX);
  const search: Command[] =
    question !== '' && found.length > 0
      ? [{ key: 'search', group: t`Search`, label: t`All results for “${question}”`, icon: icon(Search), run: () => navigate({ to: '/search', search: { q: question } }) }]
      : [];
  return { commands: [...records, ...search, ...fitting], isLoading };
}
