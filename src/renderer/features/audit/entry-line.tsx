import Box from '@mui/material/Box';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { actorName, changesOf, deedPieces } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';
import { ONE_LINE } from '../../ui/one-line.ts';

const icons: Record<string, IconName> = {
  sessions: 'user',
  auth: 'warning',
  users: 'user',
  memberships: 'user',
  recovery_codes: 'lock',
  one_time_links: 'external',
  api_keys: 'lock',
  clients: 'folder',
  client_exports: 'download',
  erasures: 'trash',
  chatbots: 'bot',
  documents: 'file',
  conversations: 'message',
  models: 'chip',
  jobs: 'refresh',
  settings: 'settings',
  secrets: 'shield',
  system: 'flame',
  audit: 'history',
};

/** Deeds one looks twice at. */
function toneOf(action: string): 'bad' | 'warn' | 'accent' | 'muted' {
  if (action.startsWith('auth.')) return 'bad';
  if (/\.(deleted|revoked|done|taken)$/.test(action)) return 'warn';
  return /\.(created|added|given|changed|updated|protected|rotated)$/.test(action) ? 'accent' : 'muted';
}

const colours = {
  bad: { background: 'var(--bad-soft)', color: 'var(--bad)' },
  warn: { background: 'var(--warn-soft)', color: 'var(--warn)' },
  accent: { background: 'var(--accent-soft)', color: 'var(--accent)' },
  muted: { background: 'var(--surface-2)', color: 'var(--muted)' },
} as const;

type Props = { entry: AuditEntry; withClient: boolean; onOpen: () => void };

/** One event: who did what, on what; a click tells the rest. */
export function EntryLine({ entry, withClient, onOpen }: Props) {
  const words = useAuditWords();
  const format = useFormat();
  const changed = entry.before === null ? [] : changesOf(entry, words, format).map(({ name }) => name);
  const about = [
    ...(withClient && entry.clientName !== null ? [entry.clientName] : []),
    ...(entry.before !== null && entry.after !== null ? [changed.join(', ')] : []),
    // From this machine itself is the usual case: only others are named.
    ...(entry.address === null || isLoopback(entry.address) ? [] : [entry.address]),
  ];
  return (
    <Box component="button" type="button" onClick={onOpen} sx={lineStyle}>
      <Box sx={{ ...iconStyle, ...colours[toneOf(entry.action)] }}>
        <Icon name={icons[deedKind(entry.action)] ?? 'info'} size={15} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Sentence entry={entry} />
        {about.length > 0 && <Box sx={aboutStyle}>{about.join(' · ')}</Box>}
      </Box>
      <Box component="time" dateTime={entry.at} sx={timeStyle}>
        {format.time(entry.at)}
      </Box>
    </Box>
  );
}

export function Sentence({ entry }: { entry: AuditEntry }) {
  const words = useAuditWords();
  const { before, target, after } = deedPieces(entry, words);
  return (
    <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
      <Box component="strong" sx={{ fontWeight: 620 }}>
        {actorName(entry, words)}
      </Box>{' '}
      {before}
      {target !== null && (
        <Box component="span" sx={{ fontWeight: 560 }}>
          {target}
        </Box>
      )}
      {after}
    </Box>
  );
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

const lineStyle = {
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr) auto',
  columnGap: 1.5,
  alignItems: 'start',
  width: '100%',
  p: '9px 14px',
  border: 0,
  background: 'none',
  color: 'inherit',
  font: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  '&:hover': { background: 'var(--surface-2)' },
  '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: -2 },
};
const iconStyle = { width: 28, height: 28, borderRadius: '8px', display: 'grid', placeItems: 'center' };
const aboutStyle = {
  color: 'var(--muted)',
  typography: 'small',
  ...ONE_LINE,
};
const timeStyle = {
  color: 'var(--muted)',
  typography: 'small',
  fontVariantNumeric: 'tabular-nums',
  pt: '2px',
};
