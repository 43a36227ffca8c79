import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { ForgottenLine } from './forgotten-line.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { OutsideFrame } from './outside-frame.tsx';

export default function SignInPage() {
  const { t } = useTranslation('signIn');
  const words = useProblemWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { from } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation(
    orpc.auth.login.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
        await navigate({ to: from?.startsWith('/') ? from : '/', replace: true });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate({ email, password });
  };
  const problem = login.error ? words(problemOf(login.error)) : null;

  return (
    <OutsideFrame aside={<LanguageSwitch />}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Box component="h1" sx={{ fontSize: 22, fontWeight: 640, letterSpacing: '-.015em' }}>
          {t('title')}
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
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={event => setEmail(event.target.value)}
        />
        <PasswordField
          label={t('password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
        <Button type="submit" variant="contained" size="large" disabled={login.isPending}>
          {t('submit')}
        </Button>
        <ForgottenLine email={email} />
        <Box sx={{ color: 'var(--muted)', fontSize: 12.5 }}>{t('local')}</Box>
      </Box>
    </OutsideFrame>
  );
}
