import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import InputAdornment from '@mui/material/InputAdornment';
import Switch from '@mui/material/Switch';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../../ui/field.tsx';

type SwitchProps = { label: string; hint?: string; value: boolean; onChange: (value: boolean) => void };

export function SwitchField({ label, hint, value, onChange }: SwitchProps) {
  const hintId = useId();
  return (
    <div>
      <FormControlLabel
        label={<Box sx={{ fontWeight: 570 }}>{label}</Box>}
        control={
          <Switch
            checked={value}
            onChange={event => onChange(event.target.checked)}
            slotProps={{ input: { role: 'switch', ...(hint ? { 'aria-describedby': hintId } : {}) } }}
          />
        }
      />
      {hint && (
        <Box id={hintId} sx={{ color: 'var(--muted)', typography: 'small' }}>
          {hint}
        </Box>
      )}
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** One of two or three, all in sight. */
export function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  const labelId = useId();
  return (
    <div>
      <Box id={labelId} sx={{ fontWeight: 570, mb: '5px' }}>
        {label}
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={value}
        aria-labelledby={labelId}
        onChange={(_event, chosen: Value | null) => chosen !== null && onChange(chosen)}
        sx={{ flexWrap: 'wrap' }}
      >
        {choices.map(choice => (
          <ToggleButton key={choice.value} value={choice.value}>
            {choice.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

type OwnProps = {
  field: string;
  own: boolean;
  /** Has a value of the widget's own, or goes back to the chatbot's. */
  onChange: (own: boolean) => void;
};

/** Between what comes from the chatbot and what is the widget's own. */
export function OwnButton({ field, own, onChange }: OwnProps) {
  const { t } = useTranslation('appearance');
  const action = t(own ? 'asBot' : 'ownIt');
  return (
    <Button
      variant="text"
      size="small"
      aria-label={t('actionFor', { action, field })}
      onClick={() => onChange(!own)}
      sx={{ color: 'var(--accent)', p: '0 6px', mr: '-6px', typography: 'small' }}
    >
      {action}
    </Button>
  );
}

type InheritedProps = {
  label: string;
  hint?: string;
  /** Null: the chatbot's. */
  value: string | null;
  inherited: string;
  maxLength: number;
  multiline?: boolean;
  onChange: (value: string | null) => void;
};

/** A text that is the chatbot's until the widget has its own. */
export function InheritedField({
  label,
  hint,
  value,
  inherited,
  maxLength,
  multiline = false,
  onChange,
}: InheritedProps) {
  const { t } = useTranslation('appearance');
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const own = value !== null;
  return (
    <Box sx={{ position: 'relative' }}>
      <Field
        id={id}
        label={label}
        hint={own ? hint : t('inherited')}
        value={value ?? inherited}
        placeholder={inherited}
        inputRef={input}
        {...(multiline ? { multiline: true, minRows: 2, maxRows: 5 } : {})}
        onChange={event => onChange(event.target.value)}
        slotProps={{ htmlInput: { maxLength, readOnly: !own } }}
        sx={
          own ? {} : { '& .MuiOutlinedInput-root': { background: 'var(--surface-2)', color: 'var(--muted)' } }
        }
      />
      <Box sx={{ position: 'absolute', top: 0, right: 0 }}>
        <OwnButton
          field={label}
          own={own}
          onChange={wanted => {
            onChange(wanted ? inherited : null);
            if (wanted) input.current?.focus();
          }}
        />
      </Box>
    </Box>
  );
}

type NumberProps = {
  label: string;
  hint?: string | undefined;
  unit: string;
  /** NaN while what is typed is no number. */
  value: number;
  /** What is wrong with it; null when nothing is. */
  problem: string | null;
  onChange: (value: number) => void;
};

export function NumberField({ label, hint, unit, value, problem, onChange }: NumberProps) {
  const [typed, type] = useState(() => asText(value));
  // What was typed stays as it was typed; a value that comes from elsewhere replaces it.
  const shown = Object.is(numberOf(typed), value) ? typed : asText(value);
  return (
    <Field
      label={label}
      hint={problem ?? hint}
      error={problem !== null}
      value={shown}
      onChange={event => {
        type(event.target.value);
        onChange(numberOf(event.target.value));
      }}
      slotProps={{
        htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH },
        input: {
          endAdornment: (
            <InputAdornment
              position="end"
              disableTypography
              sx={{ color: 'var(--muted)', typography: 'small' }}
            >
              {unit}
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

function numberOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

function asText(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
