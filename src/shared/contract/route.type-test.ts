// Checked by the compiler, never run: each `@ts-expect-error` fails the type check when the line below it compiles.
import { route } from './route.ts';

const rest = { method: 'GET', path: '/example', summary: 'Example', tag: 'Example' } as const;

export const declared = route({ ...rest, access: ['owner'] });

// @ts-expect-error a route that does not say who may call it does not exist
export const undeclared = route(rest);

// @ts-expect-error nobody at all is not an answer
export const nobody = route({ ...rest, access: [] });

// @ts-expect-error a role that does not exist admits nobody
export const unknownRole = route({ ...rest, access: ['superuser'] });

const limits = { maxBytes: 1, maxFiles: 1, maxRequestBytes: 1, underWay: { perSender: 1, inAll: 1 } };

export const taking = route({ ...rest, access: ['owner'], takes: limits });

// @ts-expect-error a route that takes files says who may send them
export const takingFromAnyone = route({ ...rest, takes: limits });

// @ts-expect-error a route that takes files says how large they may be
export const takingAnySize = route({ ...rest, access: ['owner'], takes: { ...limits, maxBytes: undefined } });

// @ts-expect-error a route that takes files says how many, and how much may be on its way
export const takingAnyNumber = route({ ...rest, access: ['owner'], takes: { maxBytes: 1 } });
