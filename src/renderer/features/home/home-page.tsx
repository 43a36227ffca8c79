import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { conversationReaders } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { openPalette } from '../../state/palette-event.ts';
import { useRights } from '../../state/rights.ts';
import { orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Figures } from './figures.tsx';
import { useGreeting } from './greeting.ts';
import { MemberHome } from './member-home.tsx';
import { QuestionsChart } from './questions-chart.tsx';
import { TodoList } from './todo-list.tsx';
import { todoOf } from './todo.ts';

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
  const todo = overview.data ? todoOf(overview.data, may) : [];
  const greeting = useGreeting();

  return (
    <Page
      title={greeting}
      subtitle={
        overview.data
          ? [t('allWell'), todo.length > 0 ? t('waiting', { count: todo.length }) : null]
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
          <Figures overview={overview.data} />
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: '1fr', lg: '1.55fr 1fr' },
              gap: 1.75,
              mt: 1.75,
              alignItems: 'start',
            }}
          >
            <Card>
              <CardHeader>{t('todo')}</CardHeader>
              <TodoList todo={todo} />
            </Card>
            <Card>
              <CardHeader>{t('questionsByDay')}</CardHeader>
              <QuestionsChart days={overview.data.questionsByDay} />
            </Card>
          </Box>
        </>
      )}
    </Page>
  );
}
