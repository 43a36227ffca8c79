import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { language as languages, type Language } from '#shared/contract/vocabulary.ts';
import { Field } from './field.tsx';

type Props = {
  label: string;
  hint?: string;
  value: Language;
  onChange: (value: Language) => void;
  disabled?: boolean;
};

/** One of the languages Foyer speaks. */
export function LanguageField({ label, hint, value, onChange, disabled = false }: Props) {
  const { t } = useTranslation('common');
  return (
    <Field
      select
      label={label}
      hint={hint}
      disabled={disabled}
      value={value}
      onChange={event => onChange(languages.parse(event.target.value))}
    >
      {languages.options.map(option => (
        <MenuItem key={option} value={option}>
          {t(option === 'fr' ? 'french' : 'english')}
        </MenuItem>
      ))}
    </Field>
  );
}
