import { describe, expect, it } from 'vitest';
import { extractHtml } from './html.ts';

const shown = (rows: string): string[] =>
  extractHtml(`<table>${rows}</table>`)
    .text.split('\n')
    .filter(line => line !== '' && !/^[| -]+$/u.test(line));

describe('tables with cells over several rows and columns', () => {
  it('repeat a value in every row it stands for', () => {
    expect(
      shown(
        '<tr><th>Basin<th>Season<th>Boats<tr><td rowspan=2>North<td>Summer<td>41<tr><td>Winter<td>17<tr><td>South<td rowspan=2>Winter<td>22<tr><td>East<td>8',
      ),
    ).toEqual([
      '| Basin | Season | Boats |',
      '| North | Summer | 41 |',
      '| North | Winter | 17 |',
      '| South | Winter | 22 |',
      '| East | Winter | 8 |',
    ]);
  });

  it('stop at the end of their part of the table, whatever they say', () => {
    expect(
      shown(
        '<tbody><tr><td rowspan=0>a<td>1<tr><td>2</tbody><tbody><tr><td rowspan=9>b<td>3<tr><td>4</tbody><tfoot><tr><td>c<td>5</tfoot>',
      ),
    ).toEqual(['| a | 1 |', '| a | 2 |', '| b | 3 |', '| b | 4 |', '| c | 5 |']);
  });

  it('keep later values in their columns after a wide one', () => {
    expect(shown('<tr><th>a<th>b<th>c<tr><td colspan=2>1<td>3<tr><td>4<td colspan=2>5')).toEqual([
      '| a | b | c |',
      '| 1 |  | 3 |',
      '| 4 | 5 |  |',
    ]);
  });

  it.each([
    [
      'of a head',
      '<thead><tr><th rowspan=2>Basin<th colspan=2>Winter<tr><th>Boats<th>Fee</thead><tr><td>S<td>22<td>60',
    ],
    [
      'of header cells',
      '<tr><th rowspan=2>Basin<th colspan=2>Winter<tr><th>Boats<th>Fee<tr><td>S<td>22<td>60',
    ],
    [
      'without header cells',
      '<tr><td rowspan=2>Basin<td colspan=2>Winter<tr><td>Boats<td>Fee<tr><td>S<td>22<td>60',
    ],
    [
      'under an empty corner',
      '<tr><td><td colspan=2>Winter<tr><td>Basin<td>Boats<td>Fee<tr><td>S<td>22<td>60',
    ],
  ])('become one row of names: two rows %s', (_, rows) => {
    expect(shown(rows)).toEqual(['| Basin | Winter / Boats | Winter / Fee |', '| S | 22 | 60 |']);
  });

  it('repeat a name over every column it stands for', () => {
    expect(shown('<tr><th>Basin<th colspan=2>Fee<tr><td>S<td>60<td>75')).toEqual([
      '| Basin | Fee | Fee |',
      '| S | 60 | 75 |',
    ]);
  });

  it('leave a title that stands over the whole width above the names', () => {
    const titled =
      '<tr><td colspan=2>Tariff 2024<tr><td>Basin<td>Fee<tr><td>S<td>60<tr><td colspan=2>Without tax';
    expect(shown(titled)).toEqual(['Tariff 2024', '| Basin | Fee |', '| S | 60 |', '| Without tax |  |']);
  });

  it('cannot be made to fill the memory', () => {
    const rows = `<tr>${'<td colspan=50 rowspan=65534>wide'.repeat(40)}${'<tr><td>x<td>y'.repeat(20_000)}`;
    expect(extractHtml(`<table>${rows}</table>`).text.length).toBeLessThan(20_000_000);
  });
});

describe('lists', () => {
  it('count as a browser does', () => {
    const list =
      '<ol start=3><li>x<li value=7>y</ol><ol type=i start=4><li>x</ol><ol type=A start=27><li>x</ol>';
    expect(extractHtml(list).text).toBe('3. x\n7. y\n\niv. x\n\nAA. x');
  });
});
