import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Client } from '#shared/contract/clients.ts';
import { administrators, editors, type Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { pagesFor } from '#shared/lib/pages.ts';
import { moduleNames, modules } from '../../../../modules/index.ts';
import type { IconName } from '../../../ui/icon.tsx';
import { isFor, type Place, type WordAddress } from '../../../ui/place.ts';
import { chatbotTabs, clientTabs, railPlaces, settingsSections, shortcuts } from '../../places.ts';
import { nameIn, otherWords, textOf, type PlaceWords } from './place-words.ts';
import type { Findable } from './ranking.ts';
import type { Ways } from './ways.ts';

type Group = 'palettePages' | 'paletteSettings' | 'paletteActions' | 'paletteChatbots' | 'paletteClients';

/** Something the palette leads to, or does. */
export type Target = Findable & { id: string; group: Group; icon: IconName; go: (ways: Ways) => unknown };

export type Situation = {
  /** For the client shown. */
  role: Role | null;
  /** For the installation. */
  strongestRole: Role | null;
  roleIn: (clientId: string) => Role | null;
  language: Language;
  words: PlaceWords;
  dark: boolean;
  /** At the machine itself, where there is nothing to sign out of. */
  local: boolean;
  clients: readonly Client[];
  current: Client | undefined;
  chatbots: readonly Chatbot[];
};

/** Every page, setting and action that is open to a person where they are, with the words it is found by. */
export function targetsFor(situation: Situation): Target[] {
  return [
    ...pages(situation),
    ...ofModules(situation),
    ...actions(situation),
    ...settings(situation),
    ...chatbots(situation),
    ...clients(situation),
  ];
}

const may = (role: Role | null, roles: readonly Role[]) => role !== null && roles.includes(role);

/** Where the palette leads: the addresses of declared places, which `tests/places` leads to their routes. */
type Address = { to: string; params?: object; search?: object };

/** A declared place. */
function found(situation: Situation, group: Group, place: Place, address: Address): Target {
  const go = ({ navigate }: Ways) => navigate(address as Parameters<Ways['navigate']>[0]);
  return known(situation, group, place, go);
}

/** Something that has words of its own. */
function known(
  { language, words }: Pick<Situation, 'language' | 'words'>,
  group: Group,
  place: Pick<Place, 'key' | 'icon' | 'says'> & { name: WordAddress },
  go: Target['go'],
): Target {
  return {
    id: place.key,
    group,
    label: nameIn(words[language], place.name),
    icon: place.icon,
    go,
    otherName: nameIn(words[language === 'fr' ? 'en' : 'fr'], place.name),
    words: otherWords(words, place.key),
    text: textOf(words, place),
  };
}

function pages(situation: Situation): Target[] {
  const open = pagesFor(situation.role, situation.clients.length > 1);
  return [
    ...railPlaces
      .filter(({ page }) => open.includes(page))
      .map(place => found(situation, 'palettePages', place, { to: place.to })),
    ...ways(situation, 'show', 'palettePages').map(one => ({ ...one, last: true })),
  ];
}

/** The pages of modules that the rail has not; one that is off for the client says so. */
function ofModules({ role, language }: Situation): Target[] {
  return moduleNames
    .filter(name => may(role, modules[name].roles) && !railPlaces.some(({ to }) => to === `/modules/${name}`))
    .map(name => {
      const { title, foundBy } = modules[name];
      return {
        id: `module_${name}`,
        group: 'palettePages',
        label: title[language],
        otherName: title[language === 'fr' ? 'en' : 'fr'],
        words: `${foundBy.fr} ${foundBy.en}`,
        icon: 'spark',
        go: ({ navigate }) => navigate({ to: '/modules/$name', params: { name } }),
        last: true,
      };
    });
}

function settings(situation: Situation): Target[] {
  return settingsSections
    .filter(place => isFor(place, situation.strongestRole))
    .map(place =>
      found(situation, 'paletteSettings', place, {
        to: '/settings/$section',
        params: { section: place.section },
      }),
    );
}

/** Shortcuts that are open to the person here. */
function ways(situation: Situation, does: 'show' | 'act', group: Group): Target[] {
  const { role, strongestRole } = situation;
  return shortcuts
    .filter(place => place.does === does)
    .filter(place => isFor(place, place.roleFor === 'client' ? role : strongestRole))
    .map(place => found(situation, group, place, place));
}

function actions(situation: Situation): Target[] {
  const { language, dark, local } = situation;
  const act = (...[key, name, icon, go]: [Place['key'], WordAddress, IconName, Target['go']]) =>
    known(situation, 'paletteActions', { key, name, icon }, go);
  return [
    ...ways(situation, 'act', 'paletteActions'),
    dark
      ? act('toLight', 'shell:toLight', 'sun', ({ chooseTheme }) => chooseTheme('light'))
      : act('toDark', 'shell:toDark', 'moon', ({ chooseTheme }) => chooseTheme('dark')),
    language === 'fr'
      ? act('language', 'shell:toEnglish', 'globe', ({ chooseLanguage }) => chooseLanguage('en'))
      : act('language', 'shell:toFrench', 'globe', ({ chooseLanguage }) => chooseLanguage('fr')),
    ...(local ? [] : [act('signOut', 'shell:signOut', 'external', ({ signOut }) => signOut())]),
  ];
}

/** The chatbots by name; and, once something is looked for, the tabs of those of the client shown. */
function chatbots(situation: Situation): Target[] {
  const { chatbots: all, roleIn, current } = situation;
  const group = 'paletteChatbots';
  const mayShape = ({ clientId }: Chatbot) => may(roleIn(clientId), editors);
  const own = all.filter(bot => bot.clientId === current?.id && mayShape(bot));
  return [
    ...all.map((bot): Target => ({
      id: bot.id,
      group,
      label: bot.name,
      icon: 'bot',
      go: ({ navigate }) =>
        mayShape(bot)
          ? navigate({ to: '/chatbots/$id', params: { id: bot.id } })
          : navigate({ to: '/chat', search: { bot: bot.id } }),
    })),
    ...own.flatMap(bot =>
      chatbotTabs.map((place): Target => ({
        ...found(situation, group, place, {
          to: '/chatbots/$id',
          params: { id: bot.id },
          search: { tab: place.tab },
        }),
        id: `${bot.id}-${place.tab}`,
        of: bot.name,
      })),
    ),
  ];
}

/** The clients by name, where there are several; and the tabs of the one shown. */
function clients(situation: Situation): Target[] {
  const { clients: all, current, strongestRole } = situation;
  const group = 'paletteClients';
  return [
    ...(all.length > 1 ? all : []).map(({ id, name }): Target => ({
      id,
      group,
      label: name,
      icon: 'building',
      go: ({ chooseClient }) => chooseClient(id),
    })),
    ...(current && may(strongestRole, administrators) ? tabsOf(current, situation) : []),
  ];
}

function tabsOf({ id, name }: Client, situation: Situation): Target[] {
  return clientTabs.map(place => ({
    ...found(situation, 'paletteClients', place, {
      to: '/clients/$id',
      params: { id },
      search: { tab: place.tab },
    }),
    of: name,
  }));
}
