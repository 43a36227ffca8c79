import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { UsageDay } from '../contract.ts';
import { amountOf, useAmounts, type Measure } from './use-amounts.ts';

const HEIGHT = 150; // pixels of the tallest bar
const LEAST_HEIGHT = 3; // of what is not nothing
const BAR_SHARE = 0.72; // of the place of a day; the rest is between two
const LEAST_PLACES = 14; // a month that has just begun is no wall
const WHOLE = 100; // per cent

type Props = {
  days: readonly UsageDay[];
  measure: Measure;
  nameOf: (day: string) => string;
};

/** A bar for each day or month. Who cannot see it is told its outline, and reads the table beside it. */
export function UsageChart({ days, measure, nameOf }: Props) {
  const { t } = useTranslation('usage');
  const amounts = useAmounts();
  const bars = days.map(day => ({ day: day.day, amount: amountOf(day, measure) }));
  const most = bars.reduce((best, bar) => (bar.amount > best.amount ? bar : best), { day: '', amount: 0 });
  const total = bars.reduce((sum, { amount }) => sum + amount, 0);
  const says = t('chartSays', {
    what: t(measure),
    total: amounts.measure(total, measure),
    most: amounts.measure(most.amount, measure),
    when: most.day === '' ? '–' : nameOf(most.day),
  });
  const place = WHOLE / Math.max(LEAST_PLACES, bars.length);
  const ends = [bars.at(0), bars.at(Math.floor((bars.length - 1) / 2)), bars.at(-1)];
  const shown = ends.filter((bar, index) => bar !== undefined && ends.indexOf(bar) === index);
  return (
    <Box sx={{ p: '12px 16px 10px' }}>
      <Box aria-hidden sx={{ typography: 'tiny', color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' }}>
        {amounts.measure(most.amount, measure)}
      </Box>
      <Box
        component="svg"
        role="img"
        aria-label={says}
        sx={{ display: 'block', width: '100%', height: HEIGHT, mt: '2px' }}
      >
        {[0, HEIGHT / 2, HEIGHT - 1].map(y => (
          <rect key={y} x="0" y={y} width="100%" height="1" fill="var(--line)" />
        ))}
        {bars.map(({ day, amount }, index) => {
          const height =
            amount === 0 ? 0 : Math.max(LEAST_HEIGHT, Math.round((amount / most.amount) * HEIGHT));
          return (
            <Box component="g" key={day} sx={{ '&:hover .bar': { fill: 'var(--accent-hover)' } }}>
              <title>{`${nameOf(day)}, ${amounts.measure(amount, measure)}`}</title>
              <rect x={`${index * place}%`} y="0" width={`${place}%`} height={HEIGHT} fill="transparent" />
              <rect
                className="bar"
                x={`${(index + (1 - BAR_SHARE) / 2) * place}%`}
                y={HEIGHT - height}
                width={`${place * BAR_SHARE}%`}
                height={height}
                rx="2"
                fill="var(--accent)"
              />
            </Box>
          );
        })}
      </Box>
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 1,
          width: `${place * bars.length}%`,
          minWidth: 'fit-content',
          whiteSpace: 'nowrap',
          mt: '5px',
          typography: 'tiny',
          color: 'var(--muted)',
        }}
      >
        {shown.map(bar => bar && <span key={bar.day}>{nameOf(bar.day)}</span>)}
      </Box>
    </Box>
  );
}
