import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountBadge } from '../../ui/count-badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Brand } from '../../ui/brand.tsx';
import type { RailPlace } from '../../ui/place.ts';
import { Bell } from './bell.tsx';
import { ClientSwitcher } from './client-switcher.tsx';
import { usePlaceCount } from './place-counts.ts';
import { TaskTray } from './task-tray.tsx';
import { usePlaces } from './use-places.ts';
import { UserMenu } from './user-menu.tsx';

const REMEMBERED = 'foyer.rail';

/** The left rail: where one can go, what is running, who one is. */
export function Rail({ inDrawer = false }: { inDrawer?: boolean }) {
  const { t } = useTranslation('shell');
  const places = usePlaces();
  const [folded, setFolded] = useState(() => !inDrawer && localStorage.getItem(REMEMBERED) === 'folded');
  const toggle = () => {
    localStorage.setItem(REMEMBERED, folded ? 'open' : 'folded');
    setFolded(!folded);
  };
  return (
    <Box
      component="aside"
      sx={{
        width: inDrawer ? '100%' : folded ? 60 : 'var(--rail)',
        height: inDrawer ? '100%' : 'auto',
        flex: 'none',
        p: '14px 10px',
        display: 'flex',
        flexDirection: 'column',
        gap: '2px',
        borderRight: inDrawer ? 'none' : '1px solid var(--line)',
        background: 'var(--surface-2)',
        overflowY: 'auto',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          p: '6px 6px 14px',
          flexDirection: folded ? 'column-reverse' : 'row',
          gap: '4px',
        }}
      >
        {folded ? null : (
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Brand />
          </Box>
        )}
        {inDrawer ? null : <Bell />}
        {inDrawer ? null : (
          <Tooltip title={folded ? t('expand') : t('collapse')} placement="right">
            <IconButton size="small" aria-label={folded ? t('expand') : t('collapse')} onClick={toggle}>
              <Icon name="sidebar" size={17} />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <ClientSwitcher folded={folded} />
      <Box component="nav" aria-label={t('navigation')} sx={{ display: 'grid', gap: '2px' }}>
        {places.map(place => (
          <RailLink key={place.to} place={place} folded={folded} />
        ))}
      </Box>
      <Box sx={{ mt: 'auto', pt: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
        <TaskTray folded={folded} />
        <UserMenu folded={folded} />
      </Box>
    </Box>
  );
}

function RailLink({ place, folded }: { place: RailPlace; folded: boolean }) {
  const { t } = useTranslation('shell');
  const { count, label } = usePlaceCount(place.page);
  const link = (
    <Box
      component={Link}
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      aria-label={folded || count > 0 ? label : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: folded ? 'center' : 'flex-start',
        position: 'relative',
        gap: 1.25,
        p: '7px 9px',
        borderRadius: 'var(--r-s)',
        color: 'var(--muted)',
        fontWeight: 520,
        textDecoration: 'none',
        '&:hover': { color: 'var(--text)' },
        '&[data-status=active]': {
          background: 'var(--surface)',
          color: 'var(--text)',
          boxShadow: 'var(--shadow-1)',
        },
      }}
    >
      <Icon name={place.icon} />
      {folded ? null : t(place.page)}
      {/* Who speaks to the page names what is seen: the word and the figure, not one word of both. */}{' '}
      {count > 0 && (
        <Box sx={folded ? { position: 'absolute', top: 0, right: 0 } : { ml: 'auto', display: 'grid' }}>
          <CountBadge count={count} />
        </Box>
      )}
    </Box>
  );
  return folded ? (
    <Tooltip title={label} placement="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
