import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentPage, PageLayout } from '#shared/contract/document.ts';
import { orpc } from '../../rpc/client.ts';
import { LoadingState } from '../../ui/states.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DocumentSheet } from './document-sheet.tsx';
import { DrawnPage } from './drawn-page.tsx';
import type { PageSight } from './page-sight.ts';

type Props = {
  page: DocumentPage;
  highlight: { start: number; end: number; header?: string | null } | null;
  shownAt?: number;
  sight: PageSight;
};

/** Of the page before, whose proportions stand in for those of this one. */
const NO_BOXES: PageLayout['boxes'] = [];
/** Text is set on a sheet of this width. */
const SHEET_WIDTH = 720;

const SHEETS = {
  maxWidth: SHEET_WIDTH,
  mx: 'auto',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)', // a word without an end breaks within it
  gap: 2,
} as const;

/** A page in the way that was chosen: as it looks, where the document has real pages, or as the text that was read. */
export function DocumentSight({ page, highlight, shownAt = 0, sight }: Props) {
  const { t } = useTranslation('documents');
  if (page.drawable && sight.sight === 'page') return <Drawn {...{ page, highlight, shownAt, sight }} />;
  return (
    <Box sx={SHEETS}>
      {page.locked && (
        <Notice tone="info" icon="lock">
          {t('pageLocked')}
        </Notice>
      )}
      <DocumentSheet page={page} highlight={highlight} shownAt={shownAt} />
    </Box>
  );
}

function Drawn({ page, highlight, shownAt = 0, sight }: Props) {
  const { t } = useTranslation('documents');
  const [failedPage, setFailedPage] = useState<number | null>(null);
  const span = highlight === null ? {} : { start: highlight.start, end: highlight.end };
  const layout = useQuery(
    orpc.documents.pageLayout.queryOptions({
      input: { id: page.documentId, page: page.page, ...span },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      retry: false,
    }),
  );
  if (failedPage === page.page || layout.isError) {
    return (
      <Box sx={SHEETS}>
        <Notice tone="info" icon="info" live>
          {t('pageNotDrawn')}
        </Notice>
        <DocumentSheet page={page} highlight={highlight} shownAt={shownAt} />
      </Box>
    );
  }
  if (!layout.data) return <LoadingState rows={6} />;
  const isHere = highlight !== null && highlight.start < page.end && highlight.end > page.start;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {isHere && layout.data.boxes.length === 0 && !layout.isPlaceholderData && (
        <Notice tone="info" icon="info">
          {t('passageNotMarked')}{' '}
          <Button size="small" variant="text" onClick={() => sight.choose('text')} sx={{ p: 0, minWidth: 0 }}>
            {t('readText')}
          </Button>
        </Notice>
      )}
      <DrawnPage
        page={page}
        layout={layout.isPlaceholderData ? { ...layout.data, boxes: NO_BOXES } : layout.data}
        zoom={sight.zoom}
        shownAt={shownAt}
        onFailed={() => setFailedPage(page.page)}
      />
    </Box>
  );
}
