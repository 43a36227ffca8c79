import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN_LENGTH } from '#shared/contract/auth.ts';
import { roles, type Role } from '#shared/contract/route.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { useSession } from '../../state/session.tsx';
import { client } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from './setting-card.tsx';

const nobody = { fullName: '', email: '', password: '', role: 'member' as Role };

/** An account for someone else. An owner is only made by an owner. */
export function AddPerson() {
  const { t } = useTranslation('settings');
  const words = useProblemWords();
  const toasts = useToasts();
  const { role: own } = useSession();
  const [person, setPerson] = useState(nobody);
  const create = useMutation({
    mutationFn: () =>
      client.auth.register({
        ...person,
        fullName: person.fullName.trim(),
        email: person.email.trim(),
        language: shownLanguage(),
      }),
    onSuccess: ({ fullName }) => {
      setPerson(nobody);
      toasts.done(t('account.peopleCreated'), { text: fullName });
    },
  });
  const offered = roles.filter(role => role !== 'owner' || own === 'owner');
  const problem = create.isError ? words(problemOf(create.error)) : null;
  const ready =
    person.fullName.trim() !== '' &&
    person.email.includes('@') &&
    person.password.length >= PASSWORD_MIN_LENGTH;
  const change = (changed: Partial<typeof nobody>) => {
    setPerson(before => ({ ...before, ...changed }));
    create.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) create.mutate();
  };
  return (
    <SettingCard title={t('account.people')} hint={t('account.peopleHint')}>
      <Box
        component="form"
        onSubmit={submit}
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}
      >
        {problem && (
          <Box
            role="alert"
            sx={{ gridColumn: '1 / -1', p: '9px 12px', borderRadius: '10px', background: 'var(--bad-soft)' }}
          >
            <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{problem.title}</Box>
            {problem.advice}
          </Box>
        )}
        <Field
          label={t('account.name')}
          autoComplete="off"
          value={person.fullName}
          onChange={event => change({ fullName: event.target.value })}
        />
        <Field
          label={t('account.email')}
          type="email"
          autoComplete="off"
          value={person.email}
          onChange={event => change({ email: event.target.value })}
        />
        <PasswordField
          label={t('account.firstPassword')}
          hint={t('account.passwordHint', { count: PASSWORD_MIN_LENGTH })}
          autoComplete="new-password"
          value={person.password}
          onChange={event => change({ password: event.target.value })}
        />
        <Field
          select
          label={t('account.role')}
          hint={t(`account.may_${person.role}`)}
          value={person.role}
          onChange={event => change({ role: offered.find(role => role === event.target.value) ?? 'member' })}
        >
          {offered.map(role => (
            <MenuItem key={role} value={role}>
              {t(`account.role_${role}`)}
            </MenuItem>
          ))}
        </Field>
        <Button type="submit" disabled={!ready || create.isPending} sx={{ justifySelf: 'start' }}>
          {t('account.peopleButton')}
        </Button>
      </Box>
    </SettingCard>
  );
}
