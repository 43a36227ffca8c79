import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FULL_NAME_MAX_LENGTH, initials as initialsShape, type User } from '#shared/contract/auth.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { InitialsField } from '../../ui/initials-field.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';

type Edits = Partial<Pick<User, 'fullName' | 'initials' | 'language'>>;

/** One's own name, initials and language; the role is for others to change. */
export function Profile({ user }: { user: User }) {
  const { t } = useTranslation(['settings', 'common', 'people']);
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [edits, setEdits] = useState<Edits>({});
  const { fullName, initials, language } = { ...user, ...edits };
  const save = useMutation({
    mutationFn: () => client.auth.updateMe({ fullName: fullName.trim(), initials, language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
      setEdits({});
      toasts.done(t('account.profileSaved'));
    },
  });
  const code = save.isError ? problemOf(save.error) : null;
  const edit = (changed: Edits) => {
    setEdits(before => ({ ...before, ...changed }));
    save.reset();
  };
  const nameless = fullName.trim() === '';
  const wrong = !initialsShape.safeParse(initials).success;
  const edited =
    fullName.trim() !== user.fullName || initials !== user.initials || language !== user.language;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (edited && !nameless && !wrong && !save.isPending) save.mutate();
  };
  return (
    <SettingCard title={t('account.you')}>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
          {code !== null && code !== 'account.initials_taken' && <ProblemNote error={save.error} />}
          <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
            <Box sx={{ pt: '25px' }}>
              <Avatar text={initials} size={40} />
            </Box>
            <Field
              label={t('account.name')}
              hint={nameless ? t('people:fullNameMissing') : t('account.nameHint')}
              error={nameless}
              value={fullName}
              autoComplete="name"
              onChange={event => edit({ fullName: event.target.value })}
              slotProps={{ htmlInput: { maxLength: FULL_NAME_MAX_LENGTH } }}
              sx={{ flex: 1 }}
            />
          </Box>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
            <InitialsField
              value={initials}
              wrong={wrong}
              taken={code === 'account.initials_taken'}
              onChange={value => edit({ initials: value })}
            />
            <LanguageField
              label={t('people:language')}
              value={language}
              onChange={chosen => edit({ language: chosen })}
            />
          </Box>
          <Button
            type="submit"
            sx={{ justifySelf: 'start' }}
            disabled={!edited || nameless || wrong || save.isPending}
          >
            {t('common:save')}
          </Button>
        </Box>
        <Facts
          facts={[
            { name: t('account.email'), value: user.email },
            { name: t('account.role'), value: <Roles user={user} /> },
            { name: t('account.since'), value: format.dateTime(user.createdAt) },
          ]}
        />
      </Box>
    </SettingCard>
  );
}

function Roles({ user: { role, memberships } }: { user: User }) {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
  if (clients.length <= 1 || memberships.length === 0) return `${t(`role_${role}`)} · ${t(`may_${role}`)}`;
  return memberships.map(held => (
    <div key={held.clientId}>
      {t('roleFor', {
        role: t(`role_${held.role}`),
        client: clients.find(({ id }) => id === held.clientId)?.name ?? '',
      })}
    </div>
  ));
}
