import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/operations.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';

/** Four figures of the moment; what was never measured says so. */
export function Figures({ overview }: { overview: Overview }) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation('common');
  const format = useFormat();
  const { answersWithSource, medianFirstTokenMs, documents } = overview;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', lg: 'repeat(4, 1fr)' }, gap: 1.75 }}>
      <Figure
        label={t('conversationsToday')}
        value={format.number(overview.conversationsToday)}
        note={joined(
          t('questions', { count: overview.questionsToday }),
          overview.ownQuestionsToday > 0 && t('ownTests', { count: overview.ownQuestionsToday }),
        )}
      />
      <Figure
        label={t('withSource')}
        value={answersWithSource === null ? null : format.percent(answersWithSource)}
        note={
          answersWithSource === null
            ? common('notMeasured')
            : t('unanswered', { count: overview.unansweredCount })
        }
      />
      <Figure
        label={t('firstToken')}
        value={medianFirstTokenMs === null ? null : format.duration(medianFirstTokenMs)}
        note={medianFirstTokenMs === null ? common('notMeasured') : t('median')}
      />
      <Figure
        label={t('knowledge')}
        value={format.number(documents.passages)}
        note={joined(
          t('documentsReady', { count: documents.ready }),
          documents.working > 0 && t('documentsWorking', { count: documents.working }),
          documents.failed > 0 && t('documentsFailed', { count: documents.failed }),
        )}
        unit={t('passages', { count: documents.passages }).replace(/^[\d\s\u202f\u00a0,.]+/, '')}
      />
    </Box>
  );
}

function joined(...parts: readonly (string | false)[]): string {
  return parts.filter(part => part !== false).join(' · ');
}

function Figure({
  label,
  value,
  note,
  unit,
}: {
  label: string;
  value: string | null;
  note: string;
  unit?: string;
}) {
  return (
    <Card sx={{ p: '14px 16px' }}>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{label}</Box>
      <Box
        sx={{
          typography: 'title',
          fontWeight: 640,
          letterSpacing: '-.02em',
          fontVariantNumeric: 'tabular-nums',
          display: 'flex',
          alignItems: 'baseline',
          gap: 0.75,
          flexWrap: 'wrap',
        }}
      >
        {value ?? '–'}
        {unit ? (
          <Box
            component="span"
            sx={{ typography: 'small', fontWeight: 520, color: 'var(--muted)', letterSpacing: 0 }}
          >
            {unit}
          </Box>
        ) : null}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{note}</Box>
    </Card>
  );
}
