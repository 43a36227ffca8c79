import type { PreviewAnswer, PreviewCall, PreviewMessage } from '../../shared/lib/widget-preview.ts';
import type { AnswerEvent, Attachment, Passage, Question, Session } from '../wire.ts';
import { ApiFailure, type OnEvent, type VisitorApi } from '../panel/api/visitor-api.ts';
import { messageOf } from '../panel/state/messages.ts';
import { randomId } from '../panel/state/outbox.ts';

type Call =
  PreviewCall<Question> extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;
type Answer = PreviewAnswer<AnswerEvent, Passage>;
type Waiting = {
  onEvent: OnEvent;
  resolve(result: Passage | undefined): void;
  reject(failure: ApiFailure): void;
};

/** How fast the preview's own answer comes, in milliseconds a word: as a model on an office machine writes. */
const WORD_MS = 45;

/**
 * The server of a preview. Questions go to the administration through its port; everything else is played here and
 * reaches nobody.
 * @param latest the last message of the administration
 * @param words what the preview answers by itself
 */
export function createPreviewApi(
  latest: () => PreviewMessage<Session>,
  port: MessagePort | null,
  words: () => string,
): VisitorApi {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let stopped = false;
  /** The notice that was agreed to: another one is agreed to anew, all other edits are not. */
  let agreed = '';

  if (port !== null) port.onmessage = (event: MessageEvent<Answer>) => hear(event.data);

  function hear(answer: Answer): void {
    const call = waiting.get(answer.id);
    if (call === undefined) return;
    if ('event' in answer) {
      call.onEvent(answer.event);
      return;
    }
    waiting.delete(answer.id);
    if ('error' in answer) call.reject(new ApiFailure('failed', { code: answer.error.code }));
    else call.resolve('result' in answer ? answer.result : undefined);
  }

  function ask(call: Call, onEvent: OnEvent = () => undefined): Promise<Passage | undefined> {
    return new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { onEvent, resolve, reject });
      port?.postMessage({ id: count, ...call });
    });
  }

  /** An answer of the preview's own, so that even without a port it shows how one looks. */
  async function answerItself(onEvent: OnEvent): Promise<void> {
    stopped = false;
    const message = messageOf({ id: randomId() });
    const started: AnswerEvent = { type: 'started', conversationId: randomId(), messageId: message.id };
    onEvent(started);
    for (const text of words().split(/(?<= )/)) {
      await new Promise(resolve => setTimeout(resolve, WORD_MS));
      if (stopped) break;
      message.content += text;
      onEvent({ type: 'delta', text });
    }
    onEvent({ type: 'finished', message: { ...message, status: stopped ? 'stopped' : 'complete' } });
  }

  function answerable(): void {
    if (latest().look === 'offline') throw new ApiFailure('offline');
  }

  const notice = () => JSON.stringify(latest().session.widget.privacyNotice);
  const session = async () => {
    const { visitor, ...rest } = latest().session;
    const consentAt = agreed === notice() ? new Date().toISOString() : null;
    return await Promise.resolve({ ...rest, visitor: { ...visitor, consentAt } });
  };
  const visitor = async () => (await session()).visitor;
  const nothing = async () => await Promise.resolve();
  return {
    session,
    identify: visitor,
    consent() {
      agreed = notice();
      return visitor();
    },
    forget: nothing,
    conversation: () => Promise.reject(new ApiFailure('gone')),
    async chat(input, onEvent) {
      answerable();
      if (port === null) await answerItself(onEvent);
      else await ask({ call: 'chat', input }, onEvent);
      answerable(); // an answer that ends while the preview shows a lost connection must not bring it back
    },
    follow: () => Promise.reject(new ApiFailure('gone')),
    async stop(messageId) {
      stopped = true;
      if (port !== null) await ask({ call: 'stop', input: { messageId } });
    },
    rate: nothing,
    async passage(messageId, number, place) {
      const passage =
        port === null ? undefined : await ask({ call: 'source', input: { messageId, number, place } });
      if (passage === undefined) throw new ApiFailure('gone');
      return passage;
    },
    async attach(file): Promise<Attachment> {
      return await Promise.resolve({
        id: randomId(),
        fileName: file.name,
        mediaType: file.type,
        size: file.size,
        kind: file.type.startsWith('image/') ? 'image' : file.type === 'application/pdf' ? 'pdf' : 'text',
        notice: file.type.startsWith('image/') ? 'image_not_read' : null,
      });
    },
    leave: nothing,
    sendTranscript: nothing,
  };
}
