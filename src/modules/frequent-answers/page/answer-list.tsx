import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useTranslation } from 'react-i18next';
import { client as core, orpc } from '../../../renderer/rpc/client.ts';
import { LineCard } from '../../../renderer/ui/line-card.tsx';
import { ConfirmDialog } from '../../../renderer/ui/confirm-dialog.tsx';
import { useFormat } from '../../../renderer/ui/format.ts';
import { PagedList } from '../../../renderer/ui/paged-list.tsx';
import { StateChip, type Tone } from '../../../renderer/ui/state-chip.tsx';
import { EmptyState } from '../../../renderer/ui/states.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import type { FrequentAnswer } from '../contract.ts';
import type { Draft } from './answer-editor.tsx';

const ANSWERS_AT_ONCE = 50;
const tones = { current: 'ok', later: 'info', over: 'quiet' } as const satisfies Record<string, Tone>;

type Props = { chatbotId: string; onEdit: (draft: Draft) => void };

/** The answers of a chatbot, found by their words. */
export function AnswerList({ chatbotId, onEdit }: Props) {
  const { t } = useTranslation('frequentAnswers');
  const [typed, type] = useState('');
  const [leaving, ask] = useState<FrequentAnswer | null>(null);
  const q = useDeferredValue(typed.trim());
  const query = useInfiniteQuery(
    orpc.frequentAnswers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        chatbotId,
        limit: ANSWERS_AT_ONCE,
        ...(q === '' ? {} : { q }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: last => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const empty =
    q === '' ? (
      <EmptyState
        icon="message"
        title={t('empty')}
        action={<Button onClick={() => onEdit({ id: null })}>{t('add')}</Button>}
      >
        {t('emptyAdvice')}
      </EmptyState>
    ) : (
      <EmptyState
        icon="search"
        title={t('noMatch')}
        action={<Button onClick={() => type('')}>{t('clear')}</Button>}
      >
        {t('noMatchAdvice')}
      </EmptyState>
    );
  return (
    <div>
      <OutlinedInput
        fullWidth
        size="small"
        type="search"
        value={typed}
        placeholder={t('search')}
        onChange={event => type(event.target.value)}
        inputProps={{ 'aria-label': t('search'), maxLength: SEARCH_MAX_LENGTH }}
        sx={{ mb: 1.5 }}
      />
      <PagedList query={query} rows={4} empty={empty}>
        {answers => (
          <LineCard>
            {answers.map(answer => (
              <AnswerLine
                key={answer.id}
                answer={answer}
                onEdit={() => onEdit(answer)}
                onRemove={() => ask(answer)}
              />
            ))}
          </LineCard>
        )}
      </PagedList>
      {leaving !== null && <Removing answer={leaving} onClose={() => ask(null)} />}
    </div>
  );
}

type LineProps = { answer: FrequentAnswer; onEdit: () => void; onRemove: () => void };

function AnswerLine({ answer, onEdit, onRemove }: LineProps) {
  const { t } = useTranslation('frequentAnswers');
  const format = useFormat();
  const { question, state, validFrom, validUntil } = answer;
  const days = [
    ...(validFrom === null ? [] : [t('from', { day: format.date(validFrom) })]),
    ...(validUntil === null ? [] : [t('until', { day: format.date(validUntil) })]),
  ];
  return (
    <Box component="li" sx={{ p: '12px 16px' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: 1.5, rowGap: 0.5 }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{question}</Box>
          <Box
            sx={{
              color: 'var(--muted)',
              typography: 'small',
              overflowWrap: 'anywhere',
              display: '-webkit-box',
              WebkitLineClamp: 3,
              WebkitBoxOrient: 'vertical',
              overflow: 'hidden',
            }}
          >
            {answer.answer}
          </Box>
          {days.length > 0 && (
            <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.25 }}>{days.join(', ')}</Box>
          )}
        </Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <StateChip tone={tones[state]}>{t(`state_${state}`)}</StateChip>
          <Button size="small" variant="text" onClick={onEdit}>
            {t('edit')}
          </Button>
          <Button size="small" variant="text" color="error" onClick={onRemove}>
            {t('remove')}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

function Removing({ answer: { id, question }, onClose }: { answer: FrequentAnswer; onClose: () => void }) {
  const { t } = useTranslation('frequentAnswers');
  const queries = useQueryClient();
  const toasts = useToasts();
  const remove = useMutation({
    mutationFn: () => core.frequentAnswers.remove({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.frequentAnswers.key() });
      toasts.done(t('removed'));
    },
    onError: toasts.failed,
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      open
      destructive
      title={t('removeTitle')}
      confirm={t('remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('removeBody', { question })}
    </ConfirmDialog>
  );
}
