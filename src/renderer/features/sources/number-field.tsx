import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';

type NumberProps = {
  label: string;
  value: number;
  within: readonly [least: number, most: number];
  onChange: (value: number) => void;
};

/** A whole number within limits. */
export function NumberField({ label, value, within: [least, most], onChange }: NumberProps) {
  return (
    <Field
      label={label}
      value={value}
      onChange={event => {
        const typed = Number(event.target.value.replace(/\D/g, ''));
        onChange(Math.min(most, Math.max(least, typed)));
      }}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH } }}
    />
  );
}
