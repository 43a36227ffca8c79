import { useTranslation } from 'react-i18next';
import { INITIALS_LENGTH } from '#shared/contract/auth.ts';
import { useProblemWords } from '../rpc/errors.ts';
import { Field } from './field.tsx';

type Props = {
  value: string;
  onChange: (value: string) => void;
  wrong: boolean;
  /** Someone else has them. */
  taken: boolean;
  disabled?: boolean;
};

/** Three letters by which a person is told apart. */
export function InitialsField({ value, onChange, wrong, taken, disabled = false }: Props) {
  const { t } = useTranslation('people');
  const words = useProblemWords();
  const hint = () => {
    if (taken) {
      const { title, advice } = words('account.initials_taken');
      return `${title}. ${advice}`;
    }
    return t(wrong ? 'initialsWrong' : 'initialsHint');
  };
  return (
    <Field
      required
      label={t('initials')}
      hint={hint()}
      error={wrong || taken}
      autoComplete="off"
      disabled={disabled}
      value={value}
      onChange={event => onChange(event.target.value.toUpperCase())}
      slotProps={{ htmlInput: { maxLength: INITIALS_LENGTH, spellCheck: false } }}
    />
  );
}
