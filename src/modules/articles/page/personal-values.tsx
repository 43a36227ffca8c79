import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../renderer/ui/notice.tsx';
import type { Opened, Personal } from '../contract.ts';

type Props = { opened: Opened; kept: readonly string[]; onKeep: (kept: readonly string[]) => void };

const AROUND = 40; // characters on both sides: enough to see what it is

/** What is personal in a draft, marked where it stands: to be removed, or kept knowingly. */
export function PersonalValues({ opened, kept, onKeep }: Props) {
  const { t } = useTranslation('articles');
  const values = [...new Map(opened.personal.map(one => [one.value, one])).values()];
  if (values.length === 0) return null;
  return (
    <Notice tone="warn" icon="shield" title={t('personal.title')} live>
      <Box sx={{ mb: 0.5 }}>{t('personal.hint')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {values.map(one => (
          <Box component="li" key={one.value} sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Marked text={opened[one.field] ?? ''} {...one} />
            {one.theirs ? (
              <Box sx={{ color: 'var(--bad)', fontWeight: 560 }}>
                {t(`personal.kind_${one.kind}`)} · {t('personal.theirs')}
              </Box>
            ) : (
              <Box>
                <FormControlLabel
                  control={
                    <Checkbox
                      size="small"
                      checked={kept.includes(one.value)}
                      onChange={(_, checked) =>
                        onKeep(checked ? [...kept, one.value] : kept.filter(value => value !== one.value))
                      }
                    />
                  }
                  label={`${t('personal.keep', { value: one.value })} (${t(`personal.kind_${one.kind}`)})`}
                  sx={{ '& .MuiFormControlLabel-label': { typography: 'small' } }}
                />
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </Notice>
  );
}

function Marked({ text, start, end }: Pick<Personal, 'start' | 'end'> & { text: string }) {
  // From the first whole word to the last.
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  const from = start - AROUND <= 0 ? 0 : start - before.length + Math.max(0, before.indexOf(' ') + 1);
  const to = end + AROUND >= text.length ? text.length : end + Math.max(0, after.lastIndexOf(' '));
  return (
    <Box sx={{ color: 'var(--muted)' }}>
      {from > 0 && '… '}
      {text.slice(from, start)}
      <Box
        component="mark"
        sx={{ background: 'var(--warn-soft)', color: 'var(--warn)', fontWeight: 600, borderRadius: '3px' }}
      >
        {text.slice(start, end)}
      </Box>
      {text.slice(end, to)}
      {to < text.length && ' …'}
    </Box>
  );
}
