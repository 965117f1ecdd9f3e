import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Checkbox, Field, Input, Segments, Select } from '@/ui/form';
import { type ConflictPolicy, type Definition, type Direction, type Schedule, scheduled, zoneHere } from '../model/definition';
import { usePeriod } from '../model/use-period';
import { FieldRules } from './field-rules';
import { LimitsForm } from './limits-form';
import { PlanPicker } from './plan-picker';
import { WhoIsTold } from './who-is-told';

interface RulesFormProps {
  definition: Definition;
  onChange: (definition: Definition) => void;
}

const EVERY = ['15s', '1m', '5m', '15m', '1h', '6h', '1d'];
const PROMISES = ['5m', '15m', '1h', '6h', '1d'];

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-x-5 gap-y-4 @md:grid-cols-2">
      <legend className="mb-2 text-sm font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}

/** When a sync runs, who wins, what happens with what is missing, and when it stops by itself. */
export function RulesForm({ definition, onChange }: RulesFormProps) {
  const { t } = useLingui();
  const period = usePeriod();
  const set = (part: Partial<Definition>) => onChange({ ...definition, ...part });
  const { triggers } = definition;
  const { schedule } = triggers;
  const every = schedule?.every;
  const plan = (part: Schedule) => set({ triggers: { ...triggers, schedule: scheduled(schedule, part) } });
  const hasTimes = Boolean(schedule?.cron !== undefined || schedule?.hours);
  return (
    <div className="@container flex flex-col gap-7">
      <Group title={t`When`}>
        <Field label={definition.direction === 'out' ? t`Writes every` : t`Reads every`}>
          <Select
            value={every ?? (schedule?.cron !== undefined ? 'cron' : '')}
            onChange={({ target: { value } }) => (value === '' ? set({ triggers: { ...triggers, schedule: undefined } }) : plan(value === 'cron' ? { every: undefined, hours: undefined, cron: '0 3 * * *' } : { every: value, cron: undefined }))}
          >
            <option value="">{t`not by the clock`}</option>
            {[...new Set([...EVERY, ...(every ? [every] : [])])].map((each) => (
              <option key={each} value={each}>
                {period(each)}
              </option>
            ))}
            <option value="cron">{t`at times of the day`}</option>
          </Select>
        </Field>
        {schedule?.cron !== undefined ? (
          <PlanPicker cron={schedule.cron} onChange={(cron) => plan({ cron })} />
        ) : (
          <Field label={t`Only between (optional)`} help={t`For example 08:00-20:00`}>
            <Input value={schedule?.hours ?? ''} disabled={!schedule} onChange={(event) => plan({ hours: event.target.value || undefined })} />
          </Field>
        )}
        {hasTimes && (
          <Field label={t`Time zone`} help={t`These times are those of a clock there.`}>
            <Select value={schedule?.zone ?? 'UTC'} onChange={(event) => plan({ zone: event.target.value })}>
              {[...new Set([schedule?.zone ?? 'UTC', zoneHere(), 'UTC'])].map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {definition.direction !== 'out' && (
          <Checkbox checked={triggers.push ?? false} onChange={(event) => set({ triggers: { ...triggers, push: event.target.checked } })}>
            <Trans>At once when the other system calls</Trans>
          </Checkbox>
        )}
        {definition.direction !== 'in' && (
          <Checkbox checked={triggers.change ?? false} onChange={(event) => set({ triggers: { ...triggers, change: event.target.checked } })}>
            <Trans>At once when something changes here</Trans>
          </Checkbox>
        )}
        <Field label={t`Promise`} help={t`When the data are older than this, people are told.`}>
          <Select value={definition.freshness ?? ''} onChange={(event) => set({ freshness: event.target.value || undefined })}>
            <option value="">{t`none`}</option>
            {[...new Set([...PROMISES, ...(definition.freshness ? [definition.freshness] : [])])].map((each) => (
              <option key={each} value={each}>
                {t`at most ${period(each)} old`}
              </option>
            ))}
          </Select>
        </Field>
      </Group>
      <Group title={t`Direction and who wins`}>
        <div className="@md:col-span-2">
          <Segments<Direction>
            label={t`Direction`}
            value={definition.direction}
            onChange={(direction) => set({ direction })}
            options={[
              { value: 'in', label: t`Into Rapport` },
              { value: 'out', label: t`To the other system` },
              { value: 'both', label: t`Both ways` },
            ]}
          />
        </div>
        {definition.direction !== 'out' && <OfReading definition={definition} set={set} />}
      </Group>
      <FieldRules definition={definition} onChange={onChange} />
      <LimitsForm definition={definition} onChange={onChange} />
      <WhoIsTold definition={definition} onChange={onChange} />
    </div>
  );
}

/** What becomes of rows that are read. */
function OfReading({ definition, set }: { definition: Definition; set: (part: Partial<Definition>) => void }) {
  const { t } = useLingui();
  const { deletions } = definition;
  return (
    <>
      <Field label={t`When both sides changed the same field`}>
        <Select value={definition.conflict} onChange={(event) => set({ conflict: event.target.value as ConflictPolicy })}>
          <option value="source_wins">{t`the other system wins`}</option>
          <option value="rapport_wins">{t`Rapport wins`}</option>
          <option value="newest">{t`the newest change wins`}</option>
          <option value="ask">{t`a person decides`}</option>
        </Select>
      </Field>
      <Field label={t`When a row fits several records`}>
        <Select value={definition.policy} onChange={(event) => set({ policy: event.target.value as Definition['policy'] })}>
          <option value="merge">{t`merge them (can be undone)`}</option>
          <option value="review">{t`a person decides`}</option>
        </Select>
      </Field>
      <Field label={t`An empty value there`}>
        <Select value={definition.empty_values} onChange={(event) => set({ empty_values: event.target.value as Definition['empty_values'] })}>
          <option value="clear">{t`empties the field of this source`}</option>
          <option value="keep">{t`changes nothing`}</option>
        </Select>
      </Field>
      <Field label={t`What is deleted there`}>
        <Select value={deletions.policy} onChange={(event) => set({ deletions: { ...deletions, policy: event.target.value as Definition['deletions']['policy'] } })}>
          <option value="ignore">{t`stays here`}</option>
          <option value="unlink">{t`stays here without this source`}</option>
          <option value="delete">{t`is deleted here (can be brought back)`}</option>
        </Select>
      </Field>
    </>
  );
}
