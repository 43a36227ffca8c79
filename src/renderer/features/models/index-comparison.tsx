import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IndexChange } from '#shared/contract/search-index.ts';
import { orpc, type client } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { StateChip } from '../../ui/state-chip.tsx';

type OfChatbot = Awaited<ReturnType<typeof client.goldenQuestions.indexComparison>>['chatbots'][number];
type Compared = OfChatbot['questions'][number];
type Outcome = Compared['from'];

/** What is looked at first. */
const ORDER: readonly Compared['change'][] = ['worse', 'better', 'same'];
const TONES = { better: 'ok', worse: 'bad', same: 'quiet' } as const;

/** What the test questions of each chatbot find with both models, before a person decides. */
export function IndexComparison({ change }: { change: IndexChange }) {
  const { t } = useTranslation('models');
  const { data } = useQuery(
    orpc.goldenQuestions.indexComparison.queryOptions({ input: { changeId: change.id } }),
  );
  if (!data) return null;
  const { chatbots, without, running } = data;
  const names = without.map(({ chatbotName }) => chatbotName).join(', ');
  return (
    <Box sx={{ mt: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {running && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('compareRunning')}</Box>}
      {chatbots.map(one => (
        <Chatbot key={one.chatbotId} compared={one} change={change} />
      ))}
      {without.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', typography: 'small' }}>
          <Box sx={{ flex: '1 1 260px', minWidth: 0, color: 'var(--muted)', overflowWrap: 'anywhere' }}>
            {chatbots.length === 0 && !running ? t('compareNone') : t('compareWithout', { names })}
          </Box>
          <LinkButton size="small" to="/modules/$name" params={{ name: 'goldenQuestions' }}>
            {t('compareWay')}
          </LinkButton>
        </Box>
      )}
    </Box>
  );
}

function Chatbot({ compared, change }: { compared: OfChatbot; change: IndexChange }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { chatbotName, from, to, toModelId, questions } = compared;
  const isTo = change.to.id === toModelId;
  const names = {
    from: (isTo ? change.from : change.to)?.name ?? t('compareBefore'),
    to: (isTo ? change.to : change.from)?.name ?? t('compareAfter'),
  };
  const count = (kind: Compared['change']) => questions.filter(each => each.change === kind).length;
  const summary = ORDER.filter(kind => count(kind) > 0)
    .map(kind => t(`compare_${kind}`, { count: count(kind) }))
    .join(', ');
  const changed = questions
    .filter(each => each.change !== 'same')
    .toSorted((one, other) => ORDER.indexOf(one.change) - ORDER.indexOf(other.change));
  const found = (figure: number, answerable: number) =>
    t('compareOf', { found: format.number(figure), all: format.number(answerable) });
  const figures = [
    { key: 'first', name: t('compareFirst'), tip: 'hit@1' },
    { key: 'firstThree', name: t('compareFirstThree'), tip: 'hit@3' },
    { key: 'firstFive', name: t('compareFirstFive'), tip: 'hit@5' },
  ] as const;
  const mean = (value: number | null) =>
    value === null ? '–' : format.number(Math.round(value * 100) / 100);
  return (
    <Box sx={{ p: '12px 14px', borderRadius: 'var(--r-s)', background: 'var(--surface)', minWidth: 0 }}>
      <Box sx={{ fontWeight: 620, overflowWrap: 'anywhere' }}>{chatbotName}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1 }}>{summary}</Box>
      {to.answerable > 0 && (
        <Box
          component="table"
          sx={{
            width: '100%',
            typography: 'small',
            borderCollapse: 'collapse',
            fontVariantNumeric: 'tabular-nums',
            '& th, & td': { textAlign: 'right', py: 0.4, pl: 1, fontWeight: 400 },
            '& th:first-of-type': { textAlign: 'left', pl: 0 },
            '& td': { whiteSpace: 'nowrap' },
            '& thead th': { color: 'var(--muted)', overflowWrap: 'anywhere' },
          }}
        >
          <thead>
            <tr>
              <th scope="col">{t('compareFound')}</th>
              <th scope="col">{names.from}</th>
              <th scope="col">{names.to}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ key, name, tip }) => (
              <tr key={key} title={tip}>
                <th scope="row">{name}</th>
                <td>{found(from[key], from.answerable)}</td>
                <td>{found(to[key], to.answerable)}</td>
              </tr>
            ))}
            <tr title="MRR">
              <th scope="row">{t('compareMean')}</th>
              <td>{mean(from.mrr)}</td>
              <td>{mean(to.mrr)}</td>
            </tr>
          </tbody>
        </Box>
      )}
      {changed.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.75 }}>
          {changed.map(each => (
            <Question key={each.questionId} compared={each} />
          ))}
        </Box>
      )}
    </Box>
  );
}

function Question({ compared: { question, hasAnswer, from, to, change } }: { compared: Compared }) {
  const { t } = useTranslation('models');
  const words = ({ rank, answers, lost }: Outcome): string => {
    if (lost) return t('compareLost');
    if (!hasAnswer) return t(answers ? 'compareWrongly' : 'compareRefused');
    if (rank === null) return t('compareNotFound');
    return t(answers ? 'compareRank' : 'compareRankSilent', { rank });
  };
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5 }}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {question}
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {words(from)} → {words(to)}
        </Box>
      </Box>
      <Box>
        <StateChip tone={TONES[change]}>
          {t(`compareChip_${change === 'worse' ? 'worse' : 'better'}`)}
        </StateChip>
      </Box>
    </Box>
  );
}
