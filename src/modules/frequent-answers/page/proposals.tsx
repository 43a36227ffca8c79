import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withoutCitations } from '#shared/lib/answer-text.ts';
import { client as core, orpc } from '../../../renderer/rpc/client.ts';
import { SettingCard } from '../../../renderer/ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { ANSWER_MAX_LENGTH, type Proposal } from '../contract.ts';
import type { Draft } from './answer-editor.tsx';

type Props = { chatbotId: string; onAccept: (draft: Draft) => void };

/** Questions asked often that the office may want to answer itself. */
export function Proposals({ chatbotId, onAccept }: Props) {
  const { t } = useTranslation('frequentAnswers');
  const query = useQuery(orpc.frequentAnswers.proposals.queryOptions({ input: { chatbotId } }));
  return (
    <SettingCard title={t('proposals.title')} hint={t('proposals.hint')}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <LoadingState rows={2} />
      ) : query.data.length === 0 ? (
        <Box sx={{ color: 'var(--muted)' }}>{t('proposals.none')}</Box>
      ) : (
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5, maxHeight: 320, overflow: 'auto' }}
        >
          {query.data.map(proposal => (
            <OneProposal
              key={proposal.question}
              chatbotId={chatbotId}
              proposal={proposal}
              onAccept={onAccept}
            />
          ))}
        </Box>
      )}
    </SettingCard>
  );
}

function OneProposal({ chatbotId, proposal, onAccept }: Props & { proposal: Proposal }) {
  const { t } = useTranslation('frequentAnswers');
  const queries = useQueryClient();
  const toasts = useToasts();
  const { question, asked, unanswered, lastAnswer } = proposal;
  const dismiss = useMutation({
    mutationFn: () => core.frequentAnswers.dismissProposal({ chatbotId, question }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.frequentAnswers.proposals.key() });
      toasts.done(t('proposals.dismissed'));
    },
    onError: toasts.failed,
  });
  // The numbers of its sources mean nothing without them.
  const answer = withoutCitations(lastAnswer ?? '').slice(0, ANSWER_MAX_LENGTH);
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>{question}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {[
            t('proposals.asked', { count: asked }),
            ...(unanswered === 0 ? [] : [t('proposals.unanswered', { count: unanswered })]),
          ].join(' · ')}
        </Box>
      </Box>
      <Button size="small" onClick={() => onAccept({ id: null, question, answer })}>
        {t('proposals.accept')}
      </Button>
      <Button size="small" variant="text" disabled={dismiss.isPending} onClick={() => dismiss.mutate()}>
        {t('proposals.dismiss')}
      </Button>
    </Box>
  );
}
