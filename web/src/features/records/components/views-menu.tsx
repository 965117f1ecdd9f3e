import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, BookmarkPlus, ChevronDown, Layers, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { changeView, deleteView, type SavedView, saveView, viewsQuery } from '@/api/views';
import { Button } from '@/ui/button';
import { Confirm, Dialog } from '@/ui/dialog';
import { Checkbox, Field, Input } from '@/ui/form';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/ui/menu';
import { toastDone, toastError } from '@/ui/toast';
import { readConditions } from '@/shared/conditions';
import type { RecordsSearch } from '../records-screen';

interface ViewsMenuProps {
  object: ObjectDefinition;
  search: RecordsSearch;
  columns: string[];
  onSearch: (part: Partial<RecordsSearch>) => void;
}

/** The parts of an address that a view keeps. */
function definitionOf(search: RecordsSearch, columns: string[]): Record<string, unknown> {
  return { where: search.where, sort: search.sort, as: search.as, columns };
}

function searchOf(view: SavedView): Partial<RecordsSearch> {
  const { where, sort, as, columns } = view.definition;
  return {
    view: view.id,
    where: readConditions(where),
    sort: typeof sort === 'string' ? sort : undefined,
    as: as === 'board' ? 'board' : undefined,
    columns: Array.isArray(columns) ? columns.map(String) : undefined,
    state: undefined,
  };
}

export function ViewsMenu({ object, search, columns, onSearch }: ViewsMenuProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: views = [] } = useQuery(viewsQuery(object.name));
  const [saving, setSaving] = useState(false);
  const [deleting, setDeleting] = useState<SavedView>();
  const current = views.find((view) => view.id === search.view);
  const refresh = () => client.invalidateQueries({ queryKey: ['views', object.name] });
  const update = useMutation({
    mutationFn: (view: SavedView) => changeView(view.id, { name: view.name, shared: view.shared, definition: definitionOf(search, columns) }),
    onSuccess: () => {
      void refresh();
      toastDone(t`View saved`);
    },
    onError: toastError,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.id),
    onSuccess: () => {
      setDeleting(undefined);
      onSearch({ view: undefined });
      void refresh();
    },
    onError: toastError,
  });
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="small" icon={<Layers size={14} />}>
            <span className="inline-flex items-center gap-1">
              {current?.name ?? t`All`}
              <ChevronDown size={12} className="text-faint" />
            </span>
          </Button>
        }
      >
        <MenuItem icon={<Layers size={14} />} checked={!current} onSelect={() => onSearch({ view: undefined, where: undefined, sort: undefined, as: undefined, columns: undefined, state: undefined })}>
          <Trans>All</Trans>
        </MenuItem>
        {views.length > 0 && <MenuLabel>{t`Saved views`}</MenuLabel>}
        {views.map((view) => (
          <MenuItem key={view.id} icon={view.shared ? <Users size={14} /> : <Bookmark size={14} />} checked={view.id === current?.id} onSelect={() => onSearch(searchOf(view))}>
            {view.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={<BookmarkPlus size={14} />} onSelect={() => setSaving(true)}>
          <Trans>Save as a new view…</Trans>
        </MenuItem>
        {current && current.own !== false && (
          <>
            <MenuItem icon={<Bookmark size={14} />} onSelect={() => update.mutate(current)}>
              <Trans>Save changes to “{current.name}”</Trans>
            </MenuItem>
            <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => setDeleting(current)}>
              <Trans>Delete “{current.name}”…</Trans>
            </MenuItem>
          </>
        )}
      </Menu>
      {saving && (
        <SaveDialog
          onClose={() => setSaving(false)}
          onSave={async (name, shared) => {
            try {
              const view = await saveView({ object: object.name, name, shared, definition: definitionOf(search, columns) });
              await refresh();
              setSaving(false);
              onSearch({ view: view.id });
            } catch (error) {
              toastError(error);
            }
          }}
        />
      )}
      {deleting && <Confirm title={t`Delete the view “${deleting.name}”?`} about={t`The records stay as they are; only the saved list goes.`} action={t`Delete the view`} danger busy={remove.isPending} onClose={() => setDeleting(undefined)} onConfirm={() => remove.mutate(deleting)} />}
    </>
  );
}

function SaveDialog({ onClose, onSave }: { onClose: () => void; onSave: (name: string, shared: boolean) => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  return (
    <Dialog
      title={t`Save this view`}
      about={t`Filters, order and columns are kept under a name.`}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="save-view" disabled={name.trim() === ''}>
          <Trans>Save</Trans>
        </Button>
      }
    >
      <form
        id="save-view"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(name.trim(), shared);
        }}
      >
        <Field label={t`Name`}>
          <Input autoFocus required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          <Trans>For everybody</Trans>
        </Checkbox>
      </form>
    </Dialog>
  );
}
