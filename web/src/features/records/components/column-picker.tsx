import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { fits } from '@/ui/combobox';
import { Checkbox, SearchInput } from '@/ui/form';

/** Which columns a list has, and their order: by dragging, or with the arrows beside each. */
export function ColumnPicker({ object, columns, onChange }: { object: ObjectDefinition; columns: string[]; onChange: (columns: string[] | undefined) => void }) {
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const [dragged, setDragged] = useState<string>();
  const fields = [...liveFields(object).map((field) => ({ name: field.name, label: words(field.label) })), { name: 'updated_at', label: t`Updated` }];
  const shown = columns.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const hidden = fields.filter((field) => !columns.includes(field.name));
  const move = (name: string, to: number) => {
    const others = columns.filter((each) => each !== name);
    // The title stays first: rows are known by it.
    others.splice(Math.max(1, to), 0, name);
    onChange(others);
  };
  const over = (event: DragEvent, index: number) => {
    event.preventDefault();
    if (dragged && dragged !== columns[index]) move(dragged, index);
  };
  return (
    <div className="flex flex-col gap-2">
      <SearchInput aria-label={t`Find a field`} placeholder={t`Find a field`} value={question} onChange={(event) => setQuestion(event.target.value)} />
      <ul className="max-h-[50vh] overflow-auto">
        {shown
          .filter((field) => fits(`${field.label} ${field.name}`, question))
          .map((field, index) => {
            const isTitle = field.name === object.title_field;
            return (
              <li
                key={field.name}
                draggable={!isTitle && question === ''}
                onDragStart={() => setDragged(field.name)}
                onDragEnd={() => setDragged(undefined)}
                onDragOver={(event) => over(event, index)}
                className={classes('flex h-8 items-center gap-1.5 rounded-sm px-1 hover:bg-hover', dragged === field.name && 'opacity-50')}
              >
                <GripVertical size={14} className={isTitle ? 'opacity-0' : 'cursor-grab text-faint'} aria-hidden />
                <Checkbox className="min-w-0 flex-1" checked disabled={isTitle} onChange={() => onChange(columns.filter((name) => name !== field.name))}>
                  {field.label}
                </Checkbox>
                {!isTitle && (
                  <>
                    <button type="button" aria-label={t`Move ${field.label} up`} className="grid size-6 place-items-center rounded-sm text-faint hover:bg-press" onClick={() => move(field.name, index - 1)}>
                      <ArrowUp size={12} />
                    </button>
                    <button type="button" aria-label={t`Move ${field.label} down`} className="grid size-6 place-items-center rounded-sm text-faint hover:bg-press" onClick={() => move(field.name, index + 1)}>
                      <ArrowDown size={12} />
                    </button>
                  </>
                )}
              </li>
            );
          })}
        {hidden.length > 0 && <li className="mt-1 border-t border-line pt-1" />}
        {hidden
          .filter((field) => fits(`${field.label} ${field.name}`, question))
          .map((field) => (
            <li key={field.name} className="flex h-8 items-center rounded-sm pr-1 pl-6 hover:bg-hover">
              <Checkbox className="flex-1" checked={false} onChange={() => onChange([...columns, field.name])}>
                {field.label}
              </Checkbox>
            </li>
          ))}
      </ul>
      <Button size="small" look="quiet" className="self-start" onClick={() => onChange(undefined)}>
        <Trans>As at first</Trans>
      </Button>
    </div>
  );
}
