import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Notification } from '#shared/contract/notifications.ts';
import { client, orpc } from '../../rpc/client.ts';
import { usePages } from '../../state/pages.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { NotificationLine } from './notification-line.tsx';

const AT_ONCE = 20;

/** What one was told, newest first: what is opened here, or from here, is read. */
export function NotificationList({ titleId, onClose }: { titleId: string; onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const queries = useQueryClient();
  const toasts = useToasts();
  const query = usePages({
    key: orpc.notifications.list.key({ type: 'infinite' }),
    atOnce: AT_ONCE,
    ask: page => client.notifications.list(page),
  });
  const mark = useMutation(
    orpc.notifications.markRead.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.notifications.key() }),
      onError: toasts.failed,
    }),
  );
  const newest = query.items[0]?.id;
  const hasUnread = query.items.some(({ readAt }) => readAt === null);
  const open = ({ id, readAt }: Notification) => {
    if (readAt === null) mark.mutate({ ids: [id] });
    onClose();
  };
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          p: '10px 8px 10px 16px',
          borderBottom: '1px solid var(--line)',
        }}
      >
        <Box component="h2" id={titleId} sx={{ typography: 'lead', fontWeight: 640, flex: 1 }}>
          {t('title')}
        </Box>
        {hasUnread && newest !== undefined && (
          <Button
            size="small"
            variant="text"
            disabled={mark.isPending}
            onClick={() => mark.mutate({ until: newest })}
          >
            {t('markAll')}
          </Button>
        )}
        <IconButton aria-label={t('close')} onClick={onClose}>
          <Icon name="close" size={18} />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', p: 1 }}>
        <PagedList
          query={query}
          rows={4}
          empty={
            <EmptyState icon="bell" title={t('empty')}>
              {t('emptyAdvice')}
            </EmptyState>
          }
        >
          {items => byDay(items).map(group => <Group key={group.name} {...group} onOpen={open} />)}
        </PagedList>
      </Box>
      <Box sx={{ p: 1, borderTop: '1px solid var(--line)' }}>
        <LinkButton
          fullWidth
          variant="text"
          to="/settings/$section"
          params={{ section: 'notifications' }}
          onClick={onClose}
        >
          {t('choose')}
        </LinkButton>
      </Box>
    </>
  );
}

type Day = { name: 'today' | 'earlier'; items: readonly Notification[] };

function byDay(items: readonly Notification[]): Day[] {
  const today = new Date().toDateString();
  const isToday = ({ createdAt }: Notification) => new Date(createdAt).toDateString() === today;
  const days: Day[] = [
    { name: 'today', items: items.filter(isToday) },
    { name: 'earlier', items: items.filter(item => !isToday(item)) },
  ];
  return days.filter(day => day.items.length > 0);
}

function Group({ name, items, onOpen }: Day & { onOpen: (notification: Notification) => void }) {
  const { t } = useTranslation('notifications');
  return (
    <Box component="section" aria-label={t(name)}>
      <Box
        component="h3"
        sx={{ typography: 'small', fontWeight: 600, color: 'var(--muted)', p: '8px 8px 4px' }}
      >
        {t(name)}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {items.map(item => (
          <NotificationLine key={item.id} notification={item} onOpen={() => onOpen(item)} />
        ))}
      </Box>
    </Box>
  );
}
