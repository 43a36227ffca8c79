import { DEFAULT_MODELS, countWords, piecesOf } from './behaviour.ts';
import type { StandIn, StandInModel, StandInOptions } from './behaviour.ts';
import { asRecord, readChatRequest, readEmbeddingInput } from './chat-body.ts';
import { embedText } from './embedding.ts';
import { startStandIn } from './server.ts';
import type { Exchange, Protocol } from './server.ts';

const FIXED_INSTANT = '2026-01-05T09:00:00.000000Z';

function describe(model: StandInModel) {
  const family = model.purpose === 'embedding' ? 'bert' : 'llama';
  return {
    details: {
      parent_model: '',
      format: 'gguf',
      family,
      families: [family],
      parameter_size: model.purpose === 'embedding' ? '566.70M' : '7.2B',
      quantization_level: 'Q4_K_M',
    },
    model_info: { 'general.architecture': family, [`${family}.context_length`]: model.contextTokens },
    capabilities: model.purpose === 'embedding' ? ['embedding'] : ['completion'],
  };
}

/** Starts a server that speaks Ollama's protocol: /api/chat, /api/tags, /api/show, /api/embed and /api/version. */
export function startOllamaStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const models = options.models ?? DEFAULT_MODELS;

  function find(name: unknown): StandInModel | undefined {
    return models.find(model => model.name === name || model.name === `${String(name)}:latest`);
  }

  async function chat(exchange: Exchange): Promise<void> {
    const request = readChatRequest(exchange.body);
    const model = find(request.model);
    if (model === undefined) {
      exchange.json(404, { error: `model '${request.model}' not found` });
      return;
    }
    if (model.purpose === 'embedding') {
      exchange.json(400, { error: `"${request.model}" does not support chat` });
      return;
    }
    const reply = exchange.reply(request);
    const line = (content: Record<string, unknown>): string =>
      `${JSON.stringify({ model: model.name, created_at: FIXED_INSTANT, ...content })}\n`;
    const piece = (content: string): string => line({ message: { role: 'assistant', content }, done: false });
    await exchange.stream({
      contentType: 'application/x-ndjson',
      opening: [],
      thinking: piecesOf(reply.thinking ?? '').map(thinking =>
        line({ message: { role: 'assistant', content: '', thinking }, done: false }),
      ),
      pieces: piecesOf(reply.text).map(piece),
      closing: [
        line({
          message: { role: 'assistant', content: '' },
          done: true,
          done_reason: reply.truncated === true ? 'length' : 'stop',
          total_duration: 1_000_000,
          prompt_eval_count: countWords(JSON.stringify(request.body['messages'])),
          eval_count: countWords(reply.text),
        }),
      ],
      filler: piece(' encore et encore'),
      failure: `${JSON.stringify({ error: 'an error was encountered while running the model: CUDA error' })}\n`,
    });
  }

  const protocol: Protocol = {
    refuse(behaviour) {
      switch (behaviour.kind) {
        case 'unauthorised':
          return { status: 401, body: { error: 'unauthorized' } };
        case 'missing-model':
          return { status: 404, body: { error: `model 'absent' not found` } };
        case 'rate-limited':
          return {
            status: 429,
            body: { error: 'too many requests' },
            headers: retryAfter(behaviour.retryAfterSeconds),
          };
        case 'server-error':
          return { status: 500, body: { error: 'llama runner process has terminated: signal: killed' } };
        case 'context-overflow':
          return { status: 400, body: { error: 'the input length exceeds the context length' } };
        default:
          return null;
      }
    },
    authorised: (headers, apiKey) => headers['authorization'] === `Bearer ${apiKey}`,
    runsModel: path => path === '/api/chat' || path === '/api/embed',
    async handle(exchange) {
      switch (`${exchange.method} ${exchange.path}`) {
        case 'GET /api/version':
          return exchange.json(200, { version: '0.12.6' });
        case 'GET /api/tags':
          return exchange.json(200, {
            models: models.map(model => ({
              name: model.name,
              model: model.name,
              modified_at: FIXED_INSTANT,
              size: model.bytes,
              digest: 'sha256:0',
              details: describe(model).details,
            })),
          });
        case 'POST /api/show': {
          const asked = asRecord(exchange.body);
          const model = find(asked['model'] ?? asked['name']);
          return model === undefined
            ? exchange.json(404, { error: `model '${String(asked['model'])}' not found` })
            : exchange.json(200, describe(model));
        }
        case 'POST /api/embed': {
          const name = asRecord(exchange.body)['model'];
          const model = find(name);
          if (model === undefined) return exchange.json(404, { error: `model '${String(name)}' not found` });
          if (model.purpose !== 'embedding') {
            return exchange.json(501, { error: 'this model does not support embeddings' });
          }
          const input = readEmbeddingInput(exchange.body);
          return exchange.json(200, {
            model: model.name,
            embeddings: input.map(embedText),
            prompt_eval_count: countWords(input.join(' ')),
          });
        }
        case 'POST /api/chat':
          return chat(exchange);
        case 'GET /':
          return exchange.json(200, 'Ollama is running');
        default:
          return exchange.json(404, { error: '404 page not found' });
      }
    },
  };
  return startStandIn(protocol, options);
}

/** The Retry-After header, or none. */
export function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}
