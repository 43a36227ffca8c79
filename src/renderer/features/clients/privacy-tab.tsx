import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { SettingCard } from '../../ui/setting-card.tsx';
import { EraseClient } from './erase-client.tsx';
import { ExportCard } from './export-card.tsx';
import { RetentionCard } from './retention-card.tsx';
import { useArchiving } from './use-archiving.ts';

/** What is done with the data of a client: kept, taken along, put away, erased. */
export function PrivacyTab({ client }: { client: Client }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, maxWidth: 760 }}>
      <RetentionCard client={client} />
      <ExportCard clientId={client.id} />
      <ArchiveCard client={client} />
      <EraseClient client={client} />
    </Box>
  );
}

function ArchiveCard({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const { clients } = useCurrentClient();
  const { archive, restore } = useArchiving(client);
  const [asking, ask] = useState(false);
  if (client.archivedAt !== null) {
    return (
      <SettingCard
        title={t('archivedCard')}
        hint={t('archivedHint', { date: format.date(client.archivedAt) })}
        action={
          <Button disabled={restore.isPending} onClick={() => restore.mutate()}>
            {t('restore')}
          </Button>
        }
      />
    );
  }
  const only = clients.length <= 1;
  return (
    <>
      <SettingCard
        title={t('archiveCard')}
        hint={only ? t('onlyOne') : t('archiveHint')}
        action={!only && <Button onClick={() => ask(true)}>{t('archive')}</Button>}
      />
      <ConfirmDialog
        open={asking}
        title={t('archiveTitle', { name: client.name })}
        confirm={t('archive')}
        busy={archive.isPending}
        onConfirm={() => archive.mutate(undefined, { onSettled: () => ask(false) })}
        onClose={() => ask(false)}
      >
        {t('archiveHint')}
      </ConfirmDialog>
    </>
  );
}
