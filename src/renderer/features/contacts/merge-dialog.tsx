import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { MergeChoice } from './merge-choice.tsx';
import { SideBySide } from './side-by-side.tsx';

type Props = { one: Contact; /** Null: still to be chosen. */ other: Contact | null; onClose: () => void };

/** Two contacts beside each other, and which of them stays. */
export function MergeDialog({ one, other: given, onClose }: Props) {
  const { t } = useTranslation('contacts');
  const [other, setOther] = useState(given);
  const [staysId, setStaysId] = useState(one.id);
  const merging = useMerging(onClose);
  const goesId = staysId === one.id ? other?.id : one.id;
  return (
    <FormDialog
      title={t('merging.title')}
      submit={t('merging.confirm')}
      onSubmit={() => goesId !== undefined && merging.mutate({ id: goesId, into: staysId })}
      onClose={onClose}
      error={merging.error}
      disabled={goesId === undefined || merging.isPending}
      size="md"
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        {other === null ? (
          <MergeChoice contact={one} onChoose={setOther} />
        ) : (
          <>
            <Box sx={{ color: 'var(--muted)' }}>{t('merging.hint')}</Box>
            <SideBySide contacts={[one, other]} staysId={staysId} onStays={setStaysId} />
          </>
        )}
      </Box>
    </FormDialog>
  );
}

function useMerging(onClose: () => void) {
  const { t } = useTranslation('contacts');
  const queries = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const readAgain = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() });
  const separate = (id: string) => client.contacts.separate({ id }).then(readAgain).catch(toasts.failed);
  return useMutation({
    mutationFn: (pair: { id: string; into: string }) => client.contacts.merge(pair),
    async onSuccess(_, { id, into }) {
      onClose();
      toasts.done(t('merging.done'), { undo: () => void separate(id) });
      if (location.hash.includes(id))
        void navigate({ to: '/contacts/$id', params: { id: into }, replace: true });
      await readAgain();
    },
  });
}
