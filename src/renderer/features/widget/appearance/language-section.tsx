import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { Choice } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';

const KNOWN = ['visitor', 'page', 'fr', 'en'] as const;
const THEMES = ['visitor', 'light', 'dark'] as const;

/** What language its buttons speak, by day or by night. */
export function LanguageSection({ widget: { appearance }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const { language, theme } = appearance;
  const known = KNOWN.find(each => each === language);
  const [other, setOther] = useState(false);
  // Somebody who chose to type a code may well type `fr`.
  const typing = known === undefined || (other && (known === 'fr' || known === 'en'));
  const chosen = typing ? 'other' : known;
  return (
    <Section
      title={t('languageAndTheme')}
      summary={`${chosen === 'other' ? language : t(`language_${chosen}`)} · ${t(`summary_theme_${theme}`)}`}
      faulty={problems.language}
    >
      <Field
        select
        label={t('language')}
        hint={t('languageHint')}
        value={chosen}
        onChange={event => {
          const value = event.target.value;
          setOther(value === 'other');
          edit({ appearance: { language: value === 'other' ? '' : value } });
        }}
      >
        {[...KNOWN, 'other' as const].map(each => (
          <MenuItem key={each} value={each}>
            {t(`language_${each}`)}
          </MenuItem>
        ))}
      </Field>
      {chosen === 'other' && (
        <Field
          label={t('languageCode')}
          hint={
            problems.language
              ? t('languageCodeWrong')
              : t('languageCodeHint', { code: language.toLowerCase() })
          }
          error={problems.language}
          value={language}
          onChange={event => edit({ appearance: { language: event.target.value.trim() } })}
          slotProps={{ htmlInput: { maxLength: 8, autoCapitalize: 'none', spellCheck: false } }}
        />
      )}
      <Choice
        label={t('theme')}
        value={theme}
        choices={THEMES.map(value => ({ value, label: t(`theme_${value}`) }))}
        onChange={value => edit({ appearance: { theme: value } })}
      />
    </Section>
  );
}
