import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import type { Source } from '#shared/contract/sources.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { useRights } from '../../state/rights.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { DifferenceCard } from './difference-card.tsx';
import { EditSource } from './edit-source.tsx';
import { ItemList } from './item-list.tsx';
import { LookList } from './look-list.tsx';
import { RemoveSource } from './remove-source.tsx';
import { SourceStanding } from './source-standing.tsx';
import { kindIcons, placeOf } from './source-words.ts';
import { useSourceDeeds } from './use-source-deeds.ts';

/** One source: how it is, what waits, what it has, when it was looked at. */
export default function SourcePage() {
  const { t } = useTranslation('sources');
  const { id } = useParams({ from: '/inside/sources/$id' });
  const source = useQuery(orpc.sources.get.queryOptions({ input: { id }, retry: false }));
  if (source.data && !source.isError) return <Opened key={id} source={source.data} />;
  return (
    <Page title={t('title')}>
      {!source.isError ? (
        <LoadingState rows={5} />
      ) : problemOf(source.error) === 'resource.not_found' ? (
        <EmptyState
          icon="refresh"
          title={t('missing')}
          action={<LinkButton to="/sources">{t('back')}</LinkButton>}
        >
          {t('missingText')}
        </EmptyState>
      ) : (
        <ErrorState error={source.error} onRetry={() => void source.refetch()} />
      )}
    </Page>
  );
}

function Opened({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const { clientId, name, kind, condition, asks } = source;
  const mayChange = useRights(clientId).may(...editors) && condition !== 'removing';
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const close = () => setDialog(null);
  return (
    <Page
      title={name}
      subtitle={
        <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center', minWidth: 0 }}>
          <Icon name={kindIcons[kind]} size={15} />
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {placeOf(source)}
          </Box>
        </Box>
      }
      actions={
        <>
          <LinkButton to="/sources" startIcon={<Icon name="left" size={16} />}>
            {t('back')}
          </LinkButton>
          {mayChange && <Deeds source={source} onDialog={setDialog} />}
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 940, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <SourceStanding source={source} mayChange={mayChange} />
        {asks.take + asks.setAside > 0 && <DifferenceCard source={source} mayChange={mayChange} />}
        <Views source={source} mayChange={mayChange} />
      </Box>
      {dialog === 'edit' && <EditSource source={source} onClose={close} />}
      {dialog === 'remove' && <RemoveSource source={source} onClose={close} />}
    </Page>
  );
}

type DeedsProps = { source: Source; onDialog: (dialog: 'edit' | 'remove') => void };

function Deeds({ source: { id, paused, condition }, onDialog }: DeedsProps) {
  const { t } = useTranslation('sources');
  const { run } = useSourceDeeds(id);
  const isLooking = condition === 'looking';
  return (
    <>
      {paused ? (
        <Button
          variant="contained"
          disabled={run.isPending}
          onClick={() => run.mutate('resume')}
          startIcon={<Icon name="refresh" size={16} />}
        >
          {t('resume')}
        </Button>
      ) : (
        !isLooking && (
          <Button
            disabled={run.isPending}
            onClick={() => run.mutate('look')}
            startIcon={<Icon name="refresh" size={16} />}
          >
            {t('lookNow')}
          </Button>
        )
      )}
      <ActionMenu
        label={t('more')}
        actions={[
          !paused && !isLooking && { label: t('lookDry'), icon: 'eye', onChoose: () => run.mutate('dry') },
          !paused && { label: t('pause'), icon: 'clock', onChoose: () => run.mutate('pause') },
          { label: t('settings'), icon: 'settings', onChoose: () => onDialog('edit') },
          { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => onDialog('remove') },
        ]}
      />
    </>
  );
}

function Views({ source, mayChange }: { source: Source; mayChange: boolean }) {
  const { t } = useTranslation('sources');
  const { looks = false } = useSearch({ from: '/inside/sources/$id' });
  const view = looks ? 'looks' : 'items';
  const navigate = useNavigate({ from: '/sources/$id' });
  return (
    <Box>
      <TabList
        label={t('views')}
        value={view}
        tabs={[
          { value: 'items', label: t('view_items') },
          { value: 'looks', label: t('view_looks') },
        ]}
        onChange={next => void navigate({ search: next === 'looks' ? { looks: true } : {}, replace: true })}
      />
      <Box {...tabPanel(view)} sx={{ pt: 2 }}>
        {view === 'items' ? (
          <ItemList source={source} mayChange={mayChange} />
        ) : (
          <LookList sourceId={source.id} />
        )}
      </Box>
    </Box>
  );
}
