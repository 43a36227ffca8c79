import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { useDismissingQuestions } from '../conversations/index.ts';
import { ONE_LINE } from '../../ui/one-line.ts';

const SHOWN = 3; // all of them are in Conversations

/** The latest questions that were left unanswered, each to be read or set aside. @param most how many there are */
export function UnansweredQuestions({ most }: { most: number }) {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const dismissing = useDismissingQuestions();
  const { data } = useQuery(
    orpc.conversations.unanswered.queryOptions({
      input: { limit: SHOWN, ownTests: false, ...(clientId === undefined ? {} : { clientId }) },
    }),
  );
  if (!data) return null;
  return (
    <Box component="ul" aria-label={t('unansweredTitle')} sx={{ listStyle: 'none', m: '6px 0 0', p: 0 }}>
      {data.items.slice(0, most).map(({ messageId, conversationId, chatbotName, question }) => (
        <Box
          component="li"
          key={messageId}
          sx={{ display: 'flex', alignItems: 'center', gap: 0.5, pl: { xs: 0, sm: '44px' } }}
        >
          <LinkBox
            to="/conversations/$id"
            params={{ id: conversationId }}
            search={{ view: 'unanswered' }}
            sx={questionStyle}
          >
            {question}{' '}
            <Box component="span" sx={{ color: 'var(--faint)' }}>
              {chatbotName}
            </Box>
          </LinkBox>
          <IconButton
            size="small"
            aria-label={t('dismissQuestion', { question })}
            title={t('dismiss')}
            onClick={() => dismissing.mutate({ messageIds: [messageId], dismissed: true })}
          >
            <Icon name="close" size={15} />
          </IconButton>
        </Box>
      ))}
    </Box>
  );
}

const questionStyle = {
  flex: 1,
  minWidth: 0,
  p: '4px 8px',
  ml: '-8px',
  borderRadius: 'var(--r-s)',
  color: 'inherit',
  textDecoration: 'none',
  typography: 'small',
  ...ONE_LINE,
  '&:hover': { background: 'var(--surface-2)' },
};
