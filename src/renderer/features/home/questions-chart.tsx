import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/operations.ts';
import { useFormat } from '../../ui/format.ts';

const HEIGHT = 130; // pixels of the tallest bar
const EMPTY_HEIGHT = 3; // a day without questions still shows where it is

type Day = Overview['questionsByDay'][number];

const total = ({ questions, ownQuestions }: Day): number => questions + ownQuestions;

/** A bar a day, the office's own tests pale on top of it. Read out as a list. */
export function QuestionsChart({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('home');
  const most = Math.max(1, ...days.map(total));
  const some = days.some(day => total(day) > 0);
  const tests = days.some(day => day.ownQuestions > 0);
  if (!some) return <Box sx={{ p: '14px 16px', color: 'var(--muted)' }}>{t('noQuestionLately')}</Box>;
  return (
    <>
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: '20px 16px 12px', display: 'flex', gap: 1, alignItems: 'flex-end' }}
      >
        {days.map(day => (
          <Bar key={day.day} day={day} most={most} />
        ))}
      </Box>
      {tests && (
        <Box
          aria-hidden="true"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: '2px 16px',
            p: '0 16px 12px',
            typography: 'small',
            color: 'var(--muted)',
          }}
        >
          <Key colour={ASKED}>{t('askedByOthers')}</Key>
          <Key colour={TESTED}>{t('yourTests')}</Key>
        </Box>
      )}
    </>
  );
}

const ASKED = 'var(--accent)';
const TESTED = 'color-mix(in srgb, var(--accent) 28%, var(--surface))';

function Key({ colour, children }: { colour: string; children: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: '6px' }}>
      <Box component="span" sx={{ width: 10, height: 10, borderRadius: '3px', background: colour }} />
      {children}
    </Box>
  );
}

function Bar({ day, most }: { day: Day; most: number }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const words = t('dayQuestions', {
    day: format.day(day.day),
    questions: [
      t('questions', { count: day.questions }),
      ...(day.ownQuestions > 0 ? [t('ownTests', { count: day.ownQuestions })] : []),
    ].join(', '),
  });
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(6, Math.round((count / most) * HEIGHT)));
  return (
    <Box component="li" title={words} sx={{ flex: 1, minWidth: 0, textAlign: 'center' }}>
      <Box
        aria-hidden="true"
        sx={{ typography: 'tiny', color: 'var(--muted)', fontVariantNumeric: 'tabular-nums', mb: '3px' }}
      >
        {total(day) > 0 ? format.number(total(day)) : ''}
      </Box>
      <Box
        aria-hidden="true"
        sx={{ borderRadius: '6px', overflow: 'hidden', background: 'var(--line)', minHeight: EMPTY_HEIGHT }}
      >
        <Box sx={{ height: heightOf(day.ownQuestions), background: TESTED }} />
        <Box sx={{ height: heightOf(day.questions), background: ASKED }} />
      </Box>
      <Box aria-hidden="true" sx={{ typography: 'tiny', color: 'var(--faint)', mt: '5px' }}>
        {format.weekday(day.day)}
      </Box>
      <span className="visually-hidden">{words}</span>
    </Box>
  );
}
