import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Client } from '#shared/contract/clients.ts';
import { administrators, conversationReaders, editors, type Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { clientTabs } from '../../../features/clients/client-tabs.ts';
import { isFor, settingsSections } from '../../../features/settings/sections.ts';
import type { IconName } from '../../../ui/icon.tsx';
import { placesFor } from '../navigation.ts';
import { otherWords, textOf, type PlaceWords, type PlaceKey } from './place-words.ts';
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
  /** The words of both languages: people use either. */
  words: PlaceWords;
  dark: boolean;
  /** At the machine itself, where there is nothing to sign out of. */
  local: boolean;
  clients: readonly Client[];
  current: Client | undefined;
  chatbots: readonly Chatbot[];
};

const botTabs = ['persona', 'knowledge', 'appearance', 'deploy', 'visitors'] as const;

/** Every page, setting and action that is open to a person where they are, with the words it is found by. */
export function targetsFor(situation: Situation): Target[] {
  return [
    ...pages(situation),
    ...actions(situation),
    ...settings(situation),
    ...chatbots(situation),
    ...clients(situation),
  ];
}

const may = (role: Role | null, roles: readonly Role[]) => role !== null && roles.includes(role);

type Words = PlaceWords[Language];
type Own = [key: PlaceKey, name: (words: Words) => string, icon: IconName, go: Target['go']];

/** A place or an action that has words of its own. */
function known(
  { language, words }: Pick<Situation, 'language' | 'words'>,
  group: Group,
  ...[key, name, icon, go]: Own
): Target {
  return {
    id: key,
    group,
    label: name(words[language]),
    icon,
    go,
    otherName: name(words[language === 'fr' ? 'en' : 'fr']),
    words: otherWords(words, key),
    text: textOf(words, key),
  };
}

function pages(situation: Situation): Target[] {
  const { role, strongestRole, clients: all } = situation;
  const page = (...given: Own) => known(situation, 'palettePages', ...given);
  const within = [
    may(role, conversationReaders) &&
      page(
        'unanswered',
        ({ conversations }) => conversations.unansweredTitle,
        'inbox',
        ({ navigate }) => navigate({ to: '/conversations', search: { view: 'unanswered' } }),
      ),
    may(role, editors) &&
      page(
        'bench',
        ({ knowledge }) => knowledge.bench,
        'search',
        ({ navigate }) => navigate({ to: '/knowledge', search: { bench: true } }),
      ),
    may(strongestRole, administrators) &&
      page(
        'erasures',
        ({ clients: { certificates } }) => certificates,
        'trash',
        ({ navigate }) => navigate({ to: '/clients/erasures' }),
      ),
  ];
  return [
    ...placesFor(role, all.length > 1).map(({ name, icon, to }) =>
      page(
        name,
        ({ shell }) => shell[name],
        icon,
        ({ navigate }) => navigate({ to }),
      ),
    ),
    ...within.filter(one => one !== false).map(one => ({ ...one, last: true })),
  ];
}

function settings(situation: Situation): Target[] {
  return settingsSections
    .filter(section => isFor(section, situation.strongestRole))
    .map(({ name, icon }) =>
      known(
        situation,
        'paletteSettings',
        `section_${name}`,
        words => words.settings[`section_${name}`],
        icon,
        ({ navigate }) => navigate({ to: '/settings/$section', params: { section: name } }),
      ),
    );
}

function actions(situation: Situation): Target[] {
  const { role, strongestRole, language, dark, local } = situation;
  const act = (...given: Own) => known(situation, 'paletteActions', ...given);
  const forEditors = [
    act(
      'addDocuments',
      ({ shell }) => shell.actionAddDocuments,
      'book',
      ({ navigate }) => navigate({ to: '/knowledge' }),
    ),
    act(
      'newChatbot',
      ({ shell }) => shell.actionNewChatbot,
      'bot',
      ({ navigate }) => navigate({ to: '/chatbots', search: { create: true } }),
    ),
  ];
  const forAdministrators = [
    act(
      'addModel',
      ({ shell }) => shell.actionAddModel,
      'chip',
      ({ navigate }) => navigate({ to: '/models', search: { add: true } }),
    ),
    act(
      'invite',
      ({ shell }) => shell.actionInvite,
      'people',
      ({ navigate }) =>
        navigate({ to: '/settings/$section', params: { section: 'people' }, search: { invite: true } }),
    ),
    act(
      'newClient',
      ({ shell }) => shell.actionNewClient,
      'building',
      ({ navigate }) => navigate({ to: '/clients', search: { create: true } }),
    ),
  ];
  return [
    act(
      'newConversation',
      ({ shell }) => shell.actionNewConversation,
      'message',
      ({ navigate }) => navigate({ to: '/chat' }),
    ),
    ...(may(role, editors) ? forEditors : []),
    ...(may(strongestRole, administrators) ? forAdministrators : []),
    dark
      ? act(
          'toLight',
          ({ shell }) => shell.toLight,
          'sun',
          ({ chooseTheme }) => chooseTheme('light'),
        )
      : act(
          'toDark',
          ({ shell }) => shell.toDark,
          'moon',
          ({ chooseTheme }) => chooseTheme('dark'),
        ),
    language === 'fr'
      ? act(
          'language',
          ({ shell }) => shell.toEnglish,
          'globe',
          ({ chooseLanguage }) => chooseLanguage('en'),
        )
      : act(
          'language',
          ({ shell }) => shell.toFrench,
          'globe',
          ({ chooseLanguage }) => chooseLanguage('fr'),
        ),
    ...(local
      ? []
      : [
          act(
            'signOut',
            ({ shell }) => shell.signOut,
            'external',
            ({ signOut }) => signOut(),
          ),
        ]),
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
      botTabs.map((tab): Target => ({
        ...known(
          situation,
          group,
          `bot_${tab}`,
          words => words.chatbots[`tab_${tab}`],
          'bot',
          ({ navigate }) => navigate({ to: '/chatbots/$id', params: { id: bot.id }, search: { tab } }),
        ),
        id: `${bot.id}-${tab}`,
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
  return clientTabs.map(tab => ({
    ...known(
      situation,
      'paletteClients',
      `client_${tab}`,
      words => words.clients[`tab_${tab}`],
      'building',
      ({ navigate }) => navigate({ to: '/clients/$id', params: { id }, search: { tab } }),
    ),
    of: name,
  }));
}
