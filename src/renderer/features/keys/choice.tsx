import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Radio from '@mui/material/Radio';
import { useId, type ReactNode } from 'react';

type GroupProps = {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  role?: 'group' | 'radiogroup';
  children: ReactNode;
};

/** Choices that belong together, with what is wrong about them. */
export function ChoiceGroup({ label, hint, problem, role = 'group', children }: GroupProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <Box role={role} aria-labelledby={id} aria-describedby={note === undefined ? undefined : `${id}-note`}>
      <Box id={id} sx={{ fontWeight: 570, mb: '3px' }}>
        {label}
      </Box>
      {children}
      {note !== undefined && (
        <Box
          id={`${id}-note`}
          role={problem === undefined ? undefined : 'alert'}
          sx={{ typography: 'small', mt: 0.5, color: problem === undefined ? 'var(--muted)' : 'var(--bad)' }}
        >
          {note}
        </Box>
      )}
    </Box>
  );
}

type ChoiceProps = {
  kind: 'checkbox' | 'radio';
  label: string;
  /** One line about it. */
  text?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

/** One choice: the whole line is the control. */
export function Choice({ kind, label, text, checked, disabled = false, onChange }: ChoiceProps) {
  const id = useId();
  const Control = kind === 'checkbox' ? Checkbox : Radio;
  return (
    <Box
      component="label"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 0.5,
        ml: '-6px',
        p: '1px 6px 1px 0',
        borderRadius: 'var(--r-s)',
        cursor: disabled ? 'default' : 'pointer',
        '&:hover': disabled ? {} : { background: 'var(--surface-2)' },
      }}
    >
      <Control
        size="small"
        checked={checked}
        disabled={disabled}
        onChange={event => onChange(event.target.checked)}
        sx={{ p: '6px' }}
        slotProps={{
          input: {
            'aria-labelledby': id,
            ...(text === undefined ? {} : { 'aria-describedby': `${id}-text` }),
          },
        }}
      />
      <Box sx={{ minWidth: 0, pt: '5px' }}>
        <Box component="span" id={id} sx={{ color: disabled && !checked ? 'var(--muted)' : 'inherit' }}>
          {label}
        </Box>
        {text !== undefined && (
          <Box id={`${id}-text`} sx={{ color: 'var(--muted)', typography: 'small' }}>
            {text}
          </Box>
        )}
      </Box>
    </Box>
  );
}
