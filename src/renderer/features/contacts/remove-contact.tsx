import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactDetails } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { isNotBeingRemoved, removingKey } from '../../rpc/removing.ts';
import { useOnward } from '../../state/onward.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Says what goes and what stays, before it does. */
export function RemoveContact({ contact, onClose }: { contact: ContactDetails; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const queries = useQueryClient();
  const toasts = useToasts();
  const onward = useOnward();
  const removal = useMutation({
    mutationKey: removingKey(contact.id),
    mutationFn: () => client.contacts.remove({ id: contact.id }),
    // Waited for: until its page is left, nothing of it is read again.
    async onSuccess() {
      await onward({ to: '/contacts' });
      toasts.done(t('removing.done'));
      await queries.invalidateQueries({
        queryKey: orpc.contacts.key(),
        predicate: isNotBeingRemoved(queries),
      });
    },
    onError: toasts.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('removing.title')}
      confirm={t('remove')}
      destructive
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      <Box component="p" sx={{ mt: 0 }}>
        {t('removing.goes', { merged: contact.merged.length > 0 ? t('removing.goesMerged') : '' })}
      </Box>
      {t('removing.stays')} {contact.people.length > 0 && t('removing.staysCompany')}
    </ConfirmDialog>
  );
}
