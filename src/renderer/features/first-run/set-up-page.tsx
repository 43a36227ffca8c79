import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../../ui/toasts.tsx';
import { showLanguage, shownLanguage } from '../../state/i18n.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { isPasswordProblem, NewPasswordField } from '../../ui/new-password-field.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { LanguageSwitch } from '../sign-in/index.ts';
import { OutsideFrame } from '../../ui/outside-frame.tsx';

/** The first account, from the one-time link shown on the machine. */
export default function SetUpPage() {
  const { t } = useTranslation('firstRun');
  const { token } = useSearch({ from: '/set-up' });
  if (token === undefined) {
    return (
      <OutsideFrame aside={<LanguageSwitch />}>
        <EmptyState icon="lock" title={t('needLink')}>
          {t('needLinkText')}
        </EmptyState>
      </OutsideFrame>
    );
  }
  return <SetUpForm token={token} />;
}

function SetUpForm({ token }: { token: string }) {
  const { t } = useTranslation('firstRun');
  const { t: common } = useTranslation('common');
  const toasts = useToasts();
  const words = useProblemWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [fullName, setFullName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [clientName, setClientName] = useState('');
  const setUp = useMutation(
    orpc.auth.setUp.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries();
        await navigate({ to: '/welcome', replace: true });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = clientName.trim();
    setUp.mutate({
      token,
      email,
      fullName,
      password,
      language: shownLanguage(),
      ...(name === '' ? {} : { clientName: name }),
    });
  };
  const code = setUp.error ? problemOf(setUp.error) : null;
  const problem = code === null || isPasswordProblem(code) ? null : words(code);

  return (
    <OutsideFrame width={480}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Box>
          <Box component="h1" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
            {t('welcome')}
          </Box>
          <Box
            sx={{
              display: 'flex',
              gap: 1.5,
              mt: 1.5,
              p: 1.5,
              borderRadius: 'var(--r-m)',
              background: 'var(--ok-soft)',
              color: 'var(--ok)',
            }}
          >
            <Icon name="lock" size={20} />
            <Box>
              <b>{t('promise')}</b>
              <Box sx={{ typography: 'small' }}>{t('promiseText')}</Box>
            </Box>
          </Box>
        </Box>
        <Box>
          <Box sx={{ fontWeight: 570, mb: '5px' }} id="language-label">
            {t('language')}
          </Box>
          <ToggleButtonGroup
            exclusive
            fullWidth
            size="small"
            aria-labelledby="language-label"
            value={shownLanguage()}
            onChange={(_, chosen: 'fr' | 'en' | null) => {
              if (chosen) void showLanguage(chosen).catch(toasts.failed);
            }}
          >
            <ToggleButton value="fr" sx={{ textTransform: 'none' }}>
              {common('french')}
            </ToggleButton>
            <ToggleButton value="en" sx={{ textTransform: 'none' }}>
              {common('english')}
            </ToggleButton>
          </ToggleButtonGroup>
        </Box>
        <Box sx={{ color: 'var(--muted)' }}>
          <Box component="h2" sx={{ typography: 'lead', fontWeight: 620, color: 'var(--text)' }}>
            {t('createAccount')}
          </Box>
          {t('createAccountText')}
        </Box>
        {problem ? (
          <Alert
            severity="error"
            sx={{ background: 'var(--bad-soft)', color: 'var(--bad)', borderRadius: 'var(--r-s)' }}
          >
            <b>{problem.title}.</b> {problem.advice}
          </Alert>
        ) : null}
        <Field
          label={t('fullName')}
          required
          autoComplete="name"
          value={fullName}
          onChange={event => setFullName(event.target.value)}
          autoFocus
        />
        <Field
          label={t('email')}
          type="email"
          required
          autoComplete="username"
          value={email}
          onChange={event => setEmail(event.target.value)}
        />
        <NewPasswordField
          label={t('password')}
          required
          refused={code}
          value={password}
          onChange={value => {
            setPassword(value);
            setUp.reset();
          }}
        />
        <Field
          label={t('clientName')}
          placeholder={t('clientPlaceholder')}
          value={clientName}
          onChange={event => setClientName(event.target.value)}
        />
        <Button type="submit" variant="contained" size="large" disabled={setUp.isPending}>
          {t('start')}
        </Button>
      </Box>
    </OutsideFrame>
  );
}
