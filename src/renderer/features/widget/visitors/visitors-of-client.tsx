import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/client.ts';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { VisitorLists } from './visitor-lists.tsx';

type Props = { clientId: string; chosenBot: string | undefined };

/** What visitors left, for one chatbot of the client: in the inbox, where those who answer visitors work. */
export function VisitorsOfClient({ clientId, chosenBot }: Props) {
  const { t } = useTranslation('visitors');
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
  if (!bots.data) return <LoadingState rows={5} />;
  const bot = bots.data.find(({ id }) => id === chosenBot) ?? bots.data[0];
  if (!bot) {
    return (
      <EmptyState icon="bot" title={t('noBot')}>
        {t('noBotAdvice')}
      </EmptyState>
    );
  }
  return (
    <Box sx={{ px: 1 }}>
      <VisitorLists key={bot.id} bot={bot} />
    </Box>
  );
}
