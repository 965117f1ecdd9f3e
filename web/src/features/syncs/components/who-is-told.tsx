import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { alertChannelsQuery } from '@/api/alert-channels';
import { listed, number } from '@/shared/format';
import { useRights } from '@/shared/use-rights';
import { Checkbox, Field, Segments, Select } from '@/ui/form';
import { type Definition, USUAL_ATTEMPTS } from '../model/definition';

/** How often a record may be sent; a definition from elsewhere may say another number. */
const ATTEMPTS = [1, 2, 3, 4, 5];

interface WhoIsToldProps {
  definition: Definition;
  onChange: (definition: Definition) => void;
}

/** What happens where something fails: how often it is tried again, and by which ways people hear of it. */
export function WhoIsTold({ definition, onChange }: WhoIsToldProps) {
  const { t } = useLingui();
  const attempts = definition.attempts_max ?? USUAL_ATTEMPTS;
  const offered = ATTEMPTS.includes(attempts) ? ATTEMPTS : [...ATTEMPTS, attempts];
  return (
    <fieldset className="grid gap-x-5 gap-y-4 @md:grid-cols-2">
      <legend className="mb-2 text-sm font-semibold text-ink">{t`When something fails`}</legend>
      <p className="text-sm text-soft @md:col-span-2">
        <Trans>A call that fails is tried again with growing pauses; the others go on meanwhile.</Trans>
      </p>
      {definition.direction !== 'in' && (
        <Field label={t`Send a record at most`} help={t`Then it stands under Problems. What the other system refuses for good is not sent again.`}>
          <Select value={attempts} onChange={(event) => onChange({ ...definition, attempts_max: Number(event.target.value) === USUAL_ATTEMPTS ? undefined : Number(event.target.value) })}>
            {offered.map((each) => (
              <option key={each} value={each}>
                {each === 1 ? t`once` : t`${number(each)} times`}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Told definition={definition} onChange={onChange} />
    </fieldset>
  );
}

/** By which channels people are told of this sync: all that there are, or some of them. */
function Told({ definition, onChange }: WhoIsToldProps) {
  const { t } = useLingui();
  const { admin } = useRights('*');
  const { data } = useQuery({ ...alertChannelsQuery, enabled: admin });
  if (!admin || !data) return null;
  const named = definition.alert_channels;
  const all = data.filter((channel) => channel.enabled).map((channel) => channel.name);
  const toggle = (name: string, isTold: boolean) => onChange({ ...definition, alert_channels: isTold ? [...(named ?? []), name] : named?.filter((each) => each !== name) });
  return (
    <div className="flex flex-col gap-1.5 @md:col-span-2">
      <span className="text-xs font-medium text-soft">{t`Who is told`}</span>
      {data.length > 0 && (
        <Segments<'all' | 'some'>
          label={t`Who is told`}
          value={named ? 'some' : 'all'}
          onChange={(who) => onChange({ ...definition, alert_channels: who === 'all' ? undefined : all })}
          options={[
            { value: 'all', label: t`by every channel` },
            { value: 'some', label: t`only by these` },
          ]}
        />
      )}
      {named && (
        <div role="group" aria-label={t`Who is told`} className="flex flex-wrap gap-x-4 gap-y-1">
          {data.map((channel) => (
            <Checkbox key={channel.id} checked={named.includes(channel.name)} onChange={(event) => toggle(channel.name, event.target.checked)}>
              {channel.enabled ? channel.name : t`${channel.name} (switched off)`}
            </Checkbox>
          ))}
        </div>
      )}
      <p className="text-sm text-soft">
        {named ? named.length === 0 && <Trans>No message goes out about this sync; what is wrong stands under Alerts.</Trans> : all.length > 0 ? <Trans>People are told under Alerts, and by: {listed(all)}.</Trans> : <Trans>People are told under Alerts; no message goes out yet.</Trans>}{' '}
        <Link to="/alerts" className="text-accent-ink underline">
          <Trans>Set up channels</Trans>
        </Link>
      </p>
    </div>
  );
}
