import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import type { Judged } from './scope-samples.ts';

/** Addresses, each with whether it is followed and why. */
export function ScopeLines({ judged }: { judged: readonly Judged[] }) {
  const { t } = useTranslation('sources');
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
      {judged.map(({ address, verdict: { followed, why, pattern } }) => (
        <Box component="li" key={address} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
          <Box sx={{ color: followed ? 'var(--ok)' : 'var(--muted)', display: 'grid', pt: '3px' }}>
            <Icon name={followed ? 'check' : 'close'} size={15} />
          </Box>
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere', typography: 'small' }}>
            {readable(address)}
            <Box sx={{ color: 'var(--muted)' }}>{t(`scope_${why}`, { pattern })}</Box>
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** As a person reads it: `/été`, not `/%C3%A9t%C3%A9`. */
function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}
