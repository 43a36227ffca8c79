import { useTranslation } from 'react-i18next';
import type { MailState } from '#shared/contract/mail.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Notice } from '../../ui/notice.tsx';

type Standing = 'none' | 'unreadable' | 'offline' | 'untried' | 'working' | 'failing';

const looks = {
  none: { tone: 'info', icon: 'mail' },
  unreadable: { tone: 'bad', icon: 'warning' },
  offline: { tone: 'warn', icon: 'lock' },
  untried: { tone: 'info', icon: 'mail' },
  working: { tone: 'ok', icon: 'check' },
  failing: { tone: 'bad', icon: 'warning' },
} as const satisfies Record<Standing, { tone: 'ok' | 'warn' | 'bad' | 'info'; icon: IconName }>;

function standingOf({ settings, unreadable, offline, lastFailure, lastSentAt }: MailState): Standing {
  if (unreadable) return 'unreadable';
  if (settings === null) return 'none';
  if (offline) return 'offline';
  if (lastFailure !== null) return 'failing';
  return lastSentAt === null ? 'untried' : 'working';
}

/** Whether mail leaves, in a line. */
export function MailStateLine({ state }: { state: MailState }) {
  const { t } = useTranslation('mailSettings');
  const words = useProblemWords();
  const format = useFormat();
  const now = useNow();
  const standing = standingOf(state);
  const at = standing === 'failing' ? state.lastFailure?.at : state.lastSentAt;
  const values = {
    when: at == null ? '' : format.ago(at, now),
    what: state.lastFailure === null ? '' : words(state.lastFailure.code).title,
  };
  return (
    <Notice {...looks[standing]} title={t(`state_${standing}`)} live>
      {t(`stateText_${standing}`, values)}
    </Notice>
  );
}
