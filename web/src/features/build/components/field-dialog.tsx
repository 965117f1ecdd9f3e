import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { type FieldDefinition, type ObjectDefinition, useObjects } from '@/api/objects';
import { changeField, createField } from '@/api/schema-changes';
import { words } from '@/shared/locale';
import { useRule } from '@/shared/origin';
import { type FieldType, useFieldTypes } from '@/shared/type-words';
import { isEditable, ValueEditor } from '@/shared/value-editor';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';
import { apiName, type MatchKey, matchKeysOf, useMatchKeyWords } from '../field-words';
import { Options } from './field-options';
import { RuleTest } from './rule-test';

type Draft = Schemas['FieldNew'];
type Survivorship = NonNullable<Draft['survivorship']>;

const survivorships: Survivorship[] = ['newest', 'oldest', 'source_rank', 'longest', 'most_frequent'];

function draftOf(field: FieldDefinition | undefined): Draft {
  if (!field) return { name: '', label: { en: '', zh: '' }, type: 'text', required: false, unique: false };
  return { ...field };
}

/** The draft as a field whose values are edited. */
function shapeOf(draft: Draft): FieldDefinition {
  return { ...draft, required: draft.required ?? false, unique: draft.unique ?? false, indexed: draft.indexed ?? false, protected: draft.protected ?? false, sensitive: draft.sensitive ?? false, archived: false };
}

/** Makes a field or changes one. Name and type of a field stay as they are once it is made. */
export function FieldDialog({ object, field, onClose }: { object: ObjectDefinition; field: FieldDefinition | undefined; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const types = useFieldTypes();
  const keyWords = useMatchKeyWords();
  const rule = useRule();
  const objects = useObjects();
  const [draft, setDraft] = useState<Draft>(() => draftOf(field));
  const [isNamed, setIsNamed] = useState(false);
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const done = (text: string, undo?: () => void) => {
    void client.invalidateQueries({ queryKey: ['objects'] });
    toastDone(text, undo && { label: t`Undo`, run: undo });
    onClose();
  };
  const label = { en: draft.label.en.trim() || draft.label.zh.trim(), zh: draft.label.zh.trim() || draft.label.en.trim() };
  const options = (draft.options ?? []).filter((option) => option.value.trim() !== '');
  const hasOptions = draft.type === 'select' || draft.type === 'multi_select';
  const rules = { label, required: draft.required, unique: draft.unique, match_key: draft.match_key ?? null, indexed: draft.indexed, protected: draft.protected, sensitive: draft.sensitive, validation: draft.validation ?? null, default: draft.default ?? null, survivorship: draft.survivorship ?? 'newest', ...(hasOptions ? { options } : {}) };
  const save = useMutation({
    mutationFn: () => (field ? changeField(object.name, field.name, rules) : createField(object.name, { ...rules, name: draft.name, type: draft.type, ...(draft.type === 'reference' ? { to: draft.to ?? objects[0]?.name } : {}), ...(draft.type === 'auto_number' && draft.prefix ? { prefix: draft.prefix } : {}) })),
    onSuccess: () => done(field ? t`The field is saved` : t`The field is ready`),
    onError: toastError,
  });
  const archive = useMutation({
    mutationFn: () => changeField(object.name, field?.name ?? '', { archived: true }),
    onSuccess: () => done(t`The field is put away, its values are kept`, () => void changeField(object.name, field?.name ?? '', { archived: false }).then(() => client.invalidateQueries({ queryKey: ['objects'] }), toastError)),
    onError: toastError,
  });
  const keys = matchKeysOf(draft.type);
  const shape = shapeOf({ ...draft, options, to: draft.to ?? objects[0]?.name });
  const canSave = (label.en !== '' || label.zh !== '') && draft.name !== '' && (!hasOptions || options.length > 0);
  return (
    <Dialog
      title={field ? words(field.label) : t`New field`}
      size="wide"
      onClose={onClose}
      beside={
        field &&
        field.name !== object.title_field && (
          <Button look="danger" busy={archive.isPending} onClick={() => archive.mutate()}>
            <Trans>Put away</Trans>
          </Button>
        )
      }
      action={
        <Button look="primary" disabled={!canSave} busy={save.isPending} onClick={() => save.mutate()}>
          {field ? t`Save` : t`Make the field`}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Label in English`}>
            <Input
              autoFocus
              value={draft.label.en}
              onChange={(event) => set({ label: { ...draft.label, en: event.target.value }, ...(field || isNamed ? {} : { name: apiName(event.target.value) }) })}
            />
          </Field>
          <Field label={t`Label in Chinese`}>
            <Input value={draft.label.zh} onChange={(event) => set({ label: { ...draft.label, zh: event.target.value } })} />
          </Field>
          <Field label={t`Type`}>
            <Select disabled={field !== undefined} value={draft.type} onChange={(event) => set({ type: event.target.value as FieldType, match_key: null, validation: null, default: null })}>
              {types.map(([type, name]) => (
                <option key={type} value={type}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t`Name in the API`} help={field ? t`Name and type stay as they are.` : t`Small letters, digits and _. It stays as it is.`}>
            <Input
              className="font-mono"
              disabled={field !== undefined}
              value={draft.name}
              onChange={(event) => {
                setIsNamed(true);
                set({ name: event.target.value });
              }}
            />
          </Field>
          {draft.type === 'reference' && (
            <Field label={t`Record of`}>
              <Select disabled={field !== undefined} value={draft.to ?? objects[0]?.name} onChange={(event) => set({ to: event.target.value })}>
                {objects.map((each) => (
                  <option key={each.name} value={each.name}>
                    {words(each.label)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {draft.type === 'auto_number' && (
            <Field label={t`Before the number`} help={field ? t`It stays as it is.` : t`For example T- for T-1, T-2 and so on.`}>
              <Input className="font-mono" maxLength={20} disabled={field !== undefined} value={draft.prefix ?? ''} onChange={(event) => set({ prefix: event.target.value })} />
            </Field>
          )}
        </div>
        {hasOptions && <Options options={draft.options ?? []} withStages={draft.type === 'select'} onChange={(next) => set({ options: next })} />}
        <fieldset className="grid gap-2 sm:grid-cols-2">
          <legend className="pb-1.5 text-xs font-medium text-soft">
            <Trans>Rules</Trans>
          </legend>
          <Checkbox checked={draft.required ?? false} onChange={(event) => set({ required: event.target.checked })}>
            <Trans>Every record needs a value</Trans>
          </Checkbox>
          <Checkbox checked={draft.unique ?? false} onChange={(event) => set({ unique: event.target.checked })}>
            <Trans>No two records share a value</Trans>
          </Checkbox>
          <Checkbox checked={draft.indexed ?? false} onChange={(event) => set({ indexed: event.target.checked })}>
            <Trans>Fast to filter and sort by, also among many records</Trans>
          </Checkbox>
          <Checkbox checked={draft.protected ?? false} onChange={(event) => set({ protected: event.target.checked })}>
            <Trans>Protected: many changes at once stop a run</Trans>
          </Checkbox>
          <Checkbox checked={draft.sensitive ?? false} onChange={(event) => set({ sensitive: event.target.checked })}>
            <Trans>Sensitive personal data</Trans>
          </Checkbox>
        </fieldset>
        {keys.length > 0 && (
          <Field label={t`Does it identify a record?`} help={t`Records that agree in a match key are taken for the same.`}>
            <Select value={draft.match_key ?? ''} onChange={(event) => set({ match_key: (event.target.value || null) as MatchKey | null })}>
              <option value="">{t`No`}</option>
              {keys.map((key) => (
                <option key={key} value={key}>
                  {t`Yes, ${keyWords[key]}`}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Which value wins`} help={t`When several sources show different values. What people set by hand wins over all of them.`}>
            <Select value={draft.survivorship ?? 'newest'} onChange={(event) => set({ survivorship: event.target.value as Survivorship })}>
              {survivorships.map((each) => (
                <option key={each} value={each}>
                  {rule(each)}
                </option>
              ))}
            </Select>
          </Field>
          {isEditable({ ...shape, archived: false }) && (
            <Field label={t`Value at first`} help={t`Given to new records that bring none.`}>
              <ValueEditor key={draft.type} field={shape} value={draft.default ?? null} onChange={(value) => set({ default: value })} />
            </Field>
          )}
        </div>
        <RuleTest type={draft.type} rule={draft.validation ?? undefined} onChange={(validation) => set({ validation })} />
      </div>
    </Dialog>
  );
}
