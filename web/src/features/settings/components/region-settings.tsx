import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type InstallationSettings, settingsQuery } from '@/api/settings';
import { sessionQuery } from '@/api/session';
import { RegionSelect } from '@/shared/region-select';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Field } from '@/ui/form';
import { Panel } from '@/ui/page';
import { useSaveSettings } from '../use-save-settings';

/** How values are read that leave their country or currency open. */
export function RegionSettings() {
  const query = useQuery(settingsQuery);
  if (!query.data) return <Answered query={query} lines={3}>{null}</Answered>;
  return <Region key={query.data.region} settings={query.data} />;
}

function Region({ settings }: { settings: InstallationSettings }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [region, setRegion] = useState(settings.region);
  const save = useSaveSettings(t`Saved`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ region }, { onSuccess: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }) });
  };
  return (
    <Panel title={t`Region`} about={t`The country of phone numbers and addresses that name none, and the currency of amounts that name none: in forms, in filters, in imports, in new syncs and for programs.`}>
      <form onSubmit={submit} className="flex max-w-md flex-col gap-4">
        <Field label={t`Region`} help={t`Records that are there stay as they are, and so does every sync: it keeps the region that it was saved with.`}>
          <RegionSelect value={region} onChange={setRegion} />
        </Field>
        <Button type="submit" look="primary" busy={save.isPending} disabled={region === settings.region} className="self-start">
          <Trans>Save</Trans>
        </Button>
      </form>
    </Panel>
  );
}
