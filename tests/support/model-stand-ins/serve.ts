import { parseArgs } from 'node:util';

import { startAnthropicStandIn, startOllamaStandIn, startOpenAiStandIn } from './index.ts';
import type { StandInBehaviour, StandInBehaviourKind } from './index.ts';

const starters = { ollama: startOllamaStandIn, openai: startOpenAiStandIn, anthropic: startAnthropicStandIn };

const behaviours: Record<StandInBehaviourKind, true> = {
  normal: true,
  hang: true,
  stall: true,
  die: true,
  reset: true,
  garbage: true,
  empty: true,
  endless: true,
  'endless-line': true,
  'stream-error': true,
  unauthorised: true,
  'missing-model': true,
  'rate-limited': true,
  'server-error': true,
  'context-overflow': true,
};

const USAGE = `node tests/support/model-stand-ins/serve.ts <${Object.keys(starters).join('|')}> [--port N] [--behaviour KIND] [--key KEY]
KIND: ${Object.keys(behaviours).join(', ')}`;

function isKind(value: string): value is StandInBehaviourKind {
  return Object.hasOwn(behaviours, value);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, behaviour: { type: 'string' }, key: { type: 'string' } },
});
const starter = Object.entries(starters).find(([name]) => name === positionals[0])?.[1];
const kind = values.behaviour ?? 'normal';
if (starter === undefined || !isKind(kind)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const behaviour: StandInBehaviour = { kind };
const standIn = await starter({
  port: Number(values.port ?? 0),
  behaviour,
  ...(values.key === undefined ? {} : { apiKey: values.key }),
});
process.stdout.write(`${standIn.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIn.close());
