import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ONE_TIME_CODE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { CODE_DIGITS, CodeField } from '../../ui/code-field.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

type CodeStepProps = {
  onCode: (code: string) => void;
  onBack: () => void;
  busy: boolean;
  error: unknown;
};

/** The second step: the code of the authenticator, sent as soon as it is whole, or a recovery code. */
export function CodeStep({ onCode, onBack, busy, error }: CodeStepProps) {
  const { t } = useTranslation('signIn');
  const [means, setMeans] = useState<'app' | 'recovery'>('app');
  const [code, setCode] = useState('');
  useEffect(() => {
    // A refused code is of no more use: make room for the next one.
    if (error && means === 'app') setCode('');
  }, [error, means]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') onCode(code);
  };
  const onDigits = (digits: string) => {
    setCode(digits);
    if (digits.length === CODE_DIGITS && digits !== code) onCode(digits);
  };
  const turnTo = (other: typeof means) => {
    setMeans(other);
    setCode('');
  };

  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <div>
        <Box component="h1" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
          {t('codeTitle')}
        </Box>
        <Box sx={{ color: 'var(--muted)' }}>{t(means === 'app' ? 'codeText' : 'recoveryText')}</Box>
      </div>
      {error ? <ProblemNote error={error} /> : null}
      {means === 'app' ? (
        <CodeField key="app" label={t('code')} autoFocus value={code} onDigits={onDigits} />
      ) : (
        <Field
          key="recovery"
          label={t('recoveryCode')}
          placeholder="xxxx-xxxx-xxxx-xxxx"
          autoComplete="off"
          autoFocus
          value={code}
          onChange={event => setCode(event.target.value)}
          slotProps={{
            htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: ONE_TIME_CODE_MAX_LENGTH },
          }}
        />
      )}
      <Button type="submit" variant="contained" size="large" disabled={busy || code.trim() === ''}>
        {t('submit')}
      </Button>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', columnGap: 1, mx: -1 }}>
        <Button size="small" variant="text" startIcon={<Icon name="left" size={16} />} onClick={onBack}>
          {t('back')}
        </Button>
        <Button size="small" variant="text" onClick={() => turnTo(means === 'app' ? 'recovery' : 'app')}>
          {t(means === 'app' ? 'useRecovery' : 'useCode')}
        </Button>
      </Box>
      {means === 'recovery' && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('lostBoth')}</Box>}
    </Box>
  );
}
