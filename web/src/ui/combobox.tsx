import { useLingui } from '@lingui/react/macro';
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { classes } from './classes';
import { controlClasses, SearchInput } from './form';
import { Popover } from './popover';
import { firstSounds } from './sounds';

export interface Choice {
  value: string;
  label: string;
  /** More words it is found by. */
  words?: string;
  detail?: ReactNode;
  group?: string;
  icon?: ReactNode;
}

const SHOWN_MAX = 200;

/** True when all words of the question stand in the text, in any order; Chinese is also found by the first letters of its sounds. */
export function fits(text: string, question: string): boolean {
  const lower = text.toLowerCase();
  return question.toLowerCase().split(/\s+/).every((word) => lower.includes(word) || firstSounds(text).includes(word));
}

interface ChoiceListProps {
  choices: Choice[];
  value?: string;
  onChoose: (value: string) => void;
  placeholder?: string;
  label: string;
  empty?: ReactNode;
}

/** A list that is searched by typing and walked with the arrow keys. */
export function ChoiceList({ choices, value, onChoose, placeholder, label, empty }: ChoiceListProps) {
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const [place, setPlace] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => choices.filter((choice) => fits(`${choice.label} ${choice.words ?? ''} ${choice.value}`, question)).slice(0, SHOWN_MAX), [choices, question]);
  const at = Math.min(place, found.length - 1);
  const move = (to: number) => {
    setPlace(to);
    list.current?.querySelector(`[data-place="${to}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') move(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && found[at]) onChoose(found[at].value);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex flex-col gap-2">
      <SearchInput
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-label={label}
        placeholder={placeholder ?? t`Search`}
        value={question}
        onChange={(event) => {
          setQuestion(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label={label} className="max-h-72 overflow-auto">
        {found.length === 0 && <p className="px-2 py-3 text-sm text-faint">{empty ?? t`Nothing found`}</p>}
        {found.map((choice, index) => (
          <div key={choice.value}>
            {choice.group && choice.group !== found[index - 1]?.group && <p className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">{choice.group}</p>}
            <div
              id={`${id}-${index}`}
              data-place={index}
              role="option"
              aria-selected={choice.value === value}
              onClick={() => onChoose(choice.value)}
              onPointerMove={() => at !== index && setPlace(index)}
              className={classes('flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm', index === at && 'bg-hover')}
            >
              {choice.icon}
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.detail && <span className="text-xs text-faint">{choice.detail}</span>}
              {choice.value === value && <Check size={14} className="text-accent-ink" />}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

interface ComboboxProps extends Omit<ChoiceListProps, 'onChoose'> {
  onChange: (value: string) => void;
  none?: string;
  className?: string;
  disabled?: boolean;
}

/** A choice among many: a button that opens a list with a search. */
export function Combobox({ value, onChange, choices, label, none, className, placeholder, empty, disabled }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="w-80 p-2!"
      trigger={
        <button type="button" disabled={disabled} aria-label={`${label}: ${chosen?.label ?? none ?? ''}`} className={classes(controlClasses, 'flex h-8 items-center gap-2 text-left', className)}>
          {chosen?.icon}
          <span className={classes('min-w-0 flex-1 truncate', !chosen && 'text-faint')}>{chosen?.label ?? none ?? placeholder}</span>
          <ChevronDown size={14} className="shrink-0 text-faint" />
        </button>
      }
    >
      <ChoiceList
        choices={choices}
        value={value}
        label={label}
        empty={empty}
        onChoose={(next) => {
          onChange(next);
          setOpen(false);
        }}
      />
    </Popover>
  );
}
