import { useTranslation } from 'react-i18next';
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

const SECOND_MS = 1_000;
const DELAY_SECONDS: NumberProps['within'] = [0, 60];

/** How long is waited between two requests to the same host. */
export function DelayField({ delayMs, onChange }: { delayMs: number; onChange: (delayMs: number) => void }) {
  const { t } = useTranslation('sources');
  return (
    <NumberField
      label={t('delay')}
      value={delayMs / SECOND_MS}
      within={DELAY_SECONDS}
      onChange={seconds => onChange(seconds * SECOND_MS)}
    />
  );
}
