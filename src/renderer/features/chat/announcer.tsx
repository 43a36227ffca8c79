import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withoutCitations } from '#shared/lib/answer-text.ts';
import type { LiveAnswer } from './live-answer.ts';
import type { FirstStep } from './use-first-step.ts';

type Props = { answer: LiveAnswer | null; firstStep: FirstStep | null };

/**
 * Tells a screen reader what the documents say, once, when that stands in the place of the answer, and the answer when it
 * has ended: streaming words one by one would drown everything else.
 */
export function Announcer({ answer, firstStep }: Props) {
  const { t } = useTranslation('chat');
  const [said, setSaid] = useState('');
  const heard = useRef<LiveAnswer['phase'] | null>(null);
  const phase = answer?.phase ?? null;
  const message = answer?.message ?? null;
  useEffect(() => {
    const wasUnderWay = heard.current !== null && heard.current !== 'finished' && heard.current !== 'failed';
    heard.current = phase;
    if (!wasUnderWay) return;
    if (phase === 'failed' || phase === 'refused') setSaid(t('answerFailed'));
    if (phase !== 'finished' || !message) return;
    setSaid(
      message.status === 'stopped'
        ? t('answerStopped')
        : t('answerReady', { text: plainText(message.content) }),
    );
  }, [phase, message, t]);
  const quotes = firstStep?.quotes;
  useEffect(() => {
    if (quotes !== undefined)
      setSaid(t('quotesHeard', { text: quotes.map(({ text }) => plainText(text)).join(' ') }));
  }, [quotes, t]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}

/** The answer as it would be read aloud: without citation numbers and Markdown marks. */
function plainText(content: string): string {
  return withoutCitations(content)
    .replaceAll(/[*_`#>|]/g, '')
    .replaceAll(/\s+/g, ' ');
}
