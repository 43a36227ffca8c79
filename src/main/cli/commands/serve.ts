import { readServerOptions, runServer } from '#main/http/index.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'serve',
  usage: '[--host H] [--port P] [--no-open] [--allow-host NAME:PORT]',
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean' },
    'allow-host': { type: 'string', multiple: true },
  },
  positionals: [0, 0],
  needs: 'nothing',
  async run({ values, dataFolder, passphrase, surroundings }) {
    const hosts = values['allow-host'];
    const args = [
      ...['host', 'port'].flatMap(name =>
        typeof values[name] === 'string' ? [`--${name}=${values[name]}`] : [],
      ),
      ...(Array.isArray(hosts) ? hosts.map(host => `--allow-host=${host}`) : []),
      ...(values.open === false ? ['--no-open'] : []),
    ];
    try {
      return await runServer({
        ...readServerOptions(args, surroundings.environment),
        dataFolder,
        passphrase,
      });
    } catch (error) {
      if (error instanceof RangeError) throw new UsageError(error.message);
      throw error;
    }
  },
};
