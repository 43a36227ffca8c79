export { classifyAddress } from './address.ts';
export { concerned, concerning } from './concerning.ts';
export { encryptedOver } from './encrypted-over.ts';
export { networkErrorCode } from './failures.ts';
export { createLedger, type Connection, type Ledger } from './ledger.ts';
export { createOutbound } from './outbound.ts';
export type { Outbound, OutboundPurpose } from './outbound.ts';
export { placeOfAddress } from './place.ts';
export type { OpenSocket } from './socket.ts';
