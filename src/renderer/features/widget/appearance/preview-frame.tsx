import Box from '@mui/material/Box';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitorSession } from '#shared/contract/visitor-panel.ts';
import { PROTOCOL_VERSION, type PreviewMessage } from '#shared/lib/widget-preview.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { usePreviewAnswers } from './use-preview-answers.ts';
import type { Call } from './preview-answers.ts';
import { ownAddress } from '../../../rpc/own-address.ts';

/** How long the preview may take to begin once its document came: it is a small file of our own. */
const READY_MS = 6_000;

export type PreviewShown = Omit<PreviewMessage<VisitorSession>, 'foyer' | 'type'>;

type Props = {
  chatbotId: string;
  shown: PreviewShown;
  size: { width: number; height: number; scale: number };
};

/** The very widget in its sandbox, told what to show and answered by the chatbot. */
export function PreviewFrame({ chatbotId, shown, size }: Props) {
  const { t } = useTranslation('appearance');
  const frame = useRef<HTMLIFrameElement>(null);
  const port = useRef<MessagePort | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'missing'>('loading');
  const answer = usePreviewAnswers(chatbotId);

  const say = (ports: Transferable[]) => {
    const message: PreviewMessage<VisitorSession> = { foyer: PROTOCOL_VERSION, type: 'preview', ...shown };
    // Sandboxed, the frame has no origin that could be named.
    frame.current?.contentWindow?.postMessage(message, '*', ports);
  };

  const begin = useEffectEvent(() => {
    port.current?.close();
    const channel = new MessageChannel();
    port.current = channel.port1;
    channel.port1.onmessage = (event: MessageEvent<Call>) =>
      void answer(event.data, message => channel.port1.postMessage(message));
    say([channel.port2]);
    setState('ready');
  });

  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== frame.current?.contentWindow || event.source === null) return;
      if ((event.data as { type?: unknown } | null)?.type === 'preview-ready') begin();
    };
    window.addEventListener('message', listen);
    return () => {
      window.removeEventListener('message', listen);
      port.current?.close();
    };
  }, []);

  const update = useEffectEvent(() => say([]));
  useEffect(() => {
    if (state === 'ready') update();
  }, [shown, state]);

  useEffect(() => {
    if (state !== 'loading') return undefined;
    const timer = setTimeout(() => setState('missing'), READY_MS);
    return () => clearTimeout(timer);
  }, [state]);

  return (
    <>
      {state === 'missing' && (
        <EmptyState icon="warning" title={t('previewMissing')}>
          {t('previewMissingAdvice')}
        </EmptyState>
      )}
      <Box
        component="iframe"
        ref={frame}
        src={`${ownAddress}/widget/preview/`}
        sandbox="allow-scripts allow-forms"
        title={t('previewFrame')}
        sx={{
          display: state === 'missing' ? 'none' : 'block',
          visibility: state === 'ready' ? 'visible' : 'hidden',
          border: 0,
          width: size.width,
          height: size.height,
          transform: size.scale === 1 ? 'none' : `scale(${size.scale})`,
          transformOrigin: '0 0',
          colorScheme: 'normal',
        }}
      />
    </>
  );
}
