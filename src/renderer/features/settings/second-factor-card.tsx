import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { SecondFactorState } from '#shared/contract/second-factor.ts';
import { orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { useFormat } from '../../ui/format.ts';
import { OnceShownDialog } from '../../ui/once-shown.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { PRINTED, RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorSetUp } from './second-factor-setup.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const FEW_CODES = 3;

type Step = 'set-up' | 'renew' | 'turn-off';

/** One's own second factor: whether it is on, and all that can be done about it. */
export function SecondFactorCard() {
  const { t } = useTranslation('security');
  const queries = useQueryClient();
  const toasts = useToasts();
  const state = useQuery(orpc.secondFactor.state.queryOptions({ input: {} }));
  const [step, setStep] = useState<Step | null>(null);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: orpc.secondFactor.key() });
    void queries.invalidateQueries({ queryKey: orpc.sessions.key() });
    void queries.invalidateQueries({ queryKey: orpc.security.key() });
    void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
  };
  const close = () => setStep(null);
  // Whoever signs in with no password (the window's owner) has nothing for a code to be second to.
  if (state.data?.available === false) return null;

  return (
    <SettingCard
      title={t('secondFactor.title')}
      hint={t('secondFactor.hint')}
      action={
        state.data && (
          <StateChip tone={state.data.on ? 'ok' : 'quiet'} dot>
            {t(state.data.on ? 'secondFactor.on' : 'secondFactor.off')}
          </StateChip>
        )
      }
    >
      {state.isError ? (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      ) : !state.data ? (
        <LoadingState rows={1} />
      ) : (
        <Body state={state.data} onStep={setStep} />
      )}
      {step === 'set-up' && (
        <SecondFactorSetUp
          onClose={close}
          onTurnedOn={refresh}
          onDone={() => {
            close();
            toasts.done(t('secondFactor.turnedOn'), { text: t('secondFactor.turnedOnText') });
          }}
        />
      )}
      {step === 'renew' && <Renew onClose={close} onRenewed={refresh} />}
      {step === 'turn-off' && (
        <TurnOff
          onClose={close}
          onTurnedOff={() => {
            close();
            refresh();
            toasts.done(t('secondFactor.turnedOff'));
          }}
        />
      )}
    </SettingCard>
  );
}

function Body({ state, onStep }: { state: SecondFactorState; onStep: (step: Step) => void }) {
  const { t } = useTranslation('security');
  const format = useFormat();
  const recommended = useSession().may(...administrators);
  if (!state.on) {
    return (
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        {recommended && <Box sx={{ flex: '1 1 240px' }}>{t('secondFactor.recommended')}</Box>}
        <Button variant="contained" onClick={() => onStep('set-up')}>
          {t('secondFactor.turnOn')}
        </Button>
      </Box>
    );
  }
  const few = state.recoveryCodesLeft <= FEW_CODES;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <div>
        {state.since !== null && <div>{t('secondFactor.since', { date: format.date(state.since) })}</div>}
        <Box sx={few ? { color: 'var(--warn)', fontWeight: 560 } : { color: 'var(--muted)' }}>
          {t('secondFactor.left', { count: state.recoveryCodesLeft })}
          {few && ` ${t('secondFactor.fewLeft')}`}
        </Box>
      </div>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button onClick={() => onStep('renew')}>{t('secondFactor.renew')}</Button>
        <Button onClick={() => onStep('turn-off')}>{t('secondFactor.turnOff')}</Button>
      </Box>
    </Box>
  );
}

function Renew({ onClose, onRenewed }: { onClose: () => void; onRenewed: () => void }) {
  const { t } = useTranslation('security');
  const titleId = useId();
  const renew = useMutation(orpc.secondFactor.renewRecoveryCodes.mutationOptions({ onSuccess: onRenewed }));
  if (!renew.data) {
    return (
      <ProofDialog
        title={t('secondFactor.renewTitle')}
        text={t('secondFactor.renewText')}
        confirm={t('secondFactor.renewButton')}
        busy={renew.isPending}
        error={renew.error}
        onProof={proof => renew.mutate(proof)}
        onClose={onClose}
      />
    );
  }
  return (
    <OnceShownDialog
      secret={renew.data.recoveryCodes.join(' ')}
      onClose={onClose}
      className={PRINTED}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      {({ done }) => (
        <>
          <DialogTitle id={titleId}>{t('recovery.title')}</DialogTitle>
          <RecoveryCodes codes={renew.data.recoveryCodes} onDone={done} />
        </>
      )}
    </OnceShownDialog>
  );
}

function TurnOff({ onClose, onTurnedOff }: { onClose: () => void; onTurnedOff: () => void }) {
  const { t } = useTranslation('security');
  const turnOff = useMutation(orpc.secondFactor.turnOff.mutationOptions({ onSuccess: onTurnedOff }));
  return (
    <ProofDialog
      title={t('secondFactor.turnOffTitle')}
      text={t('secondFactor.turnOffText')}
      confirm={t('secondFactor.turnOff')}
      destructive
      busy={turnOff.isPending}
      error={turnOff.error}
      onProof={proof => turnOff.mutate(proof)}
      onClose={onClose}
    />
  );
}
