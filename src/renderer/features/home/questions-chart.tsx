import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/operations.ts';
import { useFormat } from '../../ui/format.ts';

const HEIGHT = 150; // pixels of the tallest bar
const EMPTY_HEIGHT = 3; // a day without questions still shows where it is

/** A bar a day; today in full colour. Read out as a list. */
export function QuestionsChart({ days }: { days: Overview['questionsByDay'] }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const most = Math.max(1, ...days.map(day => day.questions));
  return (
    <Box
      component="ul"
      sx={{ listStyle: 'none', m: 0, p: '20px 16px 12px', display: 'flex', gap: 1, alignItems: 'flex-end' }}
    >
      {days.map((day, index) => (
        <Box
          component="li"
          key={day.day}
          title={t('dayQuestions', {
            day: format.day(day.day),
            questions: t('questions', { count: day.questions }),
          })}
          sx={{ flex: 1, minWidth: 0, textAlign: 'center' }}
        >
          <Box
            aria-hidden="true"
            sx={{ fontSize: 11.5, color: 'var(--muted)', fontVariantNumeric: 'tabular-nums', mb: '3px' }}
          >
            {day.questions > 0 ? format.number(day.questions) : ''}
          </Box>
          <Box
            aria-hidden="true"
            sx={{
              height:
                day.questions === 0 ? EMPTY_HEIGHT : Math.max(8, Math.round((day.questions / most) * HEIGHT)),
              borderRadius: '6px',
              background:
                index === days.length - 1
                  ? 'var(--accent)'
                  : 'color-mix(in srgb, var(--accent) 32%, var(--surface))',
            }}
          />
          <Box aria-hidden="true" sx={{ fontSize: 11.5, color: 'var(--faint)', mt: '5px' }}>
            {format.weekday(day.day)}
          </Box>
          <span className="visually-hidden">
            {t('dayQuestions', {
              day: format.day(day.day),
              questions: t('questions', { count: day.questions }),
            })}
          </span>
        </Box>
      ))}
    </Box>
  );
}
