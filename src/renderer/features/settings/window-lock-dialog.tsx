import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  LOCK_AFTER_MINUTES,
  LOCK_CODE_MIN_LENGTH,
  type WindowLockState,
} from '#shared/contract/window-lock.ts';
import { client } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

export type LockStep = 'set' | 'change' | 'remove';

const ON_DEMAND = 'demand';
const USUAL_MINUTES = 10;

type WindowLockDialogProps = {
  step: LockStep;
  state: WindowLockState;
  onSaved: (state: WindowLockState) => void;
  onClose: () => void;
};

/** Chooses, changes or removes the lock. An existing one asks for its code first. */
export function WindowLockDialog({ step, state, onSaved, onClose }: WindowLockDialogProps) {
  const { t } = useTranslation(['security', 'common']);
  const [current, setCurrent] = useState('');
  const [code, setCode] = useState('');
  const [repeated, setRepeated] = useState('');
  const [after, setAfter] = useState<number | null>(state.on ? state.afterMinutes : USUAL_MINUTES);
  const save = useMutation({
    mutationFn: () => {
      const shown = state.on ? { current } : {};
      if (step === 'remove') return client.windowLock.remove(shown);
      return client.windowLock.set({ ...shown, ...(code === '' ? {} : { code }), afterMinutes: after });
    },
    onSuccess: onSaved,
  });
  const different = repeated !== '' && repeated !== code;
  const codeReady = (code === '' && state.on) || (code.length >= LOCK_CODE_MIN_LENGTH && repeated === code);
  const ready = (!state.on || current !== '') && (step === 'remove' || codeReady);
  return (
    <FormDialog
      title={t(`lock.${step}Title`)}
      submit={t(step === 'set' ? 'lock.turnOn' : step === 'change' ? 'common:save' : 'lock.remove')}
      error={save.error}
      disabled={!ready || save.isPending}
      destructive={step === 'remove'}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {step === 'remove' && <Box sx={{ color: 'var(--muted)' }}>{t('lock.removeText')}</Box>}
        {state.on && (
          <PasswordField
            label={t('lock.current')}
            autoComplete="off"
            autoFocus
            value={current}
            onChange={event => setCurrent(event.target.value)}
          />
        )}
        {step !== 'remove' && (
          <>
            <PasswordField
              label={t(state.on ? 'lock.newCode' : 'lock.code')}
              hint={t('lock.codeHint', { count: LOCK_CODE_MIN_LENGTH })}
              autoComplete="off"
              autoFocus={!state.on}
              value={code}
              onChange={event => setCode(event.target.value)}
            />
            {code !== '' && (
              <PasswordField
                label={t('lock.repeat')}
                autoComplete="off"
                error={different}
                hint={different ? t('lock.different') : undefined}
                value={repeated}
                onChange={event => setRepeated(event.target.value)}
              />
            )}
            <Field
              select
              label={t('lock.after')}
              value={after ?? ON_DEMAND}
              onChange={event =>
                setAfter(event.target.value === ON_DEMAND ? null : Number(event.target.value))
              }
            >
              {LOCK_AFTER_MINUTES.map(minutes => (
                <MenuItem key={minutes} value={minutes}>
                  {t('lock.after_minutes', { count: minutes })}
                </MenuItem>
              ))}
              <MenuItem value={ON_DEMAND}>{t('lock.after_demand')}</MenuItem>
            </Field>
          </>
        )}
      </Box>
    </FormDialog>
  );
}
