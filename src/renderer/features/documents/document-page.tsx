import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import type { Document } from '#shared/contract/document.ts';
import { useRights } from '../../state/rights.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { orpc } from '../../rpc/client.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { DocumentActions } from './document-actions.tsx';
import { DocumentNotices } from './document-notices.tsx';
import { DocumentDetails } from './document-details.tsx';
import { DocumentPassages } from './document-passages.tsx';
import { DocumentSight } from './document-sight.tsx';
import { DocumentState } from './document-state.tsx';
import { LockedDocument } from './locked-document.tsx';
import { isNamedApart } from './full-name.ts';
import { usePageSight } from './page-sight.ts';
import { PageTurner } from './page-turner.tsx';
import { placesFromAddress } from './place-address.ts';
import { PlaceStepper } from './place-stepper.tsx';
import { SightBar } from './sight-bar.tsx';
import { sightKeys } from './sight-keys.ts';

type View = 'text' | 'passages' | 'details';

/** One document: its pages as sheets, its passages, what is known of it. */
export default function DocumentViewerPage() {
  const { id } = useParams({ from: '/inside/documents/$id' });
  const document = useQuery(orpc.documents.get.queryOptions({ input: { id } }));
  if (document.isError) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  if (!document.data) {
    return (
      <Box sx={{ p: 4 }}>
        <LoadingState />
      </Box>
    );
  }
  return <Viewer key={id} document={document.data} />;
}

function Viewer({ document }: { document: Document }) {
  const { t } = useTranslation('documents');
  const mayEdit = useRights(document.clientId).may(...editors);
  const [view, setView] = useState<View>('text');
  const side = view === 'text' ? 'passages' : view;
  const readable = ['ready', 'set_aside'].includes(document.state) || document.passageCount > 0;
  return (
    <Page
      bare
      title={<Box sx={{ overflowWrap: 'anywhere' }}>{document.title}</Box>}
      subtitle={
        <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', flexWrap: 'wrap', typography: 'small' }}>
          {mayEdit && <Link to="/knowledge">{t('backToKnowledge')}</Link>}
          <DocumentState document={document} />
          {isNamedApart(document) && (
            <Box component="span" sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>
              {document.fileName}
            </Box>
          )}
        </Box>
      }
      actions={<DocumentActions document={document} mayEdit={mayEdit} />}
    >
      <DocumentNotices document={document} mayEdit={mayEdit} onDetails={() => setView('details')} />
      <Box sx={{ px: 2, display: { xs: 'block', md: 'none' } }}>
        <TabList
          label={document.title}
          value={view}
          onChange={setView}
          tabs={[
            { value: 'text', label: t('document') },
            { value: 'passages', label: t('passages') },
            { value: 'details', label: t('details') },
          ]}
        />
      </Box>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 372px' },
          borderTop: { md: '1px solid var(--line)' },
        }}
      >
        <Box
          sx={{
            minHeight: 0,
            display: { xs: view === 'text' ? 'flex' : 'none', md: 'flex' },
            flexDirection: 'column',
          }}
        >
          {readable ? <Sheet document={document} /> : <NotReadable document={document} mayEdit={mayEdit} />}
        </Box>
        <Box
          component="aside"
          sx={{
            minHeight: 0,
            display: { xs: view === 'text' ? 'none' : 'flex', md: 'flex' },
            flexDirection: 'column',
            borderLeft: { md: '1px solid var(--line)' },
          }}
        >
          <Box sx={{ display: { xs: 'none', md: 'block' }, px: 2.25, pt: 0.75 }}>
            <TabList
              label={t('details')}
              value={side}
              onChange={setView}
              tabs={[
                { value: 'passages', label: t('passages') },
                { value: 'details', label: t('details') },
              ]}
            />
          </Box>
          <Box {...tabPanel(side)} sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
            {side === 'passages' ? (
              <DocumentPassages document={document} mayEdit={mayEdit} onChosen={() => setView('text')} />
            ) : (
              <DocumentDetails document={document} mayEdit={mayEdit} />
            )}
          </Box>
        </Box>
      </Box>
    </Page>
  );
}

function Sheet({ document: { id } }: { document: Document }) {
  const { t } = useTranslation('documents');
  const navigate = useNavigate({ from: '/documents/$id' });
  const { page: wanted, offset, start, end, places } = useSearch({ from: '/inside/documents/$id' });
  const stops = placesFromAddress(places);
  const sight = usePageSight();
  const at = stops.findIndex(stop => stop.start === start && stop.end === end);
  const where = wanted !== undefined ? { page: wanted } : { offset: start ?? offset ?? 0 };
  const page = useQuery(
    orpc.documents.page.queryOptions({
      input: { id, ...where },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),
  );
  if (page.isError) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) {
    return (
      <Box sx={{ p: 4 }}>
        <LoadingState rows={6} />
      </Box>
    );
  }
  const highlight = start !== undefined && end !== undefined ? { start, end } : null;
  const turn = (next: number) =>
    void navigate({ search: before => ({ ...before, offset: undefined, page: next }) });
  const away = highlight !== null && (highlight.start >= page.data.end || highlight.end <= page.data.start);
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'center',
          flexWrap: 'wrap',
          columnGap: 3,
          p: '8px 16px',
          borderBottom: '1px solid var(--line)',
          background: 'var(--surface)',
        }}
      >
        {at >= 0 && (
          <PlaceStepper
            place={at}
            count={stops.length}
            onGo={next => void navigate({ search: { ...stops[next], places }, replace: true })}
          />
        )}
        <PageTurner page={page.data} onTurn={turn} />
        {page.data.drawable && <SightBar sight={sight} />}
        {away && (
          <Button size="small" onClick={() => void navigate({ search: { start, end, places } })}>
            {t('showAgain')}
          </Button>
        )}
      </Box>
      <Box
        data-scroller
        {...sightKeys(t('document'), page.data, sight, turn)}
        sx={{
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          background: 'var(--surface-2)',
          p: { xs: 1.5, md: 3 },
        }}
      >
        <DocumentSight page={page.data} highlight={highlight} sight={sight} />
      </Box>
    </>
  );
}

function NotReadable({ document, mayEdit }: { document: Document; mayEdit: boolean }) {
  const { t } = useTranslation('documents');
  const words = useProblemWords();
  if (document.state !== 'failed') {
    return (
      <EmptyState icon="clock" title={t('notRead')}>
        {t('notReadAdvice')}
      </EmptyState>
    );
  }
  if (document.lock !== null) return <LockedDocument document={document} mayEdit={mayEdit} />;
  const { title, advice } = words(document.failure ?? 'internal.unexpected');
  return (
    <EmptyState icon="warning" title={title}>
      {advice}
    </EmptyState>
  );
}
