import type { ComponentType } from 'react';
import type { Role } from '#shared/contract/route.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import type { PageName } from '#shared/lib/pages.ts';
import type { IconName } from './icon.tsx';

type Namespace = keyof Catalogue;
type KeysOf<Words> = { [Key in keyof Words]: Words[Key] extends string ? Key & string : never }[keyof Words];
/** A word of the catalogue by its address: `shell:home`. */
export type WordAddress = { [Name in Namespace]: `${Name}:${KeysOf<Catalogue[Name]>}` }[Namespace];

type Shared = {
  /** Its other names, in `palette.<key>` of both languages: what people call it who do not know its name. */
  key: keyof Catalogue['palette'];
  name: WordAddress;
  icon: IconName;
  /** Where the words are that stand on it: a namespace, or a part of the settings. They find it after all else. */
  says?: readonly (Namespace | `settings.${keyof Catalogue['settings'] & string}`)[];
};

/** A page of the rail. Who may open it is said in `shared/lib/pages.ts`, which the core knows too. */
export type RailPlace = Shared & { in: 'rail'; page: PageName; to: string };

/** A subject of the settings: its address is `/settings/<section>`, its body is loaded when it is opened. */
export type SettingsPlace = Shared & {
  in: 'settings';
  section: string;
  /** Its place in the list. */
  order: number;
  /** Who it is for, by their role for the installation; null is everyone. */
  roles: readonly Role[] | null;
  body: ComponentType;
  /** A table: it may be as wide as several of its columns need. */
  wide?: true;
};

/** A tab of the page of a chatbot or of a client, by its name in the address. */
export type TabPlace = Shared & { in: 'chatbot' | 'client'; tab: string };

/** A part of a page, or an action of one, that has an address of its own and is found by the palette alone. */
export type ShortcutPlace = Shared & {
  in: 'palette';
  does: 'show' | 'act';
  order: number;
  roles: readonly Role[] | null;
  /** Whose role counts: the one for the client shown, or the one for the installation. */
  roleFor: 'client' | 'installation';
  to: string;
  params?: Readonly<Record<string, string>>;
  search?: Readonly<Record<string, string | boolean>>;
};

/**
 * Where a feature can be found. Each declares its own in its `places.ts`; rail, settings, palette and the test of every
 * page are made from them, so that a page that exists is found by its name, its other names and what stands on it.
 */
export type Place = RailPlace | SettingsPlace | TabPlace | ShortcutPlace;

/** Whether a place is for a person of this role. */
export function isFor({ roles }: { roles: readonly Role[] | null }, role: Role | null): boolean {
  return roles === null || (role !== null && roles.includes(role));
}
