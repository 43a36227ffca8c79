import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { CodeStep } from './code-step.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { OutsideFrame } from '../../ui/outside-frame.tsx';
import { PasswordStep } from './password-step.tsx';

/** E-mail and password; then the code, for those who have a second factor. */
export default function SignInPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { from } = useSearch({ from: '/sign-in' });
  const [given, setGiven] = useState({ email: '', password: '' });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const login = useMutation(
    orpc.auth.login.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
        await navigate({ to: from?.startsWith('/') ? from : '/', replace: true });
      },
      onError(error) {
        if (problemOf(error) !== 'auth.second_factor_required') return;
        setStep('code');
        login.reset();
      },
    }),
  );
  const back = () => {
    login.reset();
    setStep('password');
  };

  return (
    <OutsideFrame aside={<LanguageSwitch />}>
      {step === 'password' ? (
        <PasswordStep
          given={given}
          onChange={setGiven}
          busy={login.isPending}
          error={login.error}
          onSubmit={() => login.mutate(given)}
          onCode={() => {
            login.reset();
            setStep('code');
          }}
        />
      ) : (
        <CodeStep
          busy={login.isPending}
          error={login.error}
          onCode={code => login.mutate({ ...given, code })}
          onBack={back}
        />
      )}
    </OutsideFrame>
  );
}
