export { CONTROL_TOKEN_HEADER, createControlDoor } from './door.ts';
export { createPublicDoor } from './public/public-door.ts';
export type { PublicDoorOptions } from './public/public-door.ts';
export { readServerOptions, runServer, startServer } from './run-server.ts';
export type { RunningServer, ServerOptions } from './run-server.ts';
export { optionWords } from './start-failure.ts';
export { createDesktopHttpDoor, createHttpDoor } from './web-door.ts';
export { createWindowFiles } from './window-files.ts';
export type { HttpDoorOptions } from './web-door.ts';
