import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Quote, Source } from '#shared/contract/messages.ts';
import { pagesOfPlace, shownPlaces } from '#shared/lib/source-pages.ts';
import { ONE_LINE } from '../../ui/one-line.ts';
import { NumberBadge } from './answer-sources.tsx';
import type { ShownSource } from './shown-source.ts';
import type { FirstStep } from './use-first-step.ts';

type Props = {
  step: FirstStep;
  shown: ShownSource | null;
  onSource: (source: Source, place: number) => void;
};

/** What the documents say by themselves, before the model has written: each quote leads to its page. */
export function DocumentsSay({ step: { quotes, sources }, shown, onSource }: Props) {
  const { t } = useTranslation('chat');
  return (
    <section aria-label={t('documentsSay')}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          minHeight: 30,
          mb: 0.5,
          typography: 'small',
          fontWeight: 600,
          color: 'var(--muted)',
        }}
      >
        {t('documentsSay')}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, mb: 0.75, p: 0, display: 'grid', gap: 1 }}>
        {quotes.map(quote => {
          const source = sources.find(({ number }) => number === quote.number);
          if (source === undefined) return null;
          const isShown = shown?.documentId === source.documentId && shown.place === quote.place;
          return (
            <li key={`${quote.number}.${quote.place}`}>
              <QuoteButton
                quote={quote}
                source={source}
                isShown={isShown}
                onClick={() => onSource(source, quote.place)}
              />
            </li>
          );
        })}
      </Box>
    </section>
  );
}

type QuoteProps = { quote: Quote; source: Source; isShown: boolean; onClick: () => void };

function QuoteButton({ quote, source, isShown, onClick }: QuoteProps) {
  const { t } = useTranslation('chat');
  const { title } = source;
  const place = shownPlaces(source.places)[quote.place];
  const page = place === undefined ? null : pagesOfPlace(place);
  return (
    <Box
      component="button"
      type="button"
      aria-pressed={isShown}
      onClick={onClick}
      sx={{
        font: 'inherit',
        color: 'inherit',
        textAlign: 'start',
        width: '100%',
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 1.25,
        p: '9px 12px',
        border: '1px solid var(--line)',
        borderRadius: '10px',
        background: 'var(--surface)',
        cursor: 'pointer',
        '&:hover': { borderColor: 'var(--faint)' },
        '&[aria-pressed=true]': { borderColor: 'var(--accent)' },
      }}
    >
      <Box sx={{ pt: '3px' }}>
        <NumberBadge number={quote.number} active={isShown} />
      </Box>
      <div>
        <Box
          component="q"
          sx={{
            quotes: 'none',
            typography: 'body',
            lineHeight: 1.5,
            whiteSpace: 'pre-line',
            overflowWrap: 'anywhere',
            overflow: 'hidden',
            display: '-webkit-box',
            WebkitBoxOrient: 'vertical',
            WebkitLineClamp: '4',
          }}
        >
          {quote.text}
        </Box>
        <Box sx={{ display: 'flex', gap: 0.75, mt: 0.25, typography: 'small', color: 'var(--muted)' }}>
          <Box component="span" title={title} sx={ONE_LINE}>
            {title}
          </Box>
          {page !== null && (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {t('page', { page })}
            </Box>
          )}
        </Box>
      </div>
    </Box>
  );
}
