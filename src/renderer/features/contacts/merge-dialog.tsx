import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { MergeChoice } from './merge-choice.tsx';
import { SideBySide } from './side-by-side.tsx';

type Props = { one: Contact; /** Null: still to be chosen. */ other: Contact | null; onClose: () => void };

/** Two contacts beside each other, and which of them stays. */
export function MergeDialog({ one, other: given, onClose }: Props) {
  const { t } = useTranslation(['contacts', 'common']);
  const titleId = useId();
  const [other, setOther] = useState(given);
  const [staysId, setStaysId] = useState(one.id);
  const merging = useMerging(onClose);
  const goesId = staysId === one.id ? other?.id : one.id;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <DialogTitle id={titleId}>{t('contacts:merging.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        {other === null ? (
          <MergeChoice contact={one} onChoose={setOther} />
        ) : (
          <>
            <Box sx={{ color: 'var(--muted)' }}>{t('contacts:merging.hint')}</Box>
            <SideBySide contacts={[one, other]} staysId={staysId} onStays={setStaysId} />
          </>
        )}
        {merging.isError && <ProblemNote error={merging.error} />}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          disabled={goesId === undefined || merging.isPending}
          onClick={() => goesId !== undefined && merging.mutate({ id: goesId, into: staysId })}
        >
          {t('contacts:merging.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
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
