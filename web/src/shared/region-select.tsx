import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Select } from '@/ui/form';
import { compareText } from './format';
import { REGIONS } from './regions';

interface RegionSelectProps {
  value: string;
  onChange: (region: string) => void;
  /** Where no label stands beside it. */
  label?: string;
  className?: string;
}

/** The countries and regions by their names in the language of the browser. */
export function RegionSelect({ value, onChange, label, className }: RegionSelectProps) {
  const { i18n } = useLingui();
  const regions = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.locale, { type: 'region', fallback: 'code' });
    return REGIONS.map((code) => ({ code, name: names.of(code) ?? code })).sort((one, other) => compareText(one.name, other.name));
  }, [i18n.locale]);
  return (
    <Select aria-label={label} className={className} value={value} onChange={(event) => onChange(event.target.value)}>
      {regions.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
