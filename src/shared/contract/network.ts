import { z } from 'zod';
import { publicUrl } from './addresses.ts';
import { empty, instant } from './vocabulary.ts';
import { administrators, route } from './route.ts';
import { PORT_MAX } from './limits.ts';

export const DEFAULT_NETWORK_PORT = 4281;

/** A name under which this instance is reached beside its own addresses: `chat.example.org`, `foyer.lan:8080`. */
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(260)
  .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/);

/** The second listener: for visitors and for programs with a key. Nothing of the interface is on it. */
export const networkSettings = z.object({
  enabled: z.boolean(),
  /** `all`, `loopback` (for a tunnel or a proxy on this machine), or the name of one network card. */
  interface: z.string().min(1).max(80),
  port: z.number().int().min(1).max(PORT_MAX),
  /** Announced as `<name>.local`. */
  name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  https: z.enum(['off', 'generated', 'own']),
  allowedHosts: z.array(hostName).max(50),
  /** Where visitors reach it through a proxy, `https://example.org/assistant`; null without one. */
  publicUrl: publicUrl.nullable(),
  /** Answers under way at once, for all visitors together. */
  answersAtOnce: z.number().int().min(1).max(1_000),
  /** Of those, on one model of this machine (Ollama): it has only so much room. */
  answersAtOncePerLocalModel: z.number().int().min(1).max(1_000),
  /** Questions that may wait for their turn; beyond it visitors are asked to come back. */
  waitingAtMost: z.number().int().min(0).max(10_000),
});
export type NetworkSettings = z.infer<typeof networkSettings>;

export const networkProblem = z.enum([
  'port_in_use',
  'permission',
  'no_address',
  'certificate_missing',
  'certificate_invalid',
  'unknown',
]);
export type NetworkProblem = z.infer<typeof networkProblem>;

/** What a card is, as far as its name tells. */
export const cardKind = z.enum(['wifi', 'cable', 'virtual', 'vpn', 'loopback', 'other']);

export const networkAddress = z.object({
  /** As typed in a browser. */
  url: z.string(),
  address: z.string(),
  family: z.enum(['IPv4', 'IPv6']),
  interface: z.string(),
  kind: cardKind,
});
export type NetworkAddress = z.infer<typeof networkAddress>;

export const certificateState = z.object({
  subject: z.string(),
  names: z.array(z.string()),
  expiresAt: instant,
  /** SHA-256, as browsers show it. */
  fingerprint: z.string(),
});

export const networkState = z.object({
  settings: networkSettings,
  listening: z.boolean(),
  /** Why it does not listen although it is switched on. */
  problem: networkProblem.nullable(),
  addresses: z.array(networkAddress),
  name: z.object({
    host: z.string(),
    url: z.string(),
    /** `unavailable`: the network does not carry such names (no multicast). `taken`: another machine has it. */
    state: z.enum(['off', 'announced', 'unavailable', 'taken']),
  }),
  /** Cards to choose from, present now. */
  cards: z.array(z.object({ name: z.string(), kind: cardKind, addresses: z.array(z.string()) })),
  certificate: certificateState.nullable(),
  /** The generated authority, to be trusted by the machines of the office. */
  authority: certificateState.extend({ url: z.string() }).nullable(),
  load: z.object({ connections: z.number().int(), answering: z.number().int(), waiting: z.number().int() }),
});
export type NetworkState = z.infer<typeof networkState>;

/**
 * `unexpected`: something else answers. `path`: a proxy answers that it knows no such path. `no_upstream`: a proxy
 * answers that it does not reach Foyer. `host_refused`: Foyer answers that it does not go by that name. `buffered`: what
 * is sent in pieces arrives at once. `name_unknown`: this machine does not know the name.
 */
export const testFailure = z.enum([
  'refused',
  'timeout',
  'certificate',
  'unexpected',
  'path',
  'no_upstream',
  'host_refused',
  'buffered',
  'name_unknown',
]);
export type TestFailure = z.infer<typeof testFailure>;

export const networkTest = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      url: z.string(),
      ok: z.boolean(),
      failure: testFailure.nullable(),
      milliseconds: z.number().int(),
    }),
  ),
  /** What to look at next; the words are the interface's. */
  hints: z.array(
    z.enum([
      'not_listening',
      'firewall_windows',
      'firewall_macos',
      'firewall_linux',
      'no_network',
      'loopback_only',
    ]),
  ),
});
export type NetworkTest = z.infer<typeof networkTest>;

const tag = 'Network';

export const network = {
  get: route({
    access: administrators,
    method: 'GET',
    path: '/network',
    summary: 'The local network: what is on, and how it is reached',
    tag,
  })
    .input(empty)
    .output(networkState),

  /** Takes effect at once; visitors under way on the former address are given a moment to end. */
  update: route({
    access: administrators,
    method: 'PATCH',
    path: '/network',
    summary: 'Change the local network; only the fields given',
    tag,
  })
    .input(networkSettings.partial().strict())
    .output(networkState),

  /** PEM texts; the key is kept sealed and never shown again. Null removes both. */
  setCertificate: route({
    access: administrators,
    method: 'PUT',
    path: '/network/certificate',
    summary: 'The certificate of one’s own, for HTTPS',
    tag,
  })
    .input(
      z
        .object({
          pair: z
            .object({ certificate: z.string().min(1).max(100_000), key: z.string().min(1).max(20_000) })
            .strict()
            .nullable(),
        })
        .strict(),
    )
    .output(networkState),

  /** Calls each address from this machine, through the listener, as a visitor's browser would. */
  test: route({
    access: administrators,
    method: 'POST',
    path: '/network/test',
    needs: 'nothing',
    summary: 'Try the addresses of the local network from here',
    tag,
  })
    .input(empty)
    .output(networkTest),

  /** For those who put a chatbot on pages and do not decide about the network: whether it is open, and whom to ask. */
  summary: route({
    access: ['owner', 'admin', 'editor'],
    method: 'GET',
    path: '/network/summary',
    summary: 'Whether the local network is open, and who decides',
    tag,
  })
    .input(empty)
    .output(z.object({ listening: z.boolean(), administrators: z.array(z.string()) })),

  qrCode: route({
    access: ['owner', 'admin', 'editor'],
    method: 'GET',
    path: '/network/qr-code',
    summary: 'A QR code for an address, as SVG',
    tag,
  })
    .input(z.object({ text: z.url({ protocol: /^https?$/ }).max(500) }).strict())
    .output(z.object({ svg: z.string() })),
};
