import { administrators, editors, type Role } from '#shared/contract/route.ts';
import type { IconName } from '../../ui/icon.tsx';

/** The subjects of the settings in the order of their list. `roles`: who each is for; null is everyone. */
export const settingsSections = [
  { name: 'appearance', icon: 'sun', roles: null },
  { name: 'account', icon: 'user', roles: null },
  { name: 'people', icon: 'people', roles: administrators },
  { name: 'security', icon: 'shield', roles: administrators },
  { name: 'network', icon: 'wifi', roles: administrators },
  { name: 'mail', icon: 'mail', roles: administrators },
  { name: 'privacy', icon: 'lock', roles: null },
  { name: 'keys', icon: 'key', roles: administrators },
  { name: 'audit', icon: 'history', roles: administrators },
  { name: 'tasks', icon: 'clock', roles: editors },
  { name: 'data', icon: 'folder', roles: administrators },
  { name: 'help', icon: 'help', roles: null },
  { name: 'about', icon: 'info', roles: null },
] as const satisfies readonly { name: string; icon: IconName; roles: readonly Role[] | null }[];

export type SettingsSection = (typeof settingsSections)[number];
export type SectionName = SettingsSection['name'];

export function isFor({ roles }: SettingsSection, role: Role | null): boolean {
  return roles === null || (role !== null && (roles as readonly Role[]).includes(role));
}
