import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { isLongEnough, isPasswordProblem, NewPasswordField } from '../../ui/new-password-field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

export function ChangePassword() {
  const { t } = useTranslation('settings');
  const toasts = useToasts();
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [repeated, setRepeated] = useState('');
  const change = useMutation({
    mutationFn: () => client.auth.changePassword({ currentPassword: current, newPassword: wanted }),
    onSuccess: () => {
      setCurrent('');
      setWanted('');
      setRepeated('');
      toasts.done(t('account.changed'), { text: t('account.changedText') });
    },
  });
  const different = repeated.length > 0 && repeated !== wanted;
  const ready = current !== '' && isLongEnough(wanted) && repeated === wanted;
  const code = change.isError ? problemOf(change.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) change.mutate();
  };
  return (
    <SettingCard title={t('account.password')}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2, maxWidth: 420 }}>
        {code !== null && !isPasswordProblem(code) && <ProblemNote error={change.error} />}
        <PasswordField
          label={t('account.current')}
          autoComplete="current-password"
          value={current}
          onChange={event => setCurrent(event.target.value)}
        />
        <NewPasswordField
          label={t('account.new')}
          refused={code}
          value={wanted}
          onChange={value => {
            setWanted(value);
            change.reset();
          }}
        />
        <PasswordField
          label={t('account.repeat')}
          autoComplete="new-password"
          error={different}
          hint={different ? t('account.different') : undefined}
          value={repeated}
          onChange={event => setRepeated(event.target.value)}
        />
        <Button type="submit" disabled={!ready || change.isPending} sx={{ justifySelf: 'start' }}>
          {t('account.change')}
        </Button>
      </Box>
    </SettingCard>
  );
}
