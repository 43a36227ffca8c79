import Box from '@mui/material/Box';
import TextField, { type TextFieldProps } from '@mui/material/TextField';
import { useId, type ReactNode } from 'react';

type FieldProps = Omit<TextFieldProps, 'label' | 'variant' | 'helperText'> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A text field with its label above it and a hint, or what is wrong, below. */
export function Field({ label, hint, id, sx, ...rest }: FieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <Box sx={sx ?? {}}>
      <Box component="label" htmlFor={fieldId} sx={{ display: 'block', fontWeight: 570, mb: '5px' }}>
        {label}
      </Box>
      <TextField {...rest} id={fieldId} variant="outlined" size="small" fullWidth helperText={hint} />
    </Box>
  );
}
