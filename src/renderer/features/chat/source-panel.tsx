import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/messages.ts';
import { shownPlaces } from '#shared/lib/source-pages.ts';
import { tablesInWords } from '#shared/lib/table-row.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import {
  DocumentSight,
  PageAddress,
  PageTurner,
  placesInAddress,
  PlaceStepper,
  sheetStyle,
  SightBar,
  sightKeys,
  usePageSight,
} from '../documents/index.ts';

type Props = {
  source: Source;
  /** Which of its places is shown, from 0. */
  place: number;
  /** Counts the times a source was asked for, so that the same one is scrolled to again. */
  shownAt: number;
  onPlace: (place: number) => void;
  onClose: () => void;
};

/** The page a source comes from, with the words of it highlighted that the answer rests on. */
export function SourcePanel(props: Props) {
  return <Panel key={props.source.documentId} {...props} />;
}

/** "Source 2"; a document that was only read has no number. */
export function sourceName({ number, title }: Source, t: TFunction<'chat'>): string {
  return number === null ? t('lookedAt', { title }) : t('source', { number });
}

function Panel({ source, place, shownAt, onPlace, onClose }: Props) {
  const { t, i18n } = useTranslation('chat');
  const format = useFormat();
  const { documentId, title } = source;
  const places = shownPlaces(source.places);
  const { start, end, quote, header, edited } = places[place] ?? { ...source, header: null, edited: false };
  const name = sourceName(source, t);
  const sight = usePageSight();
  // Asked for again, or for another place, a page that was turned is turned back.
  const asked = `${place}:${shownAt}`;
  const [turned, setTurned] = useState<{ page: number; asked: string } | null>(null);
  const turn = (next: number) => setTurned({ page: next, asked });
  const where = turned?.asked === asked ? { page: turned.page } : { offset: start };
  const page = useQuery(
    orpc.documents.page.queryOptions({
      input: { id: documentId, ...where },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      retry: false,
    }),
  );
  const address = useQuery(orpc.documents.get.queryOptions({ input: { id: documentId }, retry: false })).data
    ?.source?.address;
  const gone = page.isError && problemOf(page.error) === 'resource.not_found';
  const position =
    page.data &&
    t(page.data.paged ? 'pageOf' : 'partOf', { page: page.data.page, count: page.data.pageCount });
  return (
    <Box
      component="section"
      aria-label={name}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        minHeight: 0,
        height: '100%',
        background: 'var(--surface-2)',
      }}
    >
      <Box
        component="header"
        sx={{
          p: '12px 12px 12px 16px',
          display: 'flex',
          gap: 1.25,
          alignItems: 'center',
          borderBottom: '1px solid var(--line)',
          background: 'var(--surface)',
        }}
      >
        <Icon name="file" />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box title={title} sx={{ fontWeight: 600, ...ONE_LINE }}>
            {title}
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{position ?? name}</Box>
          {source.byOffice !== undefined && (
            <Box sx={{ color: 'var(--ok)', typography: 'small' }}>
              {t('writtenByOffice', { date: format.date(source.byOffice) })}
            </Box>
          )}
          {address !== undefined && address !== null && (
            <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
              <PageAddress address={address} />
            </Box>
          )}
        </Box>
        {!gone && (
          <LinkButton
            variant="text"
            to="/documents/$id"
            params={{ id: documentId }}
            search={{ start, end, ...(places.length > 1 && { places: placesInAddress(places) }) }}
          >
            {t('open')}
          </LinkButton>
        )}
        <Tooltip title={t('closeSource')}>
          <IconButton aria-label={t('closeSource')} onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        </Tooltip>
      </Box>
      <Box
        data-scroller
        {...sightKeys(title, page.data, sight, turn)}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 2.25 }}
      >
        {edited && (
          <Box sx={{ mb: 2, display: 'grid', gap: 1 }}>
            <Notice tone="info" icon="info" title={t('editedByOffice')}>
              {tablesInWords(quote, header, i18n.language)}
            </Notice>
          </Box>
        )}
        {page.data && !page.isError ? (
          <DocumentSight
            page={page.data}
            highlight={{ start, end, header }}
            shownAt={shownAt}
            sight={sight}
          />
        ) : gone ? (
          <>
            <Box sx={{ mb: 2 }}>
              <Box sx={{ fontWeight: 600 }}>{t('sourceGone')}</Box>
              <Box sx={{ color: 'var(--muted)' }}>{t('sourceGoneAdvice')}</Box>
            </Box>
            <Box sx={sheetStyle}>
              <p>
                <mark>{tablesInWords(quote, header, i18n.language)}</mark>
              </p>
            </Box>
          </>
        ) : page.isError ? (
          <ErrorState error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <LoadingState rows={5} />
        )}
      </Box>
      {(places.length > 1 || (page.data && (page.data.pageCount > 1 || page.data.drawable))) && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            justifyContent: 'space-evenly',
            p: 0.5,
            borderTop: '1px solid var(--line)',
            background: 'var(--surface)',
          }}
        >
          <PlaceStepper place={place} count={places.length} onGo={onPlace} />
          {page.data && page.data.pageCount > 1 && <PageTurner page={page.data} onTurn={turn} />}
          {page.data?.drawable === true && <SightBar sight={sight} />}
        </Box>
      )}
    </Box>
  );
}
