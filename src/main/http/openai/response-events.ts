import {
  itemId,
  reasoningItem,
  textPart,
  type MessageItem,
  type ReasoningItem,
  type ResponseObject,
} from './response-objects.ts';

/** Sends one event; resolves once there is room for more. */
type Send = (type: string, body: Record<string, unknown>) => Promise<void>;

/**
 * Writes one response as its stream of events: reasoning first, if there is any, then the answer, each as an item that
 * begins, grows and ends.
 */
export function createResponseWriter(send: Send) {
  let sequence = 0;
  let responseId = '';
  let outputIndex = 0;
  let reasoning: string | null = null;
  let text: string | null = null;

  const say = (type: string, body: Record<string, unknown>) =>
    send(type, { sequence_number: sequence++, ...body });
  const place = (kind: 'msg' | 'rs') => ({
    item_id: itemId(kind, responseId),
    output_index: outputIndex,
    content_index: 0,
  });

  async function beginItem(item: ReasoningItem | MessageItem, part: unknown): Promise<void> {
    const kind = item.type === 'message' ? 'msg' : 'rs';
    await say('response.output_item.added', { output_index: outputIndex, item });
    await say('response.content_part.added', { ...place(kind), part });
  }

  async function endItem(item: ReasoningItem | MessageItem): Promise<void> {
    const kind = item.type === 'message' ? 'msg' : 'rs';
    await say('response.content_part.done', { ...place(kind), part: item.content[0] });
    await say('response.output_item.done', { output_index: outputIndex, item });
    outputIndex += 1;
  }

  async function endReasoning(): Promise<void> {
    if (reasoning === null) return;
    await say('response.reasoning_text.done', { ...place('rs'), text: reasoning });
    await endItem(reasoningItem(itemId('rs', responseId), reasoning, 'completed'));
    reasoning = null;
  }

  async function writeText(piece: string): Promise<void> {
    if (piece === '') return;
    await endReasoning();
    if (text === null) {
      text = '';
      const id = itemId('msg', responseId);
      await beginItem(
        { type: 'message', id, role: 'assistant', status: 'in_progress', content: [] },
        textPart(''),
      );
    }
    text += piece;
    await say('response.output_text.delta', { ...place('msg'), delta: piece, logprobs: [] });
  }

  return {
    async begin(response: ResponseObject): Promise<void> {
      responseId = response.id;
      await say('response.created', { response });
      await say('response.in_progress', { response });
    },

    async reasoning(piece: string): Promise<void> {
      if (text !== null || piece === '') return;
      if (reasoning === null) {
        reasoning = '';
        const { content: _empty, ...item } = reasoningItem(itemId('rs', responseId), '', 'in_progress');
        await beginItem({ ...item, content: [] }, { type: 'reasoning_text', text: '' });
      }
      reasoning += piece;
      await say('response.reasoning_text.delta', { ...place('rs'), delta: piece });
    },

    text: writeText,

    /** What was not streamed of the finished answer (its notes, or all of it) comes first. */
    async end(response: ResponseObject): Promise<void> {
      const item = response.output.find(one => one.type === 'message');
      const whole = item?.content[0]?.text ?? '';
      const said: string = text ?? '';
      await writeText(whole.startsWith(said) ? whole.slice(said.length) : '');
      await endReasoning();
      if (item !== undefined && text !== null) {
        await say('response.output_text.done', { ...place('msg'), text: whole, logprobs: [] });
        for (const [index, annotation] of (item.content[0]?.annotations ?? []).entries()) {
          await say('response.output_text.annotation.added', {
            ...place('msg'),
            annotation_index: index,
            annotation,
          });
        }
        await endItem(item);
      }
      const type = response.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
      await say(type, { response });
    },

    async fail(response: ResponseObject): Promise<void> {
      await say('response.failed', { response });
    },
  };
}
