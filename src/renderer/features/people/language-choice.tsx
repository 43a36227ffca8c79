import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { language as languages, type Language } from '#shared/contract/vocabulary.ts';
import { Field } from '../../ui/field.tsx';

type Props = {
  label: string;
  value: Language;
  onChange: (value: Language) => void;
  disabled?: boolean;
};

/** The language a person reads Foyer in. */
export function LanguageChoice({ label, value, onChange, disabled = false }: Props) {
  const { t } = useTranslation('common');
  return (
    <Field
      select
      label={label}
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
