import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { Todo } from './todo.ts';

type Line = {
  icon: IconName;
  tone: 'bad' | 'warn' | 'info';
  title: string;
  text: string;
  action: string;
  go: () => unknown;
};

export function TodoList({ todo }: { todo: readonly Todo[] }) {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  if (todo.length === 0) {
    return (
      <EmptyState
        icon="check"
        title={t('nothingToDo')}
        action={
          <Button variant="contained" onClick={() => void navigate({ to: '/chat' })}>
            {t('ask')}
          </Button>
        }
      >
        {t('nothingToDoText')}
      </EmptyState>
    );
  }
  const lineOf = ({ kind, count }: Todo): Line => {
    switch (kind) {
      case 'unanswered':
        return {
          icon: 'inbox',
          tone: 'warn',
          title: t('todoUnanswered', { count }),
          text: t('lastDays'),
          action: t('complete'),
          go: () => navigate({ to: '/conversations', search: { view: 'unanswered' } }),
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
        <TodoLine key={item.kind} line={lineOf(item)} />
      ))}
    </Box>
  );
}

function TodoLine({ line }: { line: Line }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'center',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        p: '11px 16px',
        borderBottom: '1px solid var(--line)',
        '&:last-child': { border: 0 },
      }}
    >
      <Box
        sx={{
          width: 32,
          height: 32,
          borderRadius: '9px',
          display: 'grid',
          placeItems: 'center',
          flex: 'none',
          background: `var(--${line.tone}-soft)`,
          color: `var(--${line.tone})`,
        }}
      >
        <Icon name={line.icon} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 180 }}>
        <Box sx={{ fontWeight: 600 }}>{line.title}</Box>
        <Box sx={{ color: 'var(--muted)', fontSize: 12.5 }}>{line.text}</Box>
      </Box>
      <Button onClick={() => void line.go()}>{line.action}</Button>
    </Box>
  );
}
