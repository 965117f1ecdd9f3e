import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Colleague } from '@/api/people';
import { type RoleName, rolesQuery } from '@/api/roles';
import { words } from '@/shared/locale';

/** The roles that a person can be given, and what each is called. */
export function useRoles(): { names: RoleName[]; nameOf: (role: Colleague['role']) => string } {
  const { t } = useLingui();
  const { data } = useQuery(rolesQuery);
  const roles = data?.roles ?? [];
  return {
    names: roles.map((role) => role.name),
    nameOf: (role) => {
      if (role === 'custom') return t`Rights of its own`;
      const known = roles.find((each) => each.name === role);
      return known ? words(known.label) : role;
    },
  };
}
