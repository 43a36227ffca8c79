import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useWaiting } from '../../state/waiting.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ConversationLine } from './conversation-line.tsx';

const CONVERSATIONS_AT_ONCE = 50;

/** Conversations that wait for a person of the office, whatever chatbot is chosen. */
export function WaitingList({ activeId }: { activeId: string | null }) {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const input = {
    waiting: true,
    ...(clientId === undefined ? {} : { clientId }),
  };
  const query = usePages({
    key: orpc.conversations.list.key({ type: 'infinite', input }),
    atOnce: CONVERSATIONS_AT_ONCE,
    ask: page => client.conversations.list({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={3}
      empty={
        <EmptyState icon="check" title={t('waitingEmpty')}>
          {t('waitingEmptyAdvice')}
        </EmptyState>
      }
    >
      {conversations => (
        <Box component="ul" aria-label={t('waitingTitle')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
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

/** The same before all others; nothing when nobody waits. */
export function WaitingAbove({ activeId }: { activeId: string | null }) {
  const { t } = useTranslation('conversations');
  if (useWaiting().here === 0) return null;
  return (
    <Box
      component="section"
      aria-label={t('waitingTitle')}
      sx={{ mb: 1, pb: 1, borderBottom: '1px solid var(--line)' }}
    >
      <Box
        component="h2"
        sx={{ typography: 'small', fontWeight: 620, color: 'var(--muted)', p: '2px 12px 4px' }}
      >
        {t('waitingTitle')}
      </Box>
      <WaitingList activeId={activeId} />
    </Box>
  );
}
