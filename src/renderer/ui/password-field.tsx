import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';

/** A password with a way to read what one typed. */
export function PasswordField(props: ComponentProps<typeof Field>) {
  const { t } = useTranslation('common');
  const [shown, setShown] = useState(false);
  const label = shown ? t('hidePassword') : t('showPassword');
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      slotProps={{
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton size="small" aria-label={label} onClick={() => setShown(!shown)} edge="end">
                <Icon name={shown ? 'eyeOff' : 'eye'} size={16} />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
