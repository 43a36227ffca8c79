import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/operations.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import type { FirstStep } from './first-steps.ts';

type Props = { steps: readonly FirstStep[]; documents: Overview['documents']; onHide: () => void };

/** The way from an empty installation to a chatbot that visitors use, and how far one is on it. */
export function FirstStepsCard({ steps, documents, onHide }: Props) {
  const { t } = useTranslation('home');
  const done = steps.filter(step => step.done).length;
  const next = steps.find(step => !step.done);
  return (
    <Card>
      <CardHeader sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <span>{t('firstSteps')}</span>
        <Box
          component="span"
          sx={{ color: 'var(--muted)', fontWeight: 500, typography: 'small', whiteSpace: 'nowrap' }}
        >
          {t('stepsDone', { done, of: steps.length })}
        </Box>
        <IconButton size="small" aria-label={t('hideSteps')} onClick={onHide} sx={{ ml: 'auto', my: -0.5 }}>
          <Icon name="close" size={16} />
        </IconButton>
      </CardHeader>
      <Box sx={{ p: '14px 16px 4px' }}>
        <ProgressBar value={done / steps.length} label={t('firstSteps')} />
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map(step => (
          <Step key={step.kind} step={step} documents={documents} isNext={step === next} />
        ))}
      </Box>
    </Card>
  );
}

type StepProps = { step: FirstStep; documents: Overview['documents']; isNext: boolean };

function Step({ step: { kind, done, optional }, documents, isNext }: StepProps) {
  const { t } = useTranslation('home');
  const { ready, working } = documents;
  const reading = kind === 'documents' && working > 0 ? t('documentsWorking', { count: working }) : null;
  const text =
    kind === 'documents' && done
      ? t('documentsReady', { count: ready })
      : done
        ? t('done')
        : t(`step_${kind}Text`);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'center',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        p: '11px 16px',
        '& + &': { borderTop: '1px solid var(--line)' },
      }}
    >
      <StepMark done={done} isNext={isNext} />
      <Box sx={{ flex: 1, minWidth: 170 }}>
        <Box sx={{ fontWeight: 600, color: done ? 'var(--muted)' : 'var(--text)' }}>
          {t(`step_${kind}`)}
          {optional && (
            <Box component="span" sx={{ color: 'var(--muted)', fontWeight: 400 }}>
              {' '}
              {t('optional')}
            </Box>
          )}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {[text, reading].filter(part => part !== null).join(' · ')}
        </Box>
      </Box>
      {!done && <StepAction kind={kind} isNext={isNext} />}
    </Box>
  );
}

function StepMark({ done, isNext }: { done: boolean; isNext: boolean }) {
  return (
    <Box
      aria-hidden="true"
      sx={{
        width: 26,
        height: 26,
        flex: 'none',
        borderRadius: '99px',
        display: 'grid',
        placeItems: 'center',
        border: done ? 'none' : `2px solid var(--${isNext ? 'accent' : 'line'})`,
        background: done ? 'var(--ok-soft)' : 'none',
        color: 'var(--ok)',
      }}
    >
      {done && <Icon name="check" size={16} />}
    </Box>
  );
}

function StepAction({ kind, isNext }: { kind: FirstStep['kind']; isNext: boolean }): ReactNode {
  const { t } = useTranslation('home');
  const variant = isNext ? 'contained' : 'outlined';
  switch (kind) {
    case 'documents':
      return (
        <LinkButton variant={variant} to="/knowledge">
          {t('addDocuments')}
        </LinkButton>
      );
    case 'ask':
      return (
        <LinkButton variant={variant} to="/chat">
          {t('ask')}
        </LinkButton>
      );
    case 'page':
      return (
        <LinkButton variant={variant} to="/chatbots">
          {t('putOnAPage')}
        </LinkButton>
      );
    case 'model':
      return (
        <LinkButton variant={variant} to="/models">
          {t('chooseModel')}
        </LinkButton>
      );
  }
}
