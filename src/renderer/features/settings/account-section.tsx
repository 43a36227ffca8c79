import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/auth.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { AddPerson } from './add-person.tsx';
import { ChangePassword } from './change-password.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { Facts, SettingCard } from './setting-card.tsx';
import { WindowLockCard } from './window-lock-card.tsx';

const NAME_MAX_LENGTH = 120; // characters, as the contract says

export function AccountSection() {
  const { t } = useTranslation('settings');
  const { user, local, may } = useSession();
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
          <Box sx={{ color: 'var(--muted)', fontSize: 13 }}>{t('account.localHint')}</Box>
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
      {may(...administrators) && <AddPerson />}
    </>
  );
}

function Profile({ user }: { user: User }) {
  const { t } = useTranslation(['settings', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [name, setName] = useState(user.fullName);
  const save = useMutation({
    mutationFn: (fullName: string) => client.auth.updateMe({ fullName }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
      toasts.done(t('account.nameSaved'));
    },
    onError: toasts.failed,
  });
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '' && wanted !== user.fullName) save.mutate(wanted);
  };
  return (
    <SettingCard title={t('account.you')}>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <Box component="form" onSubmit={submit} sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
          <Box sx={{ pt: '27px' }}>
            <Avatar text={user.initials} size={38} />
          </Box>
          <Field
            label={t('account.name')}
            hint={wanted === '' ? t('account.nameMissing') : t('account.nameHint')}
            error={wanted === ''}
            value={name}
            autoComplete="name"
            onChange={event => setName(event.target.value)}
            slotProps={{ htmlInput: { maxLength: NAME_MAX_LENGTH } }}
            sx={{ flex: 1, maxWidth: 360 }}
          />
          <Button
            type="submit"
            sx={{ mt: '27px' }}
            disabled={wanted === '' || wanted === user.fullName || save.isPending}
          >
            {t('common:save')}
          </Button>
        </Box>
        <Facts
          facts={[
            { name: t('account.email'), value: user.email },
            {
              name: t('account.role'),
              value: `${t(`account.role_${user.role}`)} · ${t(`account.may_${user.role}`)}`,
            },
            { name: t('account.since'), value: format.dateTime(user.createdAt) },
          ]}
        />
      </Box>
    </SettingCard>
  );
}
