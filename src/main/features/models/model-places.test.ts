import { expect, it, vi } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { createModelPlaces } from './model-places.ts';

type Leads = Record<string, 'near' | 'outside' | null>;

/** Places on a network whose names lead where they are told to. */
function placesWhere(leads: Leads) {
  const asked: string[] = [];
  const changed: string[] = [];
  const places = createModelPlaces({
    async leadsTo(host) {
      asked.push(host);
      return leads[host] ?? null;
    },
    onChange: host => changed.push(host),
    log: createSilentLog(),
  });
  const at = (host: string) => ({
    provider: 'openai' as const,
    model: 'm',
    url: `http://${host}:8080/v1`,
    otherUrls: [],
  });
  return {
    places,
    asked,
    changed,
    look: (...hosts: string[]) => places.look(hosts.map(at)),
    placeOf: (host: string) => places.cloudPlaceOf(at(host), at(host).url),
  };
}

it('a name is near where it leads to this network, and outside where it leads beyond, however it is spelled', async () => {
  const { look, placeOf } = placesWhere({
    'ia.bureau.lan': 'near',
    'gpu.local': 'near',
    serveur: 'near',
    'ia.exemple.fr': 'outside',
    'nuage.local': 'outside',
    nuage: 'outside',
  });
  await look('ia.bureau.lan', 'gpu.local', 'serveur', 'ia.exemple.fr', 'nuage.local', 'nuage');
  expect(['ia.bureau.lan', 'gpu.local', 'serveur'].map(placeOf)).toEqual([null, null, null]);
  expect(['ia.exemple.fr', 'nuage.local', 'nuage'].map(placeOf)).toEqual([
    'ia.exemple.fr',
    'nuage.local',
    'nuage',
  ]);
});

it('a name that nobody knows is outside, but for those that only this network spells so', async () => {
  const { look, placeOf } = placesWhere({});
  expect(placeOf('ia.bureau.lan')).toBe('ia.bureau.lan'); // not looked up yet
  await look('ia.bureau.lan', 'gpu.local', 'serveur');
  expect(['ia.bureau.lan', 'gpu.local', 'serveur'].map(placeOf)).toEqual(['ia.bureau.lan', null, null]);
});

it('addresses and this machine are never looked up, and names once, however often models are asked', async () => {
  const { look, placeOf, asked } = placesWhere({ 'ia.bureau.lan': 'near' });
  await look(
    '192.168.1.20',
    '127.0.0.1',
    '203.0.114.9',
    '[fd00::2]',
    'localhost',
    'a.localhost',
    'ia.bureau.lan',
  );
  const all = [
    '192.168.1.20',
    '127.0.0.1',
    '203.0.114.9',
    '[fd00::2]',
    'localhost',
    'a.localhost',
    'ia.bureau.lan',
  ];
  expect(all.map(placeOf)).toEqual([null, null, '203.0.114.9', null, null, null, null]);
  for (let times = 0; times < 100; times += 1) placeOf('ia.bureau.lan');
  expect(asked).toEqual(['ia.bureau.lan']);
});

it('looking again tells what is elsewhere by then, and the careful side once a name is not known any more', async () => {
  const leads: Leads = { 'ia.bureau.lan': 'near', 'gpu.local': 'near' };
  const { look, placeOf, changed } = placesWhere(leads);
  await look('ia.bureau.lan', 'gpu.local');
  expect(changed).toEqual(['ia.bureau.lan']);
  Object.assign(leads, { 'ia.bureau.lan': null, 'gpu.local': 'outside' });
  await look('ia.bureau.lan', 'gpu.local');
  expect(changed.slice(1).toSorted()).toEqual(['gpu.local', 'ia.bureau.lan']);
  expect(['ia.bureau.lan', 'gpu.local'].map(placeOf)).toEqual(['ia.bureau.lan', 'gpu.local']);
});

it('a name that could not be looked up is tried again after a minute, beside whoever asks', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const leads: Leads = {};
    const { look, placeOf, asked, changed } = placesWhere(leads);
    await look('ia.bureau.lan');
    leads['ia.bureau.lan'] = 'near';
    expect(placeOf('ia.bureau.lan')).toBe('ia.bureau.lan');
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(61_000);
    expect(placeOf('ia.bureau.lan')).toBe('ia.bureau.lan');
    await new Promise(setImmediate);
    expect(changed).toEqual(['ia.bureau.lan']);
    expect(placeOf('ia.bureau.lan')).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

it('nothing is told once it is closed', async () => {
  const { places, look, changed } = placesWhere({ 'ia.bureau.lan': 'near' });
  const looked = look('ia.bureau.lan');
  places.close();
  await looked;
  expect(changed).toEqual([]);
});
