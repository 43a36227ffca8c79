import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/client.ts';

/** An address as a code, for the camera of a phone. */
export function QrCode({ url }: { url: string }) {
  const { t } = useTranslation('network');
  const code = useQuery(orpc.network.qrCode.queryOptions({ input: { text: url }, staleTime: Infinity }));
  return (
    <Box
      sx={{
        width: 148,
        height: 148,
        flex: 'none',
        alignSelf: { xs: 'center', sm: 'flex-start' },
        borderRadius: 'var(--r-s)',
        border: '1px solid var(--line)',
        // A code is read dark on light, by day and by night.
        background: '#ffffff',
        overflow: 'hidden',
      }}
    >
      {code.data && (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(code.data.svg)}`}
          alt={t('qr', { address: url })}
          width={146}
          height={146}
        />
      )}
    </Box>
  );
}
