// node upgrade-and-die.ts DATA_FOLDER N: opens the database as Foyer does, and is killed at its Nth statement that writes.
import Sqlite from 'better-sqlite3';
import { openDatabase } from '#main/db/connection.ts';
import { createSilentLog } from '#main/platform/log.ts';

const [dataFolder = '', at = '1'] = process.argv.slice(2);
const probe = new Sqlite(':memory:');
const statement = Object.getPrototypeOf(probe.prepare('select 1')) as Sqlite.Statement;
const run = Object.getOwnPropertyDescriptor(statement, 'run')?.value as Sqlite.Statement['run'];
let written = 0;
statement.run = function (this: Sqlite.Statement, ...parameters: unknown[]) {
  written += 1;
  if (written === Number(at)) process.kill(process.pid, 'SIGKILL');
  return run.apply(this, parameters);
};
openDatabase(dataFolder, createSilentLog()).$client.close();
process.stdout.write(String(written));
