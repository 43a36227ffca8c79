import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { useFormat } from '../../ui/format.ts';
import { changesOf } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

const SECRET = '•••';

/** Before and after, a field each; where there is only one of the two, what was noted. */
export function ChangeTable({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const words = useAuditWords();
  const changes = changesOf(entry, words, format);
  if (changes.length === 0) return null;
  const both = entry.before !== null && entry.after !== null;
  const hasSecret = changes.some(({ before, after }) => before === SECRET || after === SECRET);
  return (
    <Box component="section" aria-label={t(both ? 'changes' : 'contents')}>
      <Box component="h3" sx={{ typography: 'body', fontWeight: 620, mb: 1 }}>
        {t(both ? 'changes' : 'contents')}
      </Box>
      <Box component="table" sx={tableStyle}>
        <thead className={both ? undefined : 'silent'}>
          <tr>
            <th scope="col">{t('field')}</th>
            {entry.before !== null && <th scope="col">{t('before')}</th>}
            {entry.after !== null && <th scope="col">{t('after')}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, name, before, after }) => (
            <tr key={field}>
              <th scope="row">{name}</th>
              {entry.before !== null && (
                <td className={both ? 'before' : undefined}>{before ?? t('nothing')}</td>
              )}
              {entry.after !== null && (
                <td className={both ? 'after' : undefined}>{after ?? t('nothing')}</td>
              )}
            </tr>
          ))}
        </tbody>
      </Box>
      {hasSecret && <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 1 }}>{t('secretHint')}</Box>}
    </Box>
  );
}

const tableStyle = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'small',
  '& th, & td': {
    p: '7px 8px',
    textAlign: 'left',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    borderTop: '1px solid var(--line)',
  },
  '& thead th': { color: 'var(--muted)', fontWeight: 560, borderTop: 0, py: '2px' },
  // One column of values needs no heading to be understood, but a screen reader still names it.
  '& thead.silent': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
  '& th[scope=row]': { fontWeight: 560 },
  '& thead th:first-of-type': { width: '30%' },
  '& .before': { background: 'var(--bad-soft)' },
  '& .after': { background: 'var(--ok-soft)' },
};
