import { openSession } from '../session.ts';
import { readRunningInstance } from '#main/platform/instance/index.ts';
import type { Command } from '../command.ts';

export const stop: Command = {
  name: 'stop',
  summary: 'stop',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'nothing',
  async run({ dataFolder, output, words, surroundings }) {
    // Opening the folder here only to close it again would be no help.
    const running = readRunningInstance(dataFolder);
    if (running === null || running.mode === 'command-line') {
      output.result({ stopped: false }, () => [words.notRunning]);
      return 1;
    }
    const session = await openSession({ dataFolder, signal: surroundings.signal, onWait: () => undefined });
    try {
      await session.client.system.shutDown({});
    } finally {
      await session.close();
    }
    output.result({ stopped: true, pid: running.pid }, () => [words.stopped]);
    return 0;
  },
};
