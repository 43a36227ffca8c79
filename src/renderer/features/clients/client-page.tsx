import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { administrators, editors } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { initialsOf } from '../../ui/initials-of.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { ClientActivity } from '../audit/index.ts';
import { ClientKeys } from '../keys/index.ts';
import { ChatbotsTab } from './chatbots-tab.tsx';
import { ClientMenu } from './client-menu.tsx';
import { ClientState } from './client-state.tsx';
import type { ClientTab } from './client-tabs.ts';
import { DocumentsTab } from './documents-tab.tsx';
import { ErasureUnderWay } from './erasure-under-way.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PeopleTab } from './people-tab.tsx';
import { PrivacyTab } from './privacy-tab.tsx';
import { QuotaTab } from './quota-tab.tsx';

/** One client: who it is, what it has, and what is done with its data. */
export default function ClientPage() {
  const { t } = useTranslation('clients');
  const { id } = useParams({ from: '/inside/clients/$id' });
  const client = useQuery(orpc.clients.get.queryOptions({ input: { id }, retry: false }));
  if (client.isError) {
    return problemOf(client.error) === 'resource.not_found' ? (
      <EmptyState
        icon="building"
        title={t('missing')}
        action={<LinkButton to="/clients">{t('back')}</LinkButton>}
      >
        {t('missingAdvice')}
      </EmptyState>
    ) : (
      <ErrorState error={client.error} onRetry={() => void client.refetch()} />
    );
  }
  if (client.data) return <OneClient key={id} client={client.data} />;
  return (
    <Page title={'\u00a0'}>
      <LoadingState rows={6} />
    </Page>
  );
}

function OneClient({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const navigate = useNavigate({ from: '/clients/$id' });
  const session = useSession();
  const { tab: wanted = 'overview' } = useSearch({ from: '/inside/clients/$id' });
  const tabs: ClientTab[] = [
    'overview',
    'chatbots',
    ...(session.may(...editors) ? (['documents', 'quota'] as const) : []),
    ...(session.may(...administrators) ? (['people', 'keys', 'activity', 'privacy'] as const) : []),
  ];
  const tab = tabs.includes(wanted) ? wanted : 'overview';
  return (
    <Page
      bare
      title={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
          <Tooltip title={t('back')}>
            <IconButton
              aria-label={t('back')}
              edge="start"
              onClick={() => void navigate({ to: '/clients', search: {} })}
            >
              <Icon name="left" />
            </IconButton>
          </Tooltip>
          <Avatar text={initialsOf(client.name)} size={40} square />
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>{client.name}</Box>
            {client.domain !== null && (
              <Box sx={{ color: 'var(--muted)', typography: 'small', fontWeight: 400, letterSpacing: 0 }}>
                {client.domain}
              </Box>
            )}
          </Box>
        </Box>
      }
      actions={
        <>
          <ClientState client={client} />
          <ClientMenu client={client} />
        </>
      }
    >
      {client.erasing ? (
        <Box sx={{ px: { xs: 2, md: 3.5 } }}>
          <ErasureUnderWay clientId={client.id} />
        </Box>
      ) : (
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', px: { xs: 2, md: 3.5 } }}>
          <TabList
            label={t('tabs')}
            value={tab}
            tabs={tabs.map(value => ({ value, label: t(`tab_${value}`) }))}
            onChange={next => void navigate({ search: { tab: next }, replace: true })}
          />
          <Box
            {...tabPanel(tab)}
            sx={{ flex: 1, minHeight: 0, overflow: 'auto', pt: 2.5, pb: 4, px: '3px', mx: '-3px' }}
          >
            {tab === 'overview' && <OverviewTab client={client} />}
            {tab === 'chatbots' && <ChatbotsTab client={client} />}
            {tab === 'documents' && <DocumentsTab client={client} />}
            {tab === 'quota' && <QuotaTab clientId={client.id} />}
            {tab === 'people' && <PeopleTab client={client} />}
            {tab === 'keys' && <ClientKeys clientId={client.id} />}
            {tab === 'activity' && <ClientActivity clientId={client.id} />}
            {tab === 'privacy' && <PrivacyTab client={client} />}
          </Box>
        </Box>
      )}
    </Page>
  );
}
