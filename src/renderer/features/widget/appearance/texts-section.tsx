import { useTranslation } from 'react-i18next';
import Box from '@mui/material/Box';
import {
  OFFLINE_MESSAGE_MAX_LENGTH,
  WELCOME_MAX_LENGTH,
  WIDGET_LABEL_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { SuggestedQuestions } from '../../chatbots/index.ts';
import { InheritedField, OwnButton } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';
import { widgetWords } from './widget-words.ts';

/** What the widget says by itself. */
export function TextsSection({ bot, widget, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const { appearance, behaviour } = widget;
  const welcome = behaviour.welcomeMessage ?? bot.welcomeMessage;
  return (
    <Section open title={t('texts')} summary={welcome.trim() === '' ? t('noWelcome') : welcome}>
      <InheritedField
        multiline
        label={t('welcome')}
        hint={t('welcomeHint')}
        value={behaviour.welcomeMessage}
        inherited={bot.welcomeMessage}
        maxLength={WELCOME_MAX_LENGTH}
        onChange={welcomeMessage => edit({ behaviour: { welcomeMessage } })}
      />
      <QuickReplies
        inherited={bot.suggestedQuestions}
        value={behaviour.quickReplies}
        onChange={quickReplies => edit({ behaviour: { quickReplies } })}
      />
      <Field
        label={t('label')}
        hint={t('labelHint')}
        value={appearance.label ?? ''}
        onChange={event => edit({ appearance: { label: event.target.value } })}
        slotProps={{ htmlInput: { maxLength: WIDGET_LABEL_MAX_LENGTH } }}
      />
      <Field
        multiline
        minRows={2}
        maxRows={5}
        label={t('offline')}
        hint={t('offlineHint')}
        value={behaviour.offlineMessage ?? ''}
        placeholder={widgetWords().closedNotice}
        onChange={event => edit({ behaviour: { offlineMessage: event.target.value } })}
        slotProps={{ htmlInput: { maxLength: OFFLINE_MESSAGE_MAX_LENGTH } }}
      />
    </Section>
  );
}

type QuickRepliesProps = {
  inherited: readonly string[];
  value: string[] | null;
  onChange: (value: string[] | null) => void;
};

function QuickReplies({ inherited, value, onChange }: QuickRepliesProps) {
  const { t } = useTranslation('appearance');
  const label = t('quickReplies');
  const asked = inherited.filter(question => question.trim() !== '');
  const action = (
    <OwnButton field={label} own={value !== null} onChange={own => onChange(own ? [...asked] : null)} />
  );
  if (value !== null) {
    return (
      <SuggestedQuestions
        label={label}
        hint={t('quickRepliesHint')}
        action={action}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <Box role="group" aria-label={label}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: '5px' }}>
        <Box sx={{ fontWeight: 570, flex: 1 }}>{label}</Box>
        {action}
      </Box>
      {asked.length > 0 && (
        <Box
          component="ul"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, listStyle: 'none', m: 0, p: 0 }}
        >
          {asked.map((question, index) => (
            <Box
              component="li"
              key={index}
              sx={{
                p: '4px 12px',
                borderRadius: '99px',
                background: 'var(--surface-2)',
                color: 'var(--muted)',
                overflowWrap: 'anywhere',
              }}
            >
              {question}
            </Box>
          ))}
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5 }}>
        {t(asked.length > 0 ? 'quickRepliesBot' : 'noQuickReplies')}
      </Box>
    </Box>
  );
}
