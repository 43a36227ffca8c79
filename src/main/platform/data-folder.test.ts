import { describe, expect, it } from 'vitest';
import { dataFolderPath } from './data-folder.ts';

const home = '/home/amelie';

describe('the data folder', () => {
  it('is the one asked for, then FOYER_DATA, then the usual place of the platform', () => {
    const linux = { platform: 'linux', environment: { FOYER_DATA: '/srv/foyer' }, home } as const;
    expect(dataFolderPath('/data', linux)).toBe('/data');
    expect(dataFolderPath(undefined, linux)).toBe('/srv/foyer');
    expect(dataFolderPath(undefined, { ...linux, environment: {} })).toBe('/home/amelie/.local/share/foyer');
    expect(dataFolderPath(undefined, { ...linux, environment: { XDG_DATA_HOME: '/x' } })).toBe('/x/foyer');
    expect(dataFolderPath(undefined, { platform: 'darwin', environment: {}, home })).toBe(
      '/home/amelie/Library/Application Support/Foyer',
    );
  });

  it('ignores a relative XDG_DATA_HOME, as the specification asks', () => {
    const surroundings = { platform: 'linux', environment: { XDG_DATA_HOME: 'x' }, home } as const;
    expect(dataFolderPath(undefined, surroundings)).toBe('/home/amelie/.local/share/foyer');
  });
});
