import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link-button.tsx';
import { useSessionQuery } from '../../state/session.tsx';

/** The way out for who forgot: by mail where Foyer can send some, else by a person. */
export function ForgottenLine({ email }: { email: string }) {
  const { t } = useTranslation('mailSettings');
  const state = useSessionQuery();
  if (!state.data) return null;
  return state.data.mailConfigured ? (
    <LinkButton
      variant="text"
      size="small"
      to="/forgotten"
      search={email.trim() === '' ? {} : { email: email.trim() }}
      sx={{ justifySelf: 'start', ml: -1, color: 'var(--accent)' }}
    >
      {t('forgot')}
    </LinkButton>
  ) : (
    <Box
      component="details"
      sx={{ typography: 'small', '& summary': { cursor: 'pointer', color: 'var(--muted)' } }}
    >
      <summary>{t('forgot')}</summary>
      <Box sx={{ pt: 0.5 }}>{t('forgotAsk')}</Box>
    </Box>
  );
}
