import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { administrators } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useArchiving } from './use-archiving.ts';

/** What can be done with one client of the list, or on its page. */
export function ClientMenu({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const { clients, clientId, choose } = useCurrentClient();
  const mayAdminister = useSession().may(...administrators);
  const navigate = useNavigate();
  const toasts = useToasts();
  const { archive, restore } = useArchiving(client);
  const [asking, ask] = useState(false);
  const { id, name, archivedAt, erasing } = client;
  const mayArchive = mayAdminister && !erasing && archivedAt === null && clients.length > 1;
  const actions = [
    {
      label: t('open'),
      icon: 'right' as const,
      onChoose: () => void navigate({ to: '/clients/$id', params: { id } }),
    },
    archivedAt === null &&
      id !== clientId && {
        label: t('workFor'),
        icon: 'check' as const,
        onChoose: () => {
          choose(id);
          toasts.done(t('workingFor', { name }));
        },
      },
    mayArchive && { label: t('archive'), icon: 'archive' as const, onChoose: () => ask(true) },
    mayAdminister &&
      !erasing &&
      archivedAt !== null && {
        label: t('restore'),
        icon: 'refresh' as const,
        onChoose: () => restore.mutate(),
      },
  ];
  return (
    <>
      <ActionMenu label={t('actions', { name })} actions={actions} />
      <ConfirmDialog
        open={asking}
        title={t('archiveTitle', { name })}
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
