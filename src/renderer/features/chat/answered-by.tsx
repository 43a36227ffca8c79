import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { AnswerAttempt, Message, RerankingUse } from '#shared/contract/messages.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { OnRequest } from './on-request.tsx';

/** The model that answered; on request which ones were asked, what came of each, and how long that took. */
export function AnsweredBy({ message }: { message: Message }) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const { provider, model, attempts, firstTokenMs, responseTimeMs } = message;
  const name = provider === 'embedded' ? t('quotesOnly') : model;
  if (name === null) return null;
  if (attempts.length === 0) return <span>{name}</span>;
  return (
    <OnRequest words={name} heading={t('attempts')} width={{ width: 380 }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {grouped(attempts).map((attempt, index) => (
          // Only added to, and never shown in another order.
          <Attempt key={index} attempt={attempt} />
        ))}
      </Box>
      {message.metadata.meaningLeftOut !== undefined && (
        <Box sx={{ color: 'var(--muted)', mt: 1.25 }}>
          {t(`meaningLeftOut_${message.metadata.meaningLeftOut}`)}
        </Box>
      )}
      {message.metadata.reranking !== undefined && <Reranked {...message.metadata.reranking} />}
      {message.metadata.hidden?.map(({ host, count }) => (
        <Box key={host} sx={{ color: 'var(--muted)', mt: 1.25 }}>
          {t('hiddenFrom', { host, count })}
        </Box>
      ))}
      {responseTimeMs !== null && (
        <Box sx={{ color: 'var(--muted)', mt: 1.25, pt: 1, borderTop: '1px solid var(--line)' }}>
          {[
            ...(firstTokenMs === null ? [] : [t('firstWord', { time: format.duration(firstTokenMs) })]),
            t('attemptsWhole', { time: format.duration(responseTimeMs) }),
          ].join(' · ')}
        </Box>
      )}
    </OnRequest>
  );
}

/** Whether what was found was put in order before it was read, or why not. */
function Reranked({ model, passages, leftOut }: RerankingUse) {
  const { t } = useTranslation('chat');
  return (
    <Box sx={{ color: 'var(--muted)', mt: 1.25, overflowWrap: 'anywhere' }}>
      {leftOut === null ? t('reranked', { model, count: passages }) : t(`notReranked_${leftOut}`, { model })}
    </Box>
  );
}

type Attempts = AnswerAttempt & { count: number };

/** The same again and again, as when a failure of the moment was tried again, is told once. */
function grouped(attempts: readonly AnswerAttempt[]): Attempts[] {
  const groups: Attempts[] = [];
  for (const attempt of attempts) {
    const last = groups.at(-1);
    const isSame = (['modelId', 'purpose', 'server', 'outcome', 'code'] as const).every(
      field => last?.[field] === attempt[field],
    );
    if (last === undefined || !isSame) groups.push({ ...attempt, count: 1 });
    else groups[groups.length - 1] = { ...last, ms: last.ms + attempt.ms, count: last.count + 1 };
  }
  return groups;
}

function Attempt({ attempt }: { attempt: Attempts }) {
  const { t } = useTranslation('chat');
  const words = useProblemWords();
  const format = useFormat();
  const { name, purpose, model, provider, server, outcome, code, ms, count } = attempt;
  const shown = provider === 'embedded' ? t('quotesOnly') : (name ?? model);
  const why = code === null ? null : words(code).title;
  const came =
    purpose === 'rewording'
      ? [
          t(`reworded_${outcome === 'answered' || outcome === 'set_aside' ? outcome : 'failed'}`),
          ...(why === null ? [] : [why]),
        ].join(' ')
      : outcome === 'failed' && why !== null
        ? why
        : [t(`attempt_${outcome}`), ...(why === null ? [] : [why])].join(' ');
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 1.5 }}>
      <Box sx={{ fontWeight: 570, overflowWrap: 'anywhere' }}>
        {shown}
        {server !== null && ` · ${t('attemptServer', { number: server })}`}
      </Box>
      <Box sx={{ color: 'var(--muted)', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {outcome === 'left_alone' || outcome === 'passed_over' ? '' : format.duration(ms)}
      </Box>
      <Box sx={{ gridColumn: '1 / -1', color: outcome === 'answered' ? 'var(--ok)' : 'var(--muted)' }}>
        {count === 1 ? came : t('attemptTimes', { came, count })}
      </Box>
    </Box>
  );
}
