#!/usr/bin/env node
// The command `foyer` of the package, wherever npm installed or linked it.
import { run } from './run-task.mjs';

await run('scripts/run-command-line.mjs', process.argv.slice(2));
