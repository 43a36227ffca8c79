export { CONTROL_TOKEN_HEADER, createControlDoor, createHttpDoor } from './door.ts';
export type { Door, HttpDoor, HttpDoorOptions } from './door.ts';
export { openListener } from './listener.ts';
export type { Listener } from './listener.ts';
export { readServerOptions, runServer, startServer } from './run-server.ts';
export type { RunningServer, ServerOptions } from './run-server.ts';
