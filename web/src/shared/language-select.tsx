import { type Language, languages } from './locale';
import { Select } from '@/ui/form';

/** The languages of the web app, each by its own name. */
export function LanguageSelect({ value, onChange }: { value: string; onChange: (language: Language) => void }) {
  return (
    <Select value={value} onChange={(event) => onChange(event.target.value as Language)}>
      {languages.map((language) => (
        <option key={language.value} value={language.value}>
          {language.name}
        </option>
      ))}
    </Select>
  );
}
