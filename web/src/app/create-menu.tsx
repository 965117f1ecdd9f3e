import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { sessionQuery } from '@/api/session';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { IconButton } from '@/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/ui/menu';

/** The objects of which the person who is signed in may make records. */
export function useCreatable(): ObjectDefinition[] {
  const objects = useObjects();
  const { data: session } = useQuery(sessionQuery);
  const scopes = session?.person.scopes ?? [];
  return objects.filter((object) => session?.person.admin || scopes.includes('*:write') || scopes.includes(`${object.name}:write`));
}

/** Begins a record of any object from wherever one is. */
export function CreateMenu({ className }: { className?: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const objects = useCreatable();
  if (objects.length === 0) return null;
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={t`Create a record`} className={className}>
          <Plus size={16} />
        </IconButton>
      }
    >
      <MenuLabel>{t`Create`}</MenuLabel>
      {objects.map((object) => (
        <MenuItem key={object.name} icon={<ObjectIcon object={object.name} size={15} />} onSelect={() => void navigate({ to: '/records/$object', params: { object: object.name }, search: { new: true } })}>
          {words(object.label)}
        </MenuItem>
      ))}
    </Menu>
  );
}
