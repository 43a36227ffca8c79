import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';
import { freePort } from './free-port.ts';

const PROGRAM = '/usr/sbin/dovecot';
export const isDovecotThere = existsSync(PROGRAM);

export type Dovecot = {
  host: string;
  port: number;
  /** Puts a message into a folder, as a mail that arrives. */
  deliver(folder: string, name: string, raw: string): void;
  remove(folder: string, name: string): void;
  /** The folder numbers its messages anew, as after a move to another server. */
  renumber(folder: string): void;
  /** Which messages of a folder are marked as read. */
  seen(folder: string): string[];
  close(): Promise<void>;
};

const isListening = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** Nobody's mail is root's: what runs as root keeps it as another. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const OWNER = isRoot
  ? { uid: NOBODY, gid: NOBODY }
  : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

function give(path: string): void {
  if (isRoot) chownSync(path, OWNER.uid, OWNER.gid);
}

/** Others have to come by on their way to what is theirs. */
function letThrough(path: string): void {
  const { mode } = statSync(path);
  if (isRoot && (mode & 0o001) === 0) chmodSync(path, mode | 0o011);
}

function configuration(folder: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = nobody
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u:LAYOUT=fs
first_valid_uid = 0
first_valid_gid = 0
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${OWNER.uid} gid=${OWNER.gid} home=${folder}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
}

/** A real mail server of this machine, with the account of lea, whose password is given. */
export async function startDovecot(password: string): Promise<Dovecot> {
  const temporary = temporaryFolder();
  const { path } = temporary;
  const port = await freePort();
  chmodSync(path, 0o755);
  letThrough(tmpdir());
  for (const part of ['run', 'mail', 'mail/lea']) mkdirSync(join(path, part));
  for (const part of ['mail', 'mail/lea']) give(join(path, part));
  writeFileSync(join(path, 'users'), `lea:{PLAIN}${password}::::::\n`);
  writeFileSync(join(path, 'dovecot.conf'), configuration(path, port));
  const server: ChildProcess = spawn(PROGRAM, ['-F', '-c', join(path, 'dovecot.conf')], { stdio: 'ignore' });
  await until(() => isListening(port));
  const boxOf = (folder: string) => join(path, 'mail/lea', folder === 'INBOX' ? '' : folder);
  const files = (folder: string) =>
    ['new', 'cur'].flatMap(part => {
      const place = join(boxOf(folder), part);
      return existsSync(place) ? readdirSync(place).map(name => ({ name, at: join(place, name) })) : [];
    });
  return {
    host: '127.0.0.1',
    port,
    deliver(folder, name, raw) {
      for (const part of ['', 'new', 'cur', 'tmp']) {
        mkdirSync(join(boxOf(folder), part), { recursive: true });
        give(join(boxOf(folder), part));
      }
      const file = join(boxOf(folder), 'new', name);
      writeFileSync(file, raw);
      give(file);
    },
    remove(folder, name) {
      for (const file of files(folder)) if (file.name.startsWith(name)) rmSync(file.at);
    },
    renumber(folder) {
      for (const name of readdirSync(boxOf(folder)))
        if (name.startsWith('dovecot')) rmSync(join(boxOf(folder), name));
    },
    seen: folder => files(folder).flatMap(({ name }) => (/:2,\w*S/u.test(name) ? [name] : [])),
    async close() {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill();
        await ended;
      }
      temporary.remove();
    },
  };
}
