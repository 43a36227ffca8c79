import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../../renderer/rpc/client.ts';
import { shownLanguage } from '../../../renderer/state/i18n.ts';
import { usePages } from '../../../renderer/state/pages.ts';
import { LineCard } from '../../../renderer/ui/line-card.tsx';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Page } from '../../../renderer/ui/page.tsx';
import { PagedList } from '../../../renderer/ui/paged-list.tsx';
import { EmptyState } from '../../../renderer/ui/states.tsx';
import { TabList, tabPanel } from '../../../renderer/ui/tab-list.tsx';
import { states, type Proposal } from '../contract.ts';
import { articles } from '../module.ts';
import { ProposalLine } from './proposal-line.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { ReviseDialog } from './revise-dialog.tsx';

const AT_ONCE = 30;

/** What the office corrected or answered itself: what waits for a yes, and what became of the rest. */
export default function ProposedAnswersPage({ clientId }: { clientId: string }) {
  const { t } = useTranslation('articles');
  const [view, setView] = useState<Proposal['state']>('waiting');
  const [reviewed, review] = useState<string | null>(null);
  const [revised, revise] = useState<Proposal | null>(null);
  const { data: waiting = [] } = useQuery(orpc.articles.waiting.queryOptions({ input: { clientId } }));
  return (
    <Page title={articles.title[shownLanguage()]} subtitle={t('intro')}>
      <Box sx={{ maxWidth: 900 }}>
        <TabList
          label={t('views')}
          value={view}
          tabs={states.map(value => ({
            value,
            label: t(`view_${value}`),
            ...(value === 'waiting' ? { count: waiting[0]?.count ?? 0 } : {}),
          }))}
          onChange={setView}
        />
        <Box {...tabPanel(view)} sx={{ pt: 2 }}>
          <Proposals key={view} clientId={clientId} state={view} onReview={review} onRevise={revise} />
        </Box>
      </Box>
      {revised !== null && <ReviseDialog proposal={revised} onClose={() => revise(null)} />}
      {reviewed !== null && <ReviewDialog id={reviewed} onClose={() => review(null)} />}
    </Page>
  );
}

type Props = {
  clientId: string;
  state: Proposal['state'];
  onReview: (id: string) => void;
  onRevise: (proposal: Proposal) => void;
};

function Proposals({ clientId, state, onReview, onRevise }: Props) {
  const { t } = useTranslation('articles');
  const input = { clientId, state };
  const query = usePages({
    key: orpc.articles.list.key({ type: 'infinite', input }),
    atOnce: AT_ONCE,
    ask: page => client.articles.list({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState
          icon={state === 'dropped' ? 'archive' : 'check'}
          title={t(`empty_${state}`)}
          action={state === 'waiting' && <LinkButton to="/conversations">{t('toConversations')}</LinkButton>}
        >
          {t(`emptyAdvice_${state}`)}
        </EmptyState>
      }
    >
      {proposals => (
        <LineCard>
          {proposals.map(proposal => (
            <ProposalLine
              key={proposal.id}
              proposal={proposal}
              onReview={() => onReview(proposal.id)}
              onRevise={() => onRevise(proposal)}
            />
          ))}
        </LineCard>
      )}
    </PagedList>
  );
}
