import { readServerOptions, runServer } from '#main/http/index.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'serve',
  usage:
    '[--host H] [--port P] [--no-open] [--allow-host NAME:PORT] [--public-url URL] [--trusted-proxy ADDRESS]',
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean' },
    'allow-host': { type: 'string', multiple: true },
    'public-url': { type: 'string' },
    'trusted-proxy': { type: 'string', multiple: true },
  },
  positionals: [0, 0],
  needs: 'nothing',
  async run({ values, dataFolder, passphrase, language, surroundings }) {
    const args = [
      ...['host', 'port', 'public-url'].flatMap(name =>
        typeof values[name] === 'string' ? [`--${name}=${values[name]}`] : [],
      ),
      ...['allow-host', 'trusted-proxy'].flatMap(name => {
        const given = values[name];
        return Array.isArray(given) ? given.map(one => `--${name}=${String(one)}`) : [];
      }),
      ...(values.open === false ? ['--no-open'] : []),
    ];
    try {
      return await runServer({
        ...readServerOptions(args, surroundings.environment),
        dataFolder,
        passphrase,
        language,
      });
    } catch (error) {
      if (error instanceof RangeError) throw new UsageError(error.message);
      throw error;
    }
  },
};
