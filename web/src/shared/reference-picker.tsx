import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { recordQuery, recordsQuery, searchQuery } from '@/api/records';
import { classes } from '@/ui/classes';
import { controlClasses, SearchInput } from '@/ui/form';
import { Popover } from '@/ui/popover';
import { useDebounced } from './use-debounced';
import { titleOf } from './value-text';

const TYPING_MS = 150;
const SHOWN_MAX = 10;

/** What a record is called; its number until that is known, and where it cannot be read. */
export function ReferenceName({ object, id }: { object: string; id: string }) {
  const { data } = useQuery({ ...recordQuery(object, id), staleTime: 60_000, retry: false });
  const definition = useObject(object);
  return <>{data ? titleOf(data, definition) : `#${id}`}</>;
}

interface ReferencePickerProps {
  /** The object whose records are chosen from. */
  object: string;
  label: string;
  /** The id that is chosen; empty where none is. */
  value: string;
  /** Null takes the choice away. */
  onChange: (id: string | null) => void;
}

/** Chooses a record by its name: the newest ones, or those that are found by what is typed. */
export function ReferencePicker({ object, label, value, onChange }: ReferencePickerProps) {
  const { t } = useLingui();
  const definition = useObject(object);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const question = useDebounced(typed, TYPING_MS);
  const newest = useInfiniteQuery({ ...recordsQuery(object, { limit: SHOWN_MAX, sort: '-updated_at' }), enabled: open && question === '' });
  const found = useQuery({ ...searchQuery(object, question, SHOWN_MAX), enabled: open && question !== '' });
  const items = question === '' ? newest.data?.pages[0]?.items : found.data?.items;
  const choose = (next: string | null) => {
    onChange(next);
    setOpen(false);
    setTyped('');
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="w-80 p-2!"
      trigger={
        <button type="button" aria-label={label} className={classes(controlClasses, 'flex h-8 items-center gap-2 text-left')}>
          <span className={classes('min-w-0 flex-1 truncate', !value && 'text-faint')}>{value ? <ReferenceName object={object} id={value} /> : t`Nobody chosen`}</span>
          <ChevronDown size={14} className="text-faint" />
        </button>
      }
    >
      <SearchInput autoFocus aria-label={t`Search`} placeholder={t`Search`} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <ul className="mt-2 max-h-64 overflow-auto">
        {value && (
          <li>
            <button type="button" className="h-8 w-full rounded-sm px-2 text-left text-sm text-soft hover:bg-hover" onClick={() => choose(null)}>
              {t`Take away`}
            </button>
          </li>
        )}
        {items?.map((record) => (
          <li key={record.id}>
            <button type="button" className="h-8 w-full truncate rounded-sm px-2 text-left text-sm hover:bg-hover" onClick={() => choose(record.id)}>
              {titleOf(record, definition)}
            </button>
          </li>
        ))}
        {items?.length === 0 && <li className="px-2 py-1.5 text-sm text-faint">{t`Nothing found`}</li>}
      </ul>
    </Popover>
  );
}
