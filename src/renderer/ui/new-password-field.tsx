import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN_LENGTH } from '#shared/contract/auth.ts';
import { useProblemWords, type ProblemCode } from '../rpc/errors.ts';
import { PasswordField } from './password-field.tsx';

/** Whether a password to be is long enough to be sent; the core judges the rest. */
export function isLongEnough(password: string): boolean {
  return [...password].length >= PASSWORD_MIN_LENGTH;
}

type Props = {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** What the core said of the password just sent, if anything. */
  refused?: ProblemCode | null;
  required?: boolean;
  autoFocus?: boolean;
};

/** A password to choose: what is asked of it, and what is wrong with it, under the field. */
export function NewPasswordField({ label, value, onChange, refused = null, ...rest }: Props) {
  const { t } = useTranslation('signIn');
  const words = useProblemWords();
  const tooShort = value !== '' && !isLongEnough(value);
  const hint = () => {
    if (isPasswordProblem(refused)) {
      const { title, advice } = words(refused);
      return `${title}. ${advice}`;
    }
    return t(tooShort ? 'passwordTooShort' : 'passwordPolicy', { count: PASSWORD_MIN_LENGTH });
  };
  return (
    <PasswordField
      {...rest}
      label={label}
      autoComplete="new-password"
      error={tooShort || isPasswordProblem(refused)}
      hint={hint()}
      value={value}
      onChange={event => onChange(event.target.value)}
    />
  );
}

/** Whether a problem is about the password itself, and so is told under its field rather than above the form. */
export function isPasswordProblem(
  code: ProblemCode | null,
): code is 'auth.password_too_short' | 'auth.password_common' {
  return code === 'auth.password_too_short' || code === 'auth.password_common';
}
