import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_PATTERN_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { ScopeLines } from './scope-lines.tsx';
import { exampleAddresses, judgeAddresses, typedAddress } from './scope-samples.ts';

type Props = { settings: SiteSettings; sourceId: string | null };

const LOOKED_OVER = 200;

/** What the patterns do, as they are typed: with addresses that the last look met, or with examples. */
export function ScopePreview({ settings, sourceId }: Props) {
  const { t } = useTranslation('sources');
  const [typed, setTyped] = useState('');
  const items = useQuery(
    orpc.sources.items.queryOptions({
      input: { id: sourceId ?? '', limit: LOOKED_OVER },
      enabled: sourceId !== null,
    }),
  );
  const known = (items.data?.items ?? []).flatMap(({ address }) => address ?? []);
  const samples = known.length > 0 ? known : exampleAddresses(settings);
  if (samples.length === 0) return null;
  const tried = typedAddress(settings, typed);
  const { shown, followed, left } = judgeAddresses(settings, samples);
  return (
    <Box
      component="section"
      aria-label={t('preview')}
      sx={{
        display: 'grid',
        gap: 1.25,
        gridTemplateColumns: 'minmax(0, 1fr)',
        p: '12px 14px',
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
      }}
    >
      <Box>
        <Box sx={{ fontWeight: 570 }}>{t('preview')}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t(known.length > 0 ? 'previewKnown' : 'previewExamples')} {t('previewTotals', { followed, left })}
        </Box>
      </Box>
      <ScopeLines judged={shown} />
      <Field
        label={t('tryAddress')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        slotProps={{ htmlInput: { maxLength: SOURCE_PATTERN_MAX_LENGTH, spellCheck: false } }}
      />
      {tried !== null && <ScopeLines judged={judgeAddresses(settings, [tried]).shown} />}
    </Box>
  );
}
