import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/contract/messages.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';

/** What was searched when it is not word for word what was asked. Above the answer, quietly. */
export function SearchNotes({
  message,
  onAsTyped,
}: {
  message: Message;
  onAsTyped?: (() => void) | undefined;
}) {
  const { t } = useTranslation('chat');
  const { corrections, searchedQuestion } = message.metadata;
  const used = corrections?.filter(correction => correction.used.length > 0) ?? [];
  if (used.length === 0 && searchedQuestion === undefined) return null;
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.75 }}>
      {searchedQuestion !== undefined && <div>{t('rewritten', { question: searchedQuestion })}</div>}
      {used.map(correction => (
        <div key={correction.term}>
          {t('corrected', {
            term: correction.term,
            used: correction.used.map(word => t('quoted', { word })).join(', '),
          })}
        </div>
      ))}
      {used.length > 0 && onAsTyped && (
        <Button size="small" onClick={onAsTyped} sx={{ ml: -0.75, fontSize: 'inherit' }}>
          {t('searchAsTyped')}
        </Button>
      )}
    </Box>
  );
}

type Props = {
  message: Message;
  /** The connection is gone; the answer may go on. */
  lost: boolean;
  onRetry?: (() => void) | undefined;
};

/** What a person should know about this answer: it abstains, was cut, failed, or must be checked. */
export function AnswerNotices({ message, lost, onRetry }: Props) {
  const { t } = useTranslation('chat');
  const words = useProblemWords();
  const { status, failure, content, abstained, metadata } = message;
  const empty = content === '';
  const { fallback, unverified, context, cut, quoted = false } = metadata;
  const { passagesCut = 0, turnsCut = 0 } = context ?? {};
  const leftOut = [
    ...(passagesCut > 0 ? [t('leftOutPassages', { count: passagesCut })] : []),
    ...(turnsCut > 0 ? [t('leftOutTurns', { count: turnsCut })] : []),
  ];
  return (
    <>
      {abstained && <Nearest message={message} />}
      {unverified !== undefined && unverified.length > 0 && (
        <Notice tone="warn" icon="warning">
          {t('unverifiedNotice', { count: unverified.length })}
        </Notice>
      )}
      {fallback && (
        <Notice tone="info" icon="info" title={t('fallback')} onRetry={onRetry}>
          {t('fallbackReason', { reason: words(fallback.reason).title })}
        </Notice>
      )}
      {cut !== undefined && (
        <Notice tone="warn" icon="warning" onRetry={onRetry}>
          {t(cut === 'length' ? 'cutByLength' : 'cutByFilter')}
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice tone="quiet" icon="info">
          {t('leftOut', { what: leftOut.join(', ') })}
        </Notice>
      )}
      {status === 'stopped' && (
        <Notice tone="quiet" icon="stop" onRetry={onRetry}>
          {t(quoted ? 'stoppedQuoted' : empty ? 'stoppedEmpty' : 'stopped')}
        </Notice>
      )}
      {status === 'interrupted' && (
        <Notice tone="warn" icon="warning" onRetry={onRetry}>
          {lost ? t('lost') : t(quoted ? 'interruptedQuoted' : empty ? 'interruptedEmpty' : 'interrupted')}
        </Notice>
      )}
      {status === 'failed' && (
        <Notice
          tone="bad"
          icon="warning"
          title={words(failure ?? 'internal.unexpected').title}
          onRetry={onRetry}
        >
          {words(failure ?? 'internal.unexpected').advice}{' '}
          {t(quoted ? 'failedQuoted' : empty ? 'failedEmpty' : 'failedKept')}
        </Notice>
      )}
    </>
  );
}

function Nearest({ message }: { message: Message }) {
  const { t } = useTranslation('chat');
  const nearest = message.metadata.nearest ?? [];
  if (nearest.length === 0) return null;
  return (
    <Box sx={{ mt: 1.25, typography: 'small' }}>
      <Box sx={{ color: 'var(--muted)', mb: 0.5 }}>{t('nearest')}</Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {nearest.map(({ documentId, title }) => (
          <Box
            component="li"
            key={documentId}
            sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'var(--muted)' }}
          >
            <Icon name="file" size={15} />
            <Link to="/documents/$id" params={{ id: documentId }}>
              {title}
            </Link>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

type NoticeProps = {
  tone: 'warn' | 'bad' | 'info' | 'quiet';
  icon: IconName;
  title?: string;
  children: ReactNode;
  onRetry?: (() => void) | undefined;
};

/** A short remark with its colour, and trying again where that helps. */
export function Notice({ tone, icon, title, children, onRetry }: NoticeProps) {
  const { t } = useTranslation('chat');
  const ink = tone === 'quiet' ? 'var(--muted)' : `var(--${tone})`;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        mt: 1.5,
        p: '9px 12px',
        borderRadius: '10px',
        typography: 'small',
        lineHeight: 1.45,
        background: tone === 'quiet' ? 'var(--surface-2)' : `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: ink, display: 'grid' }}>
        <Icon name={icon} size={17} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {title && <Box sx={{ fontWeight: 600, color: ink }}>{title}</Box>}
        {children}
      </Box>
      {onRetry && (
        <Button size="small" onClick={onRetry} sx={{ flex: 'none' }}>
          {t('tryAgain')}
        </Button>
      )}
    </Box>
  );
}
