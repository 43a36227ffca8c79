import { join } from 'node:path';
import ts from 'typescript';

const PROJECT = join(import.meta.dirname, '../../..');

/** What the compiler makes of files, and of texts that stand for files which are not there; by their whole paths. */
export function programOf(
  paths: readonly string[],
  planted: ReadonlyMap<string, string> = new Map(),
): ts.Program {
  const { config } = ts.readConfigFile(join(PROJECT, 'tsconfig.node.json'), path =>
    ts.sys.readFile(path),
  ) as { config: { extends: string } };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => planted.has(path) || fileExists(path);
  host.readFile = path => planted.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = planted.get(path);
    return text === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, text, languageVersion, true);
  };
  return ts.createProgram([...paths, ...planted.keys()], options, host);
}
