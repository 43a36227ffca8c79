import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { conversationReaders, editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useProposalsWaiting } from '../../state/proposals-waiting.ts';
import { useRights } from '../../state/rights.ts';
import { useWaiting } from '../../state/waiting.ts';
import { orpc } from '../../rpc/client.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { VisitorsOfClient } from '../widget/index.ts';
import { ConversationList } from './conversation-list.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { UnansweredList } from './unanswered-list.tsx';
import { WaitingList } from './waiting-list.tsx';

type View = 'all' | 'waiting' | 'unanswered' | 'visitors';

/** What people ask: every conversation, those left without an answer, and reading one beside the list. */
export default function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const { id = null } = useParams({ strict: false });
  const { view = 'all', bot } = useSearch({ from: '/inside/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  const waiting = useWaiting();
  const roomy = useMediaQuery('(min-width: 1000px)');
  const { may } = useRights();
  const mayReadVisitors = may(...conversationReaders);
  const mayDecide = may(...editors);
  const shown = view === 'visitors' && !mayReadVisitors ? 'all' : view;
  const pane = id === null ? null : <ReadingPane key={id} id={id} onBack={roomy ? undefined : close} />;
  function close() {
    void navigate({ to: '/conversations', search: before => before });
  }
  if (!roomy && pane) return <Box sx={{ height: '100%', minHeight: 0, display: 'flex' }}>{pane}</Box>;
  return (
    <Page bare title={t('title')} subtitle={t('subtitle')} actions={mayDecide && <ToProposals />}>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', borderTop: '1px solid var(--line)' }}>
        <Box
          sx={{
            width: roomy ? 436 : '100%', // four tabs side by side
            flex: 'none',
            minHeight: 0,
            display: 'flex',
            flexDirection: 'column',
            borderRight: roomy ? '1px solid var(--line)' : 'none',
          }}
        >
          <Box sx={{ px: 2, pt: 0.5 }}>
            <TabList
              label={t('views')}
              value={shown}
              tabs={[
                { value: 'all', label: t('view_all') },
                ...(mayReadVisitors
                  ? [{ value: 'waiting' as const, label: t('view_waiting'), count: waiting.here }]
                  : []),
                { value: 'unanswered', label: t('view_unanswered') },
                ...(mayReadVisitors ? [{ value: 'visitors' as const, label: t('view_visitors') }] : []),
              ]}
              onChange={next =>
                void navigate({ search: before => ({ ...before, view: next }), replace: true })
              }
            />
          </Box>
          <Filters view={shown} />
          <Box {...tabPanel(shown)} sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 1, pb: 2 }}>
            {clientId === undefined ? (
              <LoadingState rows={6} />
            ) : shown === 'visitors' ? (
              <VisitorsOfClient clientId={clientId} chosenBot={bot} />
            ) : shown === 'waiting' ? (
              <WaitingList activeId={id} />
            ) : shown === 'unanswered' ? (
              <UnansweredList activeId={id} />
            ) : (
              <ConversationList activeId={id} />
            )}
          </Box>
        </Box>
        {roomy && (
          <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex' }}>
            {pane ?? (
              <Box sx={{ m: 'auto' }}>
                <EmptyState icon="inbox" title={t('chooseOne')} />
              </Box>
            )}
          </Box>
        )}
      </Box>
    </Page>
  );
}

/** What was proposed from here, with how much of it waits. */
function ToProposals() {
  const { t } = useTranslation('articles');
  const count = useProposalsWaiting().here;
  return (
    <LinkButton to="/modules/$name" params={{ name: 'articles' }}>
      {count === 0 ? t('proposing.all') : t('proposing.allWaiting', { count })}
    </LinkButton>
  );
}

/** Kept in the address, so that going back, and reloading, find the same list. */
function Filters({ view }: { view: View }) {
  const { t } = useTranslation('conversations');
  const { clientId } = useCurrentClient();
  const { bot, q } = useSearch({ from: '/inside/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  const { data: bots = [] } = useQuery(
    orpc.chatbots.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
  const withSearch = view === 'all';
  // Each chatbot's visitors are listed by themselves: the first one's unless another is chosen.
  const everyBot = view === 'visitors' ? (bots[0]?.id ?? '') : '';
  if (view === 'waiting') {
    return (
      <Box sx={{ color: 'var(--muted)', typography: 'small', p: '10px 20px 8px' }}>{t('waitingHint')}</Box>
    );
  }
  if (!withSearch && bots.length < 2) return <Box sx={{ pb: 1 }} />;
  return (
    <Box sx={{ display: 'flex', gap: 1, p: '12px 16px 10px', flexWrap: 'wrap' }}>
      {withSearch && (
        <AddressSearch
          label={t('search')}
          q={q}
          onSearch={words => void navigate({ search: before => ({ ...before, q: words }), replace: true })}
          sx={{ flex: '1 1 180px' }}
        />
      )}
      {bots.length > 1 && (
        <Select
          size="small"
          displayEmpty
          value={bots.some(({ id }) => id === bot) ? bot : everyBot}
          inputProps={{ 'aria-label': t('botFilter') }}
          onChange={event => {
            const chosen = event.target.value === '' ? undefined : event.target.value;
            void navigate({ search: before => ({ ...before, bot: chosen }), replace: true });
          }}
          sx={{ maxWidth: 170, flex: '0 1 auto' }}
        >
          {view !== 'visitors' && <MenuItem value="">{t('anyBot')}</MenuItem>}
          {bots.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </Select>
      )}
    </Box>
  );
}
