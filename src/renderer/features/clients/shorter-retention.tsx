import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';

/** Days that each is kept; null for ever. */
export type RetentionDays = { conversation: number | null; file: number | null; log: number | null };

type Props = {
  clientId: string;
  wanted: RetentionDays;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** What keeping things less long deletes, before it does. */
export function ShorterRetention({ clientId, wanted, busy, onConfirm, onClose }: Props) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const preview = useQuery(
    orpc.clients.retentionPreview.queryOptions({
      input: {
        id: clientId,
        ...(wanted.conversation === null ? {} : { conversationDays: wanted.conversation }),
        ...(wanted.file === null ? {} : { fileDays: wanted.file }),
      },
      staleTime: 0,
    }),
  );
  const told = () => {
    if (preview.isError) return <ErrorState error={preview.error} />;
    if (!preview.data) return <LoadingState rows={1} />;
    const { conversations, contacts, documents } = preview.data;
    const counted = (count: number) => ({ count, formatted: format.number(count) });
    if (conversations + contacts + documents === 0) return t('retentionNothing');
    return (
      <>
        {conversations > 0 && <p>{t('retentionConversations', counted(conversations))}</p>}
        {contacts > 0 && <p>{t('retentionContacts', counted(contacts))}</p>}
        {documents > 0 && <p>{t('retentionDocuments', counted(documents))}</p>}
        <Box component="p" sx={{ mt: 1 }}>
          {t('retentionForGood')}
        </Box>
      </>
    );
  };
  return (
    <ConfirmDialog
      open
      title={t('retentionTitle')}
      confirm={t('retentionConfirm')}
      destructive
      busy={busy || !preview.data}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {told()}
    </ConfirmDialog>
  );
}
