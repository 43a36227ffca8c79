import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BENCH_QUERY_MAX_LENGTH } from '#shared/contract/limits.ts';
import { orpc } from '../../../renderer/rpc/client.ts';
import { shownLanguage } from '../../../renderer/state/i18n.ts';
import { ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { QuotedWords } from './question-line.tsx';
import { choosing, sentencesOf } from './sentences.ts';

/** A passage, and which of its words answer: from one place of its text to another. */
export type Chosen = {
  documentId: string;
  title: string;
  text: string;
  /** Where the text begins in its document. */
  start: number;
  from: number;
  to: number;
  /** False for what answered before. */
  isNew: boolean;
};

const PASSAGES_SHOWN = 8;

type Props = {
  chatbotId: string;
  question: string;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen | null) => void;
};

/** Finds the passage that answers, and the words of it. */
export function PassageChoice({ chatbotId, question, chosen, onChoose }: Props) {
  if (chosen === null) return <Finding chatbotId={chatbotId} question={question} onChoose={onChoose} />;
  return <ChosenSentences chosen={chosen} onChoose={onChoose} />;
}

/** The sentences of the passage: those that answer are chosen. */
function ChosenSentences({ chosen, onChoose }: { chosen: Chosen; onChoose: Props['onChoose'] }) {
  const { t } = useTranslation('goldenQuestions');
  const { title, text, from, to } = chosen;
  const whole = { from: 0, to: text.length };
  const labelId = useId();
  return (
    <div>
      <Box id={labelId} sx={{ fontWeight: 570 }}>
        {t('editor.chosen')}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1 }}>{t('editor.chosenHint')}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>{title}</Box>
      <Box
        role="group"
        aria-labelledby={labelId}
        sx={{
          mt: 0.5,
          maxHeight: 280,
          overflow: 'auto',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-s)',
        }}
      >
        {sentencesOf(text, shownLanguage()).map(sentence => {
          const isKept = sentence.start >= from && sentence.end <= to;
          return (
            <ButtonBase
              key={sentence.start}
              aria-pressed={isKept}
              onClick={() => onChoose({ ...chosen, ...choosing({ from, to }, whole, sentence), isNew: true })}
              sx={{
                display: 'flex',
                width: '100%',
                justifyContent: 'flex-start',
                textAlign: 'left',
                font: 'inherit',
                typography: 'small',
                p: '6px 10px',
                borderLeft: '3px solid transparent',
                color: isKept ? 'var(--text)' : 'var(--muted)',
                ...(isKept && { background: 'var(--accent-soft)', borderLeftColor: 'var(--accent)' }),
                overflowWrap: 'anywhere',
              }}
            >
              {sentence.text}
            </ButtonBase>
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 0.5 }}>
        {(from > 0 || to < text.length) && (
          <Button size="small" variant="text" onClick={() => onChoose({ ...chosen, ...whole, isNew: true })}>
            {t('editor.keepAll')}
          </Button>
        )}
        <Button size="small" variant="text" onClick={() => onChoose(null)}>
          {t('editor.another')}
        </Button>
      </Box>
    </div>
  );
}

function Finding({ chatbotId, question, onChoose }: Omit<Props, 'chosen'>) {
  const { t } = useTranslation('goldenQuestions');
  const [typed, type] = useState<string | null>(null);
  const [asked, ask] = useState('');
  const words = (typed ?? question).trim();
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Box sx={{ fontWeight: 570 }}>{t('editor.choose')}</Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <OutlinedInput
          size="small"
          value={typed ?? question}
          onChange={event => type(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || words === '') return;
            event.preventDefault();
            ask(words);
          }}
          inputProps={{ 'aria-label': t('editor.searchWords'), maxLength: BENCH_QUERY_MAX_LENGTH }}
          sx={{ flex: '1 1 220px' }}
        />
        <Button disabled={words === ''} onClick={() => ask(words)}>
          {t('editor.search')}
        </Button>
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('editor.searchHint')}</Box>
      {asked !== '' && <Found chatbotId={chatbotId} words={asked} onChoose={onChoose} />}
    </Box>
  );
}

function Found({
  chatbotId,
  words,
  onChoose,
}: {
  chatbotId: string;
  words: string;
  onChoose: Props['onChoose'];
}) {
  const { t } = useTranslation('goldenQuestions');
  const query = useQuery(
    orpc.search.search.queryOptions({ input: { chatbotId, q: words, k: PASSAGES_SHOWN } }),
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={3} />;
  if (query.data.results.length === 0)
    return <Box sx={{ color: 'var(--muted)' }}>{t('editor.nothingFound')}</Box>;
  return (
    <Box
      component="ul"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75, maxHeight: 320, overflow: 'auto' }}
    >
      {query.data.results.map(({ chunkId, documentId, title, text, start }) => (
        <li key={chunkId}>
          <ButtonBase
            onClick={() =>
              onChoose({ documentId, title, text, start, from: 0, to: text.length, isNew: true })
            }
            sx={{
              display: 'block',
              width: '100%',
              textAlign: 'left',
              font: 'inherit',
              p: '8px 10px',
              border: '1px solid var(--line)',
              borderRadius: 'var(--r-s)',
              '&:hover, &:focus-visible': { borderColor: 'var(--accent)' },
            }}
          >
            <QuotedWords title={title} quote={text} />
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}
