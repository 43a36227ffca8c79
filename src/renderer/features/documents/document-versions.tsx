import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Props = { document: Document; mayEdit: boolean };

/** Earlier versions that are set aside under a document: to look at, to bring back, to delete. */
export function DocumentVersions({ document, mayEdit }: Props) {
  const { t } = useTranslation('documents');
  const versions = useQuery({
    ...orpc.documents.versions.queryOptions({ input: { id: document.id } }),
    enabled: document.versionCount > 0,
  });
  if (document.versionCount === 0 || !versions.data?.length) return null;
  return (
    <Box component="section" aria-label={t('versions')}>
      <Box sx={{ fontWeight: 570 }}>{t('versions')}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.5 }}>{t('versionsHint')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {versions.data.map(version => (
          <Version key={version.id} version={version} currentId={document.id} mayEdit={mayEdit} />
        ))}
      </Box>
    </Box>
  );
}

type VersionProps = { version: Document; currentId: string; mayEdit: boolean };

function Version({ version, currentId, mayEdit }: VersionProps) {
  const { t } = useTranslation(['documents', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [removing, setRemoving] = useState(false);
  const { id, title, createdAt, setAsideAt, size } = version;
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.documents.key() });
  const restore = useMutation({
    mutationFn: (beside: boolean) => client.documents.restore({ id, beside }),
    onSuccess: () => toasts.done(t('restored')),
    onError: toasts.failed,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => client.documents.remove({ id }),
    onSuccess: () => {
      setRemoving(false);
      toasts.done(t('removed'));
    },
    onError: toasts.failed,
    onSettled: refresh,
  });
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        py: 0.75,
        borderTop: '1px solid var(--line)',
        typography: 'small',
      }}
    >
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Link to="/documents/$id" params={{ id }} title={version.fileName}>
          {t('versionOf', { date: format.dateTime(createdAt) })}
        </Link>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {format.bytes(size)}
          {setAsideAt !== null && `, ${t('versionAside', { date: format.date(setAsideAt) })}`}
        </Box>
      </Box>
      <LinkButton
        size="small"
        to="/documents/$id/changes"
        params={{ id: currentId }}
        search={{ earlier: id }}
        aria-label={t('compareVersion', { date: format.dateTime(createdAt) })}
      >
        {t('compare')}
      </LinkButton>
      {mayEdit && (
        <>
          <Button size="small" disabled={restore.isPending} onClick={() => restore.mutate(false)}>
            {t('restore')}
          </Button>
          <ActionMenu
            size="small"
            label={t('versionActions', { date: format.dateTime(createdAt) })}
            actions={[
              { label: t('restoreBeside'), icon: 'copy', onChoose: () => restore.mutate(true) },
              { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setRemoving(true) },
            ]}
          />
          <ConfirmDialog
            open={removing}
            destructive
            title={t('removeTitle', { name: title })}
            confirm={t('remove')}
            busy={remove.isPending}
            onConfirm={() => remove.mutate()}
            onClose={() => setRemoving(false)}
          >
            {t('removeVersionBody')}
          </ConfirmDialog>
        </>
      )}
    </Box>
  );
}

/** Other documents with the very same bytes, by name. */
export function SameContent({ document: { sameContentAs } }: { document: Document }) {
  const { t } = useTranslation('documents');
  if (sameContentAs.length === 0) return null;
  return (
    <Box component="section" aria-label={t('sameContent')}>
      <Box sx={{ fontWeight: 570 }}>{t('sameContent')}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.5 }}>{t('sameContentHint')}</Box>
      <Box component="ul" sx={{ m: 0, pl: 2.25, overflowWrap: 'anywhere' }}>
        {sameContentAs.map(id => (
          <li key={id}>
            <Other id={id} />
          </li>
        ))}
      </Box>
    </Box>
  );
}

function Other({ id }: { id: string }) {
  const { data } = useQuery(orpc.documents.get.queryOptions({ input: { id } }));
  return data ? (
    <Link to="/documents/$id" params={{ id }}>
      {data.fileName}
    </Link>
  ) : (
    '…'
  );
}
