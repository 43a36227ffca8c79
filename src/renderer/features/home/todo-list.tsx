import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { Todo } from './todo.ts';
import { UnansweredQuestions } from './unanswered-questions.tsx';

type Line = {
  icon: IconName;
  tone: 'bad' | 'warn' | 'info';
  title: string;
  text: string;
  action: string;
  go: () => unknown;
  /** What stands below the line. */
  below?: ReactNode;
};

export function TodoList({ todo }: { todo: readonly Todo[] }) {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const { choose } = useCurrentClient();
  if (todo.length === 0) return <NothingToDo />;
  const seeWaiting = () => navigate({ to: '/conversations', search: { view: 'waiting' } });
  const seeApprovals = () => navigate({ to: '/approvals' });
  const lineOf = (item: Todo): Line => {
    const { count } = item;
    switch (item.kind) {
      case 'waiting':
        return {
          icon: 'user',
          tone: 'bad',
          title: t('todoWaiting', { count }),
          text: t('todoWaitingText'),
          action: t('see'),
          go: seeWaiting,
        };
      case 'waitingElsewhere':
        return {
          icon: 'user',
          tone: 'bad',
          title: t('todoWaiting', { count }),
          text: t('todoWaitingElsewhere', { client: item.name }),
          action: t('see'),
          go: () => {
            choose(item.clientId);
            return seeWaiting();
          },
        };
      case 'approvals':
        return {
          icon: 'check',
          tone: 'warn',
          title: t('todoApprovals', { count }),
          text: t('todoApprovalsText'),
          action: t('see'),
          go: seeApprovals,
        };
      case 'proposals':
        return {
          icon: 'edit',
          tone: 'info',
          title: t('todoProposals', { count }),
          text: t('todoProposalsText'),
          action: t('see'),
          go: () => navigate({ to: '/modules/$name', params: { name: 'articles' } }),
        };
      case 'approvalsElsewhere':
        return {
          icon: 'check',
          tone: 'warn',
          title: t('todoApprovals', { count }),
          text: t('todoWaitingElsewhere', { client: item.name }),
          action: t('see'),
          go: () => {
            choose(item.clientId);
            return seeApprovals();
          },
        };
      case 'unanswered':
        return {
          icon: 'inbox',
          tone: 'warn',
          title: t('todoUnanswered', { count }),
          text: t('lastDays'),
          action: t('complete'),
          go: () => navigate({ to: '/conversations', search: { view: 'unanswered' } }),
          below: <UnansweredQuestions most={count} />,
        };
      case 'failed':
        return {
          icon: 'file',
          tone: 'bad',
          title: t('todoFailed', { count }),
          text: t('todoFailedText'),
          action: t('see'),
          go: () => navigate({ to: '/knowledge', search: { state: 'failed' } }),
        };
      case 'noModel':
        return {
          icon: 'chip',
          tone: 'info',
          title: t('todoNoModel'),
          text: t('todoNoModelText'),
          action: t('chooseModel'),
          go: () => navigate({ to: '/models' }),
        };
      case 'noDocuments':
        return {
          icon: 'book',
          tone: 'info',
          title: t('todoNoDocuments'),
          text: t('todoNoDocumentsText'),
          action: t('addDocuments'),
          go: () => navigate({ to: '/knowledge' }),
        };
    }
  };
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {todo.map(item => (
        <TodoLine
          key={'clientId' in item ? `${item.kind}:${item.clientId}` : item.kind}
          line={lineOf(item)}
        />
      ))}
    </Box>
  );
}

/** One quiet line: the room is for what happened lately. */
function NothingToDo() {
  const { t } = useTranslation('home');
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', p: '14px 16px' }}>
      <Mark icon="check" tone="ok" />
      <Box>
        <Box sx={{ fontWeight: 600 }}>{t('nothingToDo')}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('nothingToDoText')}</Box>
      </Box>
    </Box>
  );
}

function Mark({ icon, tone }: { icon: IconName; tone: Line['tone'] | 'ok' }) {
  return (
    <Box
      sx={{
        width: 32,
        height: 32,
        borderRadius: '9px',
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        background: `var(--${tone}-soft)`,
        color: `var(--${tone})`,
      }}
    >
      <Icon name={icon} />
    </Box>
  );
}

function TodoLine({ line }: { line: Line }) {
  return (
    <Box
      component="li"
      sx={{ p: '11px 16px', borderBottom: '1px solid var(--line)', '&:last-child': { border: 0 } }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: { xs: 'wrap', sm: 'nowrap' } }}>
        <Mark icon={line.icon} tone={line.tone} />
        <Box sx={{ flex: 1, minWidth: 140 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{line.title}</Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>{line.text}</Box>
        </Box>
        <Button onClick={() => void line.go()}>{line.action}</Button>
      </Box>
      {line.below}
    </Box>
  );
}
