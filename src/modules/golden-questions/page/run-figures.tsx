import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../renderer/ui/format.ts';
import { Notice } from '../../../renderer/ui/notice.tsx';
import type { Measures, Run, Stood } from '../contract.ts';

const PLACES = [
  { key: 'first', name: 'hit@1' },
  { key: 'firstThree', name: 'hit@3' },
  { key: 'firstFive', name: 'hit@5' },
] as const;

/** What a run found, in sentences; the names of the measures are there for who points at them. */
export function RunFigures({ run: { measures, stood } }: { run: Run }) {
  const { t } = useTranslation('goldenQuestions');
  const format = useFormat();
  const { answerable, firstThree, mrr, spanRecall, answered, unanswerable, refused, lost } = measures;
  const named = (name: string, share: number) => t('results.measure', { name, share: format.percent(share) });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {answerable === 0 ? (
        <Box sx={{ color: 'var(--muted)' }}>{t('results.onlyUnanswerable')}</Box>
      ) : (
        <>
          <Tooltip title={`${named('hit@3', firstThree / answerable)} · MRR ${(mrr ?? 0).toFixed(2)}`}>
            <Box sx={{ typography: 'heading', fontWeight: 640, width: 'fit-content' }}>
              {t('results.firstThree', { count: answerable, found: format.number(firstThree) })}
            </Box>
          </Tooltip>
          <Places measures={measures} named={named} />
        </>
      )}
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
        {spanRecall !== null && (
          <Sentence tip={named('span recall@5', spanRecall)}>
            {t('results.covered', { share: format.percent(spanRecall) })}
          </Sentence>
        )}
        {answerable > 0 && (
          <Sentence tip={named('answer rate', answered / answerable)}>
            {t('results.answered', { count: answerable, found: format.number(answered) })}
          </Sentence>
        )}
        {unanswerable > 0 && (
          <Sentence tip={named('no-answer precision', refused / unanswerable)}>
            {t('results.refused', { count: unanswerable, found: format.number(refused) })}
          </Sentence>
        )}
      </Box>
      {lost > 0 && (
        <Notice tone="warn" icon="warning">
          {t('results.lost', { count: lost })}
        </Notice>
      )}
      <StoodLine stood={stood} />
    </Box>
  );
}

function Sentence({ tip, children }: { tip: string; children: string }) {
  return (
    <li>
      <Tooltip title={tip}>
        <span>{children}</span>
      </Tooltip>
    </li>
  );
}

type PlacesProps = { measures: Measures; named: (name: string, share: number) => string };

function Places({ measures, named }: PlacesProps) {
  const { t } = useTranslation('goldenQuestions');
  const { answerable } = measures;
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
      {PLACES.map(({ key, name }) => {
        const share = measures[key] / answerable;
        return (
          <Tooltip key={key} title={named(name, share)}>
            <Box
              sx={{
                display: 'grid',
                gridTemplateColumns: { xs: '1fr auto', sm: '190px minmax(60px, 1fr) 90px' },
                columnGap: 1.5,
                rowGap: 0.5,
                alignItems: 'center',
              }}
            >
              <Box component="dt" sx={{ color: 'var(--muted)' }}>
                {t(`results.place_${key}`)}
              </Box>
              <Box
                aria-hidden="true"
                sx={{
                  height: 8,
                  borderRadius: 9,
                  background: 'var(--surface-2)',
                  overflow: 'hidden',
                  gridRow: { xs: 2, sm: 'auto' },
                  gridColumn: { xs: '1 / -1', sm: 'auto' },
                }}
              >
                <Box
                  sx={{ height: '100%', borderRadius: 9, background: 'var(--accent)' }}
                  style={{ width: `${Math.round(share * 100)}%` }}
                />
              </Box>
              <Box
                component="dd"
                sx={{ m: 0, fontVariantNumeric: 'tabular-nums', textAlign: 'right', whiteSpace: 'nowrap' }}
              >
                {t('results.ofAll', { found: measures[key], count: answerable })}
              </Box>
            </Box>
          </Tooltip>
        );
      })}
    </Box>
  );
}

/** What stood when the questions were asked. */
function StoodLine({ stood }: { stood: Stood }) {
  const { t } = useTranslation('goldenQuestions');
  const { documents, passages, mode, embedder, reranker, model, readerVersion, version } = stood;
  const parts = [
    t('results.documents', { count: documents }),
    t('results.passages', { count: passages }),
    mode === 'hybrid' ? t('results.meaning', { model: embedder ?? '' }) : t('results.words'),
    reranker === null ? t('results.noReranker') : t('results.reranker', { model: reranker }),
    model === null ? t('results.noModel') : t('results.model', { model }),
    ...(readerVersion === null ? [] : [t('results.readers', { version: readerVersion })]),
    `Foyer ${version}`,
  ];
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ fontWeight: 600 }}>
        {t('results.stood')}
      </Box>
      {' · '}
      {parts.join(' · ')}
    </Box>
  );
}
