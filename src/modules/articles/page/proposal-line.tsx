import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../../renderer/rpc/client.ts';
import { useFormat } from '../../../renderer/ui/format.ts';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { useNow } from '../../../renderer/ui/use-now.ts';
import type { Proposal } from '../contract.ts';
import { useOrigin } from './use-origin.ts';

type Props = { proposal: Proposal; onReview: () => void; onRevise: () => void };

/** A proposed answer, where it comes from, and what can be done with it. */
export function ProposalLine({ proposal, onReview, onRevise }: Props) {
  const { t } = useTranslation('articles');
  const originOf = useOrigin();
  const { kind, question, title, text, state, chatbotName, origin } = proposal;
  return (
    <Box component="li" sx={{ p: '12px 16px' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: 1.5, rowGap: 0.75 }}>
        <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {(kind === 'article' ? title : null) ?? question}
          </Box>
          <Box sx={textStyle}>{text}</Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5, overflowWrap: 'anywhere' }}>
            {[t(`kind_${kind}`), chatbotName, originOf(origin)].join(' · ')}
          </Box>
          <Decided proposal={proposal} />
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
          {origin.conversationId !== null && (
            <LinkButton
              size="small"
              variant="text"
              to="/conversations/$id"
              params={{ id: origin.conversationId }}
            >
              {t('origin')}
            </LinkButton>
          )}
          {state === 'waiting' && (
            <Button size="small" onClick={onReview}>
              {t('look')}
            </Button>
          )}
          {state === 'dropped' && <Reopen id={proposal.id} />}
          {state === 'approved' && proposal.document !== null && (
            <>
              <Button size="small" variant="text" onClick={onRevise}>
                {t('revise.open')}
              </Button>
              <LinkButton size="small" to="/documents/$id" params={{ id: proposal.document.id }}>
                {t('toDocument')}
              </LinkButton>
            </>
          )}
          {state === 'approved' && proposal.answerId !== null && (
            <LinkButton size="small" to="/modules/$name" params={{ name: 'frequentAnswers' }}>
              {t('toAnswers')}
            </LinkButton>
          )}
        </Box>
      </Box>
    </Box>
  );
}

const textStyle = {
  typography: 'small',
  overflowWrap: 'anywhere',
  whiteSpace: 'pre-line',
  display: '-webkit-box',
  WebkitLineClamp: 3,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
};

function Decided({ proposal: { state, decided } }: { proposal: Proposal }) {
  const { t } = useTranslation('articles');
  const format = useFormat();
  const now = useNow();
  if (decided === null || state === 'waiting') return null;
  const when = format.ago(decided.at, now);
  return (
    <Box
      sx={{
        typography: 'small',
        color: state === 'approved' ? 'var(--ok)' : 'var(--muted)',
        overflowWrap: 'anywhere',
      }}
    >
      {decided.by === null ? t(`${state}At`, { when }) : t(`${state}By`, { name: decided.by, when })}
    </Box>
  );
}

function Reopen({ id }: { id: string }) {
  const { t } = useTranslation('articles');
  const queries = useQueryClient();
  const toasts = useToasts();
  const reopen = useMutation({
    mutationFn: () => client.articles.reopen({ id }),
    onSuccess: () => toasts.done(t('reopened')),
    onError: toasts.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: orpc.articles.key() }),
  });
  return (
    <Button size="small" disabled={reopen.isPending} onClick={() => reopen.mutate()}>
      {t('reopen')}
    </Button>
  );
}
