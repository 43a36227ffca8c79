import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Session } from '#shared/contract/sessions.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';

const loopback = /^(127\.\d+\.\d+\.\d+|::1)$/;
const onTelephones = ['Android', 'iOS'];

type SessionListProps = {
  sessions: readonly Session[];
  /** Left out where sessions only end all at once. */
  onEnd?: (session: Session) => void;
};

/** Sessions in words: with what, from where, since when. */
export function SessionList({ sessions, onEnd }: SessionListProps) {
  const { t } = useTranslation('security');
  const format = useFormat();
  const now = useNow();

  const nameOf = ({ kind, program, system }: Session) => {
    if (program !== null && system !== null) return t('sessions.program', { program, system });
    return program ?? t(kind === 'browser' ? 'sessions.unknownBrowser' : 'sessions.unknownProgram');
  };
  const placeOf = ({ address }: Session) =>
    address === null || loopback.test(address) ? t('sessions.here') : address;

  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {sessions.map(session => (
        <Box component="li" key={session.id} sx={lineStyle}>
          <Box sx={{ color: 'var(--muted)', display: 'grid' }}>
            <Icon name={iconOf(session)} size={20} />
          </Box>
          <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center', fontWeight: 560 }}>
              {nameOf(session)}
              {session.current && <StateChip tone="ok">{t('sessions.current')}</StateChip>}
              {session.kind === 'api' && <StateChip tone="quiet">{t('sessions.api')}</StateChip>}
            </Box>
            <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
              {[
                placeOf(session),
                t('sessions.opened', { date: format.dateTime(session.createdAt) }),
                t('sessions.used', { ago: format.ago(session.lastUsedAt, now) }),
              ].join(' · ')}
            </Box>
          </Box>
          {onEnd && !session.current && (
            <Button
              size="small"
              aria-label={t('sessions.endNamed', { name: nameOf(session) })}
              onClick={() => onEnd(session)}
            >
              {t('sessions.end')}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  );
}

function iconOf({ kind, system }: Session) {
  if (system !== null && onTelephones.includes(system)) return 'phone';
  return kind === 'browser' ? 'screen' : 'chip';
}

const lineStyle = {
  display: 'flex',
  gap: 1.5,
  alignItems: 'center',
  flexWrap: { xs: 'wrap', sm: 'nowrap' },
  py: 1.25,
  borderTop: '1px solid var(--line)',
  '&:first-of-type': { borderTop: 0, pt: 0 },
  '&:last-of-type': { pb: 0 },
};
