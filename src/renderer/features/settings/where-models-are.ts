import type { Model } from '#shared/contract/models.ts';
import { hostAndPort } from '#shared/lib/host-and-port.ts';

/** Where a model's address is: this machine, this network, or elsewhere. */
export type Place = 'machine' | 'network' | 'cloud';

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

export function placeOf({ local, url, provider }: Pick<Model, 'local' | 'url' | 'provider'>): Place {
  if (!local) return 'cloud';
  if (url === null) return provider === 'ollama' ? 'machine' : 'cloud';
  return LOOPBACK.test(new URL(url).hostname) ? 'machine' : 'network';
}

/** The furthest place any active model is at. */
export function furthestPlace(models: readonly Model[]): Place {
  const places = models.filter(({ active }) => active).map(placeOf);
  return places.includes('cloud') ? 'cloud' : places.includes('network') ? 'network' : 'machine';
}

/** Whether a model is reached while outgoing connections are blocked, but for the places that were chosen. */
export function staysReachable(
  model: Pick<Model, 'local' | 'url' | 'provider'>,
  chosen: readonly string[],
): boolean {
  const place = placeOf(model);
  if (place !== 'network' || model.url === null) return place === 'machine';
  return chosen.includes(hostAndPort(new URL(model.url)));
}
