import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DocumentSource as Source } from '#shared/contract/document.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { Icon } from '../../ui/icon.tsx';

type Props = { source: Source; clientId: string };

/** Where a document comes from by itself: its source, and its path or its address there. */
export function DocumentSource({ source: { id, name, key, address, vanished }, clientId }: Props) {
  const { t } = useTranslation('documents');
  const mayOpen = useRights(clientId).may(...editors);
  return (
    <>
      {mayOpen ? (
        <Link to="/sources/$id" params={{ id }}>
          {name}
        </Link>
      ) : (
        name
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
        {address === null ? key : <PageAddress address={address} />}
        {vanished && <Box>{t('sourceVanished')}</Box>}
      </Box>
    </>
  );
}

/** The page of a site, where a browser opens it. */
export function PageAddress({ address }: { address: string }) {
  return (
    <MuiLink href={address} target="_blank" rel="noreferrer" color="inherit">
      {address} <Icon name="external" size={13} />
    </MuiLink>
  );
}
