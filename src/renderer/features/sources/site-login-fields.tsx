import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SOURCE_COOKIE_MAX_LENGTH,
  SOURCE_PASSWORD_MAX_LENGTH,
  SOURCE_USER_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { isLogin, loginWays, type LoginDraft } from './login-draft.ts';

type Props = {
  login: LoginDraft;
  /** One is kept: it may stay. */
  hasLogin: boolean;
  /** The host that it is sent to; null before there is one. */
  host: string | null;
  onChange: (login: LoginDraft) => void;
};

/** How the site lets Foyer in; what is kept is never shown again. */
export function SiteLoginFields({ login, hasLogin, host, onChange }: Props) {
  const { t } = useTranslation('sources');
  const id = useId();
  const change = (some: Partial<LoginDraft>) => onChange({ ...login, ...some });
  const ways = loginWays.filter(way => way !== 'kept' || hasLogin);
  const isWrong = login.cookie.trim() !== '' && !isLogin(login);
  return (
    <Box>
      <Box id={id} sx={{ fontWeight: 570 }}>
        {t('login')}
      </Box>
      <RadioGroup
        aria-labelledby={id}
        value={login.way}
        onChange={(_, value) => change({ way: loginWays.find(way => way === value) ?? 'none' })}
      >
        {ways.map(way => (
          <FormControlLabel key={way} value={way} control={<Radio />} label={t(`login_${way}`)} />
        ))}
      </RadioGroup>
      {(login.way === 'cookie' || login.way === 'password') && (
        <Box sx={{ display: 'grid', gap: 2, mt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {login.way === 'cookie' ? (
            <PasswordField
              label={t('loginCookie')}
              hint={t(isWrong ? 'loginCookieWrong' : 'loginCookieHint')}
              error={isWrong}
              autoComplete="off"
              value={login.cookie}
              onChange={event => change({ cookie: event.target.value.slice(0, SOURCE_COOKIE_MAX_LENGTH) })}
            />
          ) : (
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
              <Field
                label={t('loginUser')}
                autoComplete="off"
                value={login.user}
                onChange={event => change({ user: event.target.value })}
                slotProps={{
                  htmlInput: { maxLength: SOURCE_USER_MAX_LENGTH, spellCheck: false, autoCapitalize: 'none' },
                }}
              />
              <PasswordField
                label={t('loginPassword')}
                autoComplete="new-password"
                value={login.password}
                onChange={event =>
                  change({ password: event.target.value.slice(0, SOURCE_PASSWORD_MAX_LENGTH) })
                }
              />
            </Box>
          )}
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
            {host === null ? t('loginKept') : t('loginKeptFor', { host })}
          </Box>
        </Box>
      )}
    </Box>
  );
}
