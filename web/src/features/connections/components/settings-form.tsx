import { useLingui } from '@lingui/react/macro';
import type { Connector, ConnectorSetting } from '@/api/connections';
import { words } from '@/shared/locale';
import { Checkbox, Field, Input, Select, Textarea } from '@/ui/form';

export interface ConnectionDraft {
  settings: Record<string, unknown>;
  secrets: Record<string, string | null>;
}

/** The values a new connection begins with. */
export function draftOf(connector: Connector): ConnectionDraft {
  const settings: Record<string, unknown> = {};
  for (const setting of connector.settings) {
    if (!setting.secret && setting.default !== null) settings[setting.name] = typed(setting, setting.default);
  }
  return { settings, secrets: {} };
}

function typed(setting: ConnectorSetting, text: string): unknown {
  if (setting.kind === 'boolean') return text === 'true';
  if (setting.kind === 'integer') return Number(text);
  return text;
}

export function isShown(setting: ConnectorSetting, draft: ConnectionDraft): boolean {
  const only = setting.only_if as { setting?: string; values?: string[] } | null;
  if (!only?.setting) return true;
  return only.values?.includes(String(draft.settings[only.setting] ?? '')) ?? true;
}

/** What is filled in and shown, as the API takes it. */
export function usedValues(connector: Connector, draft: ConnectionDraft): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const shown = connector.settings.filter((setting) => isShown(setting, draft));
  const settings = Object.fromEntries(shown.filter((setting) => !setting.secret && draft.settings[setting.name] !== undefined && draft.settings[setting.name] !== '').map((setting) => [setting.name, draft.settings[setting.name]]));
  const secrets = Object.fromEntries(shown.flatMap((setting): [string, string][] => (setting.secret && draft.secrets[setting.name] ? [[setting.name, draft.secrets[setting.name] ?? '']] : [])));
  return { settings, secrets };
}

interface SettingsFormProps {
  connector: Connector;
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  /** Secrets that are set already: they are not shown, and stay when left empty. */
  known?: Record<string, boolean>;
  faults?: Record<string, string>;
}

/** A form made of what the connector says it needs. */
export function SettingsForm({ connector, draft, onChange, known = {}, faults = {} }: SettingsFormProps) {
  return (
    <div className="flex flex-col gap-4">
      {connector.settings
        .filter((setting) => isShown(setting, draft))
        .map((setting) => (
          <Setting
            key={setting.name}
            setting={setting}
            value={setting.secret ? (draft.secrets[setting.name] ?? '') : draft.settings[setting.name]}
            isSet={known[setting.name] ?? false}
            fault={faults[setting.name]}
            onChange={(value) => onChange(setting.secret ? { ...draft, secrets: { ...draft.secrets, [setting.name]: String(value) } } : { ...draft, settings: { ...draft.settings, [setting.name]: value } })}
          />
        ))}
    </div>
  );
}

function Setting({ setting, value, isSet, fault, onChange }: { setting: ConnectorSetting; value: unknown; isSet: boolean; fault?: string; onChange: (value: unknown) => void }) {
  const { t } = useLingui();
  const label = words(setting.label as { en: string; zh: string });
  const help = words(setting.help as { en: string; zh: string });
  const text = value === undefined || value === null ? '' : String(value);
  if (setting.kind === 'boolean') {
    return (
      <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>
        {label}
        {help && <span className="block text-xs text-faint">{help}</span>}
      </Checkbox>
    );
  }
  return (
    <Field label={label} help={isSet ? t`Is set; leave empty to keep it. ${help}` : help} error={fault} required={setting.required && !isSet}>
      {setting.kind === 'choice' ? (
        <Select value={text} onChange={(event) => onChange(event.target.value)}>
          {!setting.required && <option value="">–</option>}
          {(setting.options as { value: string; label: { en: string; zh: string } }[]).map((option) => (
            <option key={option.value} value={option.value}>
              {words(option.label) || option.value}
            </option>
          ))}
        </Select>
      ) : setting.kind === 'long_text' || setting.kind === 'long_secret' ? (
        <Textarea className="font-mono text-xs" rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          type={setting.kind === 'secret' ? 'password' : setting.kind === 'url' ? 'url' : 'text'}
          inputMode={setting.kind === 'integer' ? 'numeric' : undefined}
          autoComplete={setting.kind === 'secret' ? 'new-password' : 'off'}
          placeholder={isSet ? '••••••••' : undefined}
          value={text}
          onChange={(event) => onChange(setting.kind === 'integer' && /^\d+$/.test(event.target.value) ? Number(event.target.value) : event.target.value)}
        />
      )}
    </Field>
  );
}
