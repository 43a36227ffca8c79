import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../rpc/client.ts';
import { CODE_DIGITS, CodeField } from '../../ui/code-field.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { OnceShownDialog } from '../../ui/once-shown.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { PRINTED, RecoveryCodes } from './recovery-codes.tsx';

type SetUpProps = {
  onClose: () => void;
  /** Called once it is on, while the recovery codes are still to be read. */
  onTurnedOn: () => void;
  /** Called once they were read. */
  onDone: () => void;
};

/** Password, authenticator, recovery codes: three steps, after which signing in takes a code. */
export function SecondFactorSetUp({ onClose, onTurnedOn, onDone }: SetUpProps) {
  const { t } = useTranslation('security');
  const titleId = useId();
  const start = useMutation({
    mutationFn: (password: string) => client.secondFactor.start({ password }),
  });
  const confirm = useMutation({
    mutationFn: (code: string) => client.secondFactor.confirm({ code }),
    onSuccess: onTurnedOn,
  });
  const codes = confirm.data?.recoveryCodes;
  const step = codes ? 3 : start.data ? 2 : 1;
  return (
    <OnceShownDialog
      secret={codes?.join(' ') ?? start.data?.secret ?? null}
      className={PRINTED}
      onClose={codes ? onDone : onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      {({ close, done }) => (
        <>
          <DialogTitle id={titleId}>
            {codes ? t('recovery.title') : t('secondFactor.setUpTitle')}
            <Box sx={{ color: 'var(--muted)', typography: 'small', fontWeight: 500, letterSpacing: 0 }}>
              {t('secondFactor.step', { step })}
            </Box>
          </DialogTitle>
          {codes ? (
            <RecoveryCodes codes={codes} onDone={done} />
          ) : start.data ? (
            <Scan
              offer={start.data}
              busy={confirm.isPending}
              error={confirm.error}
              onCode={code => confirm.mutate(code)}
              onClose={close}
            />
          ) : (
            <AskPassword
              busy={start.isPending}
              error={start.error}
              onPassword={password => start.mutate(password)}
              onClose={onClose}
            />
          )}
        </>
      )}
    </OnceShownDialog>
  );
}

type StepProps = { busy: boolean; error: unknown; onClose: () => void };

function AskPassword({
  busy,
  error,
  onPassword,
  onClose,
}: StepProps & { onPassword: (given: string) => void }) {
  const { t } = useTranslation(['security', 'common']);
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') onPassword(password);
  };
  return (
    <form onSubmit={submit}>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('secondFactor.passwordWhy')}</Box>
        {error ? <ProblemNote error={error} /> : null}
        <PasswordField
          label={t('passwordAgain')}
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" variant="contained" disabled={busy || password === ''}>
          {t('common:next')}
        </Button>
      </DialogActions>
    </form>
  );
}

type ScanProps = StepProps & {
  offer: { secret: string; uri: string; qrCode: string };
  onCode: (code: string) => void;
};

function Scan({ offer, busy, error, onCode, onClose }: ScanProps) {
  const { t } = useTranslation(['security', 'common']);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === CODE_DIGITS) onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <div>{t('secondFactor.scan')}</div>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 2.5, alignItems: 'center', justifyContent: 'center' }}
        >
          <Box
            component="img"
            alt={t('secondFactor.qrAlt')}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(offer.qrCode)}`}
            sx={{ width: 190, height: 190, borderRadius: 'var(--r-m)', border: '1px solid var(--line)' }}
          />
          <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('secondFactor.cannotScan')}</Box>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mt: 0.5 }}>
              <Box component="code" aria-label={t('secondFactor.key')} sx={keyStyle}>
                {offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
              </Box>
              <CopyButton compact text={offer.secret} />
            </Box>
          </Box>
        </Box>
        <div>{t('secondFactor.enterCode')}</div>
        {error ? <ProblemNote error={error} /> : null}
        <CodeField label={t('code')} value={code} onDigits={setCode} sx={{ maxWidth: 240 }} />
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" variant="contained" disabled={busy || code.length < CODE_DIGITS}>
          {t('secondFactor.confirm')}
        </Button>
      </DialogActions>
    </form>
  );
}

const keyStyle = {
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  typography: 'body',
  overflowWrap: 'anywhere',
  userSelect: 'all',
};
