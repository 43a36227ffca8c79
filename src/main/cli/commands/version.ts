import packageFile from '../../../../package.json' with { type: 'json' };
import type { Command } from '../command.ts';

export const version: Command = {
  name: 'version',
  summary: 'version',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'nothing',
  async run({ output }) {
    const versions = { version: packageFile.version, node: process.versions.node };
    output.result(versions, () => [`Foyer ${versions.version} (Node ${versions.node})`]);
    return Promise.resolve(0);
  },
};
