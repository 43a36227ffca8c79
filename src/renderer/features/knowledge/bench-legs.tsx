import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import type { Look } from './bench-column.tsx';

type Leg = Look['legs']['words'];

/** What words found by themselves, and meaning: they are put together above. */
export function BenchLegs({ legs: { words, meaning } }: { legs: Look['legs'] }) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <OneLeg name={t('legWords')} leg={words} />
      {meaning !== null && <OneLeg name={t('legMeaning')} leg={meaning} />}
    </>
  );
}

function OneLeg({ name, leg }: { name: string; leg: Leg }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  return (
    <Box
      component="details"
      sx={{ border: '1px solid var(--line)', borderRadius: 'var(--r-m)', background: 'var(--surface)' }}
    >
      <Box component="summary" sx={{ p: '10px 14px', fontWeight: 600, cursor: 'pointer' }}>
        {name}
      </Box>
      {leg.length === 0 ? (
        <Box sx={{ p: '0 14px 12px', color: 'var(--muted)' }}>{t('legNothing')}</Box>
      ) : (
        <Box component="ol" sx={{ m: 0, p: '0 14px 10px 36px', typography: 'small' }}>
          {leg.map(({ chunkId, documentId, title, text, start, end, relevance }) => (
            <li key={chunkId}>
              <LinkBox
                to="/documents/$id"
                params={{ id: documentId }}
                search={{ start, end }}
                sx={{ display: 'flex', gap: 1, color: 'inherit', textDecoration: 'none', py: 0.25 }}
              >
                <Box component="span" sx={{ flex: 1, minWidth: 0, ...ONE_LINE }}>
                  <b>{title}</b> {text}
                </Box>
                <Box component="span" sx={{ color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' }}>
                  {format.percent(relevance)}
                </Box>
              </LinkBox>
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}
