import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import { useFormat } from '../../ui/format.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ListLine } from './list-line.tsx';

export type Line = Conversation & { excerpt?: string };

/** One conversation of a list; `excerpt` are words of it that were searched. */
export function ConversationLine({ conversation, active }: { conversation: Line; active: boolean }) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  const now = useNow();
  const { id, title, chatbotName, messageCount, channel, updatedAt, excerpt, waitingSince } = conversation;
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
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{parts.join(' · ')}</Box>
      {waitingSince !== null && (
        <Box sx={{ mt: 0.5, display: 'flex' }}>
          <StateChip tone="warn" dot>
            {t('waits')}
          </StateChip>
        </Box>
      )}
      {excerpt !== undefined && excerpt !== '' && (
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.25, overflowWrap: 'anywhere' }}>
          {excerpt}
        </Box>
      )}
    </ListLine>
  );
}
