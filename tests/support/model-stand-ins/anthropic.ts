import { DEFAULT_MODELS, countWords, piecesOf } from './behaviour.ts';
import type { StandIn, StandInModel, StandInOptions } from './behaviour.ts';
import { readChatRequest } from './chat-body.ts';
import { retryAfter } from './ollama.ts';
import { startStandIn } from './server.ts';
import type { Exchange, Protocol } from './server.ts';

const CLAUDE: StandInModel = { name: 'claude-opus-5-5', bytes: 0, purpose: 'chat', contextTokens: 200_000 };

/** The version of the protocol that refuses the sampling parameters. */
const SAMPLING_REMOVED_SINCE = '2026-10-21';
const SAMPLING = ['temperature', 'top_p', 'top_k'];

function failure(type: string, message: string) {
  return { type: 'error', error: { type, message }, request_id: 'req_stand_in' };
}

/** Starts a server that speaks Anthropic's protocol: /v1/messages and /v1/models. */
export function startAnthropicStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const models = options.models ?? [...DEFAULT_MODELS.filter(model => model.purpose === 'chat'), CLAUDE];

  async function chat(exchange: Exchange): Promise<void> {
    const request = readChatRequest(exchange.body);
    if (!models.some(model => model.name === request.model)) {
      exchange.json(404, failure('not_found_error', `model: ${request.model}`));
      return;
    }
    const removed = exchange.headers['anthropic-version'] === SAMPLING_REMOVED_SINCE ? SAMPLING : [];
    const unknown = [...removed, ...(options.unknownParameters ?? [])].find(name => name in request.body);
    if (unknown !== undefined) {
      exchange.json(400, failure('invalid_request_error', `\`${unknown}\` is not supported.`));
      return;
    }
    const reply = exchange.reply(request);
    const usage = {
      input_tokens: countWords(JSON.stringify(request.body['messages'])),
      output_tokens: countWords(reply.text),
    };
    const finish = reply.truncated === true ? 'max_tokens' : 'end_turn';
    const head = { id: 'msg_1', type: 'message', role: 'assistant', model: request.model };
    if (request.body['stream'] !== true) {
      exchange.json(200, {
        ...head,
        content: [{ type: 'text', text: reply.text }],
        stop_reason: finish,
        stop_sequence: null,
        usage,
      });
      return;
    }
    const event = (type: string, content: Record<string, unknown>): string =>
      `event: ${type}\ndata: ${JSON.stringify({ type, ...content })}\n\n`;
    const thinks = reply.thinking !== undefined;
    const index = thinks ? 1 : 0;
    const piece = (text: string): string =>
      event('content_block_delta', { index, delta: { type: 'text_delta', text } });
    await exchange.stream({
      contentType: 'text/event-stream',
      opening: [
        event('message_start', {
          message: {
            ...head,
            content: [],
            stop_reason: null,
            stop_sequence: null,
            usage: { ...usage, output_tokens: 1 },
          },
        }),
        ...(thinks
          ? [
              event('content_block_start', {
                index: 0,
                content_block: { type: 'thinking', thinking: '', signature: '' },
              }),
            ]
          : []),
        event('ping', {}),
      ],
      thinking: [
        ...piecesOf(reply.thinking ?? '').map(thinking =>
          event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }),
        ),
        ...(thinks ? [event('content_block_stop', { index: 0 })] : []),
        event('content_block_start', { index, content_block: { type: 'text', text: '' } }),
      ],
      pieces: piecesOf(reply.text).map(piece),
      closing: [
        event('content_block_stop', { index }),
        event('message_delta', {
          delta: { stop_reason: finish, stop_sequence: null },
          usage: { output_tokens: usage.output_tokens },
        }),
        event('message_stop', {}),
      ],
      filler: piece(' encore et encore'),
      failure: `event: error\ndata: ${JSON.stringify(failure('overloaded_error', 'Overloaded'))}\n\n`,
    });
  }

  const protocol: Protocol = {
    refuse(behaviour) {
      switch (behaviour.kind) {
        case 'unauthorised':
          return { status: 401, body: failure('authentication_error', 'invalid x-api-key') };
        case 'missing-model':
          return { status: 404, body: failure('not_found_error', 'model: absent') };
        case 'rate-limited':
          return {
            status: 429,
            body: failure('rate_limit_error', 'This request would exceed your rate limit'),
            headers: retryAfter(behaviour.retryAfterSeconds),
          };
        case 'server-error':
          return { status: 500, body: failure('api_error', 'Internal server error') };
        case 'context-overflow':
          return {
            status: 400,
            body: failure('invalid_request_error', 'prompt is too long: 210031 tokens > 200000 maximum'),
          };
        default:
          return null;
      }
    },
    authorised: (headers, apiKey) =>
      headers['x-api-key'] === apiKey || headers['authorization'] === `Bearer ${apiKey}`,
    runsModel: path => path === '/v1/messages',
    async handle(exchange) {
      switch (`${exchange.method} ${exchange.path}`) {
        case 'GET /v1/models':
          return exchange.json(200, {
            data: models.map(model => ({
              type: 'model',
              id: model.name,
              display_name: model.name,
              created_at: '2026-01-05T09:00:00Z',
            })),
            has_more: false,
            first_id: models[0]?.name ?? null,
            last_id: models.at(-1)?.name ?? null,
          });
        case 'POST /v1/messages':
          return chat(exchange);
        default:
          return exchange.json(404, failure('not_found_error', 'Not found'));
      }
    },
  };
  return startStandIn(protocol, options);
}
