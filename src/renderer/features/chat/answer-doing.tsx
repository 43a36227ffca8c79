import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import type { LiveAnswer } from './live-answer.ts';
import { shareRead, timeLeft, type Reading } from './reading-time.ts';
import { useIsSlow } from './use-first-step.ts';

/** How often a person is told anew how far it is, in milliseconds. */
const TOLD_EVERY_MS = 500;

/** What happens before the first word, and when the connection is being joined again; at first only that something does. */
export function AnswerDoing({ answer }: { answer: LiveAnswer | null }) {
  const { t } = useTranslation('chat');
  const isSlow = useIsSlow(answer?.startedAt ?? 0);
  const words = () => {
    if (answer?.stopping) return t('stopping');
    if (answer?.phase === 'rejoining') return t('rejoining');
    if (answer?.phase === 'asking') return t('asking');
    if (answer !== null && answer.reasoning !== '') return t('reasoningNow');
    return t(answer && answer.sources.length > 0 ? 'reading' : 'searching');
  };
  // Words that came already may wait to be shown: the line stays as it is.
  const reads =
    answer !== null && answer.phase !== 'rejoining' && !answer.stopping && answer.reasoning === '';
  const reading = reads ? answer.reading : null;
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'body', minHeight: 30 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minHeight: 30 }}>
        <Box
          aria-hidden="true"
          sx={{
            flex: 'none',
            width: 8,
            height: 8,
            borderRadius: '99px',
            background: 'var(--accent)',
            animation: 'foyer-breathe 1.4s ease-in-out infinite',
            '@keyframes foyer-breathe': { '0%, 100%': { opacity: 0.25 }, '50%': { opacity: 1 } },
          }}
        />
        {isSlow && (reading === null ? words() : <ReadingWords reading={reading} />)}
      </Box>
      {isSlow && reading !== null && <ReadingBar reading={reading} />}
    </Box>
  );
}

/** The time, some times a second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TOLD_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function ReadingWords({ reading }: { reading: Reading }) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const left = timeLeft(reading, useNow());
  const named = { model: reading.model, count: reading.passages };
  const words = () => {
    if (left === 'unknown') return t('reads', named);
    if (left === 'soon') return t('readsSoon', named);
    if (left === 'late') return t('readsLate', named);
    const time = format.duration(left);
    return reading.loads ? t('loadsFor', { ...named, time }) : t('readsFor', { ...named, time });
  };
  return <Box sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>{words()}</Box>;
}

function ReadingBar({ reading }: { reading: Reading }) {
  const share = shareRead(reading, useNow());
  if (share === null) return null;
  return (
    <Box
      aria-hidden="true"
      sx={{ height: 3, borderRadius: '99px', background: 'var(--line)', overflow: 'hidden', maxWidth: 320 }}
    >
      <Box
        data-share={share.toFixed(3)}
        sx={{
          height: '100%',
          borderRadius: 'inherit',
          background: 'var(--accent)',
          transformOrigin: 'left',
          transition: `transform ${TOLD_EVERY_MS}ms linear`,
        }}
        style={{ transform: `scaleX(${share})` }}
      />
    </Box>
  );
}
