import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, Source } from '#shared/contract/messages.ts';
import { pagesOfSource, shownPlaces } from '#shared/lib/source-pages.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';

type Props = {
  message: Message;
  /** The document shown beside this answer. */
  activeSource: string | null;
  onSource: (documentId: string, place: number) => void;
  /** Those of the quotes that stood there before: they stay while the words that come cite none. */
  quoted?: readonly Source[] | undefined;
  onQuoted: (source: Source, place: number) => void;
};

/** The sources of an answer as chips; documents that were read but not cited are one click away. */
export function AnswerSources({ message, activeSource, onSource, quoted = [], onQuoted }: Props) {
  const { t } = useTranslation('chat');
  const [all, setAll] = useState(false);
  const cited = message.sources.filter(source => source.cited);
  const others = message.sources.length - cited.length;
  const finished = message.status !== 'streaming';
  const folded = finished || cited.length > 0 || message.content === '' ? [] : quoted;
  const shown = all ? message.sources : cited;
  if (cited.length === 0 && folded.length === 0 && (!finished || others === 0)) return null;
  return (
    <Box
      component="ul"
      aria-label={t('sources')}
      sx={{
        listStyle: 'none',
        m: 0,
        mt: 1.75,
        p: 0,
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
      }}
    >
      {shown.map(source => (
        <Box component="li" key={source.documentId} sx={{ minWidth: 0, maxWidth: '100%' }}>
          <SourceChip
            source={source}
            active={source.documentId === activeSource}
            onClick={() => onSource(source.documentId, 0)}
          />
        </Box>
      ))}
      {folded.map(source => (
        <Box component="li" key={source.documentId} sx={{ minWidth: 0, maxWidth: '100%' }}>
          <SourceChip
            source={{ ...source, number: null }}
            active={source.documentId === activeSource}
            onClick={() => onQuoted(source, 0)}
          />
        </Box>
      ))}
      {finished && others > 0 && (
        <li>
          <Box
            component="button"
            type="button"
            onClick={() => setAll(!all)}
            aria-expanded={all}
            sx={moreStyle}
          >
            {all ? t('hideOtherSources') : t('otherSources', { count: others })}
          </Box>
        </li>
      )}
    </Box>
  );
}

const moreStyle = {
  font: 'inherit',
  typography: 'small',
  color: 'var(--muted)',
  border: 0,
  background: 'none',
  p: '6px 4px',
  cursor: 'pointer',
  textDecoration: 'underline',
  textDecorationColor: 'var(--line)',
  textUnderlineOffset: '3px',
  '&:hover': { color: 'var(--text)' },
};

type ChipProps = { source: Source; active: boolean; onClick: () => void };

function SourceChip({ source: { number, title, places, byOffice }, active, onClick }: ChipProps) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const pages = pagesOfSource(places);
  const isUncertain = shownPlaces(places).some(({ badlyRecognised }) => badlyRecognised === true);
  return (
    <Box
      component="button"
      type="button"
      aria-pressed={active}
      aria-label={number === null ? t('lookedAt', { title }) : undefined}
      title={title}
      onClick={onClick}
      sx={{
        font: 'inherit',
        typography: 'small',
        color: number === null ? 'var(--muted)' : 'var(--text)',
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        maxWidth: '100%',
        border: '1px solid var(--line)',
        borderStyle: number === null ? 'dashed' : 'solid',
        borderRadius: '10px',
        background: number === null ? 'transparent' : 'var(--surface)',
        p: '6px 10px',
        cursor: 'pointer',
        '&:hover': { borderColor: 'var(--faint)' },
        '&[aria-pressed=true]': { borderColor: 'var(--accent)' },
      }}
    >
      {number === null ? <Icon name="file" size={14} /> : <NumberBadge number={number} active={active} />}
      <Box component="span" sx={{ ...ONE_LINE }}>
        {title}
      </Box>
      {pages !== null && (
        <Box component="span" sx={{ color: 'var(--muted)', whiteSpace: 'nowrap' }}>
          {t('page', { page: pages })}
        </Box>
      )}
      {byOffice !== undefined && (
        <Box component="span" sx={{ color: 'var(--ok)', whiteSpace: 'nowrap' }}>
          {t('byOffice', { date: format.date(byOffice) })}
        </Box>
      )}
      {isUncertain && (
        <Box component="span" sx={{ color: 'var(--warn)', whiteSpace: 'nowrap' }}>
          {t('badlyRecognised')}
        </Box>
      )}
    </Box>
  );
}

export function NumberBadge({ number, active }: { number: number; active: boolean }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-grid',
        placeItems: 'center',
        minWidth: 17,
        height: 17,
        px: 0.5,
        borderRadius: '5px',
        typography: 'tiny',
        fontWeight: 650,
        background: active ? 'var(--accent)' : 'var(--accent-soft)',
        color: active ? 'var(--on-accent)' : 'var(--accent)',
      }}
    >
      {number}
    </Box>
  );
}
