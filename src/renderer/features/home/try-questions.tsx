import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { SampleCard } from './sample-card.tsx';

const BOTS_SHOWN = 3;
const QUESTIONS_SHOWN = 3; // of each

type Props = { clientId: string; mayAdd: boolean };

/** The chatbots that answer, what they know, and questions to ask them; while none does, the way to see one answer. */
export function TryQuestions({ clientId, mayAdd }: Props) {
  const { t } = useTranslation('home');
  const { data } = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  if (!data) return null;
  const answering = data.filter(bot => bot.active && bot.readyDocumentCount > 0).slice(0, BOTS_SHOWN);
  if (answering.length === 0) return mayAdd ? <SampleCard bots={data} /> : null;
  return (
    <Card>
      <CardHeader>{t('tryQuestions')}</CardHeader>
      <Box sx={{ display: 'grid', gap: 2, p: '14px 16px 16px' }}>
        {answering.map(bot => (
          <BotQuestions key={bot.id} bot={bot} />
        ))}
      </Box>
    </Card>
  );
}

function BotQuestions({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation('home');
  const { id, name, avatar, color, readyDocumentCount, suggestedQuestions } = bot;
  const questions =
    suggestedQuestions.length > 0 ? suggestedQuestions.slice(0, QUESTIONS_SHOWN) : [t('whatAbout')];
  return (
    <Box component="section" aria-label={name}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 0.75 }}>
        <Avatar text={avatar} color={color} size={26} square />
        <Box sx={{ minWidth: 0, fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Box>
        <Box sx={{ ml: 'auto', color: 'var(--muted)', typography: 'small', whiteSpace: 'nowrap' }}>
          {t('documents', { count: readyDocumentCount })}
        </Box>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {questions.map(question => (
          <li key={question}>
            <LinkBox to="/chat" search={{ bot: id, ask: question }} sx={questionStyle}>
              <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                {question}
              </Box>
              <Icon name="right" size={15} />
            </LinkBox>
          </li>
        ))}
      </Box>
    </Box>
  );
}

const questionStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  p: '7px 10px 7px 12px',
  borderRadius: 'var(--r-s)',
  background: 'var(--surface-2)',
  color: 'var(--text)',
  textDecoration: 'none',
  typography: 'body',
  '& svg': { color: 'var(--faint)', flex: 'none' },
  '&:hover': { background: 'var(--accent-soft)' },
  '&:focus-visible': { outline: '2px solid var(--accent)' },
};
