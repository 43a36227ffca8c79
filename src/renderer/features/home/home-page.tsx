import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationReaders, editors } from '#shared/contract/route.ts';
import type { StorageState } from '#shared/contract/storage.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { openPalette } from '../../state/palette-event.ts';
import { useRights } from '../../state/rights.ts';
import { useStorage } from '../../state/storage.ts';
import { useApprovalsWaiting } from '../../state/approvals-waiting.ts';
import { useProposalsWaiting } from '../../state/proposals-waiting.ts';
import { useWaiting } from '../../state/waiting.ts';
import { orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { CountBadge } from '../../ui/count-badge.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Conditions } from './conditions.tsx';
import { Figures } from './figures.tsx';
import { FirstStepsCard } from './first-steps-card.tsx';
import { firstStepsOf } from './first-steps.ts';
import { useGreeting } from './greeting.ts';
import { MemberHome } from './member-home.tsx';
import { QuestionsChart } from './questions-chart.tsx';
import { RecentConversations } from './recent-conversations.tsx';
import { TodoList } from './todo-list.tsx';
import { todoOf } from './todo.ts';
import { TryQuestions } from './try-questions.tsx';

const STEPS_HIDDEN = 'foyer.first-steps-hidden';

/** Is everything all right, what needs me? For those who only chat: whom may I ask? */
export default function HomePage() {
  const { role, may } = useRights();
  if (role === null || may(...conversationReaders)) return <Overview />;
  return <MemberHome />;
}

function Overview() {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation('common');
  const { clientId } = useCurrentClient();
  const overview = useQuery({
    ...orpc.system.overview.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
    enabled: clientId !== undefined,
  });
  const { may } = useRights();
  const waiting = useWaiting();
  const approvals = useApprovalsWaiting();
  const proposals = useProposalsWaiting();
  const [hidden, setHidden] = useState(() => localStorage.getItem(STEPS_HIDDEN) === 'yes');
  const steps = overview.data && !hidden ? firstStepsOf(overview.data, may) : [];
  const todo = overview.data
    ? todoOf({ overview: overview.data, waiting, approvals, proposals, may, stepsShown: steps.length > 0 })
    : [];
  const hideSteps = () => {
    localStorage.setItem(STEPS_HIDDEN, 'yes');
    setHidden(true);
  };
  const greeting = useGreeting();
  const storage = useStorage()?.state ?? 'writable';
  const waitingCount = waiting.elsewhere.reduce((sum, { count }) => sum + count, waiting.here);

  return (
    <Page
      title={greeting}
      subtitle={
        overview.data
          ? [
              t(stateOf(storage, overview.data.conditions.length)),
              todo.length > 0 ? t('waiting', { count: todo.length }) : null,
            ]
              .filter(Boolean)
              .join(' ')
          : ' '
      }
      actions={
        <>
          {overview.data ? (
            <StateChip tone={overview.data.allLocal ? 'ok' : 'info'} dot>
              {overview.data.allLocal ? t('allLocal') : t('someCloud')}
            </StateChip>
          ) : null}
          <Button onClick={openPalette} sx={{ gap: 1 }}>
            {common('search')}
            <Box component="span" sx={{ display: { xs: 'none', md: 'inline-flex' } }}>
              <Kbd>Ctrl K</Kbd>
            </Box>
          </Button>
        </>
      }
    >
      {overview.isError ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : !overview.data ? (
        <LoadingState />
      ) : (
        <>
          <Conditions conditions={overview.data.conditions} />
          {overview.data.everAsked && (
            <Box sx={{ mb: 1.75 }}>
              <Figures overview={overview.data} />
            </Box>
          )}
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.55fr) minmax(0, 1fr)' },
              gap: 1.75,
              alignItems: 'start',
            }}
          >
            <Box sx={columnStyle}>
              {(todo.length > 0 || steps.length === 0) && (
                <Card>
                  <CardHeader sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                    {t('todo')}
                    {waitingCount > 0 && <CountBadge count={waitingCount} />}
                  </CardHeader>
                  <TodoList todo={todo} />
                </Card>
              )}
              {steps.length > 0 && (
                <FirstStepsCard steps={steps} documents={overview.data.documents} onHide={hideSteps} />
              )}
              {clientId !== undefined && (
                <RecentConversations clientId={clientId} title={t('recent')} mine={false} />
              )}
            </Box>
            <Box sx={columnStyle}>
              {overview.data.everAsked && (
                <Card>
                  <CardHeader>{t('questionsByDay')}</CardHeader>
                  <QuestionsChart days={overview.data.questionsByDay} />
                </Card>
              )}
              {clientId !== undefined && <TryQuestions clientId={clientId} mayAdd={may(...editors)} />}
            </Box>
          </Box>
        </>
      )}
    </Page>
  );
}

/** What stands under the greeting: the disk first, since nothing is kept while it takes nothing. */
function stateOf(storage: StorageState, conditions: number) {
  if (storage !== 'writable') return `storage_${storage}` as const;
  if (conditions === 0) return 'allWell';
  return conditions === 1 ? 'conditionsOne' : 'conditionsSome';
}

const columnStyle = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.75 };
