import { describe, expect, it } from 'vitest';
import { part, routesOf } from './part.ts';

describe('the routes of several parts', () => {
  const notes = part({ routes: { notes: { list: () => 'notes' } } });
  const tasks = part({ routes: { tasks: { list: () => 'tasks' } }, service: 1 });
  const silent = part({ resume: () => undefined });

  it('are those of each under its name', () => {
    const routes = routesOf([notes, silent, tasks]);
    expect(Object.keys(routes)).toEqual(['notes', 'tasks']);
    expect(routes.tasks.list()).toBe('tasks');
  });

  it('are refused when two answer for the same', () => {
    expect(() => routesOf([notes, part({ routes: { notes: {} } })])).toThrow(
      'Two parts have routes named notes',
    );
  });
});
