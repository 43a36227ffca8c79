import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ListLine } from './list-line.tsx';

const CONVERSATIONS_AT_ONCE = 50;

type Line = Conversation & { excerpt?: string };

/** Conversations, latest first, or those that hold the words. */
export function ConversationList({ activeId }: { activeId: string | null }) {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const { bot, q: typed = '' } = useSearch({ from: '/inside/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  const q = useDeferredValue(typed);
  const query = useInfiniteQuery({
    // Both kinds live under the conversations' key, so that a change reads them again.
    queryKey: [...orpc.conversations.key(), 'list-or-search', { clientId, bot, q }],
    queryFn: async ({ pageParam }): Promise<{ items: Line[]; nextCursor: string | null }> => {
      const page = {
        limit: CONVERSATIONS_AT_ONCE,
        ...(clientId === undefined ? {} : { clientId }),
        ...(bot === undefined ? {} : { chatbotId: bot }),
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      return q === '' ? client.conversations.list(page) : client.conversations.search({ ...page, q });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const empty =
    q === '' && bot === undefined ? (
      <NothingYet />
    ) : (
      <EmptyState
        icon="search"
        title={t(q === '' ? 'noMatchBot' : 'noMatch')}
        action={<Button onClick={() => void navigate({ search: {} })}>{t('clear')}</Button>}
      />
    );
  return (
    <PagedList query={query} rows={7} empty={empty}>
      {conversations => (
        <Box component="ul" aria-label={t('list')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {conversations.map(conversation => (
            <li key={conversation.id}>
              <ConversationLine conversation={conversation} active={conversation.id === activeId} />
            </li>
          ))}
        </Box>
      )}
    </PagedList>
  );
}

function ConversationLine({ conversation, active }: { conversation: Line; active: boolean }) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  const now = useNow();
  const { id, title, chatbotName, messageCount, channel, updatedAt, excerpt } = conversation;
  const parts = [
    chatbotName,
    t('messages', { count: messageCount, formatted: format.number(messageCount) }),
    ...(channel === 'app' ? [] : [t(`channel_${channel}`)]),
  ];
  return (
    <ListLine
      conversationId={id}
      active={active}
      title={title === '' ? t('untitled') : title}
      when={format.ago(updatedAt, now)}
    >
      <Box sx={{ color: 'var(--muted)', fontSize: 12.5 }}>{parts.join(' · ')}</Box>
      {excerpt !== undefined && excerpt !== '' && (
        <Box sx={{ color: 'var(--muted)', fontSize: 12.5, mt: 0.25, overflowWrap: 'anywhere' }}>
          {excerpt}
        </Box>
      )}
    </ListLine>
  );
}

function NothingYet() {
  const { t } = useTranslation('conversations');
  return (
    <EmptyState
      icon="inbox"
      title={t('emptyTitle')}
      action={
        <LinkButton variant="contained" to="/chat">
          {t('ask')}
        </LinkButton>
      }
    >
      {t('emptyAdvice')}
    </EmptyState>
  );
}
