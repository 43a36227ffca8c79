import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import Switch from '@mui/material/Switch';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WeekDay } from '#shared/contract/widget-settings.ts';
import { dayName, WEEK } from '#shared/lib/office-hours.ts';
import { shownLanguage } from '../../../state/i18n.ts';

/** Midnight at the end of a day: a field for times has only the one at its beginning. */
const END_OF_DAY = '24:00';
const MIDNIGHT = '00:00';

type Props = {
  day: WeekDay;
  /** Undefined: closed. */
  value: [string, string] | undefined;
  /** The hours it opens with. */
  usual: [string, string];
  wrong: boolean;
  onChange: (value: [string, string] | undefined) => void;
};

/** One day of the week. */
export function DayHours({ day, value, usual, wrong, onChange }: Props) {
  const { t } = useTranslation('appearance');
  const problemId = useId();
  const word = dayName(WEEK.indexOf(day), shownLanguage());
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  const incomplete = value?.includes('') ?? false;
  const problem = incomplete ? t('timeMissing') : wrong ? t('dayWrong', { day: name }) : null;
  const time = (label: string, shown: string, change: (time: string) => void) => (
    <OutlinedInput
      size="small"
      type="time"
      value={shown}
      error={problem !== null}
      onChange={event => change(event.target.value)}
      inputProps={{ 'aria-label': label, ...(problem ? { 'aria-describedby': problemId } : {}) }}
      sx={{ width: 116, '& input': { p: '6px 10px' } }}
    />
  );
  return (
    <div>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1, minHeight: 36 }}>
        <FormControlLabel
          label={name}
          sx={{ width: 136, mr: 0 }}
          control={
            <Switch
              size="small"
              sx={{ mr: 0.5 }}
              checked={value !== undefined}
              onChange={event => onChange(event.target.checked ? usual : undefined)}
              slotProps={{ input: { role: 'switch', 'aria-label': t('openOn', { day: word }) } }}
            />
          }
        />
        {value === undefined ? (
          <Box sx={{ color: 'var(--muted)' }}>{t('closed')}</Box>
        ) : (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            {time(t('from', { day: name }), value[0], from => onChange([from, value[1]]))}
            <Box aria-hidden="true" sx={{ color: 'var(--muted)' }}>
              {t('until')}
            </Box>
            {time(t('to', { day: name }), value[1] === END_OF_DAY ? MIDNIGHT : value[1], to =>
              onChange([value[0], to === MIDNIGHT ? END_OF_DAY : to]),
            )}
          </Box>
        )}
      </Box>
      {problem !== null && (
        <Box id={problemId} role="alert" sx={{ color: 'var(--bad)', typography: 'small' }}>
          {problem}
        </Box>
      )}
    </div>
  );
}
