import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { AUTO_OPEN_MAX_SECONDS } from '#shared/contract/limits.ts';
import { NumberField, SwitchField } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';

/** How the chat comes to open. */
export function OpeningSection({ widget: { behaviour }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const { autoOpen, autoOpenDelaySeconds, fullPage } = behaviour;
  return (
    <Section
      title={t('opening')}
      summary={
        autoOpen && !problems.delay ? t('opening_auto', { count: autoOpenDelaySeconds }) : t('opening_click')
      }
      faulty={problems.delay}
    >
      <SwitchField
        label={t('autoOpen')}
        hint={t('autoOpenHint')}
        value={autoOpen}
        onChange={value => edit({ behaviour: { autoOpen: value } })}
      />
      {(autoOpen || problems.delay) && (
        <Box sx={{ maxWidth: 220 }}>
          <NumberField
            label={t('delay')}
            unit={t('delayUnit')}
            value={autoOpenDelaySeconds}
            problem={problems.delay ? t('delayWrong', { most: AUTO_OPEN_MAX_SECONDS }) : null}
            onChange={value => edit({ behaviour: { autoOpenDelaySeconds: value } })}
          />
        </Box>
      )}
      <SwitchField
        label={t('fullPage')}
        hint={t('fullPageHint')}
        value={fullPage}
        onChange={value => edit({ behaviour: { fullPage: value } })}
      />
    </Section>
  );
}
