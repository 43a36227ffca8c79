import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenInterfaceDialog } from '../settings/index.ts';

/**
 * Whether a link made now opens for the person it is for, and may be mailed: one that opens on this computer alone is
 * not, unless that address was chosen as it is. Undefined until it is known.
 */
export function useLinkAddress() {
  const state = useQuery(orpc.webInterface.get.queryOptions({ input: {} }));
  return state.data?.link;
}

/** Before a link is made: where it will lead, when the other person gets there. */
export function LinkPlace() {
  const { t } = useTranslation('webInterface');
  const link = useLinkAddress();
  if (link === undefined || link.reach === 'here') return null;
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
      {t('linkLeads', { url: link.url ?? '' })}
    </Box>
  );
}

/** Before a link is made that opens on this computer alone: what to do first. */
export function LinkOpensHere() {
  const { t } = useTranslation('webInterface');
  const state = useQuery(orpc.webInterface.get.queryOptions({ input: {} }));
  const [opening, setOpening] = useState(false);
  if (!state.data) return null;
  const { link, settings } = state.data;
  if (link.reach !== 'here') return null;
  return (
    <Notice tone="warn" icon="warning" title={t('linkHere')}>
      {link.chosen ? t('linkHereChosen', { url: link.url ?? '' }) : t('linkHereText')}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 0.75 }}>
        {!settings.open && (
          <Button size="small" onClick={() => setOpening(true)}>
            {t('linkOpen')}
          </Button>
        )}
        <LinkButton size="small" variant="text" to="/settings/$section" params={{ section: 'network' }}>
          {t('linkSettings')}
        </LinkButton>
      </Box>
      {opening && <OpenInterfaceDialog https={settings.https} onClose={() => setOpening(false)} />}
    </Notice>
  );
}
