import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { email as emailShape } from '#shared/contract/auth.ts';
import { client } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { OutsideFrame } from '../../ui/outside-frame.tsx';

/** Asks for a link by mail. What is said afterwards is the same whether the account exists or not. */
export default function ForgottenPage() {
  const { t } = useTranslation('mailSettings');
  const { email: typedBefore = '' } = useSearch({ from: '/forgotten' });
  const [email, setEmail] = useState(typedBefore);
  const ask = useMutation({
    mutationFn: (address: string) => client.people.forgotPassword({ email: address }),
  });
  return (
    <OutsideFrame aside={<LanguageSwitch />}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {ask.isSuccess ? (
          <Sent email={ask.variables} onAgain={ask.reset} />
        ) : (
          <Question
            email={email}
            busy={ask.isPending}
            error={ask.error}
            onChange={typed => {
              setEmail(typed);
              ask.reset();
            }}
            onAsk={address => ask.mutate(address)}
          />
        )}
        <LinkButton
          variant="text"
          size="small"
          to="/sign-in"
          search={{}}
          sx={{ justifySelf: 'start', ml: -1 }}
        >
          {t('back')}
        </LinkButton>
      </Box>
    </OutsideFrame>
  );
}

type QuestionProps = {
  email: string;
  busy: boolean;
  error: unknown;
  onChange: (email: string) => void;
  onAsk: (email: string) => void;
};

function Question({ email, busy, error, onChange, onAsk }: QuestionProps) {
  const { t } = useTranslation(['mailSettings', 'signIn']);
  const words = useProblemWords();
  const [told, setTold] = useState(false);
  const valid = emailShape.safeParse(email.trim()).success;
  const problem = error === null ? null : words(problemOf(error));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (valid && !busy) onAsk(email.trim());
  };
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Box component="h1" sx={titleStyle}>
        {t('forgotTitle')}
      </Box>
      <Box sx={{ color: 'var(--muted)' }}>{t('forgotText')}</Box>
      {problem && (
        <Alert
          severity="error"
          sx={{ background: 'var(--bad-soft)', color: 'var(--bad)', borderRadius: 'var(--r-s)' }}
        >
          <b>{problem.title}.</b> {problem.advice}
        </Alert>
      )}
      <Field
        label={t('signIn:email')}
        type="email"
        autoComplete="username"
        autoFocus
        error={told && !valid}
        hint={told && !valid ? t('addressInvalid') : undefined}
        value={email}
        onChange={event => onChange(event.target.value)}
      />
      <Button type="submit" variant="contained" size="large" disabled={busy}>
        {t('forgotSend')}
      </Button>
    </Box>
  );
}

function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const { t } = useTranslation('mailSettings');
  const title = useRef<HTMLHeadingElement>(null);
  // The button that had the focus is gone: the answer is read next.
  useEffect(() => title.current?.focus(), []);
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1.5 }}>
      <Box component="h1" ref={title} tabIndex={-1} sx={{ ...titleStyle, outline: 'none' }}>
        {t('forgotSent')}
      </Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>{t('forgotSentText', { email })}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('forgotNothing')}</Box>
      <Button size="small" onClick={onAgain} sx={{ justifySelf: 'start' }}>
        {t('forgotOther')}
      </Button>
    </Box>
  );
}

const titleStyle = { typography: 'title', fontWeight: 640, letterSpacing: '-.015em', m: 0 };
