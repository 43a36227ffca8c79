import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { INSTRUCTIONS_MAX_LENGTH, type Chatbot } from '#shared/contract/chatbots.ts';
import {
  CHATBOT_DESCRIPTION_MAX_LENGTH,
  CHATBOT_NAME_MAX_LENGTH,
  WELCOME_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { AvatarFields } from './avatar-fields.tsx';
import { CloudPlaces } from './cloud-places.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { ModelFields } from './model-fields.tsx';
import { SharingCard } from './sharing-card.tsx';
import { SuggestedQuestions } from './suggested-questions.tsx';
import type { PersonaEditing } from './use-persona-edits.ts';

const LEFT_FROM = INSTRUCTIONS_MAX_LENGTH - 500; // near the limit, a person wants to know

/** Who the chatbot is, what it says and which model writes for it. */
export function PersonaTab({ bot, editing }: { bot: Chatbot; editing: PersonaEditing }) {
  const { t } = useTranslation('chatbots');
  const { persona, problems, edit } = editing;
  return (
    <Box sx={{ display: 'grid', gap: 4, maxWidth: 720 }}>
      <Section title={t('sectionIdentity')}>
        <Field
          required
          label={t('name')}
          hint={problems.name ? t('invalid_name') : t('nameHint')}
          error={problems.name}
          value={persona.name}
          onChange={event => edit({ name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CHATBOT_NAME_MAX_LENGTH } }}
        />
        <Field
          label={t('description')}
          hint={t('descriptionHint')}
          value={persona.description}
          placeholder={t('descriptionPlaceholder')}
          onChange={event => edit({ description: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CHATBOT_DESCRIPTION_MAX_LENGTH } }}
        />
        <AvatarFields persona={persona} invalid={problems.avatar} onChange={edit} />
        <LanguageField
          label={t('language')}
          hint={t('languageHint')}
          value={persona.language}
          onChange={language => edit({ language })}
        />
        <SwitchField
          label={t('answers')}
          hint={t(persona.active ? 'answersOn' : 'answersOff')}
          value={persona.active}
          onChange={active => edit({ active })}
        />
      </Section>
      <Section title={t('sectionVoice')}>
        <Field
          multiline
          minRows={2}
          maxRows={5}
          label={t('welcome')}
          hint={t('welcomeHint')}
          value={persona.welcomeMessage}
          onChange={event => edit({ welcomeMessage: event.target.value })}
          slotProps={{ htmlInput: { maxLength: WELCOME_MAX_LENGTH } }}
        />
        <Instructions value={persona.instructions} onChange={instructions => edit({ instructions })} />
        <SuggestedQuestions
          value={persona.suggestedQuestions}
          onChange={suggestedQuestions => edit({ suggestedQuestions })}
        />
      </Section>
      <Section title={t('sectionModel')}>
        <ModelFields persona={persona} problems={problems} onChange={edit} />
        <CloudPlaces botId={bot.id}>
          <SwitchField
            label={t('hidesPersonal')}
            hint={t('hidesPersonalHint')}
            value={persona.hidesPersonal}
            onChange={hidesPersonal => edit({ hidesPersonal })}
          />
        </CloudPlaces>
      </Section>
      <Section title={t('sectionSharing')} hint={t('sharingHint')}>
        <SharingCard bot={bot} />
      </Section>
    </Box>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ display: 'grid', gap: 2.5 }}>
      <div>
        <Box
          component="h2"
          id={titleId}
          sx={{ typography: 'lead', fontWeight: 640, letterSpacing: '-.01em' }}
        >
          {title}
        </Box>
        {hint && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>}
      </div>
      {children}
    </Box>
  );
}

type SwitchFieldProps = { label: string; hint: string; value: boolean; onChange: (value: boolean) => void };

function SwitchField({ label, hint, value, onChange }: SwitchFieldProps) {
  const hintId = useId();
  return (
    <div>
      <FormControlLabel
        label={<Box sx={{ fontWeight: 570 }}>{label}</Box>}
        control={
          <Switch
            checked={value}
            onChange={event => onChange(event.target.checked)}
            slotProps={{ input: { 'aria-describedby': hintId } }}
          />
        }
      />
      <Box id={hintId} sx={{ color: 'var(--muted)', typography: 'small' }}>
        {hint}
      </Box>
    </div>
  );
}

const examples = ['team', 'visitors', 'careful'] as const;

function Instructions({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('chatbots');
  const left = INSTRUCTIONS_MAX_LENGTH - value.length;
  const hint = () => {
    if (left < 0) return t('instructionsTooLong', { count: -left });
    return value.length > LEFT_FROM ? t('instructionsLeft', { count: left }) : t('instructionsHint');
  };
  return (
    <div>
      <Field
        multiline
        minRows={5}
        maxRows={16}
        label={t('instructions')}
        hint={hint()}
        error={left < 0}
        value={value}
        placeholder={t('instructionsPlaceholder')}
        onChange={event => onChange(event.target.value)}
      />
      {value.trim() === '' && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', mt: 1 }}>
          <Box component="span" sx={{ color: 'var(--muted)', typography: 'small' }}>
            {t('examples')}
          </Box>
          {examples.map(example => (
            <Button
              key={example}
              size="small"
              onClick={() => onChange(t(`exampleText_${example}`))}
              sx={{ borderRadius: '99px' }}
            >
              {t(`example_${example}`)}
            </Button>
          ))}
        </Box>
      )}
    </div>
  );
}
