import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** A quiet line when passages of a client say the same, with the way to them; nothing where none do, or while nobody knows. */
export function AlikeLine({ clientId }: { clientId: string }) {
  const { t } = useTranslation('documents');
  const { data } = useQuery(orpc.passages.alike.queryOptions({ input: { clientId, limit: 1 } }));
  if ((data?.items.length ?? 0) === 0) return null;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        mt: 1.75,
        '& svg': { flex: 'none' },
        color: 'var(--muted)',
        typography: 'small',
      }}
    >
      <Icon name="copy" size={16} />
      {t('alikeLine')}
      <LinkButton to="/knowledge/alike" size="small" variant="text" sx={{ flex: 'none' }}>
        {t('alikeLook')}
      </LinkButton>
    </Box>
  );
}

/** That passages of a document say the same as others, with the way to these. */
export function AlikeNotice({ documentId, count }: { documentId: string; count: number }) {
  const { t } = useTranslation('documents');
  return (
    <Notice tone="info" icon="copy">
      {t('alikeHere', { count })}
      <Box sx={{ mt: 1 }}>
        <LinkButton to="/knowledge/alike" search={{ document: documentId }} size="small">
          {t('alikeLook')}
        </LinkButton>
      </Box>
    </Notice>
  );
}
