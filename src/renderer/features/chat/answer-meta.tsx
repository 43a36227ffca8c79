import Box from '@mui/material/Box';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/contract/messages.ts';
import { CONFIDENCE_HIGH, CONFIDENCE_MEDIUM, confidenceLevelOf } from '#shared/lib/confidence.ts';
import { copyText } from '../../ui/copy-text.ts';
import { useFormat } from '../../ui/format.ts';
import { AnsweredBy } from './answered-by.tsx';
import { OnRequest } from './on-request.tsx';

type Props = {
  message: Message;
  /** Absent where the answer cannot be asked again. */
  onRegenerate?: (() => void) | undefined;
};

/** One quiet line: how sure, how long, how much, by whom; and what can be done with the answer. */
export function AnswerMeta({ message, onRegenerate }: Props) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const { confidence, responseTimeMs, firstTokenMs, tokens, content } = message;
  // What is said aside from the documents was neither measured nor quoted.
  const aside = message.metadata.aside === true;
  const timing =
    firstTokenMs === null
      ? t('responseTime')
      : `${t('responseTime')}, ${t('firstWord', { time: format.duration(firstTokenMs) })}`;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.75,
        rowGap: 0.25,
        mt: 1.25,
        color: 'var(--faint)',
        typography: 'small',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {message.metadata.officeAnswer !== undefined && (
        <Box component="span" sx={{ color: 'var(--ok)', fontWeight: 560 }}>
          {t('officeAnswer')}
        </Box>
      )}
      {message.metadata.beyondQuota !== undefined && (
        <Box component="span" sx={{ color: 'var(--warn)', fontWeight: 560 }}>
          {t(
            // A fallback that is missing or fails leaves the quotations.
            message.metadata.beyondQuota === 'fallback' && message.provider === 'embedded'
              ? 'beyondQuota_quotations'
              : `beyondQuota_${message.metadata.beyondQuota}`,
          )}
        </Box>
      )}
      {confidence !== null && <Confidence value={confidence} />}
      {responseTimeMs !== null && !aside && (
        <Box component="span" title={timing} sx={{ whiteSpace: 'nowrap' }}>
          {format.duration(responseTimeMs)}
        </Box>
      )}
      {tokens !== null && tokens.input + tokens.output > 0 && (
        <span
          title={t('tokensDetail', {
            input: format.number(tokens.input),
            output: format.number(tokens.output),
          })}
        >
          {t('tokens', { count: tokens.input + tokens.output })}
        </span>
      )}
      {!aside && <AnsweredBy message={message} />}
      <Box sx={{ display: 'flex', gap: 1.75, ml: 'auto' }}>
        {content !== '' && <CopyAnswer text={content} />}
        {onRegenerate && <MetaButton onClick={onRegenerate}>{t('regenerate')}</MetaButton>}
      </Box>
    </Box>
  );
}

function MetaButton({
  children,
  onClick,
  ...rest
}: {
  children: ReactNode;
  onClick: (event: { currentTarget: Element }) => void;
}) {
  return (
    <Box
      component="button"
      type="button"
      onClick={onClick}
      {...rest}
      sx={{
        font: 'inherit',
        color: 'inherit',
        border: 0,
        background: 'none',
        p: '4px 0',
        cursor: 'pointer',
        '&:hover': { color: 'var(--text)' },
      }}
    >
      {children}
    </Box>
  );
}

function CopyAnswer({ text }: { text: string }) {
  const { t } = useTranslation('chat');
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <MetaButton onClick={() => void copyText(text).then(setCopied)}>
      <span aria-live="polite">{copied === null ? t('copy') : copied ? t('copied') : t('copyRefused')}</span>
    </MetaButton>
  );
}

/** Confidence in words, with what they mean and how it is estimated on request. */
function Confidence({ value }: { value: number }) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const level = confidenceLevelOf(value);
  return (
    <OnRequest
      words={t(`confidence_${level}`)}
      heading={t('confidenceExplained')}
      title={t(`confidenceMeaning_${level}`)}
      color={level === 'low' ? 'var(--warn)' : 'inherit'}
      width={{ maxWidth: 340 }}
    >
      <p>{t(`confidenceMeaning_${level}`)}</p>
      <Box component="p" sx={{ mt: 1 }}>
        {t('confidenceDefinition', { value: format.percent(value) })}
      </Box>
      <Box component="p" sx={{ color: 'var(--muted)', mt: 1 }}>
        {t('confidenceScale', {
          high: format.percent(CONFIDENCE_HIGH),
          medium: format.percent(CONFIDENCE_MEDIUM),
        })}
      </Box>
    </OnRequest>
  );
}
