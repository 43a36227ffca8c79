import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from '@tanstack/react-router';
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlikeGroup } from '#shared/contract/passages.ts';
import { tablesInWords } from '#shared/lib/table-row.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { differences, type Piece } from './alike-differences.ts';
import { isNamedApart } from './full-name.ts';

export type Kept = { id: string; chunkId: string; mark: string };
type Props = { group: AlikeGroup; isBusy: boolean; onKeep: (kept: Kept) => void };
type Passage = AlikeGroup['passages'][number];

/** Passages that say the same: the first in full, of the others what they have other than it. */
export function AlikeGroupCard({ group: { count, mark, passages }, isBusy, onKeep }: Props) {
  const { t, i18n } = useTranslation('documents');
  const [first] = passages;
  const shown = (text: string) => tablesInWords(text, null, i18n.language).replaceAll(/\n{2,}/g, '\n');
  return (
    <Card component="section" aria-label={t('alikeGroup', { count })}>
      <CardHeader>{t('alikeGroup', { count })}</CardHeader>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {passages.map(passage => (
          <Line
            key={passage.chunkId}
            passage={passage}
            text={shown(passage.text)}
            first={first === passage || first === undefined ? null : shown(first.text)}
            isBusy={isBusy}
            onKeep={() => onKeep({ id: passage.document.id, chunkId: passage.chunkId, mark })}
          />
        ))}
      </Box>
      {count > passages.length && (
        <Box sx={{ p: '10px 16px', color: 'var(--muted)', typography: 'small', borderTop: BORDER }}>
          {t('alikeMore', { count: count - passages.length })}
        </Box>
      )}
    </Card>
  );
}

const BORDER = '1px solid var(--line)';
const clampStyle = {
  typography: 'small',
  lineHeight: 1.55,
  display: '-webkit-box',
  WebkitLineClamp: { xs: 10, sm: 6 },
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  whiteSpace: 'pre-line',
  '& ins': {
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
    background: 'color-mix(in srgb, var(--ok) 20%, transparent)',
  },
  '& del': { background: 'color-mix(in srgb, var(--bad) 18%, transparent)' },
};

type LineProps = {
  passage: Passage;
  text: string;
  first: string | null;
  isBusy: boolean;
  onKeep: () => void;
};

function Line({ passage, text, first, isBusy, onKeep }: LineProps) {
  const { t } = useTranslation('documents');
  const { document, start, end, page, heading } = passage;
  const { title } = document;
  const pieces = useMemo(() => (first === null ? null : differences(first, text)), [first, text]);
  return (
    <Box
      component="li"
      sx={{
        p: '12px 16px',
        display: 'flex',
        flexDirection: { xs: 'column', sm: 'row' },
        alignItems: 'flex-start',
        gap: 1.5,
        '& + &': { borderTop: BORDER },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, mb: 0.5, overflowWrap: 'anywhere' }}>
          <Link to="/documents/$id" params={{ id: document.id }} search={{ start, end }}>
            {title}
          </Link>
          <Box component="span" sx={{ color: 'var(--muted)', typography: 'small', alignSelf: 'center' }}>
            {[
              isNamedApart(document) ? document.fileName : null,
              page === null ? null : t('page', { page }),
              heading === title ? null : heading,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Box>
        </Box>
        {pieces?.length === 0 ? (
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('alikeSame')}</Box>
        ) : (
          <Box sx={clampStyle}>{pieces === null ? text : <Pieces pieces={pieces} />}</Box>
        )}
      </Box>
      <Button
        size="small"
        disabled={isBusy}
        aria-label={t('alikeKeepOf', { title })}
        onClick={onKeep}
        sx={{ flex: 'none' }}
      >
        {t('alikeKeep')}
      </Button>
    </Box>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ state, text }, index) => {
    const words = text.trimEnd();
    const space = text.slice(words.length);
    return (
      <Fragment key={index}>
        {state === 'added' ? <ins>{words}</ins> : state === 'removed' ? <del>{words}</del> : words}
        {space}
      </Fragment>
    );
  });
}
