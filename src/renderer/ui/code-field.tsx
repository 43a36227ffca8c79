import type { ComponentProps } from 'react';
import { typeScale } from './type-scale.ts';
import { Field } from './field.tsx';

export const CODE_DIGITS = 6;

/** Only the digits of what was typed or pasted: authenticators show `123 456`. */
export function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, CODE_DIGITS);
}

type CodeFieldProps = Omit<ComponentProps<typeof Field>, 'value' | 'onChange' | 'slotProps'> & {
  value: string;
  onDigits: (digits: string) => void;
};

/** A one-time code of six digits, that a telephone or a password manager may fill in. */
export function CodeField({ value, onDigits, ...field }: CodeFieldProps) {
  return (
    <Field
      {...field}
      value={value}
      autoComplete="one-time-code"
      onChange={event => onDigits(digitsOf(event.target.value))}
      slotProps={{
        htmlInput: {
          inputMode: 'numeric',
          style: { ...typeScale.title, letterSpacing: '.28em', fontVariantNumeric: 'tabular-nums' },
        },
      }}
    />
  );
}
