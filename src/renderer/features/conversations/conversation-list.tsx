import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useWaiting } from '../../state/waiting.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ConversationLine, type Line } from './conversation-line.tsx';
import { WaitingAbove } from './waiting-list.tsx';

const CONVERSATIONS_AT_ONCE = 50;

/** Those that wait for a person, then the others, latest first; or all that hold the words. */
export function ConversationList({ activeId }: { activeId: string | null }) {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const { bot, q: typed = '' } = useSearch({ from: '/inside/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  const q = useDeferredValue(typed);
  const waiting = useWaiting();
  const query = usePages({
    // Both kinds live under the conversations' key, so that a change reads them again.
    key: [...orpc.conversations.key(), 'list-or-search', { clientId, bot, q }],
    atOnce: CONVERSATIONS_AT_ONCE,
    ask: async (page): Promise<{ items: Line[]; nextCursor: string | null }> => {
      const input = {
        ...page,
        ...(clientId === undefined ? {} : { clientId }),
        ...(bot === undefined ? {} : { chatbotId: bot }),
      };
      // Those that wait stand above the list.
      return q === ''
        ? client.conversations.list({ ...input, waiting: false })
        : client.conversations.search({ ...input, q });
    },
    keep: true,
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
    <>
      {q === '' && <WaitingAbove activeId={activeId} />}
      <PagedList query={query} rows={7} empty={waiting.here > 0 && bot === undefined ? null : empty}>
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
    </>
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
