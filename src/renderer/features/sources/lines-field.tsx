import { SOURCE_PATTERN_MAX_LENGTH, SOURCE_PATTERNS_MAX } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';

type Props = {
  label: string;
  hint: string;
  lines: readonly string[];
  onChange: (lines: string[]) => void;
  required?: boolean;
};

/** Several short texts, one a line. */
export function LinesField({ label, hint, lines, onChange, required = false }: Props) {
  return (
    <Field
      label={label}
      hint={hint}
      multiline
      required={required}
      minRows={required ? 1 : 2}
      maxRows={6}
      value={lines.join('\n')}
      onChange={event => onChange(event.target.value.split('\n').slice(0, SOURCE_PATTERNS_MAX))}
      slotProps={{ htmlInput: { maxLength: SOURCE_PATTERNS_MAX * SOURCE_PATTERN_MAX_LENGTH } }}
    />
  );
}
