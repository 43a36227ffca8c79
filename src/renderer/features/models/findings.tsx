import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { ModelFindings } from '#shared/contract/models.ts';
import { useFormat } from '../../ui/format.ts';

/** What a test or an answer has taught about a model, in words; nothing when there is nothing to say. */
export function Findings({ findings }: { findings: ModelFindings }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { refuses, contextTokens, textsPerCall, reasoning } = findings;
  const parts = [
    ...(reasoning === 'marked' || reasoning === 'unopened' ? [t('findsReasoning')] : []),
    ...(refuses.includes('system_role') ? [t('findsSystemRole')] : []),
    ...(refuses.includes('tools') ? [t('findsTools')] : []),
    ...(refuses.includes('images') ? [t('findsImages')] : []),
    ...(refuses.includes('temperature') ? [t('findsTemperature')] : []),
    ...(refuses.includes('stream') ? [t('findsStream')] : []),
    ...(contextTokens === null
      ? []
      : [t('findsContext', { count: contextTokens, tokens: format.number(contextTokens) })]),
    ...(textsPerCall === null ? [] : [t('findsTextsPerCall', { count: textsPerCall })]),
  ];
  if (parts.length === 0) return null;
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
      {t('finds', { list: parts.join(' · ') })}
    </Box>
  );
}
