import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FULL_NAME_MAX_LENGTH } from '#shared/contract/auth.ts';
import type { LinkKind } from '#shared/contract/people.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { showLanguage, shownLanguage } from '../../state/i18n.ts';
import { useSession } from '../../state/session.tsx';
import { client } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { isLongEnough, isPasswordProblem, NewPasswordField } from '../../ui/new-password-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Link = { kind: LinkKind; email: string; fullName: string; language: Language; expiresAt: string };

/** Choosing a password with a link. */
export function JoinForm({ token, link }: { token: string; link: Link }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { user } = useSession();
  const [fullName, setFullName] = useState(link.fullName);
  const [password, setPassword] = useState('');
  const inviting = link.kind === 'invitation';
  useEffect(() => void showLanguage(link.language), [link.language]);

  const accept = useMutation({
    mutationFn: () =>
      client.people.acceptLink({
        token,
        password,
        ...(inviting ? { fullName: fullName.trim(), language: shownLanguage() } : {}),
      }),
    async onSuccess({ signedIn }) {
      if (!signedIn) toasts.done(t('joinSecondFactor'), { text: t('joinSecondFactorText') });
      await navigate({ to: signedIn ? '/' : '/sign-in', search: {}, replace: true });
      // Everything read until now was for someone else, or for nobody.
      await queries.resetQueries();
    },
  });
  const code = accept.isError ? problemOf(accept.error) : null;
  const ready = isLongEnough(password) && fullName.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !accept.isPending) accept.mutate();
  };
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <div>
        <Box component="h1" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
          {t(inviting ? 'joinTitle' : 'resetTitle')}
        </Box>
        <Box sx={{ color: 'var(--muted)' }}>{t(inviting ? 'joinText' : 'resetText')}</Box>
      </div>
      <Box sx={{ p: '10px 14px', borderRadius: 'var(--r-s)', background: 'var(--surface-2)' }}>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('joinFor')}</Box>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{link.fullName}</Box>
        <Box sx={{ overflowWrap: 'anywhere' }}>{link.email}</Box>
      </Box>
      {user && user.email !== link.email && (
        <Box
          role="status"
          sx={{ p: '10px 14px', borderRadius: 'var(--r-s)', background: 'var(--warn-soft)' }}
        >
          {t('joinOther', { name: user.fullName })}
        </Box>
      )}
      {code !== null && !isPasswordProblem(code) && <ProblemNote error={accept.error} />}
      {/* Tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" value={link.email} readOnly />
      {inviting && (
        <Field
          required
          label={t('joinName')}
          autoComplete="name"
          error={fullName.trim() === ''}
          hint={fullName.trim() === '' ? t('fullNameMissing') : undefined}
          value={fullName}
          onChange={event => setFullName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: FULL_NAME_MAX_LENGTH } }}
        />
      )}
      <NewPasswordField
        autoFocus
        required
        label={t('joinPassword')}
        refused={code}
        value={password}
        onChange={value => {
          setPassword(value);
          accept.reset();
        }}
      />
      <Button type="submit" variant="contained" size="large" disabled={!ready || accept.isPending}>
        {t(inviting ? 'joinSubmit' : 'resetSubmit')}
      </Button>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
        {t('joinUntil', { date: format.dateTime(link.expiresAt) })}
      </Box>
    </Box>
  );
}
