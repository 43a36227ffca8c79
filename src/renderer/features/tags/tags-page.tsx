import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { AddTag } from './tag-dialogs.tsx';
import { TagLine } from './tag-line.tsx';
import { TagProposals } from './tag-proposals.tsx';
import { useTags } from './use-tags.ts';

/** The tags of a client: what has them, what else they could be given to. */
export default function TagsPage() {
  const { t } = useTranslation('tags');
  const { clientId } = useCurrentClient();
  const mayEdit = useRights(clientId).may(...editors);
  const [adding, setAdding] = useState(false);
  const add = mayEdit && clientId !== undefined && (
    <Button variant="contained" onClick={() => setAdding(true)} startIcon={<Icon name="plus" size={16} />}>
      {t('add')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      subtitle={
        <>
          <Link to="/knowledge">{t('back')}</Link> · {t('subtitle')}
        </>
      }
      actions={add}
    >
      <Box sx={{ maxWidth: 760, display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {clientId === undefined ? (
          <LoadingState rows={4} />
        ) : (
          <>
            {mayEdit && <TagProposals clientId={clientId} />}
            <Tags clientId={clientId} mayEdit={mayEdit} />
          </>
        )}
      </Box>
      {adding && clientId !== undefined && <AddTag clientId={clientId} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Tags({ clientId, mayEdit }: { clientId: string; mayEdit: boolean }) {
  const { t } = useTranslation('tags');
  const tags = useTags(clientId);
  if (tags.isError) return <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />;
  if (!tags.data) return <LoadingState rows={4} />;
  if (tags.data.length === 0)
    return (
      <EmptyState icon="tag" title={t('empty')}>
        {t('emptyText')}
      </EmptyState>
    );
  return (
    <Card component="ul" aria-label={t('list')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {tags.data.map(tag => (
        <TagLine key={tag.id} tag={tag} all={tags.data} mayEdit={mayEdit} />
      ))}
    </Card>
  );
}
