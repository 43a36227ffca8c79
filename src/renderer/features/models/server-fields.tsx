import Box from '@mui/material/Box';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONNECT_SECONDS, SILENCE_SECONDS } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import type { ModelDraft, problemsOf } from './model-draft.ts';

type Props = {
  /** Whether a server is asked: a model inside is not looked for anywhere. */
  hasServer: boolean;
  draft: ModelDraft;
  problems: ReturnType<typeof problemsOf>;
  onChange: (change: Partial<ModelDraft>) => void;
};

const times = {
  connectSeconds: CONNECT_SECONDS,
  firstWordSeconds: SILENCE_SECONDS,
  betweenWordsSeconds: SILENCE_SECONDS,
} as const;
const silences = ['firstWordSeconds', 'betweenWordsSeconds'] as const;
const timeFields = ['connectSeconds', ...silences] as const;

/** Other servers of the same model, and how long it may be silent: folded away for who needs none of it. */
export function ServerFields({ hasServer, draft, problems, onChange }: Props) {
  const { t } = useTranslation('models');
  const [isOpen, setIsOpen] = useState(false);
  const timesId = useId();
  const isWrong = (['otherUrls', ...timeFields] as const).some(field => problems[field] !== undefined);
  return (
    <Box
      component="details"
      // What is wrong shows itself; once put right, it does not fold under the hands.
      open={isOpen || isWrong}
      onToggle={event => setIsOpen(event.currentTarget.open)}
      sx={{ '& > summary': { cursor: 'pointer', fontWeight: 570, color: 'var(--muted)' } }}
    >
      <summary>{t(hasServer ? 'serversAndTimes' : 'waitingTimes')}</summary>
      <Box sx={{ display: 'grid', gap: 2, pt: 1.5 }}>
        {hasServer && (
          <Field
            multiline
            minRows={2}
            label={t('otherUrls')}
            error={problems.otherUrls !== undefined}
            hint={t(problems.otherUrls === undefined ? 'otherUrlsHint' : 'invalid_urls')}
            placeholder={'http://192.168.1.21:11434\nhttp://192.168.1.22:11434'}
            value={draft.otherUrls}
            onChange={event => onChange({ otherUrls: event.target.value })}
          />
        )}
        <Box
          role="group"
          aria-labelledby={timesId}
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr 1fr' } }}
        >
          <Box id={timesId} sx={{ gridColumn: '1 / -1', color: 'var(--muted)', typography: 'small' }}>
            {t('times')}
          </Box>
          {(hasServer ? timeFields : silences).map(field => (
            <Field
              key={field}
              label={t(field)}
              inputMode="numeric"
              error={problems[field] !== undefined}
              hint={problems[field] ? t('invalid_number', times[field]) : t(`${field}Hint`)}
              value={draft[field]}
              onChange={event => onChange({ [field]: event.target.value })}
            />
          ))}
        </Box>
      </Box>
    </Box>
  );
}
