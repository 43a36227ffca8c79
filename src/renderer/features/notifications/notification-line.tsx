import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Notification } from '#shared/contract/notifications.ts';
import { isErrorCode } from '#shared/errors.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { useNow } from '../../ui/use-now.ts';
import { addressOf } from './looks.ts';

const clipped = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** What happened, to what, at whose, and when; it leads there. */
export function NotificationLine({
  notification,
  onOpen,
}: {
  notification: Notification;
  onOpen: () => void;
}) {
  const { t } = useTranslation('notifications');
  const format = useFormat();
  const now = useNow();
  const { clients } = useCurrentClient();
  const details = useDetails(notification);
  const { called, icon, place, clientName, createdAt, readAt } = notification;
  const unread = readAt === null;
  const where = [clients.length > 1 ? clientName : null, format.ago(createdAt, now)].filter(Boolean);
  return (
    <li>
      <LinkBox {...addressOf(place)} onClick={onOpen} sx={lineStyle}>
        <Box
          aria-hidden="true"
          sx={{
            width: 32,
            height: 32,
            flex: 'none',
            borderRadius: '10px',
            display: 'grid',
            placeItems: 'center',
            background: unread ? 'var(--accent-soft)' : 'var(--surface-2)',
            color: unread ? 'var(--accent)' : 'var(--muted)',
          }}
        >
          <Icon name={icon} size={17} />
        </Box>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box sx={{ fontWeight: unread ? 620 : 500 }}>{called[shownLanguage()]}</Box>
          {details.map(line => (
            <Box key={line} sx={{ typography: 'small', ...clipped }}>
              {line}
            </Box>
          ))}
          <Box sx={{ color: 'var(--muted)', typography: 'small', ...clipped }}>{where.join(' · ')}</Box>
        </Box>
        {unread && (
          <Box
            role="img"
            aria-label={t('unread')}
            sx={{
              width: 8,
              height: 8,
              mt: '7px',
              flex: 'none',
              borderRadius: '50%',
              background: 'var(--accent)',
            }}
          />
        )}
      </LinkBox>
    </li>
  );
}

/** The name of the thing, and why it failed where it did. */
function useDetails({ title, payload }: Notification): string[] {
  const problem = useProblemWords();
  const { failure } = payload;
  const name = typeof title === 'object' ? (title?.[shownLanguage()] ?? null) : title;
  const why = typeof failure === 'string' && isErrorCode(failure) ? problem(failure).title : null;
  return [name, why].filter((line): line is string => line !== null && line !== '');
}

const lineStyle = {
  display: 'flex',
  alignItems: 'flex-start',
  gap: 1.25,
  p: '9px 8px',
  borderRadius: 'var(--r-s)',
  color: 'var(--text)',
  textDecoration: 'none',
  '&:hover': { background: 'var(--surface-2)' },
};
