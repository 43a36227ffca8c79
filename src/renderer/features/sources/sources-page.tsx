import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { usePages } from '../../state/pages.ts';
import { useRights } from '../../state/rights.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { AddSource } from './add-source.tsx';
import { SourceCard } from './source-card.tsx';

const CARDS_AT_ONCE = 50;

/** The folders and sites that keep the knowledge of a client fresh: how each is, and what needs somebody. */
export default function SourcesPage() {
  const { t } = useTranslation('sources');
  const { clientId } = useCurrentClient();
  const { add = false } = useSearch({ from: '/inside/sources' });
  const navigate = useNavigate({ from: '/sources' });
  const mayChange = useRights().may(...editors);
  const adding = (open: boolean) => void navigate({ search: open ? { add: true } : {}, replace: true });
  const button = mayChange && clientId !== undefined && (
    <Button variant="contained" onClick={() => adding(true)} startIcon={<Icon name="plus" size={16} />}>
      {t('add')}
    </Button>
  );
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={button}>
      <Box sx={{ maxWidth: 940 }}>
        {clientId === undefined ? <LoadingState rows={4} /> : <Sources clientId={clientId} action={button} />}
      </Box>
      {add && mayChange && clientId !== undefined && (
        <AddSource clientId={clientId} onClose={() => adding(false)} />
      )}
    </Page>
  );
}

function Sources({ clientId, action }: { clientId: string; action: React.ReactNode }) {
  const { t } = useTranslation('sources');
  const input = { clientId };
  const query = usePages({
    key: orpc.sources.list.key({ type: 'infinite', input }),
    atOnce: CARDS_AT_ONCE,
    ask: page => client.sources.list({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState icon="refresh" title={t('empty')} action={action}>
          {t('emptyText')}
        </EmptyState>
      }
    >
      {sources => (
        <Box
          component="ul"
          aria-label={t('list')}
          sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}
        >
          {sources.map(source => (
            <li key={source.id}>
              <SourceCard source={source} />
            </li>
          ))}
        </Box>
      )}
    </PagedList>
  );
}
