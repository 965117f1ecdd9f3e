import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Hand, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import { lineageQuery, recordQuery, type RecordRow } from '@/api/records';
import { EditValue } from '@/shared/edit-value';
import { listed, moment } from '@/shared/format';
import { words } from '@/shared/locale';
import { useOrigin, useRule } from '@/shared/origin';
import { SourceMark } from '@/shared/source-mark';
import { useIsPhone } from '@/shared/use-is-phone';
import { Value } from '@/shared/value';
import { isEditable } from '@/shared/value-editor';
import { isEmpty, valueText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Popover } from '@/ui/popover';
import { type FieldGroupName, groupsOf } from '../field-groups';
import { FieldStory } from './field-story';
import { Flaw } from './flaw';

export type FieldLineage = Schemas['Lineage']['fields'][string];

interface FieldsPanelProps {
  object: ObjectDefinition;
  record: RecordRow;
  /** The values come first, where they are from when they are seen. */
  isDrawn: boolean;
  onEdit?: (field: FieldDefinition, value: unknown) => void;
}

/** All fields by group, each with the mark of where its value comes from. Empty ones are folded away. */
export function FieldsPanel({ object, record, isDrawn, onEdit }: FieldsPanelProps) {
  const { t } = useLingui();
  const [showEmpty, setShowEmpty] = useState(false);
  const { data: lineage } = useQuery({ ...lineageQuery(object.name, record.id), enabled: isDrawn });
  const names: Record<FieldGroupName, string> = { main: t`Main`, contact: t`Contact`, business: t`Numbers and dates`, other: t`Other` };
  const groups = groupsOf(object);
  const emptyCount = groups.reduce((sum, group) => sum + group.fields.filter((field) => isEmpty(record[field.name])).length, 0);
  return (
    <div className="flex flex-col gap-5">
      {groups.map((group) => {
        const fields = group.fields.filter((field) => showEmpty || !isEmpty(record[field.name]));
        if (fields.length === 0) return null;
        return (
          <section key={group.name} aria-label={names[group.name]}>
            <h2 className="mb-1 text-2xs font-medium text-faint">{names[group.name]}</h2>
            <div>
              {fields.map((field) => (
                <FieldLine key={field.name} object={object} record={record} field={field} lineage={lineage?.fields[field.name]} onEdit={onEdit} />
              ))}
            </div>
          </section>
        );
      })}
      {emptyCount > 0 && (
        <Button look="quiet" size="small" className="-ml-2 self-start" onClick={() => setShowEmpty(!showEmpty)}>
          {showEmpty ? t`Hide empty fields` : t`Show ${emptyCount} empty fields`}
        </Button>
      )}
    </div>
  );
}

interface FieldLineProps {
  object: ObjectDefinition;
  record: RecordRow;
  field: FieldDefinition;
  lineage?: FieldLineage;
  onEdit?: (field: FieldDefinition, value: unknown) => void;
}

function FieldLine({ object, record, field, lineage, onEdit }: FieldLineProps) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const label = words(field.label);
  const canEdit = onEdit && isEditable(field) && field.name !== 'created_at';
  const value = field.type === 'reference' && typeof record[field.name] === 'string' ? <ReferenceValue field={field} target={String(record[field.name])} /> : <Value field={field} value={record[field.name]} />;
  return (
    <div className="group grid grid-cols-[108px_1fr_20px] items-start gap-2 py-0.5">
      <span className="truncate pt-1 text-xs text-faint" title={label}>
        {label}
      </span>
      <div className="min-w-0">
        {canEdit ? (
          <div
            // The whole value opens the editor with the mouse; by keyboard its button does.
            onClick={(event) => {
              if (!(event.target as HTMLElement).closest('a, button, form')) setEditing(true);
            }}
            className="relative -mx-1.5 min-h-7 cursor-text rounded-sm border border-transparent px-1.5 py-0.5 text-sm break-words hover:border-line hover:bg-hover"
          >
            {value}
            {lineage && <Flaw object={object} record={record} field={field} lineage={lineage} />}
            <Popover
              open={editing}
              onOpenChange={setEditing}
              label={t`Edit ${label}`}
              className="w-80"
              trigger={
                <button type="button" aria-label={t`Edit ${label}`} className="absolute top-1 right-0.5 grid size-5 place-items-center rounded-sm bg-hover text-faint opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100">
                  <Pencil size={12} />
                </button>
              }
            >
              <EditValue
                field={field}
                value={record[field.name] ?? null}
                onClose={() => setEditing(false)}
                onSave={(next) => {
                  setEditing(false);
                  onEdit(field, next);
                }}
              />
            </Popover>
          </div>
        ) : (
          <div className="-mx-1.5 min-h-7 border border-transparent px-1.5 py-0.5 text-sm break-words">{value}</div>
        )}
      </div>
      <span className="pt-1">{lineage && <OriginMark object={object} record={record} field={field} lineage={lineage} onRestore={onEdit} />}</span>
    </div>
  );
}

/** The name of the record that is referred to, once it is known. */
function ReferenceValue({ field, target }: { field: FieldDefinition; target: string }) {
  const { data: expanded } = useQuery({ ...recordQuery(field.to ?? '', target), staleTime: 60_000 });
  return <Value field={field} value={target} expanded={expanded} />;
}

interface OriginMarkProps {
  object: ObjectDefinition;
  record: RecordRow;
  field: FieldDefinition;
  lineage: FieldLineage;
  onRestore?: (field: FieldDefinition, value: unknown) => void;
}

/** Values that lost, told on hovering; the story of the value tells more. */
const LOST_SHOWN = 3;

/** The mark of a value's source. Hover or click tells the whole story of the value. */
function OriginMark({ object, record, field, lineage, onRestore }: OriginMarkProps) {
  const { t } = useLingui();
  const origin = useOrigin();
  const [open, setOpen] = useState(false);
  const isPhone = useIsPhone();
  const label = words(field.label);
  const rule = useRule();
  const { kind, source, at } = lineage.origin;
  const others = lineage.others as { value: unknown; origin: FieldLineage['origin'] }[];
  const lost = others.slice(0, LOST_SHOWN).map((other) => `${valueText(field, other.value)} (${origin(other.origin)})`);
  const about = [origin(lineage.origin), at && moment(at), rule(lineage.rule), lost.length > 0 && t`Other candidates: ${listed(lost)}`].filter(Boolean).join('\n');
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align={isPhone ? 'end' : 'start'}
      side={isPhone ? 'bottom' : 'right'}
      label={t`Where ${label} comes from`}
      className="w-88"
      trigger={
        <button type="button" aria-label={t`${label}: ${origin(lineage.origin)}`} title={about} className="grid size-5 place-items-center rounded-sm hover:bg-hover">
          {kind === 'source' ? <SourceMark name={source ?? '?'} /> : kind === 'manual' ? <Hand size={13} className="text-accent-ink" /> : <span className="text-2xs text-faint">–</span>}
        </button>
      }
    >
      <FieldStory
        object={object}
        record={record}
        field={field}
        lineage={lineage}
        onRestore={
          onRestore &&
          ((value) => {
            setOpen(false);
            onRestore(field, value);
          })
        }
      />
    </Popover>
  );
}
