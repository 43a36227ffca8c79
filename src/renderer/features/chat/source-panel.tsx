import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/conversations.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { DocumentSheet } from '../documents/document-sheet.tsx';
import { PageTurner } from '../documents/page-turner.tsx';
import { sheetStyle } from '../documents/sheet-style.ts';

type Props = {
  source: Source;
  /** Counts the times a source was asked for, so that the same one is scrolled to again. */
  shownAt: number;
  onClose: () => void;
};

/** The page a source comes from, with its passage highlighted. */
export function SourcePanel({ source, shownAt, onClose }: Props) {
  return (
    <Panel key={`${source.documentId}:${source.start}`} source={source} shownAt={shownAt} onClose={onClose} />
  );
}

function Panel({ source, shownAt, onClose }: Props) {
  const { t } = useTranslation('chat');
  const { documentId, title, start, end, quote, number } = source;
  const [turned, setTurned] = useState<number | null>(null);
  const where = turned === null ? { offset: start } : { page: turned };
  const page = useQuery(
    orpc.documents.page.queryOptions({
      input: { id: documentId, ...where },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      retry: false,
    }),
  );
  const gone = page.isError && problemOf(page.error) === 'resource.not_found';
  const position =
    page.data &&
    t(page.data.paged ? 'pageOf' : 'partOf', { page: page.data.page, count: page.data.pageCount });
  return (
    <Box
      component="section"
      aria-label={t('source', { number })}
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
          <Box
            title={title}
            sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          >
            {title}
          </Box>
          <Box sx={{ color: 'var(--muted)', fontSize: 12.5 }}>{position ?? t('source', { number })}</Box>
        </Box>
        {!gone && (
          <LinkButton variant="text" to="/documents/$id" params={{ id: documentId }} search={{ start, end }}>
            {t('open')}
          </LinkButton>
        )}
        <Tooltip title={t('closeSource')}>
          <IconButton aria-label={t('closeSource')} onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        </Tooltip>
      </Box>
      <Box data-scroller sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 2.25 }}>
        {page.data && !page.isError ? (
          <DocumentSheet page={page.data} highlight={{ start, end }} shownAt={shownAt} />
        ) : gone ? (
          <>
            <Box sx={{ mb: 2 }}>
              <Box sx={{ fontWeight: 600 }}>{t('sourceGone')}</Box>
              <Box sx={{ color: 'var(--muted)' }}>{t('sourceGoneAdvice')}</Box>
            </Box>
            <Box sx={sheetStyle}>
              <p>
                <mark>{quote}</mark>
              </p>
            </Box>
          </>
        ) : page.isError ? (
          <ErrorState error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <LoadingState rows={5} />
        )}
      </Box>
      {page.data && page.data.pageCount > 1 && (
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'center',
            p: 0.5,
            borderTop: '1px solid var(--line)',
            background: 'var(--surface)',
          }}
        >
          <PageTurner page={page.data} onTurn={setTurned} />
        </Box>
      )}
    </Box>
  );
}
