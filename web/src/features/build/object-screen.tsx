import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Pencil, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { type FieldDefinition, type Label, type ObjectDefinition, useObject } from '@/api/objects';
import { changeField } from '@/api/schema-changes';
import { Crumb } from '@/shared/crumb';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useFieldTypes } from '@/shared/type-words';
import { Badge } from '@/ui/badge';
import { Button, buttonClasses } from '@/ui/button';
import { Checkbox } from '@/ui/form';
import { Page, Panel } from '@/ui/page';
import { Empty } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { FieldDialog } from './components/field-dialog';
import { OrderArrows, OrderHandle, useFieldOrder } from './components/field-order';
import { ObjectDialog } from './components/object-dialog';

const route = getRouteApi('/app/objects/$object');

/** The fields of one object, each of which can be changed. */
export function ObjectScreen() {
  const { t } = useLingui();
  const { object: name } = route.useParams();
  const object = useObject(name);
  if (!object) return <Empty isScreen icon={<SearchX size={20} />} title={t`There is no such object`} />;
  return <Designer object={object} />;
}

function Designer({ object }: { object: ObjectDefinition }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const types = new Map(useFieldTypes());
  const order = useFieldOrder(object);
  const [isChanged, setChanged] = useState(false);
  const [edited, setEdited] = useState<FieldDefinition | 'new'>();
  const [withArchived, setWithArchived] = useState(false);
  const archived = object.fields.filter((field) => field.archived).length;
  const fields = object.fields.filter((field) => withArchived || !field.archived);
  const restore = useMutation({
    mutationFn: (field: FieldDefinition) => changeField(object.name, field.name, { archived: false }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['objects'] });
      toastDone(t`The field is back`);
    },
    onError: toastError,
  });
  const marks = (field: FieldDefinition) => [
    ...(field.name === object.title_field ? [t`title`] : []),
    ...(field.required ? [t`required`] : []),
    ...(field.unique ? [t`unique`] : []),
    ...(field.match_key ? [t`match key`] : []),
    ...(field.indexed ? [t`indexed`] : []),
    ...(field.protected ? [t`protected`] : []),
    ...(field.sensitive ? [t`sensitive`] : []),
  ];
  return (
    <Page
      tab={words(object.label)}
      above={<Crumb to="/objects">{t`Objects and fields`}</Crumb>}
      title={words(object.label)}
      actions={
        <>
          <Button icon={<Pencil size={14} />} onClick={() => setChanged(true)}>
            <Trans>Change the object</Trans>
          </Button>
          <Link to="/records/$object" params={{ object: object.name }} className={buttonClasses()}>
            <Trans>Show the records</Trans>
          </Link>
          <Button look="primary" icon={<Plus size={14} />} onClick={() => setEdited('new')}>
            <Trans>New field</Trans>
          </Button>
        </>
      }
    >
      <Panel
        flush
        title={t`Fields`}
        about={t`${plural(fields.length, { one: '# field', other: '# fields' })}`}
        actions={
          archived > 0 && (
            <Checkbox checked={withArchived} onChange={(event) => setWithArchived(event.target.checked)}>
              <Trans>Show put away ones ({number(archived)})</Trans>
            </Checkbox>
          )
        }
      >
        <Table
          label={t`Fields`}
          rows={fields}
          rowKey={(field) => field.name}
          drop={(field) => order.place(field.name)}
          onOpen={(field) => (field.archived ? restore.mutate(field) : setEdited(field))}
          columns={[
            { key: 'drag', title: <span className="sr-only">{t`Drag`}</span>, wide: true, width: '1%', cell: (field) => <OrderHandle name={field.name} order={order} /> },
            {
              key: 'label',
              title: t`Field`,
              cell: (field) => (
                <span className="block">
                  <span className="block truncate font-medium">{words(field.label)}</span>
                  <code className="font-mono text-xs text-faint">{field.name}</code>
                </span>
              ),
            },
            { key: 'type', title: t`Type`, cell: (field) => <span className="text-soft">{types.get(field.type) ?? field.type}</span> },
            {
              key: 'marks',
              title: t`Rules`,
              wide: true,
              cell: (field) => (
                <span className="flex flex-wrap gap-1">
                  {marks(field).map((mark) => (
                    <Badge key={mark}>{mark}</Badge>
                  ))}
                  {field.archived && <Badge tone="warn">{t`put away; press to bring back`}</Badge>}
                </span>
              ),
            },
            { key: 'zh', title: t`Other language`, wide: true, cell: (field) => <OtherLabel label={field.label} /> },
            { key: 'order', title: <span className="sr-only">{t`Order`}</span>, wide: true, right: true, width: '1%', cell: (field) => <OrderArrows object={object} name={field.name} order={order} /> },
          ]}
        />
      </Panel>
      {isChanged && <ObjectDialog object={object} onClose={() => setChanged(false)} />}
      {edited && <FieldDialog object={object} field={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Page>
  );
}

/** A label in the language that is not shown, which readers of screens are told. */
function OtherLabel({ label }: { label: Label }) {
  const isChinese = words(label) !== label.zh;
  return (
    <span lang={isChinese ? 'zh-CN' : 'en'} className="text-soft">
      {isChinese ? label.zh : label.en}
    </span>
  );
}
