import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/client.ts';
import { Card } from '../../../ui/card.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { LeadLine } from './lead-line.tsx';
import type { VisitedBot } from './visitor-lists.tsx';

const LEADS_AT_ONCE = 30;

/** Who wants to hear from the office, latest first; a new one appears by itself. */
export function LeadList({ bot }: { bot: VisitedBot }) {
  const { t } = useTranslation(['visitors', 'common']);
  const query = useInfiniteQuery(
    orpc.widgets.leads.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: bot.id,
        limit: LEADS_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: last => last.nextCursor ?? undefined,
    }),
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={4} />;
  const leads = query.data.pages.flatMap(page => page.items);
  if (leads.length === 0) {
    return (
      <EmptyState icon="user" title={t('leadsEmpty')}>
        {t('leadsEmptyAdvice')}
      </EmptyState>
    );
  }
  return (
    <>
      <Card
        component="ul"
        aria-label={t('list_leads')}
        sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: '1px solid var(--line)' } }}
      >
        {leads.map(lead => (
          <Box component="li" key={lead.id}>
            <LeadLine bot={bot} lead={lead} />
          </Box>
        ))}
      </Card>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="text"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          sx={{ mt: 1 }}
        >
          {t('common:loadMore')}
        </Button>
      )}
    </>
  );
}
