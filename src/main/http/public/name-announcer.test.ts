import { describe, expect, it } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { announceName, type MulticastSocket, type NameState } from './name-announcer.ts';

type Sent = Parameters<MulticastSocket['respond']>[0];

/** The whole of a multicast socket, in memory. */
function createNetwork() {
  const listeners = new Map<string, ((value: never) => void)[]>();
  const sent: Sent[] = [];
  let questions = 0;
  let destroyed = false;
  const socket: MulticastSocket = {
    on(event: string, listener: (value: never) => void) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    respond: answers => void sent.push(answers),
    query: () => void (questions += 1),
    destroy: () => void (destroyed = true),
  };
  return {
    socket,
    sent,
    questions: () => questions,
    destroyed: () => destroyed,
    emit(event: string, value?: unknown) {
      for (const listener of listeners.get(event) ?? []) listener(value as never);
    },
  };
}

function announced(addresses = ['192.168.1.20', 'fd00::5']) {
  const network = createNetwork();
  const states: NameState[] = [];
  let wake: () => void = () => undefined;
  const name = announceName({
    host: 'foyer.local',
    addresses,
    log: createSilentLog(),
    onChanged: () => {
      states.push(name.state());
      wake();
    },
    open: () => network.socket,
    probeIntervalMs: 1,
  });
  const until = async (state: NameState) => {
    while (name.state() !== state) await new Promise<void>(resolve => (wake = resolve));
  };
  return { network, name, states, until };
}

describe('the name on the local network', () => {
  it('is asked for three times, then announced, answered and taken back', async () => {
    const { network, name, until } = announced();
    network.emit('networkInterface');
    network.emit('ready');
    await until('announced');
    expect(network.questions()).toBe(3);
    expect(network.sent[0]?.map(({ type, data, ttl }) => [type, data, ttl])).toEqual([
      ['A', '192.168.1.20', 120],
      ['AAAA', 'fd00::5', 120],
    ]);
    network.emit('query', { questions: [{ name: 'Foyer.local', type: 'A' }] });
    expect(network.sent[1]).toMatchObject([{ name: 'foyer.local', type: 'A', data: '192.168.1.20' }]);
    network.emit('query', {
      questions: [
        { name: 'other.local', type: 'A' },
        { name: 'foyer.local', type: 'SRV' },
      ],
    });
    expect(network.sent).toHaveLength(2);
    name.close();
    expect(network.sent.at(-1)?.every(({ ttl }) => ttl === 0)).toBe(true);
    expect(network.destroyed()).toBe(true);
  });

  it('is left to whoever has it', async () => {
    const { network, name, until } = announced();
    network.emit('networkInterface');
    network.emit('ready');
    network.emit('response', { answers: [{ name: 'foyer.local', type: 'A', data: '192.168.1.99' }] });
    await until('taken');
    network.emit('query', { questions: [{ name: 'foyer.local', type: 'A' }] });
    expect(network.sent).toEqual([]);
    name.close();
    expect(network.sent).toEqual([]);
  });

  it('does not mistake itself for another', async () => {
    const { network, until, name } = announced();
    network.emit('networkInterface');
    network.emit('ready');
    await until('announced');
    network.emit('response', { answers: [{ name: 'foyer.local', type: 'A', data: '192.168.1.20' }] });
    expect(name.state()).toBe('announced');
    name.close();
  });

  it('is unavailable where the network carries none, and nothing is thrown', async () => {
    const { network, name, until } = announced();
    network.emit('warning', new Error('addMembership ENODEV'));
    network.emit('ready');
    await until('unavailable');
    name.close();

    const refused = announced();
    refused.network.emit('error', Object.assign(new Error('bind EACCES'), { code: 'EACCES' }));
    expect(refused.name.state()).toBe('unavailable');
    refused.name.close();

    const failed = announceName({
      host: 'foyer.local',
      addresses: ['192.168.1.20'],
      log: createSilentLog(),
      onChanged: () => undefined,
      open: () => {
        throw new Error('no sockets');
      },
    });
    expect(failed.state()).toBe('unavailable');
    failed.close();
  });
});
