import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session.tsx';
import { client as core, orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { TypedConfirm } from './typed-confirm.tsx';

type Props = {
  person: { id: string; fullName: string; email: string };
  /** A button with its words, or the last line of a menu behind three dots. */
  variant?: 'button' | 'menu';
};

/** The button that erases a person, and the question before it. Absent for oneself: another administrator does that. */
export function ErasePerson({ person: { id, fullName, email }, variant = 'button' }: Props) {
  const { t } = useTranslation('clients');
  const { user } = useSession();
  const queries = useQueryClient();
  const onward = useOnward();
  const [asking, ask] = useState(false);
  const erase = useMutation({
    mutationFn: (confirmEmail: string) => core.privacy.erasePerson({ id, confirmEmail }),
    onSuccess: erasure => {
      void queries.invalidateQueries({ queryKey: orpc.privacy.key() });
      void queries.invalidateQueries({ queryKey: orpc.clients.key() });
      void queries.invalidateQueries({ queryKey: orpc.people.key() });
      void onward({ to: '/clients/erasures/$id', params: { id: erasure.id } });
    },
  });
  if (user?.id === id) return null;
  return (
    <>
      {variant === 'button' ? (
        <Button sx={{ color: 'var(--bad)' }} onClick={() => ask(true)}>
          {t('erasePerson')}
        </Button>
      ) : (
        <ActionMenu
          label={t('personActions', { name: fullName })}
          actions={[{ label: t('erasePerson'), icon: 'trash', destructive: true, onChoose: () => ask(true) }]}
        />
      )}
      {asking && (
        <TypedConfirm
          title={t('erasePersonTitle', { name: fullName })}
          expected={email}
          question={t('erasePersonConfirm', { email })}
          confirm={t('eraseNow')}
          erasing={erase}
          onClose={() => {
            ask(false);
            erase.reset();
          }}
        >
          <p>{t('erasePersonBody')}</p>
          <Box component="p" sx={{ mt: 1 }}>
            {t('erasePersonKept')}
          </Box>
        </TypedConfirm>
      )}
    </>
  );
}
