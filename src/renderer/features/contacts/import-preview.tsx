import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { importOutcome, type ContactImport } from '#shared/contract/contacts.ts';
import { useFormat } from '../../ui/format.ts';

const MOST_LINES = 300; // more than anybody reads, and a page draws at once
/** What needs a look comes first. */
const ORDER = ['refused', 'changed', 'added', 'same'] as const;
const TONES = {
  refused: 'var(--bad)',
  changed: 'var(--warn)',
  added: 'var(--ok)',
  same: 'var(--muted)',
} as const;

/** What a file would do: counted, then line by line. */
export function ImportPreview({ result }: { result: ContactImport }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const lines = ORDER.flatMap(outcome => result.lines.filter(line => line.outcome === outcome));
  return (
    <Box role="status" sx={{ minWidth: 0 }}>
      {lines.length === 0 && t('importing.nothing')}
      <Box component="ul" sx={{ m: 0, mb: 1, pl: 2.5 }}>
        {importOutcome.options
          .filter(outcome => result[outcome] > 0)
          .map(outcome => (
            <li key={outcome}>
              {t(`importing.${outcome}`, {
                count: result[outcome],
                formatted: format.number(result[outcome]),
              })}
            </li>
          ))}
      </Box>
      <Box
        component="ul"
        tabIndex={0}
        aria-label={t('importing.title')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          maxHeight: 260,
          overflow: 'auto',
          typography: 'small',
          borderTop: lines.length > 0 ? '1px solid var(--line)' : 0,
        }}
      >
        {lines.slice(0, MOST_LINES).map(({ line, who, outcome, problem }) => (
          <Box
            component="li"
            key={line}
            sx={{
              display: 'flex',
              columnGap: 1.5,
              flexWrap: 'wrap',
              py: 0.75,
              borderBottom: '1px solid var(--line)',
              overflowWrap: 'anywhere',
            }}
          >
            <Box
              component="span"
              sx={{ color: 'var(--faint)', width: 72, fontVariantNumeric: 'tabular-nums' }}
            >
              {t('importing.line', { line: format.number(line) })}
            </Box>
            <Box component="span" sx={{ flex: '1 1 140px', minWidth: 0 }}>
              {who}
            </Box>
            <Box component="span" sx={{ color: TONES[outcome] }}>
              {problem === null
                ? t(`importing.outcome_${outcome}`)
                : t('importing.refusedWhy', {
                    outcome: t(`importing.outcome_${outcome}`),
                    problem: t(`importing.problem_${problem}`),
                  })}
            </Box>
          </Box>
        ))}
      </Box>
      {lines.length > MOST_LINES && t('importing.linesShown', { formatted: format.number(MOST_LINES) })}
    </Box>
  );
}
