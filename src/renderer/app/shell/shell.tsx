import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { useLiveUpdates } from '../../rpc/live-updates.ts';
import { Icon } from '../../ui/icon.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import { CurrentClientProvider } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { Admitted } from './admitted.tsx';
import { Bell } from './bell.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { useClientOfPage } from './client-of-page.ts';
import { Brand } from '../../ui/brand.tsx';
import { Palette } from './palette/palette.tsx';
import { Rail } from './rail.tsx';
import { StorageBanner } from './storage-banner.tsx';

const CONTENT = 'content';
const LOST_PATIENCE_MS = 1_500; // a restart of the core takes less

/** Everything around a page. */
export function Shell() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const wide = useMediaQuery('(min-width: 900px)');
  const [menuOpen, setMenuOpen] = useState(false);
  const { connected } = useLiveUpdates(!session.locked);
  const lost = useDelayed(!connected && !session.locked, LOST_PATIENCE_MS);
  const { clientId, finding, pending } = useClientOfPage();
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));

  const firstRun = settings.data?.firstRunDone === false && session.may('owner');
  useEffect(() => {
    if (firstRun) void navigate({ to: '/welcome', replace: true });
  }, [firstRun, navigate]);
  useEffect(() => setMenuOpen(false), [location.pathname]);

  return (
    <CurrentClientProvider ofPage={clientId}>
      <Box
        component="a"
        href={`#${CONTENT}`}
        onClick={event => {
          event.preventDefault(); // the hash is the page's address
          document.getElementById(CONTENT)?.focus();
        }}
        sx={{
          position: 'absolute',
          left: 12,
          top: -60,
          zIndex: 2000,
          p: '8px 14px',
          borderRadius: 'var(--r-s)',
          background: 'var(--surface)',
          '&:focus': { top: 12 },
        }}
      >
        {t('skipToContent')}
      </Box>
      <Box
        sx={{ display: 'flex', height: '100dvh', flexDirection: wide ? 'row' : 'column', overflow: 'hidden' }}
      >
        {wide ? (
          <Rail />
        ) : (
          <Box
            component="header"
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              p: '8px 12px',
              borderBottom: '1px solid var(--line)',
              background: 'var(--surface-2)',
            }}
          >
            <IconButton aria-label={t('openMenu')} onClick={() => setMenuOpen(true)}>
              <Icon name="menu" size={22} />
            </IconButton>
            <Brand />
            <Box sx={{ ml: 'auto' }}>
              <Bell phone />
            </Box>
          </Box>
        )}
        <Box
          component="main"
          id={CONTENT}
          tabIndex={-1}
          sx={{
            flex: 1,
            minWidth: 0,
            minHeight: 0,
            display: 'flex',
            flexDirection: 'column',
            outline: 'none',
          }}
        >
          {lost ? (
            <Box
              role="alert"
              sx={{
                background: 'var(--warn-soft)',
                color: 'var(--warn)',
                p: '8px 16px',
                fontWeight: 560,
                display: 'flex',
                gap: 1,
                alignItems: 'center',
              }}
            >
              <Icon name="warning" /> {t('lost')}
            </Box>
          ) : null}
          <StorageBanner />
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <Admitted finding={finding} pending={pending}>
              <Outlet />
            </Admitted>
          </Box>
        </Box>
        {wide ? null : <BottomBar />}
      </Box>
      <Drawer
        open={!wide && menuOpen}
        onClose={() => setMenuOpen(false)}
        slotProps={{ paper: { sx: { width: 272, background: 'var(--surface-2)' } } }}
      >
        <Rail inDrawer />
      </Drawer>
      <Palette />
    </CurrentClientProvider>
  );
}
