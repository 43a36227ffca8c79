import { taskName } from '#shared/lib/task-name.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';

const JOBS_SHOWN = 50;

export const jobList: Command = {
  name: 'job list',
  summary: 'jobList',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words, language }) {
    const { items: jobs } = await client.jobs.list({ limit: JOBS_SHOWN });
    const { columns } = words;
    output.result({ jobs }, () =>
      jobs.length === 0
        ? [words.empty]
        : table([
            [columns.label, columns.state, columns.progress, columns.id],
            ...jobs.map(job => [
              taskName(job, language),
              words.jobStates[job.state],
              `${Math.round(job.progress * 100)} % ${job.progressNote ?? ''}`.trim(),
              job.id,
            ]),
          ]),
    );
    return 0;
  },
};
