import { DEFAULT_MODELS, countWords, piecesOf } from './behaviour.ts';
import type { StandIn, StandInOptions } from './behaviour.ts';
import { asRecord, readChatRequest, readEmbeddingInput } from './chat-body.ts';
import { embedText } from './embedding.ts';
import { rankedResults, readRankRequest, scoreByWords } from './ranking.ts';
import { retryAfter } from './ollama.ts';
import { startStandIn } from './server.ts';
import type { Exchange, Protocol } from './server.ts';

function failure(message: string, type: string, code: string | null) {
  return { error: { message, type, param: null, code } };
}

function missing(model: string) {
  return failure(
    `The model \`${model}\` does not exist or you do not have access to it.`,
    'invalid_request_error',
    'model_not_found',
  );
}

/** Starts a server that speaks OpenAI's protocol: /v1/chat/completions, /v1/models, /v1/embeddings and /v1/rerank. */
export function startOpenAiStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const models = options.models ?? DEFAULT_MODELS;
  const reportsUsage = options.reportsUsage ?? true;

  async function chat(exchange: Exchange): Promise<void> {
    const request = readChatRequest(exchange.body);
    if (!models.some(model => model.name === request.model)) {
      exchange.json(404, missing(request.model));
      return;
    }
    const unknown = options.unknownParameters?.find(name => name in request.body);
    if (unknown !== undefined) {
      exchange.json(
        400,
        failure(`Unrecognized request argument supplied: ${unknown}`, 'invalid_request_error', null),
      );
      return;
    }
    const refusal = options.refuse?.(request) ?? null;
    if (refusal !== null) {
      exchange.json(refusal.status, refusal.json);
      return;
    }
    const reply = exchange.reply(request);
    const usage = {
      prompt_tokens: countWords(JSON.stringify(request.body['messages'])),
      completion_tokens: countWords(reply.text),
      total_tokens: 0,
    };
    const head = {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1_767_600_000,
      model: request.model,
    };
    const finish = reply.filtered === true ? 'content_filter' : reply.truncated === true ? 'length' : 'stop';
    if (request.body['stream'] !== true) {
      exchange.json(200, {
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content: reply.text }, finish_reason: finish }],
        usage,
      });
      return;
    }
    const event = (content: Record<string, unknown>): string =>
      `data: ${JSON.stringify({ ...head, ...content })}\n\n`;
    const delta = (content: Record<string, unknown>, reason: string | null = null): string =>
      event({ choices: [{ index: 0, delta: content, finish_reason: reason }] });
    const wantsUsage = asRecord(request.body['stream_options'])['include_usage'] === true;
    await exchange.stream({
      contentType: 'text/event-stream',
      opening: [delta({ role: 'assistant', content: '' })],
      thinking: piecesOf(reply.thinking ?? '').map(text => delta({ reasoning_content: text })),
      pieces: piecesOf(reply.text).map(content => delta({ content })),
      closing: [
        delta({}, finish),
        ...(wantsUsage && reportsUsage ? [event({ choices: [], usage })] : []),
        'data: [DONE]\n\n',
      ],
      filler: delta({ content: ' encore et encore' }),
      failure: `data: ${JSON.stringify(failure('The server had an error while processing your request', 'server_error', null))}\n\n`,
    });
  }

  const protocol: Protocol = {
    refuse(behaviour) {
      switch (behaviour.kind) {
        case 'unauthorised':
          return {
            status: 401,
            body: failure('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
          };
        case 'missing-model':
          return { status: 404, body: missing('absent') };
        case 'rate-limited':
          return {
            status: 429,
            body: failure('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'),
            headers: retryAfter(behaviour.retryAfterSeconds),
          };
        case 'server-error':
          return { status: 500, body: failure('The server had an error', 'server_error', null) };
        case 'context-overflow':
          return {
            status: 400,
            body: failure(
              "This model's maximum context length is 8192 tokens. However, your messages resulted in 9731 tokens.",
              'invalid_request_error',
              'context_length_exceeded',
            ),
          };
        default:
          return null;
      }
    },
    authorised: (headers, apiKey) => headers['authorization'] === `Bearer ${apiKey}`,
    runsModel: path => path === '/v1/chat/completions' || path === '/v1/embeddings' || path === '/v1/rerank',
    async handle(exchange) {
      switch (`${exchange.method} ${exchange.path}`) {
        case 'GET /v1/models':
          return exchange.json(200, {
            object: 'list',
            data: models.map(model => ({
              id: model.name,
              object: 'model',
              created: 1_767_600_000,
              owned_by: 'local',
            })),
          });
        case 'POST /v1/chat/completions':
          return chat(exchange);
        case 'POST /v1/embeddings': {
          const body = asRecord(exchange.body);
          const model = models.find(candidate => candidate.name === body['model']);
          if (model === undefined) return exchange.json(404, missing(String(body['model'])));
          if (model.purpose !== 'embedding') {
            return exchange.json(
              400,
              failure('The model does not support embeddings', 'invalid_request_error', null),
            );
          }
          const input = readEmbeddingInput(body);
          return exchange.json(200, {
            object: 'list',
            model: model.name,
            data: input.map((text, index) => ({
              object: 'embedding',
              index,
              embedding: encode(embedText(text), body['encoding_format']),
            })),
            usage: { prompt_tokens: countWords(input.join(' ')), total_tokens: countWords(input.join(' ')) },
          });
        }
        case 'POST /v1/rerank': {
          const name = asRecord(exchange.body)['model'];
          const model = models.find(candidate => candidate.name === name);
          if (model === undefined) return exchange.json(404, missing(String(name)));
          if (model.purpose !== 'reranking')
            return exchange.json(
              501,
              failure('This server does not support reranking.', 'not_supported', null),
            );
          const scores = (options.rank ?? scoreByWords)(readRankRequest(exchange.body));
          return exchange.json(200, { model: model.name, results: rankedResults(scores) });
        }
        default:
          return exchange.json(404, failure('Not found', 'invalid_request_error', null));
      }
    },
  };
  return startStandIn(protocol, options);
}

/** Little-endian 32-bit floats in base64 when asked so, as OpenAI does; numbers otherwise. */
function encode(vector: number[], format: unknown): number[] | string {
  return format === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
}
