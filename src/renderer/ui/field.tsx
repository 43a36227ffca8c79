import Box from '@mui/material/Box';
import TextField, { type TextFieldProps } from '@mui/material/TextField';
import { useId, type ReactNode } from 'react';

/** Of a number as a person types it: digits, and the spaces between thousands. */
export const TYPED_NUMBER_MAX_LENGTH = 16;

type FieldProps = Omit<TextFieldProps, 'label' | 'variant' | 'helperText'> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A text field with its label above it and a hint, or what is wrong, below. */
export function Field({ label, hint, id, sx, slotProps, ...rest }: FieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <Box sx={sx ?? {}}>
      <Box
        component="label"
        id={`${fieldId}-label`}
        htmlFor={fieldId}
        sx={{ display: 'block', fontWeight: 570, mb: '5px' }}
      >
        {label}
      </Box>
      <TextField
        {...rest}
        id={fieldId}
        variant="outlined"
        size="small"
        fullWidth
        helperText={hint}
        // A list of choices is no native field: it is named by its label's id.
        slotProps={{ ...slotProps, select: { ...slotProps?.select, labelId: `${fieldId}-label` } }}
      />
    </Box>
  );
}
