import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';

const RECENT = 6; // all of them are a page of their own

type Props = {
  clientId: string;
  title: string;
  /** One's own, to go on with in Chat; otherwise everybody's, to be read. */
  mine: boolean;
};

/** What was asked last; nothing while nothing was. */
export function RecentConversations({ clientId, title, mine }: Props) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  const now = useNow();
  const { data } = useQuery(
    orpc.conversations.list.queryOptions({ input: { clientId, mine, limit: RECENT } }),
  );
  if (!data || data.items.length === 0) return null;
  return (
    <Card sx={{ overflow: 'hidden' }}>
      <CardHeader>{title}</CardHeader>
      <Box
        component="ul"
        aria-label={title}
        sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: '1px solid var(--line)' } }}
      >
        {data.items.map(({ id, title: about, chatbotName, channel, waitingSince, updatedAt }) => {
          const place = mine
            ? ({ to: '/chat/$conversationId', params: { conversationId: id } } as const)
            : ({ to: '/conversations/$id', params: { id }, search: {} } as const);
          return (
            <li key={id}>
              <LinkBox {...place} sx={lineStyle}>
                <Box sx={{ flex: 1, minWidth: 0 }}>
                  <Box sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>
                    {about === '' ? t('untitled') : about}
                  </Box>
                  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '2px 10px', alignItems: 'center' }}>
                    <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
                      {[chatbotName, ...(mine || channel === 'app' ? [] : [t(`channel_${channel}`)])].join(
                        ' · ',
                      )}
                    </Box>
                    {!mine && waitingSince !== null && (
                      <StateChip tone="warn" dot>
                        {t('waits')}
                      </StateChip>
                    )}
                  </Box>
                </Box>
                <Box sx={{ color: 'var(--faint)', typography: 'small', flex: 'none', whiteSpace: 'nowrap' }}>
                  {format.ago(updatedAt, now)}
                </Box>
              </LinkBox>
            </li>
          );
        })}
      </Box>
    </Card>
  );
}

const lineStyle = {
  display: 'flex',
  gap: 2,
  alignItems: 'baseline',
  p: '10px 16px',
  color: 'inherit',
  textDecoration: 'none',
  '&:hover': { background: 'var(--surface-2)' },
};
