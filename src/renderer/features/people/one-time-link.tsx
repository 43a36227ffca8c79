import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IssuedLink } from '#shared/contract/people.ts';
import { desktop, orpc } from '../../rpc/client.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';

type Props = {
  link: IssuedLink;
  name: string;
  /** Where it was to go by mail, and whether it is on its way; null when nobody asked. */
  mail: { email: string; mailed: boolean } | null;
};

/** A link just made, to be handed over: shown this once. */
export function OneTimeLink({ link, name, mail }: Props) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const base = useBaseAddress();
  if (base === undefined) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>{t(`linkText_${link.kind}`, { name })}</Box>
      {mail && (
        <Box role="status" sx={{ color: mail.mailed ? 'var(--ok)' : 'var(--warn)', fontWeight: 570 }}>
          {mail.mailed ? t('mailed', { email: mail.email }) : t('notMailed')}
        </Box>
      )}
      {base === null ? (
        <Notice>{t('linkNowhere')}</Notice>
      ) : (
        <Box
          role="group"
          aria-label={t('link')}
          sx={{
            p: '8px 8px 8px 14px',
            border: '1px solid var(--line)',
            borderRadius: 'var(--r-s)',
            background: 'var(--surface-2)',
            display: 'flex',
            gap: 1,
            alignItems: 'center',
          }}
        >
          <Box
            component="code"
            data-testid="one-time-link"
            sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', fontSize: 12.5, userSelect: 'all' }}
          >
            {`${base}/#/join?token=${link.token}`}
          </Box>
          <CopyButton text={`${base}/#/join?token=${link.token}`} />
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', fontSize: 13 }}>
        {t('linkOnce', { date: format.dateTime(link.expiresAt) })}
      </Box>
      {base !== null && isThisComputer(base) && <Notice>{t('linkHere')}</Notice>}
    </Box>
  );
}

function Notice({ children }: { children: string }) {
  const { t } = useTranslation('people');
  return (
    <Box sx={{ p: '10px 14px', borderRadius: 'var(--r-s)', background: 'var(--warn-soft)' }}>
      {children}
      <Box>
        <LinkButton
          variant="text"
          size="small"
          to="/settings/$section"
          params={{ section: 'help' }}
          search={{ article: 'people' }}
          sx={{ ml: -1, color: 'var(--warn)' }}
        >
          {t('readArticle')}
        </LinkButton>
      </Box>
    </Box>
  );
}

/** Where other people open Foyer: the address it is used by now; null when only the window is open to it. */
function useBaseAddress(): string | null | undefined {
  const info = useQuery({
    ...orpc.system.info.queryOptions({ input: {} }),
    enabled: desktop !== undefined,
  });
  return desktop === undefined ? window.location.origin : info.data?.address;
}

function isThisComputer(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
