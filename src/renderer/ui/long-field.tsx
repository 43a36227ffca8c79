import type { ReactNode } from 'react';
import { Field } from './field.tsx';

type LongFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  value: string;
  onText: (text: string) => void;
  /** The least and the most lines that are shown at once. */
  lines: readonly [number, number];
  /** In characters. */
  maxLength: number;
  error?: boolean;
  autoFocus?: boolean;
};

/** A text of several lines that must be there. */
export function LongField({ onText, lines: [minRows, maxRows], maxLength, ...rest }: LongFieldProps) {
  return (
    <Field
      {...rest}
      required
      multiline
      minRows={minRows}
      maxRows={maxRows}
      onChange={event => onText(event.target.value)}
      slotProps={{ htmlInput: { maxLength } }}
    />
  );
}
