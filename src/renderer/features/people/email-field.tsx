import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';

type Props = {
  value: string;
  onChange: (value: string) => void;
  hint: string;
  /** It is no address. */
  wrong: boolean;
  /** Another account has it. */
  taken: boolean;
  disabled?: boolean;
};

export function EmailField({ value, onChange, hint, wrong, taken, disabled = false }: Props) {
  const { t } = useTranslation('people');
  const words = useProblemWords();
  const said = () => {
    if (taken) {
      const { title, advice } = words('account.email_taken');
      return `${title}. ${advice}`;
    }
    return wrong ? t('emailWrong') : hint;
  };
  return (
    <Field
      required
      type="email"
      label={t('email')}
      hint={said()}
      error={wrong || taken}
      autoComplete="off"
      disabled={disabled}
      value={value}
      onChange={event => onChange(event.target.value)}
    />
  );
}
