import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ChangePassword } from './change-password.tsx';
import { Profile } from './profile.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { WindowLockCard } from './window-lock-card.tsx';

export function AccountSection() {
  const { t } = useTranslation('settings');
  const { user, local } = useSession();
  return (
    <>
      {local && (
        <SettingCard
          title={t('account.you')}
          hint={t('account.local')}
          action={
            <LinkButton to="/settings/$section" params={{ section: 'help' }} search={{ article: 'people' }}>
              {t('account.readArticle')}
            </LinkButton>
          }
        >
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('account.localHint')}</Box>
        </SettingCard>
      )}
      {user && <Profile key={user.id} user={user} />}
      {user && !local && <ChangePassword />}
      {user && <SecondFactorCard />}
      {local && user && <WindowLockCard />}
      {user && <SessionsCard />}
      {!user && !local && (
        <EmptyState icon="user" title={t('account.nobody')}>
          {t('account.nobodyAdvice')}
        </EmptyState>
      )}
    </>
  );
}
