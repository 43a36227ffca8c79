export { classifyAddress } from './address.ts';
export { createOutbound, networkErrorCode } from './outbound.ts';
export type { Outbound, OutboundPurpose } from './outbound.ts';
export type { OpenSocket } from './socket.ts';
