import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Makes a process believe it runs an older Node; the launcher asks nothing else of it. */
const pretendNode20 = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})`;

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'foyer-launch-'));
  mkdirSync(join(project, 'scripts'));
  for (const file of ['launch.mjs', 'run-task.mjs', 'runtime.mjs', 'launcher-link.mjs']) {
    cpSync(join(import.meta.dirname, file), join(project, 'scripts', file));
  }
  mkdirSync(join(project, 'src'));
  mkdirSync(join(project, 'node_modules'));
  writeFileSync(join(project, 'node_modules', '.package-lock.json'), '{}');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(project, 'scripts', 'build.mjs'),
    `console.log(JSON.stringify({ arguments: process.argv.slice(2), firstOnPath: process.env.PATH.split(/[:;]/)[0] }));
     process.exitCode = Number(process.argv[2] ?? 0);`,
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function launch(nodeOptions: string[], ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeOptions, join(project, 'scripts', 'launch.mjs'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

/** A package as npm installs it for this platform, whose `node` is this very one. */
function installNodePackage(): string {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(project, 'node_modules', name);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, bin: { node: 'bin/node' } }));
  symlinkSync(process.execPath, join(folder, 'bin', 'node'));
  chmodSync(join(folder, 'bin', 'node'), 0o755);
  return join(folder, 'bin');
}

describe('the launcher', () => {
  it('runs the task with this Node when it is recent enough, and passes arguments and exit code through', () => {
    const { status, stdout } = launch([], 'build', '3', '--port', '80');
    expect(JSON.parse(stdout)).toMatchObject({ arguments: ['3', '--port', '80'] });
    expect(status).toBe(3);
  });

  it.skipIf(process.platform === 'win32')(
    'takes the packaged Node instead of one too old, first on PATH',
    () => {
      const folder = installNodePackage();
      const { status, stdout } = launch(['--import', pretendNode20], 'build', '4');
      expect(JSON.parse(stdout)).toEqual({ arguments: ['4'], firstOnPath: folder });
      expect(status).toBe(4);
    },
  );

  it('says what is missing where there is neither', () => {
    const { status, stderr } = launch(['--import', pretendNode20], 'build');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Foyer needs Node 22 or later; this is 20\.20\.2.*(npm ci|nodejs\.org)/);
  });

  it('says that the dependencies are not installed', () => {
    rmSync(join(project, 'node_modules'), { recursive: true });
    const { status, stderr } = launch([], 'build');
    expect(status).toBe(1);
    expect(stderr).toContain('npm ci');
  });

  it('names its tasks to whoever asks for another', () => {
    const { status, stderr } = launch([], 'toString');
    expect(status).toBe(1);
    expect(stderr).toContain('one of: start');
  });
});
