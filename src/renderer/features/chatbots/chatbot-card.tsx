import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { useAnsweringModels } from '../chat/index.ts';
import { ChatbotMenu } from './chatbot-menu.tsx';

/** One chatbot of the gallery; the whole card opens it. */
export function ChatbotCard({ bot, mayEdit }: { bot: Chatbot; mayEdit: boolean }) {
  const { t } = useTranslation('chatbots');
  const format = useFormat();
  const { own, known } = useAnsweringModels(bot);
  const { id, name, description, avatar, color, active, documentCount, conversationCount } = bot;
  const counted = (count: number) => ({ count, formatted: format.number(count) });
  return (
    <Card
      component="li"
      sx={{
        position: 'relative',
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        p: 2,
        minWidth: 0,
        transition: 'border-color 150ms, box-shadow 150ms',
        '&:hover': { borderColor: 'var(--faint)' },
        '&:focus-within': { borderColor: 'var(--accent)' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <Avatar text={avatar} color={color} size={42} square />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <LinkBox
            to="/chatbots/$id"
            params={{ id }}
            sx={{
              display: 'block',
              color: 'inherit',
              textDecoration: 'none',
              fontWeight: 640,
              typography: 'lead',
              ...ONE_LINE,
              '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 'var(--r-m)' },
            }}
          >
            {name}
          </LinkBox>
          <Box
            sx={{
              color: 'var(--muted)',
              typography: 'small',
              ...ONE_LINE,
            }}
          >
            {known ? (own?.name ?? t('withoutModel')) : '\u00a0'}
          </Box>
        </Box>
        <StateChip tone={active ? 'ok' : 'quiet'} dot>
          {t(active ? 'active' : 'inactive')}
        </StateChip>
      </Box>
      <Box
        sx={{
          color: 'var(--muted)',
          minHeight: 42,
          display: '-webkit-box',
          WebkitLineClamp: 2,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
          overflowWrap: 'anywhere',
        }}
      >
        {description === '' ? bot.welcomeMessage : description}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.75, mt: 'auto', typography: 'small' }}>
        <Box
          component="span"
          sx={{ flex: 1, minWidth: 0, color: documentCount === 0 ? 'var(--warn)' : 'var(--muted)' }}
        >
          {documentCount === 0 ? t('noDocument') : t('documents', counted(documentCount))}
          {conversationCount > 0 && ` · ${t('conversations', counted(conversationCount))}`}
        </Box>
        {/* Above the link that covers the card. */}
        <Box sx={{ position: 'relative', display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <LinkButton
            size="small"
            to="/chat"
            search={{ bot: id }}
            startIcon={<Icon name="message" size={15} />}
          >
            {t('chat')}
          </LinkButton>
          {mayEdit && <ChatbotMenu bot={bot} />}
        </Box>
      </Box>
    </Card>
  );
}
