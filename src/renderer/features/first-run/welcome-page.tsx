import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CurrentClientProvider } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { useLiveUpdates } from '../../rpc/live-updates.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { OutsideFrame } from '../../ui/outside-frame.tsx';
import { AskStep } from './ask-step.tsx';
import { DocumentsStep } from './documents-step.tsx';
import { ModelStep } from './model-step.tsx';

const STEPS = 3;

/** Three steps to a first cited answer: a model or none, something to read, a question. */
export default function WelcomePage() {
  const { t } = useTranslation('firstRun');
  const navigate = useNavigate();
  const toasts = useToasts();
  const queries = useQueryClient();
  const [step, setStep] = useState(1);
  const [knowledge, setKnowledge] = useState<{ chatbotId: string; sample: boolean } | null>(null);
  useLiveUpdates(true);

  const finish = useMutation(
    orpc.system.updateSettings.mutationOptions({
      onSuccess: settings => queries.setQueryData(orpc.system.settings.queryKey({ input: {} }), settings),
      onError: error => toasts.failed(error),
    }),
  );
  const leave = async (ask?: string) => {
    await finish.mutateAsync({ firstRunDone: true });
    if (knowledge && ask)
      await navigate({ to: '/chat', search: { bot: knowledge.chatbotId, ask }, replace: true });
    else await navigate({ to: '/', replace: true });
  };

  return (
    <CurrentClientProvider>
      <OutsideFrame
        width={620}
        aside={
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'var(--muted)' }}>
            {t('step', { step, total: STEPS })}
            <Button variant="text" size="small" onClick={() => void leave()}>
              {t('skip')}
            </Button>
          </Box>
        }
      >
        {step === 1 ? <ModelStep onNext={() => setStep(2)} /> : null}
        {step === 2 ? (
          <DocumentsStep
            onBack={() => setStep(1)}
            onNext={chosen => {
              setKnowledge(chosen);
              setStep(3);
            }}
          />
        ) : null}
        {step === 3 && knowledge ? (
          <AskStep knowledge={knowledge} onAsk={question => void leave(question)} busy={finish.isPending} />
        ) : null}
      </OutsideFrame>
    </CurrentClientProvider>
  );
}
