import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { language as languages, type Language } from '#shared/contract/vocabulary.ts';
import { Field } from '../../ui/field.tsx';

type Props = { value: Language; onChange: (value: Language) => void };

export function LanguageChoiceField({ value, onChange }: Props) {
  const { t } = useTranslation('clients');
  const { t: common } = useTranslation('common');
  return (
    <Field
      select
      label={t('language')}
      hint={t('languageHint')}
      value={value}
      onChange={event => onChange(languages.parse(event.target.value))}
    >
      {languages.options.map(option => (
        <MenuItem key={option} value={option}>
          {common(option === 'fr' ? 'french' : 'english')}
        </MenuItem>
      ))}
    </Field>
  );
}
