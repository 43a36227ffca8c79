import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { problemOf } from '../../rpc/errors.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { ForgottenLine } from './forgotten-line.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

type Given = { email: string; password: string };
type PasswordStepProps = {
  given: Given;
  onChange: (given: Given) => void;
  onSubmit: () => void;
  /** Gives the code at once, for whom the wrong passwords of others keep waiting. */
  onCode: () => void;
  busy: boolean;
  error: unknown;
};

export function PasswordStep({ given, onChange, onSubmit, onCode, busy, error }: PasswordStepProps) {
  const { t } = useTranslation('signIn');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Box component="h1" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
        {t('title')}
      </Box>
      {error ? <ProblemNote error={error} /> : null}
      <Field
        label={t('email')}
        type="email"
        autoComplete="username"
        required
        autoFocus
        value={given.email}
        onChange={event => onChange({ ...given, email: event.target.value })}
      />
      <PasswordField
        label={t('password')}
        autoComplete="current-password"
        required
        value={given.password}
        onChange={event => onChange({ ...given, password: event.target.value })}
      />
      <Button type="submit" variant="contained" size="large" disabled={busy}>
        {t('submit')}
      </Button>
      {problemOf(error) === 'auth.throttled' && (
        <Box
          sx={{ display: 'grid', gap: 1, justifyItems: 'start', color: 'var(--muted)', typography: 'small' }}
        >
          {t('throttledText')}
          <Button type="button" disabled={given.password === ''} onClick={onCode}>
            {t('giveCode')}
          </Button>
        </Box>
      )}
      <ForgottenLine email={given.email} />
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('local')}</Box>
    </Box>
  );
}
