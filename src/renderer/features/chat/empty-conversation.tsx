import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Icon } from '../../ui/icon.tsx';

type Props = { bot: Chatbot; onAsk: (question: string) => void };

/** Before the first question: who this is, what it knows, and where to begin. */
export function EmptyConversation({ bot, onAsk }: Props) {
  const { t } = useTranslation('chat');
  const mayAdd = useRights(bot.clientId).may(...editors);
  const { documentCount, readyDocumentCount, suggestedQuestions, active } = bot;
  const reading = documentCount > 0 && readyDocumentCount === 0;
  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        overflow: 'auto',
        display: 'grid',
        alignContent: 'center',
        p: '24px 16px',
      }}
    >
      <Box
        sx={{
          width: '100%',
          maxWidth: 560,
          mx: 'auto',
          display: 'grid',
          justifyItems: 'center',
          textAlign: 'center',
          gap: 1.25,
        }}
      >
        <Avatar text={bot.avatar} color={bot.color} size={56} square />
        <Box
          component="h2"
          sx={{
            typography: 'title',
            fontWeight: 640,
            letterSpacing: '-.01em',
            m: 0,
            mt: 1,
            overflowWrap: 'anywhere',
          }}
        >
          {bot.welcomeMessage === '' ? t('emptyTitle') : bot.welcomeMessage}
        </Box>
        <Box sx={{ color: 'var(--muted)' }}>
          {documentCount === 0
            ? t('knowsNothing')
            : reading
              ? t('emptyReading', { count: documentCount })
              : t('emptyKnows', { count: readyDocumentCount })}
        </Box>
        {documentCount === 0 && mayAdd && (
          <>
            <Box sx={{ color: 'var(--muted)' }}>{t('knowsNothingAdvice')}</Box>
            <LinkButton
              variant="contained"
              to="/knowledge"
              search={{ bot: bot.id }}
              startIcon={<Icon name="plus" size={16} />}
              sx={{ mt: 1 }}
            >
              {t('addDocuments')}
            </LinkButton>
          </>
        )}
        {suggestedQuestions.length > 0 && active && (
          <Box
            component="ul"
            aria-label={t('suggested')}
            sx={{
              listStyle: 'none',
              p: 0,
              m: 0,
              mt: 2,
              width: '100%',
              display: 'grid',
              gap: 1,
              gridTemplateColumns: { sm: '1fr 1fr' },
            }}
          >
            {suggestedQuestions.map(question => (
              <li key={question}>
                <Box
                  component="button"
                  type="button"
                  onClick={() => onAsk(question)}
                  sx={{
                    font: 'inherit',
                    color: 'inherit',
                    textAlign: 'left',
                    width: '100%',
                    height: '100%',
                    p: '11px 14px',
                    border: '1px solid var(--line)',
                    borderRadius: 'var(--r-m)',
                    background: 'var(--surface)',
                    boxShadow: 'var(--shadow-1)',
                    cursor: 'pointer',
                    overflowWrap: 'anywhere',
                    '&:hover': { borderColor: 'var(--accent)' },
                  }}
                >
                  {question}
                </Box>
              </li>
            ))}
          </Box>
        )}
      </Box>
    </Box>
  );
}
