import { PASSPHRASE_MIN_LENGTH, protection, type SecretsStatus } from '#shared/contract/secrets.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { ClientCommandInput, Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { choice, readSecret, required } from '../values.ts';

export const secretsStatus: Command = {
  name: 'secrets status',
  summary: 'secretsStatus',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const status = await client.secrets.status({});
    output.result(status, () => statusLines(status, words));
    return 0;
  },
};

export const secretsRotate: Command = {
  name: 'secrets rotate',
  summary: 'secretsRotate',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const rotated = await client.secrets.rotate({});
    output.result(rotated, () => [fill(words.secrets.rotated, { count: rotated.resealed })]);
    return 0;
  },
};

export const secretsProtect: Command = {
  name: 'secrets protect',
  summary: 'secretsProtect',
  usage: `--with ${protection.options.join('|')} [--passphrase-stdin]`,
  options: { with: { type: 'string' }, 'passphrase-stdin': { type: 'boolean' } },
  positionals: [0, 0],
  needs: 'client',
  async run(input) {
    const { client, values, words, output } = input;
    const kept = choice(required(values, 'with', words), 'with', protection.options, words);
    const status = await client.secrets.protect(
      kept === 'passphrase' ? { with: kept, passphrase: await newPassphrase(input) } : { with: kept },
    );
    output.result(status, () => statusLines(status, words));
    return 0;
  },
};

/** From standard input, else the one that was given for opening: never among the arguments. */
async function newPassphrase({
  values,
  passphrase,
  words,
  surroundings,
}: ClientCommandInput): Promise<string> {
  const given =
    values['passphrase-stdin'] === true ? await readSecret(surroundings.stdin, words) : passphrase;
  if (given === null) throw new UsageError(fill(words.missingOption, { option: 'passphrase-stdin' }));
  if (given.length < PASSPHRASE_MIN_LENGTH)
    throw new UsageError(fill(words.secrets.tooShort, { count: PASSPHRASE_MIN_LENGTH }));
  return given;
}

function statusLines({ reason, rotatedAt, lost }: SecretsStatus, words: CliWords): string[] {
  return [
    words.secrets.reasons[reason],
    ...(reason === 'passphrase' ? [words.secrets.nextStart] : []),
    rotatedAt === null
      ? words.secrets.neverRotated
      : fill(words.secrets.lastRotated, { when: rotatedAt.slice(0, 10) }),
    ...(lost.length === 0 ? [] : [words.secrets.lost.title]),
    ...lost.map(({ kind, name }) => `- ${fill(words.secrets.lost[kind], { name })}`),
  ];
}
