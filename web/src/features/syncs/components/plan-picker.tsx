import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Field, Input, Segments, Select } from '@/ui/form';
import { ALL_DAYS, ALL_HOURS, type Plan, readPlan, WEEKDAYS, writePlan } from '../model/cron';

interface PlanPickerProps {
  cron: string;
  onChange: (cron: string) => void;
}

const two = (number: number) => String(number).padStart(2, '0');

/** When a sync runs by a plan: on which days, and at which time or by the hour. The same stands beside it as text, which can say more. */
export function PlanPicker({ cron, onChange }: PlanPickerProps) {
  const { t, i18n } = useLingui();
  const plan = readPlan(cron);
  const shown: Plan = plan ?? { minute: 0, hours: [3], days: [] };
  const set = (part: Partial<Plan>) => onChange(writePlan({ ...shown, ...part }));
  const dayNames = (day: number) => new Date(Date.UTC(2024, 0, day)).toLocaleDateString(i18n.locale, { weekday: 'short', timeZone: 'UTC' });
  const isHourly = shown.hours.length > 1;
  const [first = 0, last = 23] = [shown.hours[0], shown.hours.at(-1)];
  const between = (from: number, to: number) => set({ hours: ALL_HOURS.filter((hour) => hour >= Math.min(from, to) && hour <= Math.max(from, to)) });
  const days = shown.days.length === 0 ? ALL_DAYS : shown.days;
  const kind = shown.days.length === 0 ? 'all' : shown.days.join() === WEEKDAYS.join() ? 'weekdays' : 'some';
  const toggle = (day: number) => {
    const next = days.includes(day) ? days.filter((each) => each !== day) : [...days, day].sort((one, other) => one - other);
    if (next.length > 0) set({ days: next.length === 7 ? [] : next });
  };
  return (
    <div className="grid gap-x-5 gap-y-4 rounded-md border border-line p-3 @md:col-span-2 @md:grid-cols-2">
      {plan && (
        <>
          <div className="flex flex-col gap-1.5">
            <Field label={t`Days`}>
              <Select value={kind} onChange={({ target: { value } }) => set({ days: value === 'all' ? [] : value === 'weekdays' ? WEEKDAYS : [1] })}>
                <option value="all">{t`every day`}</option>
                <option value="weekdays">{t`on weekdays`}</option>
                <option value="some">{t`on these days`}</option>
              </Select>
            </Field>
            {kind === 'some' && (
              <div role="group" aria-label={t`Days`} className="flex flex-wrap gap-x-3 gap-y-1">
                {ALL_DAYS.map((day) => (
                  <Checkbox key={day} checked={days.includes(day)} onChange={() => toggle(day)}>
                    {dayNames(day)}
                  </Checkbox>
                ))}
              </div>
            )}
          </div>
          <div className="flex flex-col gap-1.5">
            <span className="text-xs font-medium text-soft">{t`How often`}</span>
            <Segments<'once' | 'hours'>
              label={t`How often`}
              value={isHourly ? 'hours' : 'once'}
              onChange={(often) => set({ hours: often === 'once' ? [first] : ALL_HOURS })}
              options={[
                { value: 'once', label: t`once a day` },
                { value: 'hours', label: t`every hour` },
              ]}
            />
          </div>
          {isHourly ? (
            <div className="flex flex-wrap items-end gap-2 @md:col-span-2">
              <Field label={t`From`}>
                <Hour value={first} onChange={(hour) => between(hour, last)} minute={shown.minute} />
              </Field>
              <Field label={t`until`}>
                <Hour value={last} onChange={(hour) => between(first, hour)} minute={shown.minute} />
              </Field>
              <Field label={t`at minute`}>
                <Input type="number" min={0} max={59} className="w-20" value={shown.minute} onChange={({ target: { value } }) => value !== '' && Number(value) >= 0 && Number(value) < 60 && set({ minute: Math.floor(Number(value)) })} />
              </Field>
            </div>
          ) : (
            <Field label={t`At`}>
              <Input
                type="time"
                value={`${two(first)}:${two(shown.minute)}`}
                onChange={({ target: { value } }) => {
                  const [hour, minute] = value.split(':').map(Number);
                  if (hour !== undefined && minute !== undefined && !Number.isNaN(hour + minute)) set({ hours: [hour], minute });
                }}
              />
            </Field>
          )}
        </>
      )}
      <Field label={t`As text (cron)`} help={t`Minute, hour, day, month, weekday`}>
        <Input className="font-mono" value={cron} onChange={(event) => onChange(event.target.value)} />
      </Field>
      {!plan && (
        <p className="self-center text-xs text-soft">
          <Trans>This text says more than can be picked, or is not finished.</Trans>{' '}
          <button type="button" className="text-accent-ink underline" onClick={() => set({})}>
            <Trans>Pick a time instead</Trans>
          </button>
        </p>
      )}
    </div>
  );
}

function Hour({ value, minute, onChange }: { value: number; minute: number; onChange: (hour: number) => void }) {
  return (
    <Select className="w-24" value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {ALL_HOURS.map((hour) => (
        <option key={hour} value={hour}>
          {two(hour)}:{two(minute)}
        </option>
      ))}
    </Select>
  );
}
