import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { liveFields, type ObjectDefinition, useAllObjects, useObjects } from '@/api/objects';
import { changeObject, createObject } from '@/api/schema-changes';
import { listed, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Input } from '@/ui/form';
import { Page, Panel } from '@/ui/page';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { apiName } from './field-words';

const route = getRouteApi('/app/objects');

/** Kinds of records, ours and those of this company. */
export function ObjectsScreen() {
  const { t } = useLingui();
  const objects = useObjects();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [isNew, setIsNew] = useState(false);
  const [withArchived, setWithArchived] = useState(false);
  const all = useAllObjects();
  const archived = all.filter((object) => object.archived);
  const rows = withArchived ? [...objects, ...archived] : objects;
  const restore = useMutation({
    mutationFn: (object: ObjectDefinition) => changeObject(object.name, { archived: false }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['objects'] });
      toastDone(t`The object is back`);
    },
    onError: toastError,
  });
  return (
    <Page
      title={t`Objects and fields`}
      about={t`The kinds of records and what is known about each.`}
      actions={
        <Button look="primary" icon={<Plus size={14} />} onClick={() => setIsNew(true)}>
          <Trans>New object</Trans>
        </Button>
      }
    >
      <Panel
        flush
        actions={
          archived.length > 0 && (
            <Checkbox checked={withArchived} onChange={(event) => setWithArchived(event.target.checked)}>
              <Trans>Show put away ones ({number(archived.length)})</Trans>
            </Checkbox>
          )
        }
      >
        <Table
          label={t`Objects`}
          rows={rows}
          rowKey={(object) => object.name}
          onOpen={(object) => (object.archived ? restore.mutate(object) : void navigate({ to: '/objects/$object', params: { object: object.name } }))}
          columns={[
            {
              key: 'label',
              title: t`Object`,
              cell: (object) => (
                <span className="flex items-center gap-2.5 font-medium">
                  <ObjectIcon object={object.name} size={15} className="text-faint" /> {words(object.label)}
                </span>
              ),
            },
            { key: 'name', title: t`Name in the API`, wide: true, cell: (object) => <code className="font-mono text-xs text-soft">{object.name}</code> },
            { key: 'kind', title: t`Kind`, cell: (object) => (object.archived ? <Badge tone="warn">{t`put away; press to bring back`}</Badge> : object.standard ? <Badge>{t`standard`}</Badge> : <Badge tone="accent">{t`own`}</Badge>) },
            { key: 'keys', title: t`Match keys`, wide: true, cell: (object) => <span className="text-soft">{listed(liveFields(object).filter((field) => field.match_key).map((field) => words(field.label)))}</span> },
            { key: 'fields', title: t`Fields`, right: true, cell: (object) => number(liveFields(object).length) },
          ]}
        />
      </Panel>
      {isNew && <NewObjectDialog onClose={() => setIsNew(false)} onMade={(name) => void navigate({ to: '/objects/$object', params: { object: name } })} />}
    </Page>
  );
}

function NewObjectDialog({ onClose, onMade }: { onClose: () => void; onMade: (name: string) => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [en, setEn] = useState('');
  const [zh, setZh] = useState('');
  const [given, setGiven] = useState<string>();
  const name = given ?? apiName(en);
  const make = useMutation({
    mutationFn: () =>
      createObject({
        name,
        label: { en: en.trim() || zh.trim(), zh: zh.trim() || en.trim() },
        title_field: 'name',
        // Kept with the object in both languages, whichever is shown now.
        // eslint-disable-next-line lingui/no-unlocalized-strings
        fields: [{ name: 'name', label: { en: 'Name', zh: '名称' }, type: 'text', required: true }],
      }),
    onSuccess: async (object) => {
      await client.invalidateQueries({ queryKey: ['objects'] });
      toastDone(t`The object is ready`);
      onMade(object.name);
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`New object`}
      about={t`It begins with one field, its name. Add the others next.`}
      onClose={onClose}
      action={
        <Button look="primary" busy={make.isPending} disabled={name === '' || (en.trim() === '' && zh.trim() === '')} onClick={() => make.mutate()}>
          <Trans>Make the object</Trans>
        </Button>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Name of several, in English`}>
          <Input autoFocus value={en} placeholder={t`Vehicles`} onChange={(event) => setEn(event.target.value)} />
        </Field>
        <Field label={t`Name in Chinese`}>
          <Input value={zh} onChange={(event) => setZh(event.target.value)} />
        </Field>
        <Field label={t`Name in the API`} help={t`Small letters, digits and _. It stays as it is.`} required>
          <Input className="font-mono" value={name} onChange={(event) => setGiven(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
