import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { ChevronsUpDown, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useKeepPreferences } from '@/api/preferences';
import { sessionQuery, signOut } from '@/api/session';
import { chooseLanguage, languages } from '@/shared/locale';
import { setTheme, useTheme } from '@/shared/theme';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/ui/menu';
import { toastError } from '@/ui/toast';

/** Who is signed in, language, appearance, and the way out. */
export function AccountMenu({ onGo }: { onGo?: () => void }) {
  const { t, i18n } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const theme = useTheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const keep = useKeepPreferences();
  const person = session?.person;
  const leave = async () => {
    try {
      await signOut();
      client.clear();
      client.setQueryData(['session'], null);
      onGo?.();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      toastError(error);
    }
  };
  const themes = [
    { value: 'system', label: t`As the system`, icon: <Monitor size={14} /> },
    { value: 'light', label: t`Light`, icon: <Sun size={14} /> },
    { value: 'dark', label: t`Dark`, icon: <Moon size={14} /> },
  ] as const;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover">
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-ground text-xs font-semibold text-accent-ink" aria-hidden>
            {[...(person?.name ?? '?')].slice(0, 1).join('').toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{person?.name}</span>
            <span className="block truncate text-2xs text-faint">{person?.email}</span>
          </span>
          <ChevronsUpDown size={14} className="text-faint" />
        </button>
      }
    >
      <MenuLabel>{t`Language`}</MenuLabel>
      {languages.map((language) => (
        <MenuItem key={language.value} checked={i18n.locale === language.value} onSelect={() => {
            keep({ language: language.value });
            void chooseLanguage(language.value).then(() => router.invalidate());
          }}
        >
          {language.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuLabel>{t`Appearance`}</MenuLabel>
      {themes.map(({ value, label, icon }) => (
        <MenuItem key={value} icon={icon} checked={theme === value} onSelect={() => {
            keep({ theme: value });
            setTheme(value);
          }}
        >
          {label}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem
        icon={<Settings size={14} />}
        onSelect={() => {
          onGo?.();
          void navigate({ to: '/settings' });
        }}
      >
        {t`Settings`}
      </MenuItem>
      <MenuItem icon={<LogOut size={14} />} onSelect={() => void leave()}>
        {t`Sign out`}
      </MenuItem>
    </Menu>
  );
}
