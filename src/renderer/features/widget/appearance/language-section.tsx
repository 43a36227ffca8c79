import MenuItem from '@mui/material/MenuItem';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WIDGET_LANGUAGE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { orpc } from '../../../rpc/client.ts';
import { shownLanguage } from '../../../state/i18n.ts';
import { Field } from '../../../ui/field.tsx';
import { Choice } from './fields.tsx';
import { fileOf, isLanguage, languageName, type WrittenLanguage } from './languages.ts';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';

const KNOWN = ['visitor', 'page', 'fr', 'en'] as const;
const THEMES = ['visitor', 'light', 'dark'] as const;
const NONE: readonly WrittenLanguage[] = [];

/** What language its buttons speak, by day or by night. */
export function LanguageSection({ widget: { appearance }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const { language, theme } = appearance;
  const known = KNOWN.find(each => each === language);
  const words = known === undefined ? languageName(language, shownLanguage()) : t(`language_${known}`);
  return (
    <Section
      title={t('languageAndTheme')}
      summary={`${words} · ${t(`summary_theme_${theme}`)}`}
      faulty={problems.language}
    >
      <LanguageFields
        value={language}
        wrong={problems.language}
        onChange={chosen => edit({ appearance: { language: chosen } })}
      />
      <Choice
        label={t('theme')}
        value={theme}
        choices={THEMES.map(value => ({ value, label: t(`theme_${value}`) }))}
        onChange={value => edit({ appearance: { theme: value } })}
      />
    </Section>
  );
}

type FieldsProps = { value: string; wrong: boolean; onChange: (language: string) => void };

function LanguageFields({ value, wrong, onChange }: FieldsProps) {
  const { t } = useTranslation('appearance');
  const written = useQuery(orpc.widgets.languages.queryOptions({ input: {} })).data?.languages ?? NONE;
  const offered = written.filter(({ code }) => isLanguage(code));
  const [typing, type] = useState(false);
  const listed = [...KNOWN, ...offered.map(({ code }) => code)].includes(value);
  // Somebody who chose to type a code may well type one of the list.
  const chosen = !listed || (typing && value !== 'visitor' && value !== 'page') ? 'other' : value;
  const file = fileOf(value, written);
  const hint = () => {
    if (file?.readable === false) return t('languageUnreadable', { code: file.code });
    if (file !== undefined) return t('languageWritten', { code: file.code });
    return t('languageHint');
  };
  return (
    <>
      <Field
        select
        label={t('language')}
        hint={hint()}
        error={file?.readable === false}
        value={chosen}
        onChange={event => {
          type(event.target.value === 'other');
          onChange(event.target.value === 'other' ? '' : event.target.value);
        }}
      >
        {KNOWN.map(each => (
          <MenuItem key={each} value={each}>
            {t(`language_${each}`)}
          </MenuItem>
        ))}
        {offered.map(({ code }) => (
          <MenuItem key={code} value={code}>
            {t('language_always', { language: languageName(code, shownLanguage()) })}
          </MenuItem>
        ))}
        <MenuItem value="other">{t('language_other')}</MenuItem>
      </Field>
      {chosen === 'other' && (
        <Field
          label={t('languageCode')}
          hint={
            wrong ? t('languageCodeWrong') : file ? null : t('languageMissing', { code: value.toLowerCase() })
          }
          error={wrong}
          value={value}
          onChange={event => onChange(event.target.value.trim())}
          slotProps={{
            htmlInput: { maxLength: WIDGET_LANGUAGE_MAX_LENGTH, autoCapitalize: 'none', spellCheck: false },
          }}
        />
      )}
    </>
  );
}
