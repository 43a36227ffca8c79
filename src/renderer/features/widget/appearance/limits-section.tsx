import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { WidgetLimits } from '#shared/contract/widget-settings.ts';
import { LIMIT_MESSAGE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { useFormat } from '../../../ui/format.ts';
import { NumberField } from './fields.tsx';
import { More, Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';
import { widgetWords } from './widget-words.ts';

const LIMITS: readonly (keyof WidgetLimits)[] = [
  'visitorPerMinute',
  'visitorPerDay',
  'widgetPerMinute',
  'addressPerMinute',
];
const WHOSE = ['visitor', 'widget', 'address'] as const;

/** How much may be asked, and what is read at a limit. */
export function LimitsSection({ widget: { behaviour, limits }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const format = useFormat();
  const { limitMessages } = behaviour;
  const { visitorPerMinute } = limits;
  return (
    <Section
      title={t('limits')}
      summary={
        problems.limits.length > 0
          ? ''
          : t('limits_summary', { count: visitorPerMinute, formatted: format.number(visitorPerMinute) })
      }
      faulty={problems.limits.length > 0}
    >
      <Box sx={{ color: 'var(--muted)' }}>{t('limitsIntro')}</Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        {LIMITS.map(name => (
          <NumberField
            key={name}
            label={t(name)}
            unit={t('messagesUnit')}
            hint={name === 'addressPerMinute' ? t('addressPerMinuteHint') : undefined}
            value={limits[name]}
            problem={problems.limits.includes(name) ? t('limitWrong') : null}
            onChange={value => edit({ limits: { [name]: value } })}
          />
        ))}
      </Box>
      <More title={t('limitMessages')}>
        {WHOSE.map(whose => (
          <Field
            key={whose}
            label={t(`limitMessage_${whose}`)}
            value={limitMessages[whose] ?? ''}
            placeholder={widgetWords().limited}
            onChange={event =>
              edit({ behaviour: { limitMessages: { ...limitMessages, [whose]: event.target.value } } })
            }
            slotProps={{ htmlInput: { maxLength: LIMIT_MESSAGE_MAX_LENGTH } }}
          />
        ))}
      </More>
    </Section>
  );
}
