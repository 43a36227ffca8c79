import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { useAppearance } from '../../state/appearance.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useRights } from '../../state/rights.ts';
import { useSession } from '../../state/session.tsx';

/** Who one is, and what follows one everywhere: theme, language, signing out. */
export function UserMenu({ folded }: { folded: boolean }) {
  const { t } = useTranslation('shell');
  const { user, local, signOut } = useSession();
  const { role } = useRights();
  const { dark } = useAppearance();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { chooseTheme, chooseLanguage } = usePreferences(toasts.failed);
  const close = () => setAnchor(null);
  const queries = useQueryClient();
  const windowLock = useQuery(orpc.windowLock.state.queryOptions({ input: {}, enabled: local }));
  const lockable = windowLock.data?.on ?? false;
  const lock = useMutation(
    orpc.windowLock.lock.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.auth.state.key() }),
      onError: toasts.failed,
    }),
  );

  const changeTheme = () => {
    chooseTheme(dark ? 'light' : 'dark');
    close();
  };
  const changeLanguage = () => {
    chooseLanguage(shownLanguage() === 'fr' ? 'en' : 'fr');
    close();
  };

  return (
    <>
      <ButtonBase
        aria-haspopup="menu"
        aria-label={folded ? t('account') : undefined}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{
          display: 'flex',
          gap: 1.1,
          alignItems: 'center',
          justifyContent: folded ? 'center' : 'flex-start',
          p: '6px 8px',
          borderRadius: 'var(--r-s)',
          color: 'var(--muted)',
          typography: 'small',
          width: '100%',
          textAlign: 'left',
          '&:hover': { background: 'var(--surface)' },
        }}
      >
        <Avatar text={user?.initials ?? 'MOI'} />
        {folded ? null : (
          <Box sx={{ minWidth: 0, lineHeight: 1.3 }}>
            <Box
              sx={{
                color: 'var(--text)',
                fontWeight: 560,
                ...ONE_LINE,
              }}
            >
              {user?.fullName ?? t('role_owner')}
            </Box>
            {role ? <Box>{t(`role_${role}`)}</Box> : null}
          </Box>
        )}
      </ButtonBase>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <MenuItem onClick={changeTheme}>
          <Icon name={dark ? 'sun' : 'moon'} /> {dark ? t('toLight') : t('toDark')}
        </MenuItem>
        <MenuItem onClick={changeLanguage}>
          <Icon name="globe" /> {shownLanguage() === 'fr' ? t('toEnglish') : t('toFrench')}
        </MenuItem>
        <MenuItem
          onClick={() => {
            close();
            void navigate({ to: '/settings/$section', params: { section: 'account' } });
          }}
        >
          <Icon name="user" /> {t('account')}
        </MenuItem>
        {lockable && (
          <MenuItem
            onClick={() => {
              close();
              lock.mutate({});
            }}
          >
            <Icon name="lock" /> {t('lockNow')}
          </MenuItem>
        )}
        {local ? null : <Divider />}
        {local ? null : (
          <MenuItem onClick={() => void signOut()}>
            <Icon name="external" /> {t('signOut')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
