import { isFoyerError } from '#shared/errors.ts';
import { optionWords, readServerOptions, runServer, type ServerOptions } from '#main/http/index.ts';

let options: ServerOptions | null = null;
try {
  options = readServerOptions(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`${optionWords(error)}\n`);
  process.exitCode = isFoyerError(error) ? 1 : 2; // a file that cannot be used is no mistake of writing
}
if (options !== null) {
  const code = await runServer(options);
  process.exit(code);
}
