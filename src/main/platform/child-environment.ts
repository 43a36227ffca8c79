/** Nothing of our own environment but what a process needs to start: no key, no token goes along. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'NODE_COMPILE_CACHE']) {
    if (process.env[name] !== undefined) environment[name] = process.env[name];
  }
  return environment;
}
