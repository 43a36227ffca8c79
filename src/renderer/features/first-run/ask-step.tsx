import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StepHeading } from './step-heading.tsx';

type AskStepProps = {
  knowledge: { chatbotId: string; sample: boolean };
  onAsk: (question: string) => void;
  busy: boolean;
};

/** Shows the reading go on, and takes the first question as soon as something is ready. */
export function AskStep({ knowledge: { chatbotId, sample }, onAsk, busy }: AskStepProps) {
  const { t } = useTranslation('firstRun');
  const { t: shell } = useTranslation('shell');
  const format = useFormat();
  const [question, setQuestion] = useState('');
  const documents = useQuery(orpc.documents.list.queryOptions({ input: { chatbotId, limit: 1 } }));
  const jobs = useQuery(orpc.jobs.list.queryOptions({ input: { open: true, limit: 1 } }));
  const totals = documents.data?.totals;
  const working = (totals?.working ?? 1) > 0;
  const ready = (totals?.ready ?? 0) > 0;
  const secondsLeft = jobs.data?.batch.secondsLeft ?? null;
  const suggestions = sample
    ? [t('sampleQuestion1'), t('sampleQuestion2'), t('sampleQuestion3')]
    : [t('ownQuestion')];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() !== '') onAsk(question.trim());
  };

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <StepHeading title={t('askTitle')} text={t('askText')} />
      <Box role="status" sx={{ p: '12px 14px', borderRadius: 'var(--r-m)', background: 'var(--surface-2)' }}>
        {working ? (
          <>
            <Box sx={{ display: 'flex', justifyContent: 'space-between', mb: 1 }}>
              <span>{t('reading')}</span>
              <Box component="span" sx={{ color: 'var(--muted)' }}>
                {secondsLeft === null
                  ? null
                  : shell('timeLeft', { time: format.duration(secondsLeft * 1000) })}
              </Box>
            </Box>
            <ProgressBar label={t('reading')} value={jobs.data?.batch.progress ?? null} />
          </>
        ) : (
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'var(--ok)' }}>
            <Icon name="check" /> {t('readingDone', { count: totals?.ready ?? 0 })}
          </Box>
        )}
        {totals && totals.failed > 0 ? (
          <Box sx={{ color: 'var(--warn)', mt: 0.5 }}>{t('readingFailed', { count: totals.failed })}</Box>
        ) : null}
      </Box>
      <Box component="form" onSubmit={submit} sx={{ display: 'flex', gap: 1, alignItems: 'flex-end' }}>
        <Field
          sx={{ flex: 1 }}
          label={<span className="visually-hidden">{t('askPlaceholder')}</span>}
          placeholder={t('askPlaceholder')}
          value={question}
          onChange={event => setQuestion(event.target.value)}
        />
        <Button type="submit" variant="contained" disabled={!ready || busy || question.trim() === ''}>
          {t('ask')}
        </Button>
      </Box>
      <Box>
        <Box sx={{ color: 'var(--faint)', typography: 'small', fontWeight: 600, mb: 1 }}>
          {t('suggestions')}
        </Box>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {suggestions.map(suggestion => (
            <Button
              key={suggestion}
              size="small"
              disabled={!ready || busy}
              onClick={() => onAsk(suggestion)}
              sx={{ borderRadius: '99px', color: 'var(--accent)', borderColor: 'var(--accent)' }}
            >
              {suggestion}
            </Button>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
