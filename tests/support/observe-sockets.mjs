// Preloaded into a process and all it starts (`NODE_OPTIONS=--import=…`): writes down where Node opens connections to
// and which names it looks up, one line each, to the file that FOYER_OBSERVED names.
import { appendFileSync } from 'node:fs';
import diagnosticsChannel from 'node:diagnostics_channel';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.FOYER_OBSERVED;
const note = line => appendFileSync(file, `${line}\n`);

diagnosticsChannel.subscribe('net.client.socket', ({ socket }) => {
  socket.on('connectionAttempt', (address, port) => note(`connect ${address} ${port}`));
});
diagnosticsChannel.subscribe('udp.socket', ({ socket }) => {
  const { send } = socket;
  socket.send = function noted(...args) {
    note(
      `datagram ${args
        .filter(each => typeof each !== 'function')
        .slice(1)
        .join(' ')}`,
    );
    return send.apply(this, args);
  };
});
const { lookup } = dns.promises;
dns.promises.lookup = (name, ...rest) => {
  note(`lookup ${name}`);
  return lookup(name, ...rest);
};
syncBuiltinESMExports();
