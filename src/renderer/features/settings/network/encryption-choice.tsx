import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import type { WebInterfaceSettings } from '#shared/contract/web-interface.ts';
import { Field } from '../../../ui/field.tsx';

const choices = ['generated', 'own', 'off'] as const;

type Props = {
  value: WebInterfaceSettings['https'];
  onChange: (value: WebInterfaceSettings['https']) => void;
};

/** With whose certificate the interface is encrypted, and what that asks of others. */
export function EncryptionChoice({ value, onChange }: Props) {
  const { t } = useTranslation('webInterface');
  return (
    <Field
      select
      label={t('encryption')}
      hint={t(`https_${value}Hint`)}
      value={value}
      onChange={event => {
        const chosen = choices.find(choice => choice === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {choices.map(choice => (
        <MenuItem key={choice} value={choice}>
          {t(`https_${choice}`)}
        </MenuItem>
      ))}
    </Field>
  );
}
