import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ONE_TIME_CODE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

type Proof = { password: string; code: string };
type ProofDialogProps = {
  title: string;
  /** What will happen, in words. */
  text: string;
  confirm: string;
  destructive?: boolean;
  busy: boolean;
  error: unknown;
  onProof: (proof: Proof) => void;
  onClose: () => void;
};

/** Asks for the password and a code before the second factor changes. */
export function ProofDialog({
  title,
  text,
  confirm,
  destructive = false,
  busy,
  error,
  onProof,
  onClose,
}: ProofDialogProps) {
  const { t } = useTranslation(['security', 'common']);
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const ready = proof.password !== '' && proof.code.trim() !== '';
  return (
    <FormDialog
      title={title}
      submit={confirm}
      error={error}
      disabled={busy || !ready}
      destructive={destructive}
      onSubmit={() => onProof(proof)}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{text}</Box>
        <PasswordField
          label={t('passwordAgain')}
          autoComplete="current-password"
          autoFocus
          value={proof.password}
          onChange={event => setProof({ ...proof, password: event.target.value })}
        />
        <Field
          label={t('codeOrRecovery')}
          autoComplete="one-time-code"
          value={proof.code}
          onChange={event => setProof({ ...proof, code: event.target.value })}
          slotProps={{
            htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: ONE_TIME_CODE_MAX_LENGTH },
          }}
        />
      </Box>
    </FormDialog>
  );
}
