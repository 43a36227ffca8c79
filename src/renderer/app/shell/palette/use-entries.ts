import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/client.ts';
import { useAppearance } from '../../../state/appearance.tsx';
import { useCurrentClient } from '../../../state/current-client.tsx';
import { shownLanguage } from '../../../state/i18n.ts';
import { isOwnConversation } from '../../../state/own-conversation.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { useRights } from '../../../state/rights.ts';
import { useSession } from '../../../state/session.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useClientChoice } from '../use-client-choice.ts';
import { inGroups } from './groups.ts';
import { bringPlaceWords } from './place-words.ts';
import { ranked, type Findable } from './ranking.ts';
import { targetsFor } from './targets.ts';
import type { Ways } from './ways.ts';

const FOUND_PER_GROUP = 6;
const SEARCHED_FROM = 2; // letters

type Entry = {
  id: string;
  group: string;
  label: string;
  of?: string | undefined;
  icon: IconName;
  go: () => void;
};
type Offer = Findable & { id: string; group: string; icon: IconName; go: (ways: Ways) => unknown };

/** Words of every place, in both languages: too many to come before they are needed. */
export const placeWords = queryOptions({
  queryKey: ['palette words'],
  queryFn: bringPlaceWords,
  staleTime: Infinity,
});

/**
 * What the palette offers for what is typed: places, settings and actions, then articles, documents, conversations.
 * Undefined until the words are there.
 */
export function useEntries(text: string, onClose: () => void): Entry[] | undefined {
  const { t } = useTranslation('shell');
  const ways = useWays();
  const session = useSession();
  const { role } = useRights();
  const { dark } = useAppearance();
  const { clients, current } = useCurrentClient();
  const language = shownLanguage();
  const { data: words } = useQuery(placeWords);
  const { data: chatbots } = useQuery(orpc.chatbots.list.queryOptions({ input: {} }));
  const { articles, documents, conversations } = useSearched(text.trim());

  const fixed = useMemo(
    () =>
      words &&
      targetsFor({
        role,
        strongestRole: session.role,
        roleIn: session.roleIn,
        language,
        words,
        dark,
        local: session.local,
        clients,
        current,
        chatbots: chatbots ?? [],
      }).map((target): Offer => ({ ...target, group: t(target.group) })),
    [role, session, language, words, dark, clients, current, chatbots, t],
  );
  if (!fixed) return undefined;
  const helped = articles.map(({ key, title, words }): Offer => ({
    id: `article-${key}`,
    group: t('paletteHelp'),
    label: title,
    words,
    last: true,
    icon: 'help',
    go: ({ navigate }) =>
      navigate({ to: '/settings/$section', params: { section: 'help' }, search: { article: key } }),
  }));
  const found: Offer[] = [
    ...documents.map(({ id, title }) => ({
      id,
      group: t('paletteDocuments'),
      label: title,
      icon: 'file' as const,
      go: ({ navigate }: Ways) => navigate({ to: '/documents/$id', params: { id } }),
    })),
    ...conversations.map(item => ({
      id: item.id,
      group: t('paletteConversations'),
      label: item.title,
      icon: 'message' as const,
      go: ({ navigate }: Ways) =>
        isOwnConversation(item, session)
          ? navigate({ to: '/chat/$conversationId', params: { conversationId: item.id } })
          : navigate({ to: '/conversations/$id', params: { id: item.id } }),
    })),
  ];
  const most = text.trim() === '' ? Infinity : FOUND_PER_GROUP;
  return [...inGroups(ranked(text, [...fixed, ...helped]), most), ...found].map(
    ({ id, group, label, of, icon, go }) => ({
      id,
      group,
      label,
      of,
      icon,
      go: () => {
        onClose();
        void go(ways);
      },
    }),
  );
}

function useWays(): Ways {
  const toasts = useToasts();
  const navigate = useNavigate();
  const chooseClient = useClientChoice();
  const { signOut } = useSession();
  return { navigate, chooseClient, signOut, ...usePreferences(toasts.failed) };
}

/** What has to be asked for, once enough is typed. */
function useSearched(q: string) {
  const searching = q.length >= SEARCHED_FROM;
  const language = shownLanguage();
  const input = { q, limit: FOUND_PER_GROUP };
  const documents = useQuery({ ...orpc.documents.list.queryOptions({ input }), enabled: searching });
  const conversations = useQuery({
    ...orpc.conversations.search.queryOptions({ input }),
    enabled: searching,
  });
  // The articles are long: they come with the first word that is looked for.
  const articles = useQuery({
    queryKey: ['help articles', language],
    queryFn: async () => {
      const { articlesIn } = await import('../../../features/settings/articles.ts');
      const other = articlesIn(language === 'fr' ? 'en' : 'fr');
      return articlesIn(language).map(({ key, title, summary }, index) => ({
        key,
        title,
        words: [summary, other[index]?.title, other[index]?.summary].join(' '),
      }));
    },
    staleTime: Infinity,
    enabled: searching,
  });
  return {
    articles: (searching && articles.data) || [],
    documents: (searching && documents.data?.items) || [],
    conversations: (searching && conversations.data?.items) || [],
  };
}
