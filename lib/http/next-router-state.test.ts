import { describe, expect, test } from 'vitest';
import { isRouterState } from './next-router-state.ts';

const sent = (state: unknown) => encodeURIComponent(JSON.stringify(state));
const leaf = ['__PAGE__', {}];

describe('where in the app the user is', () => {
  test.each([
    ['a page', ['', { children: ['login', { children: leaf }] }]],
    ['a page with a value in its address', ['', { children: ['admin', { children: [['id', '7', 'd', null], {}] }] }]],
    [
      'a page that is asked for again',
      ['', { children: ['login', { children: leaf }, null, 'refetch'] }, null, null, 17],
    ],
    ['a page that is asked for ahead', ['', { children: leaf }, null, 'metadata-only']],
    ['a page in development', ['', { children: ['__PAGE__', {}, ['/login', 'children'], null, null, ''] }]],
  ])('reads %s', (_, state) => {
    expect(isRouterState(sent(state))).toBe(true);
  });

  test.each([
    ['junk', 'junk'],
    ['nothing', ''],
    ['half a character', '%E0%A4'],
    ['no place', sent({})],
    ['no parts', sent(['', []])],
    ['a part that is none', sent(['', { children: 1 }])],
    ['a part under a name that objects have', '["",{"__proto__":1}]'],
    ['a mark that does not exist', sent(['', {}, null, 'everything'])],
    ['a mark that is a list', sent(['', {}, null, ['refetch']])],
    ['a kind that does not exist', sent([['id', '7', 'x', null], {}])],
    ['too much', sent(['', {}, null, null, 1, '', ''])],
    ['places without end', `${'["",{"children":'.repeat(300)}["",{}]${'}]'.repeat(300)}`],
  ])('attack F-11: does not read %s', (_, state) => {
    expect(isRouterState(state)).toBe(false);
  });
});
