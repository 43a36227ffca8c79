import { z } from 'zod';
import { machineAddress, publicUrl } from './addresses.ts';
import {
  cardKind,
  certificateState,
  networkAddress,
  networkProblem,
  networkSettings,
  networkTest,
} from './network.ts';
import { administrators, route } from './route.ts';
import { empty } from './vocabulary.ts';
import { PORT_MAX } from './limits.ts';

/** How the interface is reached. This machine always reaches it, whatever is set here. */
export const webInterfaceSettings = z.object({
  /** Whether other machines reach it too. */
  open: z.boolean(),
  /** `all`, or the name of one network card. */
  interface: z.string().min(1).max(80),
  /** Null: the port of this machine's own address. */
  port: z.number().int().min(1).max(PORT_MAX).nullable(),
  https: networkSettings.shape.https,
  /** Where people open it from elsewhere, through a proxy: `https://example.org/foyer`. */
  publicUrl: publicUrl.nullable(),
  /** Proxies whose word on who asks is believed (`X-Forwarded-For`, `X-Forwarded-Proto`). Nobody's by default. */
  trustedProxies: z.array(machineAddress).max(20),
});
export type WebInterfaceSettings = z.infer<typeof webInterfaceSettings>;

/** Where links lead that are handed to others. */
export const linkAddress = z.object({
  /** Null: there is only the window. */
  url: z.string().nullable(),
  /** Who gets there: the world or whoever reaches the proxy, the machines of the network, this machine alone. */
  reach: z.enum(['public', 'network', 'here']),
  /** Whether somebody wrote it down as the address to use. */
  chosen: z.boolean(),
});
export type LinkAddress = z.infer<typeof linkAddress>;

export const webInterfaceState = z.object({
  settings: webInterfaceSettings,
  /** What was said when Foyer was started, which goes before the settings; null where nothing was. */
  given: z.object({
    host: z.string().nullable(),
    publicUrl: z.string().nullable(),
    trustedProxies: z.array(z.string()).nullable(),
  }),
  /** Its address on this machine; null when there is only the window. */
  local: z.string().nullable(),
  /** Whether other machines reach it now. */
  listening: z.boolean(),
  /** Why they do not, or not under every address, although they should. */
  problem: networkProblem.nullable(),
  addresses: z.array(networkAddress),
  cards: z.array(z.object({ name: z.string(), kind: cardKind, addresses: z.array(z.string()) })),
  certificate: certificateState.nullable(),
  /** The generated authority, and where other machines find it. */
  authority: certificateState.extend({ url: z.string() }).nullable(),
  link: linkAddress,
  /** How whoever asks came in; null for the window and the command line. */
  arrival: z
    .object({
      /** The address in their browser, as far as it can be told. */
      url: z.string(),
      /** Address of the other end of the connection when a proxy says that it speaks for somebody; else null. */
      proxy: z.string().nullable(),
      /** Whether that proxy is believed. */
      trusted: z.boolean(),
    })
    .nullable(),
});
export type WebInterfaceState = z.infer<typeof webInterfaceState>;

const tag = 'Network';

export const webInterface = {
  get: route({
    access: administrators,
    method: 'GET',
    path: '/network/interface',
    summary: 'How the interface is reached',
    tag,
  })
    .input(empty)
    .output(webInterfaceState),

  /** Takes effect at once. Who is connected through what is closed is answered before it closes. */
  update: route({
    access: administrators,
    method: 'PATCH',
    path: '/network/interface',
    summary: 'Open the interface to other machines, or say where a proxy shows it; only the fields given',
    tag,
  })
    .input(webInterfaceSettings.partial().strict())
    .output(webInterfaceState),

  /** Calls each address from this machine, as a browser would, and looks whether streams come through in pieces. */
  test: route({
    access: administrators,
    method: 'POST',
    path: '/network/interface/test',
    needs: 'nothing',
    summary: 'Try the addresses of the interface from here',
    tag,
  })
    .input(empty)
    .output(networkTest),
};
