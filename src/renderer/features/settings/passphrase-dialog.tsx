import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSPHRASE_MIN_LENGTH } from '#shared/contract/secrets.ts';
import { PasswordField } from '../../ui/password-field.tsx';

type Props = { open: boolean; busy: boolean; onChoose: (passphrase: string) => void; onClose: () => void };

/** Asks twice for the passphrase without which Foyer will not start. */
export function PassphraseDialog({ open, busy, onChoose, onClose }: Props) {
  const titleId = useId();
  const { t } = useTranslation('secrets');
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{t('passphraseTitle')}</DialogTitle>
      {/* Made anew each time it opens: what was typed before is forgotten. */}
      {open && <PassphraseForm busy={busy} onChoose={onChoose} onClose={onClose} />}
    </Dialog>
  );
}

function PassphraseForm({ busy, onChoose, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation(['secrets', 'common']);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const tooShort = passphrase.length > 0 && passphrase.length < PASSPHRASE_MIN_LENGTH;
  const different = repeated.length > 0 && repeated !== passphrase;
  const ready = passphrase.length >= PASSPHRASE_MIN_LENGTH && repeated === passphrase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onChoose(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('passphraseText')}</Box>
        <PasswordField
          label={t('passphrase')}
          autoComplete="new-password"
          autoFocus
          error={tooShort}
          hint={t(tooShort ? 'passphraseTooShort' : 'passphraseHint', { count: PASSPHRASE_MIN_LENGTH })}
          value={passphrase}
          onChange={event => setPassphrase(event.target.value)}
        />
        <PasswordField
          label={t('passphraseRepeat')}
          autoComplete="new-password"
          error={different}
          hint={different ? t('passphraseDifferent') : undefined}
          value={repeated}
          onChange={event => setRepeated(event.target.value)}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button variant="contained" type="submit" disabled={!ready || busy}>
          {t('with_passphrase')}
        </Button>
      </DialogActions>
    </form>
  );
}
