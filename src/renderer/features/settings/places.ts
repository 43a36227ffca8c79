import { lazy } from 'react';
import { administrators } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const settingsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'settings',
    key: 'settings',
    name: 'shell:settings',
    icon: 'settings',
    to: '/settings',
  },
  {
    in: 'settings',
    section: 'appearance',
    key: 'section_appearance',
    name: 'settings:section_appearance',
    icon: 'sun',
    says: ['settings.appearance'],
    order: 10,
    roles: null,
    body: lazy(
      withWords(['settings'], async () => ({
        default: (await import('./appearance-section.tsx')).AppearanceSection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'account',
    key: 'section_account',
    name: 'settings:section_account',
    icon: 'user',
    says: ['settings.account'],
    order: 20,
    roles: null,
    body: lazy(
      withWords(['people', 'security', 'settings', 'signIn'], async () => ({
        default: (await import('./account-section.tsx')).AccountSection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'security',
    key: 'section_security',
    name: 'settings:section_security',
    icon: 'shield',
    says: ['security', 'secrets'],
    order: 40,
    roles: administrators,
    body: lazy(
      withWords(['people', 'secrets', 'security'], async () => ({
        default: (await import('./security-section.tsx')).SecuritySection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'network',
    key: 'section_network',
    name: 'settings:section_network',
    icon: 'wifi',
    says: ['network', 'webInterface'],
    order: 50,
    roles: administrators,
    body: lazy(
      withWords(['network', 'webInterface'], async () => ({
        default: (await import('./network/network-section.tsx')).NetworkSection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'privacy',
    key: 'section_privacy',
    name: 'settings:section_privacy',
    icon: 'lock',
    says: ['settings.privacy'],
    order: 70,
    roles: null,
    body: lazy(
      withWords(['settings'], async () => ({
        default: (await import('./privacy-section.tsx')).PrivacySection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'connections',
    key: 'section_connections',
    name: 'settings:section_connections',
    icon: 'globe',
    says: ['connections'],
    order: 75,
    wide: true,
    roles: administrators,
    body: lazy(
      withWords(['connections', 'settings'], async () => ({
        default: (await import('./connections/connections-section.tsx')).ConnectionsSection,
      })),
    ),
  },
  {
    in: 'settings',
    section: 'keys',
    key: 'section_keys',
    name: 'settings:section_keys',
    icon: 'key',
    says: ['keys'],
    order: 80,
    wide: true,
    roles: administrators,
    body: lazy(
      withWords(['keys'], async () => ({ default: (await import('./keys-section.tsx')).KeysSection })),
    ),
  },
  {
    in: 'settings',
    section: 'data',
    key: 'section_data',
    name: 'settings:section_data',
    icon: 'folder',
    says: ['settings.data'],
    order: 110,
    roles: administrators,
    body: lazy(
      withWords(['settings'], async () => ({ default: (await import('./data-section.tsx')).DataSection })),
    ),
  },
  {
    in: 'settings',
    section: 'help',
    key: 'section_help',
    name: 'settings:section_help',
    icon: 'help',
    says: ['help'],
    order: 120,
    roles: null,
    body: lazy(
      withWords(['help'], async () => ({ default: (await import('./help-section.tsx')).HelpSection })),
    ),
  },
  {
    in: 'settings',
    section: 'about',
    key: 'section_about',
    name: 'settings:section_about',
    icon: 'info',
    says: ['settings.about'],
    order: 130,
    roles: null,
    body: lazy(
      withWords(['settings'], async () => ({ default: (await import('./about-section.tsx')).AboutSection })),
    ),
  },
];
