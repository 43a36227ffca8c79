import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { withWords } from '../../state/words.ts';
import { CountBadge } from '../../ui/count-badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { useNews } from './use-news.ts';

const NotificationList = lazy(
  withWords(['notifications'], async () => ({
    default: (await import('../../features/notifications/notification-list.tsx')).NotificationList,
  })),
);

/** How much one was told and has not read, and the list of it: beside the bell, or over the whole of a phone. */
export function Bell({ phone = false }: { phone?: boolean }) {
  const { t } = useTranslation('shell');
  const { locked } = useSession();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const titleId = useId();
  const { data } = useQuery({
    ...orpc.notifications.unreadCount.queryOptions({ input: {} }),
    enabled: !locked,
  });
  const said = useNews(data);
  const count = data?.count ?? 0;
  const label = count === 0 ? t('notifications') : t('notificationsUnread', { count });
  const close = () => setAnchor(null);
  const list = (
    <Suspense fallback={<LoadingState rows={4} />}>
      <NotificationList titleId={titleId} onClose={close} />
    </Suspense>
  );
  return (
    <>
      <Tooltip title={t('notifications')} placement={phone ? 'bottom' : 'right'}>
        <IconButton
          size={phone ? 'medium' : 'small'}
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={event => setAnchor(event.currentTarget)}
          sx={{ position: 'relative' }}
        >
          <Icon name="bell" size={phone ? 22 : 18} />
          {count > 0 && (
            <Box sx={{ position: 'absolute', top: -3, left: '55%', display: 'grid' }}>
              <CountBadge count={count} />
            </Box>
          )}
        </IconButton>
      </Tooltip>
      <div className="visually-hidden" role="status" aria-live="polite">
        <span key={said.times}>{said.text}</span>
      </div>
      {phone ? (
        <Dialog
          fullScreen
          open={anchor !== null}
          onClose={close}
          aria-labelledby={titleId}
          slotProps={{ paper: { sx: { background: 'var(--surface)', border: 0, borderRadius: 0 } } }}
        >
          {list}
        </Dialog>
      ) : (
        <Popover
          open={anchor !== null}
          anchorEl={anchor}
          onClose={close}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          slotProps={{
            paper: {
              role: 'dialog',
              'aria-labelledby': titleId,
              sx: {
                width: 400,
                maxHeight: 'min(620px, calc(100vh - 80px))',
                display: 'flex',
                flexDirection: 'column',
                mt: 0.5,
                borderRadius: 'var(--r-m)',
                boxShadow: 'var(--shadow-2)',
                border: '1px solid var(--line)',
              },
            },
          }}
        >
          {list}
        </Popover>
      )}
    </>
  );
}
